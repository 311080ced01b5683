// What the browser keeps, and what a link carries from one page to another.
import fs from 'node:fs';
import path from 'node:path';
import { address, assets, click, drop, equal, holds, open, says, screen, settled, started, test, until, testInChromium } from './browser.mjs';

const horse = () => fs.readFileSync(path.join(assets, 'images/horse.png'));
// A page with a picture of one's own, on the stage Convolve.
async function withWork(options = {}) {
  const page = await open(options);
  await drop(page, { 'own.png': horse() });
  await until(page, now => now.facts.pictures === '2' && now.facts.picture.includes('own.png'), 'the picture');
  await click(page, 'stage/convolve');
  await until(page, now => now.facts.stage === 'convolve' && now.facts.behind === 'no', 'the stage');
  await page.waitForFunction(() => localStorage.getItem('flatscope/session').includes('own.png') &&
                                   localStorage.getItem('flatscope/session').includes('stage = "convolve"'));
  return page;
}
function hasWork(now) {
  equal(now.facts.pictures, '2', 'the number of pictures');
  holds(now.facts.picture.includes('own.png'), `the picture in hand is ${now.facts.picture}`);
  equal(now.facts.stage, 'convolve', 'the stage');
  holds(!now.texts.some(text => text.text.includes('can’t') || text.text.includes('unexpectedly')), 'nothing is told that went wrong');
}

test('after the page is loaded again all is as it was, the picture of one’s own too', async () => {
  const page = await withWork();
  for (let i = 0; i < 2; ++i) {
    await page.reload();
    hasWork(await started(page));
  }
  equal(page.said.join('\n'), '', 'what the console says');
  await page.close();
});

testInChromium('the back key of the browser and the way forward lose nothing', async () => {
  const page = await open();
  const steps = await page.evaluate(() => history.length);
  await page.close();
  const other = await withWork();
  equal(await other.evaluate(() => history.length), steps, 'the program leaves no steps in the browser’s history');
  await other.goto('about:blank');
  await other.goBack();
  hasWork(await started(other));
  await other.close();
});

test('an address with a stage and a link does not undo what was done since, when it is loaded again', async () => {
  const page = await withWork({ url: `${address}?stage=shift&theme=light` });
  await page.reload();
  const now = await started(page);
  hasWork(now);
  equal(now.facts.theme, 'light', 'the theme');
  await page.close();
});

test('of two pages that are open each comes back with its own work and its own picture', async () => {
  const one = await withWork();
  const two = await open({ context: one.context() });
  hasWork(await settled(two));  // a new one begins with what there was last
  await drop(two, { 'second.png': horse() });
  await until(two, now => now.facts.pictures === '3' && now.facts.picture.includes('second.png'), 'its own picture');
  await click(two, 'stage/shift');
  await two.waitForFunction(() => localStorage.getItem('flatscope/session').includes('second.png') &&
                                  localStorage.getItem('flatscope/session').includes('stage = "shift"'));
  await one.reload();
  hasWork(await started(one));
  await drop(one, { 'third.png': horse() });
  await until(one, now => now.facts.pictures === '3' && now.facts.picture.includes('third.png'), 'a third picture');
  await one.waitForFunction(() => localStorage.getItem('flatscope/session').includes('third.png'));
  await two.reload();
  const now = await started(two);
  equal(now.facts.stage, 'shift', 'the stage of the second page');
  holds(now.facts.picture.includes('second.png'), `the second page's picture is ${now.facts.picture}`);
  holds(!now.texts.some(text => text.text.includes('can’t') || text.text.includes('unexpectedly')), 'nothing is told that went wrong');
  equal(two.said.join('\n'), '', 'what the console says');
  await two.close();
  await one.close();
});

test('#clear forgets settings, session and pictures', async () => {
  const page = await withWork();
  await page.keyboard.press('t');
  await until(page, now => now.facts.theme === 'light', 'the other theme');
  await page.evaluate(() => {
    window.flatscope = null;  // until the page is loaded again
    location.hash = 'clear';
  });
  await started(page);
  holds((await page.textContent('#words')).includes('forgotten'), 'it is said');
  const now = await screen(page);
  equal(now.facts.pictures, '1', 'the number of pictures');
  equal(now.facts.stage, 'flatten', 'the stage');
  equal(now.facts.theme, 'dark', 'the theme');
  const files = await page.evaluate(() => new Promise(resolve => {
    indexedDB.open('flatscope').onsuccess = event => {
      event.target.result.transaction('files').objectStore('files').count().onsuccess = count => resolve(count.target.result);
    };
  }));
  equal(files, 0, 'the files that are kept');
  await page.close();
});

// ---- Links -----------------------------------------------------------------------------------------------------------

// The link of a scene on Shift, whose object is three pixels to the right and one down; copied as a person would.
async function copiedLink() {
  const page = await open({ url: `${address}?stage=shift` });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await until(page, now => now.facts['shift.dx'] === '3' && now.facts['shift.dy'] === '1', 'the object to move');
  await page.keyboard.press('Control+k');
  await until(page, now => says(now, 'The link is copied'), 'that it is copied');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.close();
  return link;
}
const isTheScene = now => now.facts.stage === 'shift' && now.facts['shift.dx'] === '3' && now.facts['shift.dy'] === '1';

test('a link that is copied opens the same scene in another page', async () => {
  const link = await copiedLink();
  holds(link.startsWith(address + '#scene='), link);
  const page = await open({ url: link });
  holds(isTheScene(await settled(page)), 'the scene is the same');
  equal(page.said.join('\n'), '', 'what the console says');
  // Loaded again, it is what it has become.
  await page.keyboard.press('ArrowRight');
  await until(page, now => now.facts['shift.dx'] === '4', 'the object to move');
  await page.reload();
  equal((await started(page)).facts['shift.dx'], '4', 'where the object is');
  await page.close();
});

test('a link in the clipboard is pasted into an open page, and Ctrl Z brings back what was there', async () => {
  const link = await copiedLink();
  const page = await open({ url: `${address}?stage=convolve` });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(text => navigator.clipboard.writeText(`  ${text}\r\n`), link);
  await page.keyboard.press('Control+v');
  await until(page, isTheScene, 'the scene of the link');
  await page.keyboard.press('Control+z');
  await until(page, now => now.facts.stage === 'convolve', 'the stage before');
  await page.close();
});

test('a link in the address of an open page opens there, and Ctrl Z brings back what was there', async () => {
  const link = await copiedLink();
  const page = await withWork();
  await page.evaluate(hash => location.hash = hash, new URL(link).hash);
  await until(page, isTheScene, 'the scene of the link');
  await page.keyboard.press('Control+z');
  hasWork(await until(page, now => now.facts.stage === 'convolve' && now.facts.behind === 'no', 'the stage before'));
  await page.close();
});

for (const damaged of ['#scene=1AAAAnonsense', '#scene=%E0%A4%A', '#scene=']) {
  test(`the damaged link ${damaged} is told of in a sentence`, async () => {
    const page = await open({ url: address + damaged });
    const words = await page.textContent('#words');
    holds(/link/.test(words) && words.trim().endsWith('.'), words);
    equal((await screen(page)).facts.stage, 'flatten', 'the stage');
    await page.close();
  });
}
