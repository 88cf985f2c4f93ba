import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '#src/ui/button.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { sessionQuery, signOut } from './session.ts';

/** Says who is signed in to what, and signs out. `children` is the link to sign in with another key. */
export function AccountPanel({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient();
  const { data: session, error } = useQuery(sessionQuery);
  const signingOut = useMutation({
    mutationFn: signOut,
    onSuccess: (next) => {
      queryClient.clear();
      queryClient.setQueryData(sessionQuery.queryKey, next);
    },
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
          {session.signedIn ? <Button disabled={signingOut.isPending} onClick={() => signingOut.mutate()}>Sign out</Button> : null}
        </div>
      ) : null}
    </div>
  );
}

function describeKey(session: { signedIn: boolean; sharedKey: boolean }): string {
  if (session.sharedKey) return 'One shared by everyone who reaches this server';
  return session.signedIn ? 'Signed in; the key is sealed on the server' : 'Not signed in';
}
