import type { Config } from 'tailwindcss';

const token = (name: string) => `var(--${name})`;

/** The colours are tokens of `src/styles.css`, each with a light and a dark value. */
export default {
  content: ['./index.html', './vite/first-paint/*.html', './src/**/*.{ts,tsx}'],
  theme: {
    extend: {
      colors: {
        canvas: token('canvas'),
        surface: token('surface'),
        sunken: token('sunken'),
        line: { DEFAULT: token('line'), strong: token('line-strong') },
        ink: { DEFAULT: token('ink'), soft: token('ink-soft') },
        accent: { DEFAULT: token('accent'), ink: token('accent-ink'), wash: token('accent-wash') },
        good: { DEFAULT: token('good'), wash: token('good-wash') },
        warn: { DEFAULT: token('warn'), wash: token('warn-wash') },
        bad: { DEFAULT: token('bad'), wash: token('bad-wash') },
      },
    },
  },
} satisfies Config;
