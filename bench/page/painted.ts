// When a page that is being loaded has painted what a person needs to begin, and when all of it.
declare global {
  // oxlint-disable-next-line no-var -- a property of the page's global object
  var paintedAt: {
    /** By a selector of what has to be there: ms from the start of the navigation until it had been painted; null before. */
    [selector: string]: number | null;
  };
}

const lookForPainted = () => {
  const awaited = Object.keys(globalThis.paintedAt).filter((selector) => globalThis.paintedAt[selector] === null);
  const there = awaited.filter((selector) => document.querySelector(selector));
  // After the frame that it is painted in.
  if (there.length > 0) setTimeout(() => { for (const selector of there) globalThis.paintedAt[selector] = performance.now(); }, 0);
  if (there.length < awaited.length) requestAnimationFrame(lookForPainted);
};
requestAnimationFrame(lookForPainted);
