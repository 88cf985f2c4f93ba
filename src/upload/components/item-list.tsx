import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useQueueState } from './upload-context.tsx';

// What a row does comes with the first file. Without it a row still says which file it is.
const ItemRow = lazy(async () => {
  try {
    return { default: (await import('./item-row.tsx')).ItemRow };
  } catch {
    return { default: PlainRow };
  }
});

// Below this, every row is in the document: find-in-page and screen readers see all of them.
const VIRTUAL_FROM = 200;
const ROW_ESTIMATE_PX = 84;

/** What the list needs of the page. */
export interface ItemListProps {
  /** The address of a job's page. */
  readonly jobPath: (jobId: string) => string;
}

/** Every file of the queue, in the order in which it was added. */
export function ItemList({ jobPath }: ItemListProps) {
  const order = useQueueState((state) => state.order);
  if (order.length === 0) return null;
  return (
    <div className="overflow-clip rounded-xl border border-line bg-surface">
      {order.length < VIRTUAL_FROM ? (
        <ul aria-label="Files">
          {order.map((itemId) => (
            <ListItem key={itemId} itemId={itemId} jobPath={jobPath} />
          ))}
        </ul>
      ) : (
        <VirtualList order={order} jobPath={jobPath} />
      )}
    </div>
  );
}

function PlainRow({ itemId }: { readonly itemId: string }) {
  const name = useQueueState((state) => state.items[itemId]?.name);
  return <p className="px-4 py-3"><bdi>{name}</bdi>: a part of this page could not be loaded. The file is kept; reload the page.</p>;
}

function ListItem({ itemId, jobPath }: { itemId: string } & ItemListProps) {
  const status = useQueueState((state) => state.items[itemId]?.state.status);
  if (status === undefined) return null;
  return (
    <li data-upload-status={status}>
      <Suspense fallback={<div className="h-21" />}><ItemRow itemId={itemId} jobPath={jobPath} /></Suspense>
    </li>
  );
}

function VirtualList({ order, jobPath }: { order: readonly string[] } & ItemListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useEffect(() => {
    // What stands above the list grows and shrinks, and the page with it.
    const measure = new ResizeObserver(() => {
      const box = list.current?.getBoundingClientRect();
      if (box) setTop(Math.round(box.top + window.scrollY));
    });
    measure.observe(document.body);
    return () => measure.disconnect();
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: order.length,
    estimateSize: () => ROW_ESTIMATE_PX,
    overscan: 5,
    scrollMargin: top,
    getItemKey: (index) => order[index] ?? index,
  });
  return (
    <ul ref={list} aria-label="Files" className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ key, index, start }) => (
        <VirtualRow
          key={key}
          itemId={order[index] ?? ''}
          index={index}
          count={order.length}
          top={start - virtualizer.options.scrollMargin}
          measure={virtualizer.measureElement}
          jobPath={jobPath}
        />
      ))}
    </ul>
  );
}

interface VirtualRowProps extends ItemListProps {
  readonly itemId: string;
  readonly index: number;
  readonly count: number;
  readonly top: number;
  readonly measure: (node: HTMLElement | null) => void;
}

function VirtualRow({ itemId, index, count, top, measure, jobPath }: VirtualRowProps) {
  const status = useQueueState((state) => state.items[itemId]?.state.status);
  return (
    <li
      ref={measure}
      data-index={index}
      data-upload-status={status}
      aria-posinset={index + 1}
      aria-setsize={count}
      className="absolute inset-x-0 top-0"
      style={{ transform: `translateY(${top}px)` }}
    >
      <Suspense fallback={<div className="h-21" />}><ItemRow itemId={itemId} jobPath={jobPath} /></Suspense>
    </li>
  );
}
