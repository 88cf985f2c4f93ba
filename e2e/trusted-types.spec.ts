import { expect, test } from './test.ts';

/** Runs a script in the page as an injected one would run, and gives the name of what it throws, or what it gives. */
const attempt = (script: string) => `(async () => { try { return String(await (async () => { ${script} })()); } catch (error) { return error.name; } })()`;

/** The same a moment later: what the debugger evaluates itself may use eval, what runs after it is a script like any other. */
const later = (code: string) => `new Promise((resolve) => setTimeout(() => { try { resolve(String(${code})); } catch (error) { resolve(error.name); } }))`;

test('text becomes neither markup nor code, but for workers and scripts of this very origin', async ({ page, uploadPage, expectPolicyStops }) => {
  expectPolicyStops();
  await uploadPage.open();
  const thrown = [
    `document.body.innerHTML = '<img src=x onerror=alert(1)>'`,
    `document.body.insertAdjacentHTML('beforeend', '<b>x</b>')`,
    `document.write('<b>x</b>')`,
    `new DOMParser().parseFromString('<b>x</b>', 'text/html')`,
    `document.createElement('iframe').srcdoc = '<script>alert(1)</script>'`,
    `document.createElement('script').text = 'alert(1)'`,
    `document.createElement('script').src = 'https://evil.example/x.js'`,
    `document.createElement('script').src = 'data:text/javascript,alert(1)'`,
    `new Worker('https://evil.example/x.js')`,
    `new Worker('data:text/javascript,1')`,
    `new Worker(URL.createObjectURL(new Blob(['1'])))`,
    `trustedTypes.createPolicy('another', { createHTML: (text) => text })`,
    `trustedTypes.createPolicy('default', { createHTML: (text) => text })`,
  ];
  for (const script of thrown) expect(await page.evaluate(attempt(script)), script).toBe('TypeError');
  expect(await page.evaluate(later(`eval('1 + 1')`))).toBe('EvalError');
  expect(await page.evaluate(later(`new Function('return 1')()`))).toBe('EvalError');
  expect(await page.evaluate(attempt(`document.createElement('script').src = '/assets/x.js'; return 'taken'`))).toBe('taken');
  expect(await page.evaluate(attempt(`return WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))`))).toBe('true');
});
