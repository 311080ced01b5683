// The page opens: from a file, by an address, from a server, in a frame; or says why it can't.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { address, at, click, equal, file, holds, open, screen, started, stages, test, until, testInChromium } from './browser.mjs';

test('it is one file under 6 MB that asks nobody for anything', async () => {
  const size = fs.statSync(file).size;
  holds(size < 6e6, `it has ${(size / 1e6).toFixed(2)} MB`);
  const page = await open();
  equal(page.said.join('\n'), '', 'what the console says');
  equal(await page.evaluate(() => performance.getEntriesByType('resource').filter(one => !one.name.startsWith('blob:')).length), 0, 'what was fetched');
  await page.close();
});

for (const stage of stages) {
  test(`the stage ${stage} opens by the address, and says nothing wrong`, async () => {
    const page = await open({ url: `${address}?stage=${stage}` });
    equal((await screen(page)).facts.stage, stage, 'the stage');
    equal(page.said.join('\n'), '', 'what the console says');
    await page.close();
  });
}

test('an address that names no stage is told of in a sentence', async () => {
  const page = await open({ url: `${address}?stage=nonsense` });
  holds((await page.textContent('#words')).includes('nonsense'), await page.textContent('#words'));
  equal((await screen(page)).facts.stage, 'flatten', 'the stage instead');
  await page.close();
});

test('a lesson opens by the address', async () => {
  const page = await open({ url: `${address}#lesson=quick` });
  await until(page, now => Object.keys(now.controls).some(id => id.startsWith('lesson.')), 'the bar of a lesson');
  await page.close();
});

test('while it starts it has the colours that the program will have', async () => {
  const ground = page => page.evaluate(() => getComputedStyle(document.getElementById('start')).backgroundColor);
  const dark = 'rgb(14, 18, 23)', light = 'rgb(244, 246, 248)';  // as app/look/palette.cpp has them
  const page = await open();
  equal(await ground(page), dark, 'the first time');
  await page.keyboard.press('t');
  await until(page, now => now.facts.theme === 'light', 'the other theme');
  await page.waitForFunction(() => /^theme = "light"/m.test(localStorage.getItem('flatscope/settings') || ''));
  await page.reload({ waitUntil: 'commit' });
  await page.waitForSelector('#start');
  equal(await ground(page), light, 'the next time');
  await started(page);
  await page.goto(`${address}?theme=dark`);
  equal(await ground(page), dark, 'where the address says so');
  await page.close();
});

for (const scale of [1, 1.5, 2, 3]) {
  test(`with ${scale} pixels to a pixel of the page the picture is as sharp as the display`, async () => {
    const page = await open({ scale, size: { width: 960, height: 600 } });
    equal(await page.evaluate(() => document.getElementById('canvas').width), Math.round(960 * scale), 'the width in pixels');
    const now = await screen(page);
    equal(now.width, Math.round(960 * scale), 'the width that is drawn');
    await click(page, 'stage/shift');
    await until(page, frame => frame.facts.stage === 'shift', 'the click to arrive');
    await page.close();
  });
}

test('a window that grows and shrinks is followed', async () => {
  const page = await open();
  for (const size of [{ width: 1600, height: 900 }, { width: 800, height: 500 }, { width: 1280, height: 720 }]) {
    await page.setViewportSize(size);
    await until(page, now => now.width === size.width && now.height === size.height, 'a frame of that size');
  }
  await page.close();
});

test('the picture card is taken away and comes back', async () => {
  const page = await open({ url: `${address}?stage=convolve` });
  await page.waitForTimeout(1500);  // the session is written after a change
  await page.evaluate(() => {
    const loss = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    window.flatscope = null;  // until the page is loaded again
    loss.loseContext();
    setTimeout(() => loss.restoreContext(), 500);
  });
  await page.waitForFunction(() => document.getElementById('words').textContent.includes('picture card'));
  equal((await started(page)).facts.stage, 'convolve', 'the stage that was open');
  await page.close();
});

const missing = {
  'WebGL 2': `HTMLCanvasElement.prototype.getContext = (get => function (kind, ...more) {
    return kind === 'webgl2' ? null : get.call(this, kind, ...more); })(HTMLCanvasElement.prototype.getContext);`,
  'DecompressionStream': 'delete window.DecompressionStream;',
  'WebAssembly': 'delete window.WebAssembly;',
};
for (const [what, script] of Object.entries(missing)) {
  test(`a browser without ${what} is told so in a sentence`, async () => {
    const page = await open({ script, starts: false });
    await page.waitForFunction(() => document.getElementById('progress').hidden, null, { timeout: 30000 });
    const words = await page.innerText('#doing');
    holds(words.includes(what) && words.endsWith('.'), words);
    await page.close();
  });
}

