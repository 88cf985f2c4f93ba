import { CircleCheck, CircleHelp, TriangleAlert, type LucideIcon } from 'lucide-react';
import { JUDGEMENT_WORDS, type JudgementVerdict } from './judgement.ts';

const LOOKS: Readonly<Record<JudgementVerdict, readonly [string, LucideIcon]>> = {
  authentic: ['border-good text-good', CircleCheck],
  manipulated: ['border-bad text-bad', TriangleAlert],
  inconclusive: ['border-warn text-warn', CircleHelp],
};

/** An analyst's conclusion in words, with a sign of its own beside its colour. */
export function JudgementBadge({ verdict }: { verdict: JudgementVerdict }) {
  const [look, Icon] = LOOKS[verdict];
  return (
    <span className={`inline-flex items-center gap-1.5 rounded-full border bg-surface px-3 py-0.5 text-sm font-semibold ${look}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {JUDGEMENT_WORDS[verdict]}
    </span>
  );
}
