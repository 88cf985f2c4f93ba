import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { ItemRow } from './item-row.tsx';
import { useQueueState } from './upload-context.tsx';

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

function ListItem({ itemId, jobPath }: { itemId: string } & ItemListProps) {
  const status = useQueueState((state) => state.items[itemId]?.state.status);
  if (status === undefined) return null;
  return (
    <li data-upload-status={status}>
      <ItemRow itemId={itemId} jobPath={jobPath} />
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
      <ItemRow itemId={itemId} jobPath={jobPath} />
    </li>
  );
}
