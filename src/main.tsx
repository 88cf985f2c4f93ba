import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { followTheme } from './app/theme.ts';
import './styles.css';

followTheme();

const root = document.querySelector('#root');
if (root) createRoot(root).render(<App />);
