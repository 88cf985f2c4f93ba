import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { Button } from '#src/ui/button.tsx';
import { Problem } from '#src/ui/problem.tsx';
import { beginSession, signIn } from './session.ts';

/** Asks for an API key and signs in with it. `onSignedIn` runs once the server has taken the key. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const queryClient = useQueryClient();
  const [apiKey, setApiKey] = useState('');
  const fieldId = useId();
  const hintId = useId();
  const signingIn = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      beginSession(queryClient, session);
      onSignedIn();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signingIn.mutate(apiKey.trim());
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <div className="space-y-1.5">
        <label htmlFor={fieldId} className="block text-sm font-medium">API key</label>
        <input
          id={fieldId}
          type="password"
          autoComplete="off"
          required
          aria-describedby={hintId}
          aria-invalid={signingIn.isError}
          value={apiKey}
          onChange={(event) => setApiKey(event.target.value)}
          className="block min-h-10 w-full rounded-md border border-line-strong bg-surface px-3 font-mono text-sm"
        />
        <p id={hintId} className="text-xs text-ink-soft">Kept by this server in a sealed cookie for 12 hours. The page itself never sees it again.</p>
      </div>
      {signingIn.isError ? <Problem error={signingIn.error} /> : null}
      <Button type="submit" variant="primary" disabled={signingIn.isPending} className="w-full">
        {signingIn.isPending ? 'Checking the key…' : 'Sign in'}
      </Button>
    </form>
  );
}
