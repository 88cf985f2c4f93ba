import { useEffect, useRef } from 'react';
import { formatCount } from '#src/ui/format.ts';
import type { Waveform } from './waveform.ts';

/** A waveform above a spectrogram, as wide as there is room. */
export function WaveformDrawing({ picture, name }: { picture: Waveform; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context) context.putImageData(spectrogramOf(picture), 0, 0);
  }, [picture]);
  return (
    <>
      <svg viewBox={`0 -1 ${picture.columns} 2`} preserveAspectRatio="none" role="img" aria-label={`Waveform of ${name}`} className="block h-16 w-full fill-accent">
        <path d={waveformOf(picture)} />
      </svg>
      <canvas ref={canvas} width={picture.columns} height={picture.rows} role="img" aria-label={`Spectrogram of ${name}, 0 to ${formatCount(picture.sampleRate / 2)} Hz`} className="block h-24 w-full bg-black" />
    </>
  );
}

// One outline: the highest samples there, the lowest ones back. SVG's y axis points down.
function waveformOf({ columns, peaks }: Waveform): string {
  const point = (column: number, side: 0 | 1) => `${column + 0.5},${(-(peaks[column * 2 + side] ?? 0)).toFixed(3)}`;
  const places = Array.from({ length: columns }, (_, column) => column);
  return `M${[...places.map((column) => point(column, 1)), ...places.toReversed().map((column) => point(column, 0))].join('L')}Z`;
}

function spectrogramOf({ columns, rows, loudness }: Waveform): ImageData {
  const image = new ImageData(columns, rows);
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < rows; row += 1) {
      const share = (loudness[column * rows + row] ?? 0) / 255;
      const at = ((rows - 1 - row) * columns + column) * 4;
      // Black over violet and orange to light yellow: brightness rises all the way, so that it reads without colour too.
      image.data[at] = 255 * Math.min(1, share * 1.5);
      image.data[at + 1] = 255 * Math.max(0, share * 1.7 - 0.7);
      image.data[at + 2] = 255 * (share < 0.5 ? share : Math.max(0.3, 1 - share) * 0.8);
      image.data[at + 3] = 255;
    }
  }
  return image;
}
