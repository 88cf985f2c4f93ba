import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { pageLifecycle } from '#src/lib/page-lifecycle.ts';
import { deleteLeftOver } from '../actions/undoable-delete.ts';
import type { JobIndex } from '../index/sync/job-index.ts';
import { openJobIndex, type KeepDetail } from '../index/sync/open-index.ts';
import { prepareWhenIdle } from './prepare-when-idle.ts';

/**
 * The index of the account's jobs, kept up while the component is there, in sight and online. For another account, mount
 * the component anew.
 * @param storeName the session's `storeName`; null keeps nothing on disk
 */
export function useJobIndex(storeName: string | null, keep: KeepDetail): JobIndex {
  const queryClient = useQueryClient();
  const [index] = useState(() => openJobIndex(storeName, queryClient, keep));
  useEffect(() => {
    let leave: (() => void) | null = null;
    const attend = () => {
      const looked = pageLifecycle.isVisible() && onlineManager.isOnline();
      if (looked === (leave !== null)) return;
      leave?.();
      leave = looked ? index.attend() : null;
    };
    const onFocus = () => index.refresh();
    attend();
    const unfollow = pageLifecycle.subscribe((event) => (event === 'visible' || event === 'hidden') && attend());
    window.addEventListener('focus', onFocus);
    const unsubscribe = onlineManager.subscribe(attend);
    const stopPreparing = prepareWhenIdle(index);
    deleteLeftOver(storeName);
    return () => {
      unfollow();
      window.removeEventListener('focus', onFocus);
      unsubscribe();
      stopPreparing();
      leave?.();
    };
  }, [index, storeName]);
  return index;
}
