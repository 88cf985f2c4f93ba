import { mix, type Rgb, type Shader } from './picture.ts';

/** What tells one drawn face from another. `centre` and `scale` are in parts of the picture's width and height. */
export interface FaceLook {
  readonly skin: Rgb;
  readonly hair: Rgb;
  readonly eyes: Rgb;
  readonly background: Rgb;
  /** 1 is an even oval, above 1 a longer face. */
  readonly length: number;
  readonly centre: readonly [x: number, y: number];
  readonly scale: number;
  /** Height by width of the picture, so that the face is not stretched. */
  readonly aspect: number;
}

/** How far inside an ellipse a point lies: 1 well inside, 0 outside, with a soft edge. */
function inside(u: number, v: number, cu: number, cv: number, ru: number, rv: number): number {
  const distance = Math.hypot((u - cu) / ru, (v - cv) / rv);
  return Math.max(0, Math.min(1, (1.04 - distance) / 0.08));
}

/** A shaded, drawn head and shoulders: hair, brows, eyes, nose, mouth, light from the left. */
export function face(look: FaceLook): Shader {
  return (x, y) => {
    const u = (x - look.centre[0]) / look.scale;
    const v = ((y - look.centre[1]) * look.aspect) / (look.scale * look.length);
    const light = 0.5 - u * 0.28 - v * 0.12;
    const shade = (colour: Rgb): Rgb => mix([colour[0] * 0.45, colour[1] * 0.42, colour[2] * 0.42], colour, 0.35 + light);

    let colour = mix(look.background, [20, 24, 32], Math.hypot(x - 0.4, y - 0.35) * 0.7);
    colour = mix(colour, shade([52, 66, 92]), inside(u, v, 0, 2.35, 1.7, 1));
    colour = mix(colour, shade(look.hair), inside(u, v, 0, -0.16, 0.92, 1.06));
    colour = mix(colour, shade(look.skin), inside(u, v, 0, 1.05, 0.34, 0.5));
    colour = mix(colour, shade(look.skin), inside(u, v, 0, 0.1, 0.76, 0.96));
    for (const side of [-1, 1]) {
      colour = mix(colour, look.hair, inside(u, v, side * 0.31, -0.26, 0.2, 0.045));
      colour = mix(colour, [246, 244, 240], inside(u, v, side * 0.31, -0.06, 0.16, 0.085));
      colour = mix(colour, look.eyes, inside(u, v, side * 0.31, -0.06, 0.08, 0.08));
      colour = mix(colour, [14, 12, 12], inside(u, v, side * 0.31, -0.06, 0.035, 0.035));
    }
    colour = mix(colour, shade([look.skin[0] * 0.8, look.skin[1] * 0.72, look.skin[2] * 0.7]), inside(u, v, 0.05, 0.24, 0.08, 0.2));
    colour = mix(colour, [166, 74, 78], inside(u, v, 0, 0.62, 0.26, 0.075));
    return mix(colour, [84, 30, 36], inside(u, v, 0, 0.62, 0.22, 0.014));
  };
}
