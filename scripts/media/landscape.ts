import { clouds, grain, mix, type Rgb } from './picture.ts';

const HORIZON = 0.62;
const SUN = { x: 0.7, y: 0.3 };

function sky(x: number, y: number): Rgb {
  const air = mix([72, 118, 178], [244, 206, 164], y / HORIZON);
  const glow = Math.exp(-(((x - SUN.x) * 1.33) ** 2 + (y - SUN.y) ** 2) * 90);
  const covered = Math.max(0, clouds(x * 4, y * 9, 3) - 0.48) * 2.6;
  return mix(mix(air, [250, 240, 232], covered), [255, 238, 190], glow);
}

function ridge(x: number, base: number, height: number, seed: number): number {
  return base - height * clouds(x * 3.2, seed, seed);
}

/** A lake below two mountain ridges at dusk, with a little film grain: uneven everywhere, as a photograph is. */
export function landscape(x: number, y: number): Rgb {
  const noise = (grain(Math.floor(x * 4096), Math.floor(y * 4096), 9) - 0.5) * 7;
  const colour = ((): Rgb => {
    if (y > HORIZON) {
      const depth = (y - HORIZON) / (1 - HORIZON);
      const ripple = (clouds(x * 5, y * 60, 5) - 0.5) * 0.05;
      const mirrored = land(x + ripple, HORIZON - depth * 0.5 + ripple);
      return mix(mirrored, [22, 44, 66], 0.3 + depth * 0.5);
    }
    return land(x, y);
  })();
  return [colour[0] + noise, colour[1] + noise, colour[2] + noise];
}

function land(x: number, y: number): Rgb {
  const texture = clouds(x * 22, y * 30, 11);
  if (y > ridge(x, HORIZON + 0.02, 0.2, 7)) return mix([30, 48, 38], [86, 104, 64], texture);
  if (y > ridge(x + 0.4, HORIZON - 0.08, 0.36, 2)) return mix([96, 104, 130], [150, 150, 168], texture);
  return sky(x, y);
}
