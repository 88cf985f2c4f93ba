import { fileURLToPath } from 'node:url';

import { inFreshApp } from '../lib/app.ts';
import { runCommand } from '../lib/command.ts';
import { fileShelf, writeMedia } from '../lib/files.ts';
import { expectFinalized } from '../lib/jobs.ts';
import type { Part } from '../lib/part.ts';
import { scaled } from '../lib/settings.ts';
import { type BrowserUpload, uploadInApp, uploadInPeer } from '../lib/upload-runs.ts';

const COUNT = scaled(500, 8);
const SIZE = 200_000;
const UPPY = 'Uppy with the same steps';
const CURL = 'a shell loop with curl, 4 at once';
const LOOP = `printf '%s\\0' "$FOLDER"/* | xargs -0 -P 4 -n 1 "$SCRIPT" "$ORIGIN"`;
const LIMIT_MS = 120_000;
const SCRIPT = fileURLToPath(new URL('../peers/curl-upload.sh', import.meta.url));

/** Many small files, each with create, PUT and finalize, from their choice until the last one is finalized. */
export const uploadMany: Part = {
  name: 'upload-many',
  title: 'Upload, 500 files of 200 kB',
  ours: 'the upload page',
  peers: [UPPY, CURL],
  metrics: { time: { label: 'time', unit: 's', better: 'less' } },
  goals: [
    { metric: 'time', peer: UPPY, ratioAtMost: 1 },
    { metric: 'time', peer: CURL, ratioAtMost: 1 },
  ],
  open() {
    const shelf = fileShelf();
    const paths = Array.from({ length: COUNT }, (_, index) => writeMedia(shelf.folder, `photo ${index}.jpg`, 'photo.jpg', SIZE));
    const ways: Readonly<Record<string, (upload: BrowserUpload) => Promise<number>>> = {
      [UPPY]: (upload) => uploadInPeer(upload, '/peers/uppy/', 'finalize'),
      [CURL]: async ({ url }) => (await runCommand('sh', ['-c', LOOP], { FOLDER: shelf.folder, SCRIPT, ORIGIN: url })).seconds,
    };
    return Promise.resolve({
      run: (contestant) =>
        inFreshApp(async ({ url }) => {
          const time = await (ways[contestant] ?? uploadInApp)({ url, paths, limitMs: LIMIT_MS });
          await expectFinalized(url, COUNT);
          return { time };
        }),
      close: async () => shelf.remove(),
    });
  },
};
