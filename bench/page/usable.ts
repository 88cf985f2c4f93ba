// When a page that is being loaded has painted what a person needs to begin.
declare global {
  // oxlint-disable-next-line no-var -- properties of the page's global object
  var usable: {
    /** A selector of what has to be there. */
    readonly selector: string;
    /** ms from the start of the navigation until it had been painted; null before. */
    at: number | null;
  };
}

const lookForUsable = () => {
  if (!document.querySelector(globalThis.usable.selector)) requestAnimationFrame(lookForUsable);
  // After the frame that it is painted in.
  else setTimeout(() => (globalThis.usable.at = performance.now()), 0);
};
requestAnimationFrame(lookForUsable);
