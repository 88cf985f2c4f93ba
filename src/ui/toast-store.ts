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

/**
 * Shows a message for 6 s in the `status` live region. Once four are shown the oldest makes room, of those that offer
 * nothing to do: a person may be on the way to the others. Gives its id.
 */
export function showToast(text: string, tone: Toast['tone'] = 'plain', action: ToastAction | null = null): number {
  lastId += 1;
  const id = lastId;
  toastStore.setState(({ toasts }) => ({ toasts: [...withRoom(toasts), { id, text, tone, action }] }));
  setTimeout(() => dismissToast(id), SHOWN_MS);
  return id;
}

function withRoom(toasts: readonly Toast[]): readonly Toast[] {
  const passing = toasts.filter(({ action }) => action === null);
  const leaving = new Set(passing.slice(0, Math.max(0, toasts.length + 1 - MOST_AT_ONCE)));
  return toasts.filter((toast) => !leaving.has(toast));
}

/** Takes a message away; unknown ids are ignored. */
export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}
