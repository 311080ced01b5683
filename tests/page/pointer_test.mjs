// Mouse and wheel, as the browser has them.
import { address, at, big, equal, holds, open, says, screen, settled, test, until, zoomOf, testInChromium } from './browser.mjs';

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

testInChromium('a drag that leaves the window goes on, and ends where the button is let go', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  const [x, y] = await at(page, 'shift.canvas');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 80, y);
  const held = await until(page, now => Number(now.facts['shift.dx']) < -3, 'the object to follow');
  await page.mouse.move(-200, y);
  const outside = await until(page, now => Number(now.facts['shift.dx']) < Number(held.facts['shift.dx']), 'the object to follow outside');
  await page.mouse.up();
  await page.mouse.move(x + 50, y);
  await page.waitForTimeout(500);
  equal((await settled(page)).facts['shift.dx'], outside.facts['shift.dx'], 'where the object is');
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

// ---- The wheel -------------------------------------------------------------------------------------------------------

for (const [name, turn, wanted] of [
  ['100 pixels', { deltaY: -100, deltaMode: 0 }, 1.25],
  ['3 lines', { deltaY: -3, deltaMode: 1 }, 1.25],
  ['a third of that', { deltaY: -1, deltaMode: 1 }, 1.25 ** (1 / 3)],
  ['a page', { deltaY: -1, deltaMode: 2 }, 1.25],
  ['10 pixels with Ctrl, as two fingers on a touchpad tell it', { deltaY: -10, deltaMode: 0, ctrlKey: true }, Math.exp(0.1)],
]) {
  test(`a wheel turned by ${name} enlarges the picture by ${wanted.toFixed(2)}`, async () => {
    const page = await big();
    const [x, y] = await at(page, 'convolve.input');
    await page.mouse.move(x, y);
    await settled(page);
    const taken = await page.evaluate(([left, top, how]) => {
      const event = new WheelEvent('wheel', { clientX: left, clientY: top, cancelable: true, bubbles: true, ...how });
      document.getElementById('canvas').dispatchEvent(event);
      return event.defaultPrevented;
    }, [x, y, turn]);
    holds(taken, 'the browser leaves the wheel to the program');
    const now = await until(page, frame => zoomOf(frame) > 1.001, 'the picture to be larger');
    holds(Math.abs(zoomOf(now) - wanted) < 0.004, `it is enlarged by ${zoomOf(now)}`);
    await page.close();
  });
}

test('a real wheel with Ctrl enlarges the picture and not the page', async () => {
  const page = await big();
  await page.mouse.move(...await at(page, 'convolve.input'));
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -120);
  await page.keyboard.up('Control');
  await until(page, now => zoomOf(now) > 1.1, 'the picture to be larger');
  equal(await page.evaluate(() => [devicePixelRatio, visualViewport.scale, scrollY].join()), '1,1,0', 'the size of the page');
  await page.close();
});

test('a wheel scrolls a column that is too long', async () => {
  const page = await open({ url: `${address}?stage=train`, size: { width: 1280, height: 500 } });
  const top = now => now.controls['train.batch'].rect[1];
  const before = top(await screen(page));
  await page.mouse.move(1130, 250);
  await page.mouse.wheel(0, 100);
  await until(page, now => !('train.batch' in now.controls) || top(now) < before - 20, 'the column to move up');
  await page.close();
});
