import { useEffect, useRef, type ReactNode } from 'react';

/** What a page shows in its one `main`. */
export interface MainLandmarkProps {
  /** The page's `h1` and the start of the document's title. */
  readonly title: string;
  /** Beside the heading: the page's own actions. */
  readonly actions?: ReactNode;
  /** The job's status word, for the job page. */
  readonly jobStatus?: string | undefined;
  readonly children: ReactNode;
}

/** The page's `main` with its `h1`; names the document, and takes the focus when a person arrives by a link. */
export function MainLandmark({ title, actions, jobStatus, children }: MainLandmarkProps) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · Assay`;
  }, [title]);
  useEffect(() => {
    // A click on a link leaves the focus on nothing once the old page is gone; a first load has none to move. Where the
    // page stands is the router's to say: scrolling to the focus would hide its heading under the header.
    if (document.activeElement === document.body && history.state?.idx > 0) main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main ref={main} tabIndex={-1} data-job-status={jobStatus} className="mx-auto w-full max-w-[110rem] flex-1 px-4 py-6 outline-none sm:px-6">
      <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
        <h1 className="min-w-0 text-2xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
        {actions}
      </div>
      {children}
    </main>
  );
}
