import { noteRefusal, onRelayChange, refusingOrigins } from '#src/jobs-api/relay.ts';

/**
 * Keeps tabs to one word on storage that refuses this page: what the tab that does the work finds out, all of them say,
 * also one that opens later. Each message is what its sender knows; who knows more answers.
 */
export function shareRelaying(): void {
  const channel = new BroadcastChannel('assay-relay');
  const tell = (): void => channel.postMessage(refusingOrigins());
  onRelayChange(tell);
  channel.addEventListener('message', ({ data }: MessageEvent<readonly string[]>) => {
    for (const origin of data) noteRefusal(origin);
    if (refusingOrigins().some((origin) => !data.includes(origin))) tell();
  });
  tell();
}
