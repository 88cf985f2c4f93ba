import { useQuery } from '@tanstack/react-query';
import { CloudOff, FlaskConical, Server } from 'lucide-react';
import { sessionQuery } from './session.ts';
import { useOnline } from './use-online.ts';

/** The header's status line: what the app is connected to and, when it is, "Offline". */
export function ConnectionStatus() {
  const { data: session } = useQuery(sessionQuery);
  const online = useOnline();
  const Icon = session?.mode === 'gateway' ? Server : FlaskConical;
  return (
    <div role="status" aria-label="Connection" className="flex min-w-0 items-center gap-2 text-sm text-ink-soft">
      {session ? (
        <span className="flex min-w-0 items-center gap-1.5" title={session.mode === 'sandbox' ? 'The embedded sandbox: verdicts are simulated' : undefined}>
          <Icon className="size-4 shrink-0" aria-hidden />
          <span className="truncate">{session.host}</span>
        </span>
      ) : null}
      {online ? null : (
        <span className="flex items-center gap-1.5 rounded-full bg-warn-wash px-2 py-0.5 font-medium text-warn">
          <CloudOff className="size-4" aria-hidden />
          Offline
        </span>
      )}
    </div>
  );
}
