import { useEffect, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { FITTED, panBy, zoomAt, type Size, type View } from './view.ts';

/** One window on a picture; several can share a view. */
export interface ZoomPanProps {
  readonly label: string;
  readonly media: Size;
  readonly view: View;
  readonly onView: (change: (view: View) => View) => void;
  /** Fills the frame; enlarged and moved with the view. */
  readonly children: ReactNode;
}

/** By how much one press of a button or a key enlarges. */
export const ZOOM_STEP = 1.5;
const PAN_STEP = 0.1;

/**
 * Shows a picture through a window that is dragged, turned with the wheel (with Ctrl, or once the window has the focus)
 * and moved by keys: arrows, plus, minus, and 0 for all of it.
 */
export function ZoomPan({ label, media, view, onView, children }: ZoomPanProps) {
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const turn = (event: WheelEvent) => {
      // Without this a page could not be scrolled past its pictures.
      if (!event.ctrlKey && !element.contains(document.activeElement)) return;
      event.preventDefault();
      const { left, top, width, height } = element.getBoundingClientRect();
      const point = { x: (event.clientX - left) / width - 0.5, y: (event.clientY - top) / height - 0.5 };
      onView((last) => zoomAt(last, Math.exp(-event.deltaY / 400), point));
    };
    // React listens to the wheel in a way that cannot keep the page from scrolling.
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [onView]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const change = event.ctrlKey || event.metaKey || event.altKey ? null : changeOf(event.key);
    if (change === null) return;
    event.preventDefault();
    onView(change);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { width, height } = event.currentTarget.getBoundingClientRect();
    const { movementX, movementY } = event;
    onView((last) => panBy(last, movementX / width, movementY / height));
  };

  return (
    // A window on a picture has no element of its own; what a reader hears are the pictures inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions
    <div
      ref={frame}
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it takes keys
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      className={`relative w-full overflow-hidden rounded-lg bg-sunken select-none ${view.scale > 1 ? 'cursor-grab touch-none active:cursor-grabbing' : 'touch-pan-y'}`}
      style={{ aspectRatio: `${media.width} / ${media.height}`, maxWidth: `${(36 * media.width) / media.height}rem` }}
    >
      <div className="absolute inset-0" style={{ transform: `translate(${view.x * 100}%, ${view.y * 100}%) scale(${view.scale})` }}>{children}</div>
    </div>
  );
}

function changeOf(key: string): ((view: View) => View) | null {
  switch (key) {
    case '+':
    case '=':
      return (view) => zoomAt(view, ZOOM_STEP);
    case '-':
      return (view) => zoomAt(view, 1 / ZOOM_STEP);
    case '0':
      return () => FITTED;
    case 'ArrowLeft':
      return (view) => panBy(view, PAN_STEP, 0);
    case 'ArrowRight':
      return (view) => panBy(view, -PAN_STEP, 0);
    case 'ArrowUp':
      return (view) => panBy(view, 0, PAN_STEP);
    case 'ArrowDown':
      return (view) => panBy(view, 0, -PAN_STEP);
    default:
      return null;
  }
}
