import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { runCommand } from '../lib/command.ts';
import { writeMedia } from '../lib/files.ts';
import type { Part } from '../lib/part.ts';
import { scaled } from '../lib/settings.ts';
import { openUploads, uploadInPeer, type Way } from '../lib/upload-runs.ts';

const COUNT = scaled(500, 8);
const SIZE = 200_000;
const UPPY = 'Uppy with the same steps';
const STEPS = 'a bare page that hashes, copies and keeps each step';
const CURL = 'a shell loop with curl, 4 at once';
const LOOP = `printf '%s\\0' "$FOLDER"/* | xargs -0 -P 4 -n 1 "$SCRIPT" "$ORIGIN"`;
const SCRIPT = fileURLToPath(new URL('../peers/curl-upload.sh', import.meta.url));

/** Many small files, each with create, PUT and finalize, from their choice until the last one is finalized. */
export const uploadMany: Part = {
  name: 'upload-many',
  title: 'Upload, 500 files of 200 kB',
  ours: 'the upload page',
  peers: [UPPY, STEPS, CURL],
  metrics: { time: { label: 'time', unit: 's', better: 'less' } },
  goals: [
    { metric: 'time', peer: UPPY, ratioAtMost: 1 },
    { metric: 'time', peer: CURL, ratioAtMost: 1 },
  ],
  open: () => openUploads((folder) => Array.from({ length: COUNT }, (_, index) => writeMedia(folder, `photo ${index}.jpg`, 'photo.jpg', SIZE)), WAYS),
};

const WAYS: Readonly<Record<string, Way>> = {
  [UPPY]: (upload) => uploadInPeer(upload, '/peers/uppy/', { lastRequest: 'finalize' }),
  [STEPS]: (upload) => uploadInPeer(upload, '/peers/steps/', { lastRequest: 'finalize' }),
  [CURL]: async ({ url, paths }) => ({ time: (await runCommand('sh', ['-c', LOOP], { FOLDER: dirname(paths[0] ?? ''), SCRIPT, ORIGIN: url })).seconds }),
};
