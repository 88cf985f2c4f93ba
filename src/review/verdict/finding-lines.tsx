import type { Verdict } from '../result/read-verdict.ts';

/** What a verdict says, each finding on its own line, then what contradicts it, what was not checked, and what else has to be known. */
export function FindingLines({ verdict: { finding, findings, contradictions, unchecked, remarks } }: { verdict: Verdict }) {
  const several = findings.length > 1 || contradictions.length > 0;
  return (
    <div className="space-y-2">
      {several && contradictions.length === 0 ? null : <p className="text-lg wrap-anywhere">{finding}.</p>}
      {several && findings.length > 0 ? <ul aria-label="Findings" className="space-y-1 text-lg">{findings.map((text) => <li key={text} className="wrap-anywhere">{text}.</li>)}</ul> : null}
      {contradictions.length === 0 ? null : <ul aria-label="Contradictions" className="list-disc pl-5 text-sm text-warn">{contradictions.map((text) => <li key={text} className="wrap-anywhere">{text}</li>)}</ul>}
      {unchecked.length === 0 ? null : <p className="text-sm text-ink-soft">Not checked: {unchecked.join(', ')}.</p>}
      {remarks.map((text) => <p key={text} className="text-sm text-ink-soft wrap-anywhere">{text}.</p>)}
    </div>
  );
}
