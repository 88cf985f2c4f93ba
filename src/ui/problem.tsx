import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { explainError } from '#src/jobs-api/explain-error.ts';

/** A problem in words: what happened, what to do, what the server said. `children` are the ways out, as buttons or links. */
export function Problem({ error, children }: { error: unknown; children?: ReactNode }) {
  const { title, advice, said } = explainError(error);
  return (
    <div role="alert" className="flex gap-3 rounded-lg border border-bad bg-bad-wash p-4 text-sm">
      <TriangleAlert className="mt-0.5 size-5 shrink-0 text-bad" aria-hidden />
      <div className="min-w-0 space-y-1">
        <p className="font-semibold text-bad">{title}</p>
        <p>{advice}</p>
        {said === null ? null : <p className="text-ink-soft wrap-anywhere">The server said: {said}</p>}
        {children ? <div className="flex flex-wrap gap-2 pt-2">{children}</div> : null}
      </div>
    </div>
  );
}
