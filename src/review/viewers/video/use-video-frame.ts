import { useEffect, useState } from 'react';

/** The time of the frame that a video shows, in seconds: the frame's own, not that of the clock that runs on. */
export function useVideoFrame(video: HTMLVideoElement | null): number {
  const [time, setTime] = useState(0);
  useEffect(() => {
    if (video === null) return;
    let asked = 0;
    const ask = () => {
      asked = video.requestVideoFrameCallback((_now, { mediaTime }) => {
        setTime(mediaTime);
        ask();
      });
    };
    ask();
    return () => video.cancelVideoFrameCallback(asked);
  }, [video]);
  return time;
}
