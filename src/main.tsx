import { startTransition } from 'react';
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
// A transition is rendered in slices: a slow processor can answer a tap in between.
if (root) void firstPageReady().then(() => startTransition(() => createRoot(root).render(<App />)));
