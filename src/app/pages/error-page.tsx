import { useRouteError } from 'react-router';
import { Button } from '#src/ui/button.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { MainLandmark } from '../main-landmark.tsx';

/** Shown instead of a page that broke while rendering or whose code could not be loaded. */
export function ErrorPage() {
  const error = useRouteError();
  return (
    <MainLandmark title="This page could not be shown">
      <Problem error={error}>
        <Button onClick={() => location.reload()}>Reload</Button>
      </Problem>
    </MainLandmark>
  );
}
