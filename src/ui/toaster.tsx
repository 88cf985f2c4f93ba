import { X } from 'lucide-react';
import { useStore } from 'zustand';
import { dismissToast, toastStore } from './toast-store.ts';

/** The live region that shows toasts; mounted once, always in the document so that screen readers hear changes. */
export function Toaster() {
  const toasts = useStore(toastStore, (state) => state.toasts);
  return (
    <div role="status" aria-label="Notifications" className="print:hidden pointer-events-none fixed inset-x-4 bottom-4 z-50 flex flex-col items-end gap-2">
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={`pointer-events-auto flex max-w-md items-start gap-3 rounded-lg border bg-surface py-2 pr-2 pl-4 text-sm shadow-lg ${toast.tone === 'bad' ? 'border-bad' : 'border-line-strong'}`}
        >
          <span className="py-1 wrap-anywhere">{toast.text}</span>
          {toast.action === null ? null : (
            <button
              type="button"
              className="rounded px-2 py-1 font-semibold text-accent hover:bg-sunken"
              onClick={() => {
                toast.action?.run();
                dismissToast(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button type="button" aria-label="Dismiss" className="rounded p-1.5 hover:bg-sunken" onClick={() => dismissToast(toast.id)}>
            <X className="size-4" aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
