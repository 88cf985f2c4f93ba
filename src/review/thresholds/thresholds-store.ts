import { useEffect } from 'react';
import { useStore } from 'zustand';
import { persist } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import type { TaskTypeKey } from '#src/jobs-api/task-type-registry.ts';
import type { Thresholds } from './bands.ts';
import { readKeptThresholds, thresholdsFor, type ThresholdsByType } from './thresholds-file.ts';

const NAME = 'assay.thresholds';

/** The team's thresholds, kept in this browser. */
export const thresholdsStore = createStore<{ byType: ThresholdsByType }>()(
  persist((): { byType: ThresholdsByType } => ({ byType: {} }), {
    name: NAME,
    version: 1,
    merge: (kept) => ({ byType: readKeptThresholds(typeof kept === 'object' && kept !== null && 'byType' in kept ? kept.byType : null) }),
  }),
);

/** Sets the thresholds of one task type. */
export function setThresholds(taskType: TaskTypeKey, thresholds: Thresholds): void {
  thresholdsStore.setState(({ byType }) => ({ byType: { ...byType, [taskType]: thresholds } }));
}

/** The team's thresholds, also when another tab changes them. */
export function useThresholds(): ThresholdsByType {
  useEffect(() => {
    const follow = ({ key }: StorageEvent) => {
      if (key === NAME) void thresholdsStore.persist.rehydrate();
    };
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, []);
  return useStore(thresholdsStore, ({ byType }) => byType);
}

/** The thresholds of one task type, given by its key or by an id of it. */
export function useThresholdsFor(taskType: TaskTypeKey | null): Thresholds {
  return thresholdsFor(useThresholds(), taskType);
}
