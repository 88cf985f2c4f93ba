import { Link } from 'react-router';
import { BulkTaskType } from '#src/upload/bulk-task-type.tsx';
import { FilePickers } from '#src/upload/file-pickers.tsx';
import { ItemList } from '#src/upload/item-list.tsx';
import { QueueActions } from '#src/upload/queue-actions.tsx';
import { QueueNotices } from '#src/upload/queue-notices.tsx';
import { QueueSummary } from '#src/upload/queue-summary.tsx';
import { buttonClass } from '#src/ui/button.tsx';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';

/** Where files are added, sent, and followed until they are jobs. */
export function UploadPage() {
  return (
    <MainLandmark title="Upload">
      <div className="space-y-4">
        <FilePickers />
        <QueueActions />
        <QueueSummary />
        <BulkTaskType />
        <ItemList jobPath={paths.job} />
        <QueueNotices signIn={<Link to={paths.signIn(paths.upload)} className={buttonClass('primary')}>Sign in</Link>} />
      </div>
    </MainLandmark>
  );
}
