import { createRoot } from 'react-dom/client';
import { App, firstPageReady } from './app/app.tsx';
import { followTheme } from './app/theme.ts';
import { lockScripts } from './trusted-types.ts';
import { giveEarlyFiles } from './upload/given-files.ts';
import './styles.css';

lockScripts();
followTheme();
giveEarlyFiles();

const root = document.querySelector('#root');
if (root) void firstPageReady().then(() => createRoot(root).render(<App />));
