import { FolderOpen, Upload } from 'lucide-react';
import { useRef } from 'react';
import { ACCEPTED_FORMATS_TEXT } from '#src/jobs-api/choose-task-type.ts';
import { Button } from '#src/ui/button.tsx';
import { addChosenFiles } from '../engine/incoming-files.ts';

// React's types leave this attribute out, although every browser knows it.
const DIRECTORY = { webkitdirectory: '' };

/** The place to choose files or a folder; says that dropping and pasting work too. */
export function FilePickers() {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <div className="flex flex-col items-center gap-3 rounded-xl border-2 border-dashed border-line-strong bg-surface px-4 py-8 text-center">
      <input ref={files} type="file" multiple aria-label="Files to analyze" tabIndex={-1} className="sr-only" onChange={(event) => addChosenFiles(event.target)} />
      <input ref={folder} type="file" {...DIRECTORY} aria-label="Folder to analyze" tabIndex={-1} className="sr-only" onChange={(event) => addChosenFiles(event.target)} />
      <p className="text-lg font-medium">Drop files or folders anywhere on the page</p>
      <p className="text-sm text-ink-soft">{ACCEPTED_FORMATS_TEXT}, up to 5 GiB each. Pasting works too.</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button variant="primary" onClick={() => files.current?.click()}>
          <Upload aria-hidden />
          Choose files
        </Button>
        <Button onClick={() => folder.current?.click()}>
          <FolderOpen aria-hidden />
          Choose a folder
        </Button>
      </div>
    </div>
  );
}
