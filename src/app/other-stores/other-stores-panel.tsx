import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { adoptStore } from '#src/connection/adopt-store.ts';
import type { Session } from '#src/connection/session.ts';
import { jobsClient } from '#src/jobs-api/browser-client.ts';
import { Button } from '#src/ui/button.tsx';
import { ConfirmDialog } from '#src/ui/confirm-dialog.tsx';
import { formatMoment, formatPlural } from '#src/ui/format.ts';
import { Panel } from '#src/ui/panel.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { showToast } from '#src/ui/toast-store.ts';
import { checkStore, type StoreCheck } from './check-store.ts';
import { listOtherStores, type OtherStore } from './list-other-stores.ts';

/** Offers what this browser kept under other keys to the one that is signed in; nothing where there is none. */
export function OtherStoresPanel({ session }: { session: Session }) {
  const { data: stores, error } = useQuery({ queryKey: ['other-stores', session.account, session.storeName], queryFn: () => listOtherStores(session), networkMode: 'always', staleTime: 0 });
  if (error) return <Panel title="Kept under another key"><Problem error={error} /></Panel>;
  if (stores === undefined || stores.length === 0) return null;
  return (
    <Panel title="Kept under another key">
      <p className="mb-3 text-sm text-ink-soft">
        If your API key took the place of an older one of the same account, go on with what this browser kept under that one. Its jobs are
        asked for with your key first, and nothing is used on when they are another account’s.
      </p>
      <ul aria-label="Kept under another key" className="space-y-3">
        {stores.map((store) => <OtherStoreRow key={store.name} session={session} store={store} />)}
      </ul>
    </Panel>
  );
}

function OtherStoreRow({ session, store }: { session: Session; store: OtherStore }) {
  const queryClient = useQueryClient();
  const [check, setCheck] = useState<StoreCheck | 'told' | null>(null);
  const checking = useMutation({
    mutationFn: async () => (store.isOwnTenants ? ('told' as const) : checkStore(store.jobs, (jobId) => jobsClient.getJob(jobId))),
    networkMode: 'always',
    onSuccess: setCheck,
  });
  const adopting = useMutation({
    mutationFn: () => adoptStore(queryClient, session, store.name),
    onSuccess: () => showToast('What this browser kept under the other key is used from now on.'),
  });
  const ask = () => {
    adopting.reset();
    setCheck(null);
    checking.mutate();
  };
  const refused = check !== null && check !== 'told' && check.kind === 'another' ? check : null;
  return (
    <li className="space-y-2 rounded-lg border border-line p-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p>{factsOf(store)}</p>
        <Button disabled={checking.isPending || adopting.isPending} onClick={ask}>{checking.isPending ? 'Asking for its jobs…' : 'This is the same account'}</Button>
      </div>
      {checking.isError ? <Problem error={checking.error} /> : null}
      {adopting.isError ? <Problem error={adopting.error} /> : null}
      {refused ? (
        <p role="alert" className="text-bad">
          {`Your key can read none of its jobs (${formatPlural(refused.asked, 'job')} asked for): it is another account’s, or its jobs are deleted on the platform. Nothing was changed.`}
        </p>
      ) : null}
      {check !== null && refused === null ? (
        <ConfirmDialog
          title="Go on with this?"
          confirmLabel="It is the same account"
          keepLabel="Keep as it is"
          onKeep={() => setCheck(null)}
          onConfirm={() => {
            setCheck(null);
            adopting.mutate();
          }}
        >
          <p>{proofInWords(check)}</p>
          {store.unsent > 0 ? <p className="mt-2">{`${formatPlural(store.unsent, 'file')} not sent yet: those that were under way go on with your key, and cost credits as they would have.`}</p> : null}
          <p className="mt-2">What this browser kept under the present key so far stays here, and is listed in its place.</p>
        </ConfirmDialog>
      ) : null}
    </li>
  );
}

function factsOf({ sent, unsent, judged, lastUsedAt }: OtherStore): string {
  const parts = [
    `${formatPlural(sent, 'file')} sent`,
    unsent > 0 ? `${formatPlural(unsent, 'file')} not sent` : '',
    `${formatPlural(judged, 'job')} judged`,
    lastUsedAt === null ? '' : `last used ${formatMoment(lastUsedAt)}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function proofInWords(check: StoreCheck | 'told'): string {
  if (check === 'told') return 'The platform says that it belongs to the same tenant as your key.';
  if (check.kind === 'same') return `Your key reads job ${check.jobId} of it${check.fileName === null ? '' : ` (${check.fileName})`}: it is the same account.`;
  return 'It holds no job that could tell whose it is, so this cannot be checked. Go on only if you know that both keys are of the same account: otherwise another account’s files and judgements would be shown, and its files sent and paid for, with your key.';
}
