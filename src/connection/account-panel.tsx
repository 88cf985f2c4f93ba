import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button } from '#src/ui/button.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { beginSession, sessionQuery, signOut } from './session.ts';

/** What an {@link AccountPanel} shows beside what the session says. */
export interface AccountPanelProps {
  /** The link to sign in with another key. */
  readonly children: ReactNode;
  /** Removes the account's list of jobs from this browser; offered with signing out. */
  readonly onForget: (account: string) => Promise<void>;
}

/** Says who is signed in to what, and signs out. */
export function AccountPanel({ children, onForget }: AccountPanelProps) {
  const queryClient = useQueryClient();
  const { data: session, error } = useQuery(sessionQuery);
  const [forgetting, setForgetting] = useState(false);
  const signingOut = useMutation({
    mutationFn: async (forgotten: string | null) => {
      const next = await signOut();
      if (forgotten !== null) await onForget(forgotten);
      return next;
    },
    onSuccess: (next) => beginSession(queryClient, next),
  });
  if (error) return <Problem error={error} />;
  if (!session) return <p className="text-sm text-ink-soft">Asking the server…</p>;
  return (
    <div className="space-y-4">
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-1 text-sm">
        <dt className="text-ink-soft">Connected to</dt>
        <dd>{session.host}</dd>
        <dt className="text-ink-soft">Verdicts</dt>
        <dd>{session.mode === 'sandbox' ? 'Simulated: they say nothing about your files' : 'From the platform'}</dd>
        <dt className="text-ink-soft">API key</dt>
        <dd>{describeKey(session)}</dd>
      </dl>
      {signingOut.isError ? <Problem error={signingOut.error} /> : null}
      {session.canSignIn ? (
        <div className="flex flex-wrap gap-2">
          {children}
          {session.signedIn ? <Button disabled={signingOut.isPending} onClick={() => signingOut.mutate(forgetting ? session.storeName : null)}>Sign out</Button> : null}
          {session.signedIn ? (
            <label className="flex min-h-9 items-center gap-2 text-sm">
              <input type="checkbox" className="size-4 accent-accent" checked={forgetting} onChange={(event) => setForgetting(event.target.checked)} />
              Remove the list of jobs from this browser
            </label>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function describeKey(session: { signedIn: boolean; sharedKey: boolean }): string {
  if (session.sharedKey) return 'One shared by everyone who reaches this server';
  return session.signedIn ? 'Signed in; the key is sealed on the server' : 'Not signed in';
}
