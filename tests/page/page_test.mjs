// The page in a browser, as a class would use it. scripts/test-page runs it.
import fs from 'node:fs';
import path from 'node:path';
import { address, at, click, equal, file, holds, open, runAll, says, screen, settled, temporary, test, until } from './browser.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);
const assets = path.resolve(here, '../../assets');
const stages = ['flatten', 'shift', 'convolve', 'parameters', 'train'];

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

test('how far apart two pixels land is read by pointing', async () => {
  const page = await open();
  const [x, y] = await at(page, 'flatten.grid');
  await page.mouse.move(x, y);
  await until(page, now => says(now, 'up, down') && now.texts.some(text => /±\d+/.test(text.text)), 'the neighbours of a pixel');
  await page.close();
});

test('a drag moves the object, and inside nothing is left over', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  const before = (await screen(page)).facts['shift.dx'];
  const [x, y] = await at(page, 'shift.canvas');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 10, { steps: 4 });
  const now = await until(page, frame => frame.facts['shift.dx'] !== before && frame.facts.behind === 'no', 'the object to follow');
  equal(now.facts['shift.interior'], '0', 'the residual inside');
  await page.mouse.up();
  await page.close();
});

test('a page at rest draws nothing', async () => {
  const page = await open();
  await page.mouse.move(700, 300);
  await page.waitForTimeout(3000);
  const count = () => page.evaluate(() => JSON.parse(window.flatscope.module.ccall('flatscope_record', 'string', [], [])).frame);
  const before = await count();
  await page.waitForTimeout(3000);
  equal(await count(), before, 'the number of frames');
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

test('one tap is one click', async () => {
  const page = await open({ touch: true });
  await page.touchscreen.tap(...await at(page, 'stage/convolve'));
  await until(page, now => now.facts.stage === 'convolve', 'the tap to arrive');
  await page.close();
});

test('a window that grows and shrinks is followed', async () => {
  const page = await open();
  for (const size of [{ width: 1600, height: 900 }, { width: 800, height: 500 }, { width: 1280, height: 720 }]) {
    await page.setViewportSize(size);
    await until(page, now => now.width === size.width && now.height === size.height, 'a frame of that size');
  }
  await page.close();
});

test('Ctrl does not stay down when the window is left with it', async () => {
  const page = await open();
  await page.keyboard.down('Control');
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await page.keyboard.up('Control');
  await page.keyboard.press('2');
  await until(page, now => now.facts.stage === 'shift', 'the plain key 2');
  await page.close();
});

test('keys that are the browser’s stay the browser’s', async () => {
  const page = await open();
  const left = await page.evaluate(() => {
    const field = document.getElementById('keyboard');
    return [['F5'], ['F11'], ['w', true], ['+', true], ['-', true], ['r', true], ['s', true], ['ArrowLeft']].map(([key, ctrlKey = false]) => {
      const event = new KeyboardEvent('keydown', { key, ctrlKey, cancelable: true, bubbles: true });
      field.dispatchEvent(event);
      return key + (event.defaultPrevented ? ' taken' : ' left');
    });
  });
  equal(left.join(', '), 'F5 left, F11 left, w left, + left, - left, r left, s taken, ArrowLeft taken', 'who has the keys');
  await page.close();
});

test('a picture is opened by drop, by the dialog and by paste, and comes back after a reload', async () => {
  const page = await open();
  const count = async () => Number((await screen(page)).facts.pictures);
  const begun = await count();
  const bytes = [...fs.readFileSync(path.join(assets, 'images/horse.png'))];
  const give = type => page.evaluate(([content, kind]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(content)], `own-${kind}.png`, { type: 'image/png' }));
    if (kind === 'drop') window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    else document.getElementById('keyboard').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, cancelable: true }));
  }, [bytes, type]);
  await give('drop');
  await until(page, now => Number(now.facts.pictures) === begun + 1 && now.facts.picture.includes('own-drop'), 'the dropped picture');
  await give('paste');
  await until(page, now => Number(now.facts.pictures) === begun + 2 && now.facts.picture.includes('own-paste'), 'the pasted picture');
  const asked = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await asked).setFiles(path.join(assets, 'images/coins.png'));
  await until(page, now => Number(now.facts.pictures) === begun + 3, 'the chosen picture');
  await page.waitForTimeout(1500);
  await page.reload();
  await page.waitForFunction(() => window.flatscope);
  await settled(page);
  await page.keyboard.press('F5').catch(() => {});
  await page.close();
});

test('a scene is saved as a download, and opens again', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  const [x, y] = await at(page, 'shift.canvas');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y, { steps: 3 });
  await page.mouse.up();
  const moved = (await settled(page)).facts['shift.dx'];
  const coming = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const scene = temporary('scene.toml');
  await (await coming).saveAs(scene);
  holds(fs.readFileSync(scene, 'utf8').includes('[shift]'), 'the scene’s file');
  await page.close();
  const other = await open();
  await other.evaluate(text => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'scene.toml'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, fs.readFileSync(scene, 'utf8'));
  await until(other, now => now.facts.stage === 'shift' && now.facts['shift.dx'] === moved, 'the same scene');
  await other.close();
});

test('a hostile file is a sentence', async () => {
  const page = await open();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['a'.repeat(10) + '\n' + '['.repeat(200000)], 'deep.toml'));
    data.items.add(new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3])], 'broken.png'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  });
  await until(page, now => says(now, 'broken.png') || says(now, 'deep.toml'), 'a sentence about it');
  await click(page, 'stage/shift');
  await until(page, now => now.facts.stage === 'shift', 'the page to live on');
  await page.close();
});

test('a screen reader finds the stages by their names, and pressing one presses it', async () => {
  const page = await open();
  await until(page, () => true, 'a frame');
  await page.waitForTimeout(1500);
  const button = page.getByRole('button', { name: /Shift/ }).first();
  await button.focus();
  await page.keyboard.press('Enter');
  await until(page, now => now.facts.stage === 'shift', 'the stage');
  holds(await page.getByText('residual', { exact: false }).count() > 0 || await page.locator('#spoken span').count() > 5, 'the words of the stage');
  await page.close();
});

test('training never holds the page up for longer than 50 ms', async () => {
  const page = await open({ url: `${address}?stage=train` });
  await page.evaluate(() => {
    window.longest = [];
    new PerformanceObserver(list => window.longest.push(...list.getEntries().map(one => Math.round(one.duration)))).observe({ entryTypes: ['longtask'] });
  });
  await page.keyboard.press('Space');
  await until(page, now => says(now, 'epoch') || says(now, 'Epoch'), 'the training');
  await page.waitForTimeout(5000);
  const long = await page.evaluate(() => window.longest);
  console.log('        long tasks (over 50 ms) in 5 s of training:', long.join(', ') || 'none');
  await page.close();
});

test('the picture card is taken away and comes back', async () => {
  const page = await open({ url: `${address}?stage=convolve` });
  await page.waitForTimeout(1500);  // the session is written after a change
  await page.evaluate(() => {
    const loss = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    loss.loseContext();
    setTimeout(() => loss.restoreContext(), 500);
  });
  await page.waitForTimeout(1500);
  await page.waitForFunction(() => window.flatscope && document.getElementById('start').hidden, null, { timeout: 60000 });
  await settled(page);
  await page.close();
});

await runAll();
