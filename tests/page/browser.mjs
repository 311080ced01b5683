// The page in a real browser, with software drawing, driven with mouse, touch and keys: headless Chromium, or with
// FLATSCOPE_BROWSER=firefox Firefox, in a window. What a frame says is read from the program's own record, as the desktop's
// end-to-end tests do.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
const require = createRequire(path.resolve(process.env.FLATSCOPE_PAGE_MODULES || '.') + '/');
const { chromium, firefox } = require('playwright-core');

const here = path.dirname(new URL(import.meta.url).pathname);
export const assets = path.resolve(here, '../../assets');
export const stages = ['flatten', 'shift', 'convolve', 'parameters', 'train'];
export const file = path.resolve(process.env.FLATSCOPE_PAGE || 'build-page/flatscope.html');
export const address = 'file://' + file;

export const inFirefox = process.env.FLATSCOPE_BROWSER === 'firefox';
function launch() {
  if (inFirefox) {
    return firefox.launch({
      channel: 'moz-firefox', executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr', headless: false,  // headless it has no WebGL
      env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1' }, firefoxUserPrefs: { 'webgl.force-enabled': true },
    });
  }
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

let browser = null;
// `script` runs in the page before its own; `starts`: the program is waited for; without `offline` it may reach a server.
export async function open(options = {}) {
  const { url = address, size = { width: 1280, height: 720 }, scale = 1, touch = false, context = null, script = null,
    starts = true, offline = true } = options;
  browser ??= await launch();
  const place = context || await browser.newContext({ viewport: size, deviceScaleFactor: scale, hasTouch: touch, acceptDownloads: true });
  await place.setOffline(offline);
  const page = await place.newPage();
  page.scale = scale;
  if (script) await page.addInitScript(script);
  page.said = [];
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) page.said.push(message.text()); });
  page.on('pageerror', error => page.said.push(error.message));
  page.on('filechooser', () => {});  // from the start, or the first one may be missed
  await page.goto(url);
  if (starts) await started(page);
  return page;
}
export async function started(page) {
  await page.waitForFunction(() => window.flatscope, null, { timeout: 120000 });
  return settled(page);
}
export async function close() {
  const last = browser;
  browser = null;
  await Promise.race([last?.close(), new Promise(ready => setTimeout(ready, 5000))]);
}

// What the last frame says: texts, controls, facts.
export async function screen(page) {
  return JSON.parse(await page.evaluate(() => window.flatscope.module.ccall('flatscope_record', 'string', [], [])) || '{}');
}
// Until a frame says what is asked for.
export async function until(page, asked, what, longest = 20000) {
  const end = Date.now() + longest;
  for (;;) {
    const now = await screen(page);
    if (now.frame > 0 && asked(now)) return now;
    if (Date.now() > end) throw new Error('not seen within ' + longest + ' ms: ' + what + '; the screen says: ' + (now.texts || []).map(text => text.text).join(' | ').slice(0, 1500));
    await page.evaluate(() => window.flatscope.schedule());
    await page.waitForTimeout(50);
  }
}
export const settled = page => until(page, now => now.facts.behind === 'no' && now.facts.opening === '0' && now.texts.length > 3, 'a frame that waits for nothing');
export const says = (now, words) => now.texts.some(text => text.text.includes(words));
// The middle of a control, in the page's own pixels.
export async function at(page, id) {
  const now = await until(page, frame => id in frame.controls || id in frame.areas, id);
  const [left, top, right, bottom] = id in now.controls ? now.controls[id].rect : now.areas[id];
  return [(left + right) / 2 / page.scale, (top + bottom) / 2 / page.scale];
}
export async function click(page, id) { await page.mouse.click(...await at(page, id)); }
// Presses the mouse on a control, moves it and lets go.
export async function drag(page, id, dx, dy, steps = 4) {
  const [x, y] = await at(page, id);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx, y + dy, { steps });
  await page.mouse.up();
}
// Files, as they are dropped onto the page: names and what is in them, text or bytes.
export function drop(page, files) {
  return page.evaluate(all => {
    const data = new DataTransfer();
    for (const [name, content] of all) data.items.add(new File([typeof content === 'string' ? content : new Uint8Array(content)], name));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, Object.entries(files).map(([name, content]) => [name, typeof content === 'string' ? content : [...content]]));
}
// A number beside a slider, typed.
export async function type(page, id, text) {
  await click(page, id + '.value');
  await until(page, now => 'typing' in now.facts, 'the number to be typed');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}
// The dialog for exporting, with all that it offers.
export async function openExport(page) {
  await page.keyboard.press('Control+e');
  await until(page, now => 'export/write' in now.controls, 'the dialog');
  await settled(page);
}
// The stage Convolve with a picture that is large enough to zoom into.
export async function big(options = {}) {
  const page = await open({ url: `${address}?stage=convolve`, ...options });
  for (let i = 0; i < 12; ++i) await page.keyboard.type('+');
  await until(page, now => !says(now, '12 × 8 grey') && now.facts.behind === 'no', 'a larger picture');
  return page;
}
export const zoomOf = now => Number(now.facts['convolve.zoom']);

// ---- Tests ---------------------------------------------------------------------------------------------------------

const all = [];
export const test = (name, body) => all.push([name, body]);
// What asks for Chromium's own protocol, or for what Playwright can't do in Firefox: fingers, downloads, a pointer outside.
export const testInChromium = (name, body) => { if (!inFirefox) test(name, body); };
export function equal(got, wanted, what) {
  if (got !== wanted) throw new Error(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
}
export function holds(condition, what) { if (!condition) throw new Error(what); }

// A page that hangs answers nothing, and its browser has to go.
const longest = 180;
async function orTimeIsUp(running) {
  let timer;
  const up = new Promise((_, refuse) => timer = setTimeout(() => refuse(new Error(`it did not end within ${longest} s`)), longest * 1000));
  try {
    await Promise.race([running, up]);
  } finally {
    clearTimeout(timer);
  }
}

// Runs those whose name holds one of the words given; exit code 1 where one fails.
export async function runAll() {
  const wanted = process.argv.slice(2);
  let passed = 0, failed = 0;
  for (const [name, body] of all) {
    if (wanted.length > 0 && !wanted.some(word => name.includes(word))) continue;
    const begun = Date.now();
    try {
      await orTimeIsUp(body());
      ++passed;
      console.log(`passed  ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${name}: ${error.message}`);
      await close();
    }
  }
  await close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}
export const temporary = name => path.join(fs.mkdtempSync('/tmp/flatscope-page-'), name);
