import { openDB, unwrap, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb';
import { pageLifecycle } from './page-lifecycle.ts';

/** Which database is opened, and how it is made. */
export interface PageDatabaseOptions<Schema extends DBSchema> {
  readonly name: string;
  readonly version: number;
  readonly upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>;
}

/** A database that no other tab ever waits for while this page is suspended. */
export interface PageDatabase<Schema extends DBSchema> {
  /**
   * Runs `work` on an open connection. While the page is suspended it waits, and work that was cut short by a suspension
   * or a lost connection is run again from its start: one transaction, or what may be done twice.
   * Throws what the browser says, a `TimeoutError` when it does not open the database within 15 s, and an `AbortError`
   * after {@link PageDatabase.close}.
   */
  readonly use: <T>(work: (database: IDBPDatabase<Schema>) => Promise<T>) => Promise<T>;
  /** As {@link PageDatabase.use}, for what would be out of date after a suspension: rejects with an `AbortError` instead of waiting. */
  readonly useNow: PageDatabase<Schema>['use'];
  /** Ends the use for good. What is running still ends, unless the page is suspended: then it is aborted. */
  readonly close: () => void;
}

interface Connection<Schema extends DBSchema> {
  readonly database: Promise<IDBPDatabase<Schema>>;
  isOver: boolean;
}

// A busy computer takes seconds; what takes longer may never come, and asking anew helps.
const PATIENCE_MS = 15_000;
// A connection that is lost again and again is a broken disk, which the caller has to hear of.
const MOST_LOSSES = 3;

/** Makes a database that is opened with its first use, and anew after each suspension of the page or loss of the connection. */
export function createPageDatabase<Schema extends DBSchema>(options: PageDatabaseOptions<Schema>, lifecycle = pageLifecycle): PageDatabase<Schema> {
  // What was begun and has not ended; it would go on holding the database while the page is suspended.
  const transactions = new Set<IDBTransaction>();
  let current: Connection<Schema> | null = null;
  let isClosed = false;
  let suspensions = 0;

  function letGo(): void {
    const connection = current;
    if (connection === null) return;
    current = null;
    connection.isOver = true;
    void connection.database.then((database) => database.close(), () => undefined);
  }

  function connect(): Connection<Schema> {
    const onLost = () => {
      connection.isOver = true;
      if (current === connection) current = null;
    };
    const opening = openDB<Schema>(options.name, options.version, {
      upgrade(database, from, to, transaction, event) {
        follow(unwrap(transaction));
        options.upgrade(database, from, to, transaction, event);
      },
      // An older tab must not keep a newer one waiting, nor one that clears the database.
      blocking: (_current, _blocked, event) => {
        onLost();
        if (event.target instanceof IDBDatabase) event.target.close();
      },
      terminated: onLost,
    });
    const connection: Connection<Schema> = { database: withinPatience(opening).then(withFollowing), isOver: false };
    connection.database.catch(onLost);
    return connection;
  }

  function withFollowing(database: IDBPDatabase<Schema>): IDBPDatabase<Schema> {
    const plain = unwrap(database);
    const begin = plain.transaction.bind(plain);
    plain.transaction = (...parameters) => follow(begin(...parameters));
    return database;
  }

  function follow(transaction: IDBTransaction): IDBTransaction {
    const onEnd = () => {
      transactions.delete(transaction);
      if (isClosed && transactions.size === 0) unsubscribe();
    };
    transactions.add(transaction);
    transaction.addEventListener('complete', onEnd);
    transaction.addEventListener('abort', onEnd);
    return transaction;
  }

  function suspend(): void {
    suspensions += 1;
    for (const transaction of transactions) abort(transaction);
    letGo();
  }

  const unsubscribe = lifecycle.subscribe((event) => {
    if (event === 'frozen' || event === 'closing') suspend();
  });

  async function run<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>, isOutdated: () => boolean): Promise<T> {
    for (let losses = 0; ; ) {
      if (isOutdated()) throw new DOMException('The page was suspended.', 'AbortError');
      await lifecycle.running();
      if (isClosed) throw new DOMException('The database was closed.', 'AbortError');
      current ??= connect();
      const connection = current;
      const suspensionsBefore = suspensions;
      try {
        const database = await connection.database;
        if (!connection.isOver) return await work(database);
      } catch (error) {
        if (!connection.isOver || isClosed) throw error;
        // A suspension may come as often as a person likes.
        losses = suspensions === suspensionsBefore ? losses + 1 : 0;
        if (losses >= MOST_LOSSES) throw error;
      }
    }
  }

  return {
    use: (work) => run(work, () => false),
    useNow(work) {
      const begunIn = suspensions;
      return run(work, () => lifecycle.isSuspended() || suspensions !== begunIn);
    },
    close() {
      isClosed = true;
      if (lifecycle.isSuspended()) suspend();
      else letGo();
      if (transactions.size === 0) unsubscribe();
    },
  };
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has been committed, and ends by itself.
  }
}

async function withinPatience<Schema extends DBSchema>(opening: Promise<IDBPDatabase<Schema>>): Promise<IDBPDatabase<Schema>> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new DOMException('The browser does not open its database.', 'TimeoutError'));
    void opening.then((database) => database.close(), () => undefined);
  }, PATIENCE_MS);
  try {
    return await Promise.race([opening, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
