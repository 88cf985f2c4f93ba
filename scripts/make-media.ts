// Makes the small real media files that the browser tests upload: `node scripts/make-media.ts`. Needs ffmpeg;
// the files are committed, so that running the tests does not.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { face, type FaceLook } from './media/face.ts';
import { landscape } from './media/landscape.ts';
import { pdfPage } from './media/pdf-page.ts';
import { drawPicture, type Shader } from './media/picture.ts';

const folder = fileURLToPath(new URL('../e2e/media/', import.meta.url));
mkdirSync(folder, { recursive: true });

/** Runs ffmpeg so that the same input gives the same bytes: no encoder version, no creation time. */
function ffmpeg(name: string, args: readonly string[], input?: Buffer): void {
  const output = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags', '+bitexact', '-y', folder + name];
  execFileSync('ffmpeg', ['-v', 'error', ...args, ...output], { input, maxBuffer: 1 << 26 });
}

function rawPicture(width: number, height: number): string[] {
  return ['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${width}x${height}`, '-r', '25', '-i', '-'];
}

function picture(name: string, width: number, height: number, shader: Shader, args: readonly string[] = []): void {
  ffmpeg(name, [...rawPicture(width, height), '-frames:v', '1', ...args], drawPicture(width, height, shader));
}

const ANNA: FaceLook = {
  skin: [232, 188, 160], hair: [92, 58, 34], eyes: [70, 110, 80], background: [150, 172, 186],
  length: 1.06, centre: [0.5, 0.42], scale: 0.34, aspect: 1.25,
};
const BEN: FaceLook = {
  skin: [152, 104, 76], hair: [26, 22, 24], eyes: [66, 40, 24], background: [196, 178, 142],
  length: 1.2, centre: [0.5, 0.44], scale: 0.3, aspect: 1.25,
};

picture('photo.jpg', 640, 480, landscape, ['-q:v', '5', '-pix_fmt', 'yuvj420p']);
picture('portrait.png', 480, 600, face(ANNA), ['-pix_fmt', 'rgb24']);
picture('face-a.jpg', 400, 500, face(ANNA), ['-q:v', '3', '-pix_fmt', 'yuvj420p']);
picture('face-b.jpg', 400, 500, face(BEN), ['-q:v', '3', '-pix_fmt', 'yuvj420p']);

/** A hummed vowel: a gliding pitch with four harmonics, swelling three times a second, over some hiss. */
const voice = (seconds: number, channels: number): string[] => {
  const pitch = '2*PI*(140*t+6*sin(2*PI*1.5*t))';
  const hum = [1, 2, 3, 5].map((n) => `${(0.3 / n).toFixed(3)}*sin(${n}*${pitch})`).join('+');
  const sound = Array.from({ length: channels }, (_, n) => `(0.55+0.45*sin(2*PI*3*t))*(${hum})+0.03*(2*random(${n})-1)`);
  return ['-f', 'lavfi', '-t', String(seconds), '-i', `aevalsrc=exprs='${sound.join('|')}':s=44100`];
};

// -map_metadata -1 above drops what is read, not what is set here: the title becomes an ID3v2 tag.
const tags = ['-metadata', 'title=Test hum', '-metadata', 'artist=Assay'];
ffmpeg('tone.mp3', [...voice(3, 1), '-c:a', 'libmp3lame', '-b:a', '64k', '-id3v2_version', '3', '-write_id3v1', '1', ...tags]);
ffmpeg('tone.wav', [...voice(2, 2), '-ar', '11025', '-c:a', 'pcm_s16le']);
ffmpeg('tone.m4a', [...voice(3, 1), '-c:a', 'aac', '-b:a', '64k', '-f', 'ipod']);

/** Frames of a head that sways, so that a tracker has something to follow. */
function swayingHead(seconds: number, look: FaceLook): Buffer {
  return Buffer.concat(
    Array.from({ length: seconds * 25 }, (_, frame) => {
      const centre = [0.5 + 0.12 * Math.sin(frame / 9), look.centre[1]] as const;
      return drawPicture(320, 240, face({ ...look, centre, scale: 0.22, aspect: 0.75 }));
    }),
  );
}

const h264 = ['-c:v', 'libx264', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-crf', '27', '-threads', '1'];
ffmpeg(
  'clip.mp4',
  [...rawPicture(320, 240), ...voice(3, 1), ...h264, '-c:a', 'aac', '-b:a', '48k', '-movflags', '+faststart'],
  swayingHead(3, ANNA),
);
ffmpeg('clip.mov', [...rawPicture(320, 240), ...h264], swayingHead(2, BEN));
ffmpeg(
  'clip.webm',
  [...rawPicture(320, 240), ...voice(2, 1), '-c:v', 'libvpx-vp9', '-pix_fmt', 'yuv420p', '-crf', '38', '-b:v', '0', '-threads', '1', '-c:a', 'libopus', '-b:a', '48k'],
  swayingHead(2, BEN),
);

writeFileSync(`${folder}page.pdf`, pdfPage());

for (const name of readdirSync(folder).toSorted()) {
  console.log(`${name.padEnd(14)} ${(statSync(folder + name).size / 1024).toFixed(1).padStart(7)} kB`);
}
