// screenshots of the viewers, 360 and 1440 px, light and dark
import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
const { AssayServer } = await import('/tmp/wt/viewers/e2e/server.ts');
const { SandboxClient } = await import('/tmp/wt/viewers/e2e/sandbox-client.ts');
const { copyAs } = await import('/tmp/wt/viewers/e2e/media.ts');
const server = await AssayServer.start();
const sb = new SandboxClient(server.url);
const jobs = {};
for (const [n, f, t] of [['image','photo.jpg',5],['video','clip.webm',4],['audio','tone.wav',2],['split','tone.wav',10],['pdf','page.pdf',6],['vector','face-a.jpg',9],['signed','signed.jpg',1]]) jobs[n] = await sb.finish(copyAs(f, `${n}-fake.${f.split('.')[1]}`), t);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu'] });
const log = [];
for (const [w, scheme] of [[1440,'light'],[360,'dark']]) {
  const ctx = await browser.newContext({ viewport: { width: w, height: 900 }, colorScheme: scheme });
  const page = await ctx.newPage();
  page.on('console', (m) => ['error','warning'].includes(m.type()) && log.push(`${w} ${m.text()}`));
  page.on('pageerror', (e) => log.push(`${w} ${e.message}`));
  for (const [n, id] of Object.entries(jobs)) {
    await page.goto(`${server.url}/jobs/${id}`);
    await page.getByRole('region', { name: 'Evidence' }).waitFor();
    await page.waitForTimeout(2500);
    if (n === 'signed') { await page.getByRole('button', { name: 'Read provenance' }).click(); await page.waitForTimeout(5000); }
    if (n === 'image' && w === 1440) await page.getByRole('switch', { name: 'Side by side' }).check();
    if (n === 'video') { await page.getByRole('slider', { name: 'Frame' }).fill('20').catch((e) => log.push(String(e).slice(0,200))); await page.waitForTimeout(800); }
    await page.screenshot({ path: `/tmp/shots/${n}-${w}-${scheme}.png`, fullPage: true });
  }
  await ctx.close();
}
console.log(log.join('\n'));
await browser.close();
await server.dispose();
