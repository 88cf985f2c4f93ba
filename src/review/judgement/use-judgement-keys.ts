import { useEffect } from 'react';
import { isTyping } from '#src/ui/is-typing.ts';
import { VERDICT_FIELD } from './judgement-form.tsx';
import type { JudgementVerdict } from './judgement.ts';

/** What the keys do beside choosing a verdict; null where there is nothing to do. */
export interface JudgementKeys {
  readonly onUndo: (() => void) | null;
  readonly onNext: () => void;
  readonly onSave: (() => void) | null;
}

const VERDICTS: Readonly<Record<string, JudgementVerdict>> = { a: 'authentic', m: 'manipulated', i: 'inconclusive' };

/** a, m and i choose a verdict and put the focus on it, n goes on, z takes back, Ctrl or Cmd with Enter saves. Only the last works within a field. */
export function useJudgementKeys({ onUndo, onNext, onSave }: JudgementKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave?.();
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
      const verdict = VERDICTS[event.key];
      if (verdict !== undefined) choose(verdict);
      if (event.key === 'n') onNext();
      if (event.key === 'z') onUndo?.();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onUndo, onNext, onSave]);
}

function choose(verdict: JudgementVerdict): void {
  const field = document.querySelector<HTMLInputElement>(`input[name="${VERDICT_FIELD}"][value="${verdict}"]`);
  field?.focus();
  field?.click();
}