// ---- From a server ---------------------------------------------------------------------------------------------------

const kinds = { '.html': 'text/html', '.js': 'text/javascript', '.gz': 'application/octet-stream' };
// The folder that scripts/build-page --folder makes, and pages of `more`. Gives its address and what ends it.
async function serve(more = {}) {
  const folder = path.join(path.dirname(file), 'folder');
  holds(fs.existsSync(path.join(folder, 'index.html')), `the folder ${folder} is not there: scripts/build-page --folder makes it`);
  const server = http.createServer((asked, answer) => {
    const name = new URL(asked.url, 'http://x').pathname.slice(1) || 'index.html';
    const content = more[name] || (fs.existsSync(path.join(folder, name)) ? fs.readFileSync(path.join(folder, name)) : null);
    answer.writeHead(content ? 200 : 404, { 'content-type': kinds[path.extname(name)] || 'text/plain' });
    answer.end(content || 'not there');
  });
  await new Promise(ready => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    end: () => new Promise(done => { server.close(done); server.closeAllConnections(); }),
  };
}

test('the folder on a server opens again when the server is gone', async () => {
  const server = await serve();
  const page = await open({ url: server.url, offline: false });
  equal(page.said.filter(words => !words.includes('favicon') && !words.includes('404')).join('\n'), '', 'what the console says');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(async () => (await caches.keys()).length === 1);
  await server.end();
  await page.goto(server.url + '?stage=shift');
  equal((await started(page)).facts.stage, 'shift', 'the stage of the address');
  await page.close();
});

testInChromium('the folder’s page without its archive says what is missing', async () => {
  const page = await open({ url: 'file://' + path.join(path.dirname(file), 'folder/index.html'), starts: false });
  await page.waitForFunction(() => document.getElementById('progress').hidden, null, { timeout: 30000 });
  const words = await page.innerText('#doing');
  holds(words.includes('flatscope.tar.gz') && words.endsWith('.'), words);
  await page.close();
});

const framed = (name = 'index.html', more = '') => `<!DOCTYPE html><p><button id="before">before</button></p>
  <iframe id="frame" src="${name}?stage=flatten" width="1000" height="600" ${more}></iframe>
  <p><button id="after">after</button></p>`;
for (const [how, ...frame] of [[''], [' that may only run scripts', 'flatscope.html', 'sandbox="allow-scripts"']]) {
  test(`it stands in a frame of another page${how}, and takes a click and keys`, async () => {
    const server = await serve({ 'course.html': framed(...frame), 'flatscope.html': fs.readFileSync(file) });
    const page = await open({ url: server.url + 'course.html', size: { width: 1100, height: 760 }, starts: false, offline: false });
    const inner = page.frames()[1];
    inner.scale = 1;
    await started(inner);
    const corner = await page.locator('#frame').boundingBox();
    const [x, y] = await at(inner, 'stage/convolve');
    await page.mouse.click(corner.x + x, corner.y + y);
    await until(inner, now => now.facts.stage === 'convolve', 'the click');
    await page.keyboard.press('2');
    await until(inner, now => now.facts.stage === 'shift', 'the key');
    await page.close();
    await server.end();
  });
}

test('in a frame the Tab key goes in at one end and out at the other, and back', async () => {
  const server = await serve({ 'course.html': framed() });
  const page = await open({ url: server.url + 'course.html', size: { width: 1100, height: 760 }, starts: false, offline: false });
  const frame = page.frames()[1];
  frame.scale = 1;
  await started(frame);
  await frame.waitForFunction(() => document.querySelectorAll('#spoken button').length > 20);
  const places = () => page.evaluate(() => document.activeElement.id);
  await page.focus('#before');
  let steps = 0;
  const inside = new Set();
  for (const key of ['Tab', 'Shift+Tab']) {
    do {
      await page.keyboard.press(key);
      if (await places() === 'frame') inside.add(await frame.evaluate(() => document.activeElement.getAttribute('aria-label')));
    } while (++steps < 300 && await places() === 'frame');
    equal(await places(), key === 'Tab' ? 'after' : 'before', `where ${key} leads in the end`);
  }
  for (const name of ['Flatten', 'Convolve', 'Working size']) holds(inside.has(name), `${name} was not come by: ${[...inside].join(', ')}`);
  await page.close();
  await server.end();
});
