/** A colour as red, green, blue, each 0 to 255 (values outside are clamped when drawn). */
export type Rgb = readonly [red: number, green: number, blue: number];

/** What a picture shows at a point; `x` and `y` run from 0 to 1 across and down. */
export type Shader = (x: number, y: number) => Rgb;

/** Draws a shader into packed 24-bit RGB rows, as ffmpeg's `rgb24` wants them. */
export function drawPicture(width: number, height: number, shader: Shader): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const colour = shader((column + 0.5) / width, (row + 0.5) / height);
      const at = (row * width + column) * 3;
      colour.forEach((value, channel) => {
        pixels[at + channel] = Math.max(0, Math.min(255, Math.round(value)));
      });
    }
  }
  return pixels;
}

/** Blends `from` into `to`; `amount` is clamped to 0…1. */
export function mix(from: Rgb, to: Rgb, amount: number): Rgb {
  const t = Math.max(0, Math.min(1, amount));
  return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t, from[2] + (to[2] - from[2]) * t];
}

/** A repeatable pseudo-random number in 0…1 for a grid point: the same picture on every machine. */
export function grain(x: number, y: number, seed: number): number {
  let bits = Math.imul(x, 374_761_393) + Math.imul(y, 668_265_263) + Math.imul(seed, 1_274_126_177);
  bits = Math.imul(bits ^ (bits >>> 13), 1_103_515_245);
  return ((bits ^ (bits >>> 16)) >>> 0) / 4_294_967_295;
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

function valueNoise(x: number, y: number, seed: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const across = ease(x - left);
  const upper = grain(left, top, seed) * (1 - across) + grain(left + 1, top, seed) * across;
  const lower = grain(left, top + 1, seed) * (1 - across) + grain(left + 1, top + 1, seed) * across;
  const down = ease(y - top);
  return upper * (1 - down) + lower * down;
}

/** Cloud-like noise in 0…1: five octaves, each half as strong and twice as fine as the one before. */
export function clouds(x: number, y: number, seed: number): number {
  let sum = 0;
  let strength = 0.5;
  for (let octave = 0; octave < 5; octave += 1) {
    const scale = 2 ** octave;
    sum += strength * valueNoise(x * scale, y * scale, seed + octave);
    strength /= 2;
  }
  return sum / 0.968_75;
}
