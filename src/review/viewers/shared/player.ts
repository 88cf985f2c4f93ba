/** Jumps to a place, in seconds. */
export function seekTo(player: HTMLMediaElement | null, seconds: number): void {
  if (player) player.currentTime = seconds;
}

/** Plays at a multiple of the recorded speed. */
export function setSpeedOf(player: HTMLMediaElement | null, speed: number): void {
  if (player) player.playbackRate = speed;
}

/** Starts a player that stands still and stops one that runs. One that cannot start says so by its own error. */
export function toggle(player: HTMLMediaElement | null): void {
  if (player?.paused) player.play().catch(() => {});
  else player?.pause();
}
