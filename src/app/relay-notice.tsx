import { useSyncExternalStore } from 'react';
import { isRelaying, onRelayChange } from '#src/jobs-api/relay.ts';

/** Says on every page that bytes go through this server because storage refuses the browser; nothing otherwise. */
export function RelayNotice() {
  const relaying = useSyncExternalStore(onRelayChange, isRelaying);
  return (
    <div role="status" aria-label="Way to storage">
      {relaying ? (
        <p className="border-b border-line bg-sunken px-4 py-1.5 text-center text-xs text-ink-soft">
          The platform’s storage does not take files from this page directly, so they go through this server. Nothing else changes.
        </p>
      ) : null}
    </div>
  );
}
