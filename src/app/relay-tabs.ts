import { noteRefusal, onRelayChange, refusingOrigins } from '#src/jobs-api/relay.ts';
import { openTabChannel } from '#src/lib/tab-channel.ts';

/**
 * Keeps tabs to one word on storage that refuses this page: what the tab that does the work finds out, all of them say,
 * also one that opens later. Each message is what its sender knows; who knows more answers.
 */
export function shareRelaying(): void {
  const channel = openTabChannel<readonly string[]>('assay-relay');
  const tell = (): void => channel.post(refusingOrigins());
  onRelayChange(tell);
  channel.listen((data) => {
    for (const origin of data) noteRefusal(origin);
    if (refusingOrigins().some((origin) => !data.includes(origin))) tell();
  });
  tell();
}
