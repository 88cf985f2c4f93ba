import { createStore } from 'zustand/vanilla';

/** What a person can do about what a toast says. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** A short message that goes by itself. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly action: ToastAction | null;
}

const SHOWN_MS = 6_000;
const MOST_AT_ONCE = 4;

/** The toasts on screen, oldest first. */
export const toastStore = createStore<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }));

let lastId = 0;

/** Shows a message for 6 s in the `status` live region; the oldest makes room once four are shown. Gives its id. */
export function showToast(text: string, tone: Toast['tone'] = 'plain', action: ToastAction | null = null): number {
  lastId += 1;
  const id = lastId;
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts, { id, text, tone, action }].slice(-MOST_AT_ONCE) }));
  setTimeout(() => dismissToast(id), SHOWN_MS);
  return id;
}

/** Takes a message away; unknown ids are ignored. */
export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
