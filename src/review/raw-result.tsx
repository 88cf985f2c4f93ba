import { Button } from '#src/ui/button.tsx';
import { copyText } from './copy-text.ts';

// A longer result stays folded, so that the page opens at once.
const OPEN_UP_TO_CHARACTERS = 4_000;
// More than this is of use in an editor, not on a page.
const SHOWN_CHARACTERS = 200_000;

/** The result exactly as it came, to read, copy or check against. */
export function RawResult({ result }: { result: unknown }) {
  if (result === undefined) return <p className="text-sm text-ink-soft">There is no result to show.</p>;
  const text = JSON.stringify(result, null, 2);
  return (
    <div className="space-y-2">
      <Button onClick={() => void copyText(text, 'Result')}>Copy</Button>
      <details open={text.length <= OPEN_UP_TO_CHARACTERS}>
        <summary className="text-sm">JSON</summary>
        {/* What scrolls has to be reachable by keyboard (WCAG 2.1.1). */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre tabIndex={0} className="mt-2 max-h-96 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs">{text.slice(0, SHOWN_CHARACTERS)}</pre>
      </details>
      {text.length > SHOWN_CHARACTERS ? <p className="text-sm text-ink-soft">Only the beginning is shown; Copy takes all of it.</p> : null}
    </div>
  );
}
