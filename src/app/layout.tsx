import { lazy, Suspense } from 'react';
import { NavLink, Outlet, ScrollRestoration, useNavigate } from 'react-router';
import { ConnectionStatus } from '#src/connection/connection-status.tsx';
import { SimulatedBanner } from '#src/connection/simulated-banner.tsx';
import { DropArea } from '#src/upload/components/drop-area.tsx';
import { GivenFilesNotice } from '#src/upload/components/incoming-files-notice.tsx';
import { Toaster } from '#src/ui/toaster.tsx';
import { paths } from './paths.ts';
import { RelayNotice } from './relay-notice.tsx';
import { useGlobalShortcuts } from './use-global-shortcuts.ts';
import { usePalette } from './use-palette.ts';

const ShortcutsDialog = lazy(async () => ({ default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog }));
const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }));

const LINKS = [
  { to: paths.upload, label: 'Upload' },
  { to: paths.jobs, label: 'Jobs' },
  { to: paths.settings, label: 'Settings' },
] as const;

/** The shell around every page: header, navigation, status line, toasts, shortcuts. */
export function Layout() {
  const { helpOpen, openHelp, closeHelp } = useGlobalShortcuts();
  const { paletteOpen, closePalette } = usePalette();
  const navigate = useNavigate();
  return (
    <DropArea onTaken={() => void navigate(paths.upload)}>
      <a href="#main" className="sr-only z-50 rounded bg-surface px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2">Skip to content</a>
      <header className="print:hidden sticky top-0 z-30 flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line bg-surface px-4 py-2 sm:px-6">
        <span className="flex items-center gap-2 font-semibold tracking-tight">
          <img src="/icon.svg" alt="" width="24" height="24" />
          Assay
        </span>
        <nav aria-label="Main" className="flex gap-1">
          {LINKS.map(({ to, label }) => (
            <NavLink
              key={to}
              to={to}
              className={({ isActive }) => `rounded-md px-3 py-1.5 text-sm font-medium ${isActive ? 'bg-accent-wash text-accent' : 'text-ink-soft hover:bg-sunken hover:text-ink'}`}
            >
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto min-w-0">
          <ConnectionStatus />
        </div>
      </header>
      <SimulatedBanner />
      <RelayNotice />
      <GivenFilesNotice />
      <div id="main" className="flex flex-1 flex-col">
        <Outlet />
      </div>
      <Toaster />
      {paletteOpen ? (
        <Suspense fallback={null}>
          <CommandPalette onClose={closePalette} onShortcuts={openHelp} />
        </Suspense>
      ) : null}
      {helpOpen ? <Suspense fallback={null}><ShortcutsDialog onClose={closeHelp} /></Suspense> : null}
      <ScrollRestoration />
    </DropArea>
  );
}
