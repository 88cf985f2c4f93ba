// When a page that was given files is ready for a person again. Needs the upload clock.
declare global {
  /**
   * Seconds from the choice of the files until the page says in these words (a regular expression) that it has them
   * all, and no task of more than 50 ms has kept it from reacting for a second since.
   */
  // oxlint-disable-next-line no-var -- a property of the page's global object
  var timeToInteractive: (words: string, limitMs: number) => Promise<number>;
}

globalThis.timeToInteractive = (words, limitMs) =>
  new Promise((resolve, reject) => {
    const said = new RegExp(words);
    const chosenAt = globalThis.uploadClock.chosenAt ?? performance.now();
    let before = performance.now();
    let busyUntil: number | null = null;
    const look = () => {
      const now = performance.now();
      // Reading the text is work of its own, so that it is done only until the words are there.
      if (busyUntil === null && said.test(document.body.textContent)) busyUntil = now;
      else if (busyUntil !== null && now - before > 50) busyUntil = now;
      before = performance.now();
      if (busyUntil !== null && now - busyUntil > 1000) resolve((busyUntil - chosenAt) / 1000);
      else if (now - chosenAt > limitMs) reject(new Error(`not interactive within ${limitMs / 1000} s`));
      else setTimeout(look, busyUntil === null ? 50 : 10);
    };
    look();
  });
