import { fileURLToPath } from 'node:url';

import { startApp } from '../lib/app.ts';
import { runCommand } from '../lib/command.ts';
import { fileShelf, writeMedia } from '../lib/files.ts';
import { settleJobs } from '../lib/jobs.ts';
import type { Part } from '../lib/part.ts';
import { scaled } from '../lib/settings.ts';
import { uploadInApp, uploadInPeer } from '../lib/upload-runs.ts';

const COUNT = scaled(500, 8);
const SIZE = 200_000;
const UPPY = 'Uppy with the same steps';
const CURL = 'a shell loop with curl, 4 at once';
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
  async open() {
    const server = await startApp();
    const shelf = fileShelf();
    const paths = Array.from({ length: COUNT }, (_, index) => writeMedia(shelf.folder, `photo ${index} real.jpg`, 'photo.jpg', SIZE));
    const upload = { url: server.url, paths, limitMs: 120_000 };
    const seconds: Readonly<Record<string, () => Promise<number>>> = {
      [UPPY]: () => uploadInPeer(upload, '/peers/uppy/', 'finalize'),
      [CURL]: async () => (await runCommand('sh', ['-c', `printf '%s\\0' "$FOLDER"/* | xargs -0 -P 4 -n 1 "$SCRIPT" "$ORIGIN"`], { FOLDER: shelf.folder, SCRIPT, ORIGIN: server.url })).seconds,
    };
    return {
      async run(contestant) {
        const time = await (seconds[contestant] ?? (() => uploadInApp(upload)))();
        await settleJobs(server.url, COUNT);
        return { time };
      },
      async close() {
        shelf.remove();
        await server.dispose();
      },
    };
  },
};
