import type { Job } from './job.ts';
import type { PlatformReads } from './client.ts';
import type { TaskTypeRegistry } from './task-type-registry.ts';
import { readKeptTypes, toldByDetail, type ToldTaskType } from './told-task-type.ts';

/** What learning of task types needs. */
export interface TaskTypeLearningOptions {
  readonly registry: TaskTypeRegistry;
  readonly platform: PlatformReads;
  /** Where what was learned outlives the page; undefined where there is none. */
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem'> | undefined;
}

/** Keeps a registry in step with what the platform tells an account of its task types. */
export interface TaskTypeLearning {
  /** Another account, or null when nobody is signed in: what it was told before counts from now on. */
  readonly open: (account: string | null) => void;
  /** Takes note of the type that a detail describes. */
  readonly note: (job: Job) => void;
  /** Asks which types the key may run, once for each account; resolves when that is known, or cannot be. Never rejects. */
  readonly ask: () => Promise<void>;
}

/** Makes one for an account that is yet to be opened. */
export function createTaskTypeLearning({ registry, platform, storage }: TaskTypeLearningOptions): TaskTypeLearning {
  let opened: string | null = null;
  let asked: Promise<void> | null = null;
  const learn = (told: readonly ToldTaskType[]) => {
    if (!registry.learn(told) || opened === null) return;
    try {
      storage()?.setItem(keyOf(opened), JSON.stringify(registry.told()));
    } catch {
      // Known for as long as the page lives.
    }
  };
  const askFor = async (account: string) => {
    try {
      const told = await platform.offeredTaskTypes();
      if (opened === account) learn(told);
    } catch {
      // The built-in list holds; the next one who needs it asks again.
      if (opened === account) asked = null;
    }
  };
  return {
    open(account) {
      if (account === opened) return;
      opened = account;
      asked = null;
      registry.restore(account === null ? [] : readKept(storage, account));
    },
    note({ taskType }) {
      const told = taskType && toldByDetail(taskType);
      if (told) learn([told]);
    },
    ask() {
      const account = opened;
      if (account === null) return Promise.resolve();
      asked ??= askFor(account);
      return asked;
    },
  };
}

function readKept(storage: TaskTypeLearningOptions['storage'], account: string): readonly ToldTaskType[] {
  try {
    return readKeptTypes(JSON.parse(storage()?.getItem(keyOf(account)) ?? '[]'));
  } catch {
    return [];
  }
}

function keyOf(account: string): string {
  return `assay.task-types.${account}`;
}
