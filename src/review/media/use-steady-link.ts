import { useEffect, useState } from 'react';
import { relayFor } from '#src/jobs-api/relay.ts';

/** A signed link in use. */
export interface SteadyLink {
  readonly url: string;
  /** Whether it could not be loaded and nothing newer is known. */
  readonly failed: boolean;
  /** To be called when loading it fails. */
  readonly onError: () => void;
}

/**
 * Each reading of a job signs its links anew. The first one stays in use, so that a picture does not load, or a player
 * start, all over again; once it fails, the way through this server is tried, where there is one, then the newest takes
 * its place, and `onExpired` asks for one.
 * @param newest empty as long as the job has none, as while it goes on
 */
export function useSteadyLink(newest: string, onExpired: () => void): SteadyLink {
  const [used, setUsed] = useState(newest);
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const failed = failedUrl === used;
  if ((failed || used === '') && newest !== used) setUsed(newest);
  return {
    url: used,
    failed,
    onError: () => {
      const relay = relayFor(used);
      if (relay !== null) return setUsed(relay);
      setFailedUrl(used);
      onExpired();
    },
  };
}

/**
 * The address for a player's `src`, left out until the player is on the page. While React holds a new part of the page
 * back, a player in it would load already, and what it says then (its length, that a link has expired) reaches nobody.
 */
export function useSrcOncePlaced(url: string): string | undefined {
  const [placed, setPlaced] = useState(false);
  useEffect(() => setPlaced(true), []);
  return placed ? url : undefined;
}
