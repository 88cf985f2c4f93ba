import { createTaskTypeRegistry } from './task-type-registry.ts';

/** The page's one registry of task types: built in, and as the platform told the account that is signed in. */
export const taskTypes = createTaskTypeRegistry();
