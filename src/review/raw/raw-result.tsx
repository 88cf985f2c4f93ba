import { Button } from '#src/ui/button.tsx';
import { saveAsFile } from '#src/ui/save-as-file.ts';
import { copyText } from './copy-text.ts';
import { JsonTree } from './json-tree.tsx';
import { writeJson } from './write-json.ts';

/** The result exactly as it came, to read, copy or keep. `name` is the start of the file's name. */
export function RawResult({ result, name }: { result: unknown; name: string }) {
  if (result === undefined) return <p className="text-sm text-ink-soft">There is no result to show.</p>;
  const all = () => writeJson(result, Infinity).text;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copyText(all(), 'Result')}>Copy</Button>
        <Button onClick={() => saveAsFile(all(), `${name}-result.json`, 'application/json')}>Download</Button>
      </div>
      {/* What scrolls has to be reachable by keyboard (WCAG 2.1.1). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div tabIndex={0} role="group" aria-label="Fields of the result" className="max-h-96 overflow-auto rounded-lg bg-sunken p-3"><JsonTree value={result} /></div>
    </div>
  );
}
