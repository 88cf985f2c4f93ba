import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from './session.ts';

/** Says on every page that the sandbox's verdicts are simulated; nothing when a real platform is connected. */
export function SimulatedBanner() {
  const { data: session } = useQuery(sessionQuery);
  if (session?.mode !== 'sandbox') return null;
  return (
    <p className="border-b border-line bg-warn-wash px-4 py-1.5 text-center text-xs text-warn">
      Sandbox: verdicts are simulated and say nothing about your files.
    </p>
  );
}
