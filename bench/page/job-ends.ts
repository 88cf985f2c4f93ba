// When jobs are first shown as ended.
declare global {
  // oxlint-disable-next-line no-var -- a property of the page's global object
  var jobEnds: {
    /** ms epoch, by id. */
    readonly seen: Record<string, number>;
    readonly watch: (ids: readonly string[]) => void;
  };
}

globalThis.jobEnds = {
  seen: {},
  watch: (ids) => {
    const { seen } = globalThis.jobEnds;
    const look = () => {
      for (const id of ids) {
        const status = document.querySelector(`[data-job-id="${id}"]`)?.getAttribute('data-job-status') ?? '';
        if (seen[id] === undefined && /completed|failed/.test(status)) seen[id] = Date.now();
      }
      requestAnimationFrame(look);
    };
    look();
  },
};
