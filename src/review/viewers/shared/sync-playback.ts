const LOOK_EVERY_MS = 100;
/** Further apart than this, a player jumps; nearer, it hurries or waits, which is not heard. */
const JUMP_SECONDS = 0.25;
const GOOD_ENOUGH_SECONDS = 0.008;
/** Of the speed: a fifth faster or slower keeps its pitch, and makes up for 100 ms in about a second. */
const MOST_HURRY = 0.2;
const HURRY_PER_SECOND_BEHIND = 3;

/** What of an audio or video element is needed here. */
export type SyncedPlayer = EventTarget & Pick<HTMLMediaElement, 'currentTime' | 'playbackRate' | 'paused' | 'ended' | 'seeking' | 'play' | 'pause'>;

/**
 * Makes one player follow another: it plays, stops, jumps and runs as fast as the leader does, and what drifts apart on
 * the way is drawn together again. Gives the way to stop.
 */
export function syncPlayback(leader: SyncedPlayer, follower: SyncedPlayer): () => void {
  const stop = new AbortController();
  const catchUp = () => {
    follower.currentTime = leader.currentTime;
  };
  const follow = () => {
    if (leader.paused || leader.ended) {
      follower.pause();
      catchUp();
    } else {
      catchUp();
      // A player that may not or cannot start stays where it is; the next look tries again.
      follower.play().catch(() => {});
    }
  };
  const look = () => {
    if (leader.paused || leader.ended || leader.seeking || follower.seeking) return;
    if (follower.paused) {
      follow();
      return;
    }
    const behind = leader.currentTime - follower.currentTime;
    if (Math.abs(behind) > JUMP_SECONDS) catchUp();
    const hurry = Math.abs(behind) < GOOD_ENOUGH_SECONDS ? 0 : Math.min(MOST_HURRY, Math.max(-MOST_HURRY, behind * HURRY_PER_SECOND_BEHIND));
    follower.playbackRate = leader.playbackRate * (1 + hurry);
  };
  for (const event of ['play', 'playing', 'pause', 'ended']) leader.addEventListener(event, follow, { signal: stop.signal });
  leader.addEventListener('seeking', catchUp, { signal: stop.signal });
  leader.addEventListener('ratechange', () => (follower.playbackRate = leader.playbackRate), { signal: stop.signal });
  follower.addEventListener('loadedmetadata', follow, { signal: stop.signal });
  const timer = setInterval(look, LOOK_EVERY_MS);
  follow();
  return () => {
    stop.abort();
    clearInterval(timer);
    follower.pause();
  };
}
