import { Columns3 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Button, buttonClass } from '#src/ui/button.tsx';
import { COLUMNS, columnSettings, resetColumns, showColumn } from './table-columns.ts';

/** Which columns the table has; a choice is remembered. */
export function ColumnsMenu() {
  const { shown } = useStore(columnSettings);
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const open = menu.current;
      if (!open?.open || (event instanceof KeyboardEvent && event.key !== 'Escape')) return;
      if (event instanceof PointerEvent && event.target instanceof Node && open.contains(event.target)) return;
      open.open = false;
      if (event instanceof KeyboardEvent) open.querySelector('summary')?.focus();
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details ref={menu} className="relative">
      <summary className={buttonClass('secondary', 'list-none [&::-webkit-details-marker]:hidden')}>
        <Columns3 aria-hidden />
        Columns
      </summary>
      <fieldset className="absolute right-0 z-20 mt-1 w-52 rounded-xl border border-line bg-surface p-3 text-sm shadow-lg">
        <legend className="sr-only">Columns</legend>
        {COLUMNS.filter(({ id }) => id !== 'file').map(({ id, label, shown: byItself }) => (
          <label key={id} className="flex min-h-8 items-center gap-2">
            <input type="checkbox" className="size-4 accent-accent" checked={shown[id] ?? byItself} onChange={(event) => showColumn(id, event.target.checked)} />
            {label}
          </label>
        ))}
        <Button variant="quiet" className="mt-1 w-full" onClick={resetColumns}>As they come</Button>
      </fieldset>
    </details>
  );
}
