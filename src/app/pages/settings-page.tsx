import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import { AccountPanel } from '#src/connection/account-panel.tsx';
import { sessionQuery } from '#src/connection/session.ts';
import { JudgementsTransfer } from '#src/review/judgement/judgements-transfer.tsx';
import { ThresholdsSettings } from '#src/review/thresholds/thresholds-settings.tsx';
import { buttonClass } from '#src/ui/button.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { MainLandmark } from '../main-landmark.tsx';
import { paths } from '../paths.ts';
import { themeStore, type Theme } from '../theme.ts';

const OtherStoresPanel = lazy(async () => ({ default: (await import('../other-stores/other-stores-panel.tsx')).OtherStoresPanel }));

const THEMES: readonly (readonly [Theme, string])[] = [
  ['system', 'Same as the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

async function forgetAccount(account: string): Promise<void> {
  const [{ forgetCosts }, { forgetJobs }] = await Promise.all([import('#src/jobs-api/note-costs.ts'), import('#src/jobs/actions/forget-jobs.ts')]);
  forgetCosts(account);
  await forgetJobs(account);
}

/** The connection, what counts as likely, the judgements as a file, and how Assay looks. */
export function SettingsPage() {
  const { data: session } = useQuery(sessionQuery);
  return (
    <MainLandmark title="Settings">
      <div className="grid max-w-3xl gap-6">
        <Panel title="Connection">
          <AccountPanel onForget={forgetAccount}>
            <Link to={paths.signIn(paths.settings)} className={buttonClass()}>Sign in with another key</Link>
          </AccountPanel>
        </Panel>
        <Panel title="Thresholds"><ThresholdsSettings /></Panel>
        {session?.storeName ? <Panel title="Judgements"><JudgementsTransfer storeName={session.storeName} platform={session.host} jobPath={paths.job} /></Panel> : null}
        {session?.storeName ? <Suspense fallback={null}><OtherStoresPanel session={session} /></Suspense> : null}
        <ThemeChoice />
      </div>
    </MainLandmark>
  );
}

function ThemeChoice() {
  const theme = useStore(themeStore, (state) => state.theme);
  return (
    <fieldset className="rounded-xl border border-line bg-surface p-5">
      <legend className="float-left mb-3 w-full font-semibold">Appearance</legend>
      <div className="clear-both flex flex-wrap gap-4 text-sm">
        {THEMES.map(([value, label]) => (
          <label key={value} className="flex items-center gap-2">
            <input type="radio" name="theme" value={value} checked={theme === value} onChange={() => themeStore.setState({ theme: value })} className="size-4 accent-accent" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
