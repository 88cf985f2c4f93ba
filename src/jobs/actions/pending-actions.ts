import { createStore } from 'zustand/vanilla';

/** What has been asked of a job and is not confirmed yet; a delete stays noted for as long as the page lives. */
export type PendingAction = 'cancel' | 'delete';

/** Shown at once, over whatever a poll says meanwhile; taken back when the server refuses. */
export const pendingActions = createStore<ReadonlyMap<string, PendingAction>>(() => new Map());

/** Notes that an action has been asked for. */
export function beginAction(jobIds: readonly string[], action: PendingAction): void {
  pendingActions.setState((actions) => new Map([...actions, ...jobIds.map((id) => [id, action] as const)]), true);
}

/** Notes that an action has been carried out, refused or taken back. */
export function endAction(jobIds: readonly string[]): void {
  const ended = new Set(jobIds);
  pendingActions.setState((actions) => new Map([...actions].filter(([id]) => !ended.has(id))), true);
}
