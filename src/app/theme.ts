import { createStore } from 'zustand/vanilla';
import { persist } from 'zustand/middleware';

/** Which colours are used: the system's choice unless the analyst made one. */
export type Theme = 'system' | 'light' | 'dark';

/** The chosen theme, kept in this browser. */
export const themeStore = createStore<{ theme: Theme }>()(
  persist((): { theme: Theme } => ({ theme: 'system' }), { name: 'assay.theme', version: 1 }),
);

/** Shows the chosen theme on the document, now and after each change. */
export function followTheme(): void {
  show(themeStore.getState());
  themeStore.subscribe(show);
}

function show({ theme }: { theme: Theme }): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}
