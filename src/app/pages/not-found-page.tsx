import { Link } from 'react-router';
import { buttonClass } from '#src/ui/button.tsx';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';

/** Any address that is no page. */
export function NotFoundPage() {
  return (
    <MainLandmark title="Page not found">
      <p className="mb-4 text-ink-soft">Nothing lives at this address. Your files and jobs are where you left them.</p>
      <Link to={paths.upload} className={buttonClass('primary')}>Go to Upload</Link>
    </MainLandmark>
  );
}
