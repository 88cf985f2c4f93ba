// Takes the time of what a person does in a table. A table is whatever says by `aria-rowcount` how many rows it has.
declare global {
  // oxlint-disable-next-line no-var -- a property of the page's global object
  var tableProbe: {
    /** How many rows the table is to have once it is open. */
    readonly rows: number;
    /** ms from the navigation until the table held all rows and had painted some; null before. */
    openedAt: number | null;
    /** Begins to watch: the time runs from the next event of this type. */
    arm?: (eventType: string) => void;
    /** ms from that event until the last change of the table that followed had been painted. */
    painted?: () => Promise<number>;
    /** Scrolls from end to end in this many frames; gives the frames' lengths in ms. */
    scroll?: (frames: number) => Promise<readonly number[]>;
  };
}

// Shorter than what a page does a moment later for other ends, as putting a search into the address.
const QUIET_MS = 150;
const GIVEN_UP_MS = 10_000;
const probe = globalThis.tableProbe;
const table = () => document.querySelector<HTMLElement>('[aria-rowcount]');
const rowsIn = (found: HTMLElement) => found.querySelectorAll<HTMLElement>('[aria-rowindex]');
const afterPaint = (call: (time: number) => void) => requestAnimationFrame(() => setTimeout(() => call(performance.now()), 0));

let began: number | null = null;
let changedAt = 0;
let paintedAt = 0;
const observer = new MutationObserver(() => {
  if (began === null) return;
  changedAt = performance.now();
  afterPaint((time) => (paintedAt = time));
});

probe.arm = (eventType) => {
  [began, changedAt, paintedAt] = [null, 0, 0];
  addEventListener(eventType, ({ timeStamp }) => (began ??= timeStamp), { capture: true, once: true });
  const found = table();
  if (found) observer.observe(found, { subtree: true, childList: true, attributes: true, characterData: true });
};

probe.painted = () =>
  new Promise((resolve, reject) => {
    const asked = performance.now();
    const look = () => {
      const now = performance.now();
      const settled = began !== null && paintedAt >= changedAt && changedAt > 0 && now - changedAt > QUIET_MS;
      if (!settled && now - asked < GIVEN_UP_MS) return void setTimeout(look, 20);
      observer.disconnect();
      if (settled) resolve(paintedAt - (began ?? 0));
      else reject(new Error(began === null ? 'the event did not come' : 'the table did not change'));
    };
    look();
  });

probe.scroll = (frames) =>
  new Promise((resolve, reject) => {
    const scroller = scrollerOf(table());
    const step = scroller ? (scroller.scrollHeight - scroller.clientHeight) / frames : 0;
    if (!scroller || step * frames < 1000) return reject(new Error('the table does not scroll'));
    const lengths: number[] = [];
    let before: number | null = null;
    const frame = (time: number) => {
      if (before !== null) lengths.push(time - before);
      before = time;
      if (lengths.length >= frames) return resolve(lengths);
      scroller.scrollTop = step * (lengths.length + 1);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });

// The rows may scroll in a box of their own, in one around the table, or with the page.
const scrollerOf = (found: HTMLElement | null): Element | null => {
  for (let box: HTMLElement | null = (found && [...rowsIn(found)].at(-1)) ?? null; box; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight + 1000 && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return document.scrollingElement;
};

const look = () => {
  const found = table();
  if (found && Number(found.ariaRowCount) >= probe.rows && rowsIn(found).length > 10) afterPaint((time) => (probe.openedAt = time));
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
