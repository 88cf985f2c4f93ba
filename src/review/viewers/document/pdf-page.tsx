import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';
import { formatPlural } from '#src/ui/format.ts';
import { placeOf, type Region } from '../../result/regions.ts';
import type { Found } from './pdf-text.ts';
import type { Size } from '../shared/view.ts';

/** A page to draw. */
export interface PdfPageProps {
  readonly document: PDFDocumentProxy;
  /** From 1. */
  readonly page: number;
  /** CSS pixels a point. */
  readonly scale: number;
  readonly regions: readonly Region[];
  readonly found: readonly Found[];
  /** The one that was gone to last. */
  readonly current: Found | null;
  readonly onProblem: (why: string) => void;
}

const MAX_SIDE_PX = 8_000;
const A4: Size = { width: 595, height: 842 };

/** A page of a document with what the result points at in it and what was searched for. */
export function PdfPage({ document, page, scale, regions, found, current, onProblem }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState(A4);
  useEffect(() => {
    const stop = new AbortController();
    const draw = async () => {
      const proxy = await document.getPage(page);
      if (stop.signal.aborted || !canvas.current) return;
      const points = proxy.getViewport({ scale: 1 });
      setSize({ width: points.width, height: points.height });
      const wanted = scale * devicePixelRatio;
      // A page may claim to be a mile wide.
      const viewport = proxy.getViewport({ scale: Math.min(wanted, MAX_SIDE_PX / Math.max(points.width, points.height)) });
      canvas.current.width = Math.max(1, Math.floor(viewport.width));
      canvas.current.height = Math.max(1, Math.floor(viewport.height));
      const task = proxy.render({ canvas: canvas.current, viewport });
      stop.signal.addEventListener('abort', () => task.cancel());
      await task.promise;
      canvas.current?.setAttribute('data-drawn', String(page));
    };
    draw().catch((error: unknown) => {
      if (!stop.signal.aborted) onProblem(error instanceof Error ? error.message : String(error));
    });
    return () => stop.abort();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- a new way to report the same is no reason to draw again
  }, [document, page, scale]);
  return (
    <div className="relative mx-auto w-fit bg-white" style={{ width: size.width * scale, height: size.height * scale }}>
      <canvas ref={canvas} role="img" aria-label={`Page ${page}`} className="absolute inset-0 size-full" />
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" className="pointer-events-none absolute inset-0 size-full" role="img" aria-label={formatPlural(regions.length, 'part of this page is pointed at', 'parts of this page are pointed at')}>
        {found.map((place) => (
          <rect key={`${place.x} ${place.y}`} data-found="" x={place.x} y={place.y} width={place.width} height={place.height} className={place === current ? 'fill-orange-500/55' : 'fill-yellow-300/50'} />
        ))}
        {regions.map((region) => {
          const [x, y, right, bottom] = placeOf(region, size);
          return <rect key={`${x} ${y} ${right} ${bottom}`} data-region="" x={x} y={y} width={right - x} height={bottom - y} className="fill-red-500/15 stroke-red-700" strokeWidth={2} strokeDasharray="6 3" vectorEffect="non-scaling-stroke"><title>{region.label}</title></rect>;
        })}
      </svg>
    </div>
  );
}
