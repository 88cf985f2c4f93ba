import { ChevronLeft, ChevronRight, Minus, Plus } from 'lucide-react';
import { useEffect, useId, useState, type FormEvent } from 'react';
import { Button } from '#src/ui/button.tsx';
import { formatPercent, formatPlural } from '#src/ui/format.ts';
import type { Region } from '../../result/regions.ts';
import { LinkFailure } from '../../media/link-failure.tsx';
import { openPdf, type OpenPdf } from '#src/lib/pdf/pdf-document.ts';
import { PdfPage } from './pdf-page.tsx';
import { findIn, textOf, type Found } from './pdf-text.ts';
import type { ViewerProps } from '../shared/viewer-props.ts';

/** A document and the parts a result points at. */
export interface PdfViewerProps extends ViewerProps {
  readonly regions: readonly Region[];
  /** Pages, from 1, that the result calls fake. */
  readonly fakePages: readonly number[];
}

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

/** A PDF page by page: drawn, enlarged, searched, and with the parts that the result points at. */
export function PdfViewer({ source, label, regions, fakePages }: PdfViewerProps) {
  const [pdf, setPdf] = useState<OpenPdf | null>(null);
  const [trouble, setTrouble] = useState<{ readonly of: string; readonly why: string } | null>(null);
  const { url, open, failed, onError } = source;
  const problem = trouble?.of === url ? trouble.why : null;
  useEffect(() => {
    if (url === '') return;
    const stop = new AbortController();
    let close = () => {};
    const read = async () => {
      const bytes = await open(stop.signal).catch(() => null);
      if (stop.signal.aborted) return;
      if (bytes === null) {
        onError();
        return;
      }
      const opened = await openPdf(bytes);
      close = opened.close;
      if (stop.signal.aborted) close();
      else setPdf(opened);
    };
    read().catch((error: unknown) => stop.signal.aborted || setTrouble({ of: url, why: error instanceof Error ? error.message : String(error) }));
    return () => {
      stop.abort();
      close();
      setPdf(null);
    };
    // `open` and `onError` are made anew at each rendering, for the same bytes as `url`.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [url]);
  if (failed || problem !== null) return <LinkFailure what={label} url={url} {...(problem === null ? {} : { why: problem })} />;
  if (pdf === null) return <p role="status" className="text-sm text-ink-soft">Reading the document…</p>;
  return <OpenDocument {...{ pdf, regions, fakePages }} onProblem={(why) => setTrouble({ of: url, why })} />;
}

function OpenDocument({ pdf: { document }, regions, fakePages, onProblem }: { pdf: OpenPdf; regions: readonly Region[]; fakePages: readonly number[]; onProblem: (why: string) => void }) {
  const [page, setPage] = useState(1);
  const [scale, setScale] = useState(1);
  const [wanted, setWanted] = useState('');
  const [search, setSearch] = useState<{ readonly text: string; readonly found: readonly Found[] } | null>(null);
  const [current, setCurrent] = useState(0);
  const id = useId();
  const pages = document.numPages;

  const goToFound = (found: readonly Found[], index: number) => {
    const place = found[(index + found.length) % found.length];
    if (!place) return;
    setCurrent((index + found.length) % found.length);
    setPage(place.page);
  };
  const look = async (event: FormEvent) => {
    event.preventDefault();
    if (search?.text === wanted) {
      goToFound(search.found, current + 1);
      return;
    }
    const found: Found[] = [];
    for (let number = 1; number <= pages; number += 1) found.push(...findIn(await textOf(await document.getPage(number)), wanted, number));
    setSearch({ text: wanted, found });
    goToFound(found, 0);
  };
  const enlarge = (step: 1 | -1) => setScale((last) => ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, ZOOMS.indexOf(last) + step))] ?? 1);

  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <div className="flex items-center gap-1">
          <Button aria-label="Previous page" disabled={page <= 1} onClick={() => setPage(page - 1)}><ChevronLeft aria-hidden /></Button>
          <output aria-label="Shown page" className="tabular-nums">Page {page} of {pages}</output>
          <Button aria-label="Next page" disabled={page >= pages} onClick={() => setPage(page + 1)}><ChevronRight aria-hidden /></Button>
        </div>
        <div className="flex items-center gap-1">
          <Button aria-label="Zoom out" disabled={scale === ZOOMS[0]} onClick={() => enlarge(-1)}><Minus aria-hidden /></Button>
          <output aria-label="Zoom" className="w-12 text-center tabular-nums">{formatPercent(scale)}</output>
          <Button aria-label="Zoom in" disabled={scale === ZOOMS.at(-1)} onClick={() => enlarge(1)}><Plus aria-hidden /></Button>
        </div>
        <form role="search" onSubmit={(event) => void look(event)} className="flex flex-wrap items-center gap-2">
          <label htmlFor={id}>Search the text</label>
          <input id={id} type="search" required value={wanted} onChange={(event) => setWanted(event.target.value)} className="min-h-9 w-40 rounded-md border border-line-strong bg-surface px-2" />
          <Button type="submit">{search?.text === wanted && search.found.length > 1 ? 'Next' : 'Search'}</Button>
          <output aria-label="Found">{search === null ? '' : search.found.length === 0 ? `“${search.text}” is not in the text` : `${current + 1} of ${search.found.length}`}</output>
        </form>
      </div>
      {fakePages.length === 0 ? null : (
        <ul aria-label="Pages that the result calls fake" className="flex flex-wrap gap-2 text-sm">
          {fakePages.map((number) => <li key={number}><Button disabled={number > pages} onClick={() => setPage(number)}>Page {number}{number > pages ? ' (not in this document)' : ': called fake'}</Button></li>)}
        </ul>
      )}
      {fakePages.includes(page) ? <p role="status" className="font-medium text-bad">The result calls this page fake.</p> : null}
      {regions.length === 0 ? null : (
        <ul aria-label="Parts the result points at" className="flex flex-wrap gap-2 text-sm">
          {regions.map((region, index) => (
            // Two regions may be the same in all they say.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}><Button onClick={() => setPage(Math.min(pages, region.page))}>Page {region.page}{region.label === '' ? '' : `: ${region.label}`}</Button></li>
          ))}
        </ul>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <div tabIndex={0} role="group" aria-label="The page" className={`max-h-[48rem] overflow-auto rounded-lg border bg-sunken p-2 ${fakePages.includes(page) ? 'border-bad' : 'border-line'}`}>
        <PdfPage
          {...{ document, page, scale, onProblem }}
          regions={regions.filter((region) => region.page === page)}
          found={search?.found.filter((place) => place.page === page) ?? []}
          current={search?.found[current] ?? null}
        />
      </div>
      {search !== null && search.found.length > 1 ? <p className="text-xs text-ink-soft">{formatPlural(search.found.length, 'place')} found; Enter goes to the next.</p> : null}
    </div>
  );
}
