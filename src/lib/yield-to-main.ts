const waiting: (() => void)[] = [];
// One channel for all: making and closing one for each turn costs forty times as much.
let port: MessagePort | null = null;

/** The next task of the event loop: the page has had its turn by then, and every promise that could settle has done so. Never slowed down in the background. */
export function yieldToMain(): Promise<void> {
  port ??= openPort();
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.push(resolve);
  port.postMessage(null);
  return promise;
}

function openPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener('message', () => waiting.shift()?.());
  port1.start();
  return port2;
}
