import { followTheme } from './app/theme.ts';
import { lockScripts } from './trusted-types.ts';
import { addEarlyFiles } from './upload/engine/incoming-files.ts';
import './styles.css';

lockScripts();
followTheme();
addEarlyFiles();

const root = document.querySelector('#root');
if (root) start(root).catch(() => sayNotLoaded(root));

/** One after the other, so that each runs in a task of its own: a slow computer is not held up for long. */
async function start(container: Element): Promise<void> {
  const { createRoot } = await import('react-dom/client');
  const { firstPageReady, renderApp } = await import('./app/app.tsx');
  renderApp(createRoot(container), await firstPageReady());
}

/** What the document shows by itself would otherwise stay for good, and look as if it were still being loaded. */
function sayNotLoaded(container: Element): void {
  const message = document.createElement('p');
  message.role = 'alert';
  message.className = 'px-4 py-8 sm:px-6';
  message.textContent = 'A part of Assay could not be loaded. Nothing was sent from this page. Check the connection and reload the page; files that were chosen here have to be chosen again.';
  container.replaceChildren(message);
}
