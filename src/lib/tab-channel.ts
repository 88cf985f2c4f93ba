import { pageLifecycle } from './page-lifecycle.ts';

/** Messages between the tabs of this browser. What is sent while the page is suspended, and what others send then, is lost. */
export interface TabChannel<Message> {
  readonly post: (message: Message) => void;
  readonly listen: (listener: (message: Message) => void) => void;
  readonly close: () => void;
}

/**
 * Opens a `BroadcastChannel` that is closed while the page is suspended: a message to a page in the back/forward cache
 * throws that page out of it.
 */
export function openTabChannel<Message>(name: string, lifecycle = pageLifecycle): TabChannel<Message> {
  const listeners: ((message: Message) => void)[] = [];
  const open = () => {
    const opened = new BroadcastChannel(name);
    opened.addEventListener('message', ({ data }: MessageEvent<Message>) => listeners.forEach((listener) => listener(data)));
    return opened;
  };
  let channel: BroadcastChannel | null = lifecycle.isSuspended() ? null : open();
  const unsubscribe = lifecycle.subscribe((event) => {
    if (event === 'restored') channel ??= open();
    if (event !== 'frozen' && event !== 'closing') return;
    channel?.close();
    channel = null;
  });
  return {
    post: (message) => channel?.postMessage(message),
    listen: (listener) => void listeners.push(listener),
    close() {
      unsubscribe();
      channel?.close();
      channel = null;
    },
  };
}
