/** A write within a transaction that it may share with others. */
export type GroupedWrite<Transaction> = (transaction: Transaction) => readonly Promise<unknown>[];

/**
 * Writes that come while the disk is busy are made together, in their order, as soon as it is free: each waits for the
 * disk once instead of in line. Each promise resolves when its own write is on disk. When a group fails, its writes are
 * made one by one, so that one that cannot be made fails alone.
 * @param commit makes some writes in one transaction; rejects when none of them is on disk
 * @param gatherMs how long others are waited for, even though the disk is free
 */
export function createGroupCommit<Transaction>(commit: (writes: readonly GroupedWrite<Transaction>[]) => Promise<void>, gatherMs = 0): (write: GroupedWrite<Transaction>) => Promise<void> {
  interface Waiting {
    readonly write: GroupedWrite<Transaction>;
    readonly resolve: () => void;
    readonly reject: (reason: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let isBusy = false;

  const alone = ({ write, resolve, reject }: Waiting) => commit([write]).then(resolve, reject);

  async function work(): Promise<void> {
    isBusy = true;
    while (waiting.length > 0) {
      if (gatherMs > 0) await delay(gatherMs);
      const group = waiting;
      waiting = [];
      try {
        await commit(group.map(({ write }) => write));
        for (const { resolve } of group) resolve();
      } catch (error) {
        if (group.length === 1) group[0]?.reject(error);
        else for (const one of group) await alone(one);
      }
    }
    isBusy = false;
  }

  return (write) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ write, resolve, reject });
    if (!isBusy) void work();
    return promise;
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
