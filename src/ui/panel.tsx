import { useId, type ReactNode } from 'react';

/** A titled part of a page, a region of that name. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-xl border border-line bg-surface p-5">
      <h2 id={id} className="mb-3 font-semibold">{title}</h2>
      {children}
    </section>
  );
}
