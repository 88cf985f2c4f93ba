import { followTheme } from './app/theme.ts';
import { lockScripts } from './trusted-types.ts';
import { giveEarlyFiles } from './upload/given-files.ts';
import './styles.css';

lockScripts();
followTheme();
giveEarlyFiles();

const root = document.querySelector('#root');
if (root) void start(root);

/** One after the other, so that each runs in a task of its own: a slow computer is not held up for long. */
async function start(container: Element): Promise<void> {
  const { createRoot } = await import('react-dom/client');
  const { firstPageReady, renderApp } = await import('./app/app.tsx');
  renderApp(createRoot(container), await firstPageReady());
}
