// One real use of each stage, by mouse, and how long the page takes for it.
import { address, at, click, drag, drop, equal, holds, open, openExport, says, screen, settled, test, type, until, testInChromium } from './browser.mjs';

test('on Flatten a click pins a pixel, and another lets it go', async () => {
  const page = await open({ url: `${address}?stage=flatten` });
  const now = await screen(page);
  const [left, top, right, bottom] = now.areas['flatten.grid'];
  const cell = (right - left) / 16;
  const place = [left + 3.5 * cell, top + 2.5 * cell];
  await page.mouse.click(...place);
  const pinned = await until(page, frame => frame.facts['flatten.pinned'] === 'yes', 'a pin');
  equal([pinned.facts['flatten.row'], pinned.facts['flatten.column'], pinned.facts['flatten.index']].join(), '2,3,35', 'which pixel, and where it lies in the line');
  await page.mouse.move(left + 10.5 * cell, bottom + 30);
  await page.waitForTimeout(300);
  equal((await settled(page)).facts['flatten.index'], '35', 'the pixel while the pointer is elsewhere');
  await page.mouse.click(...place);
  await until(page, frame => frame.facts['flatten.pinned'] === 'no', 'the pin to go');
  await page.close();
});

test('on Shift a drag changes the vector and the dense layer, and the maps only move', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  const before = (await screen(page)).facts;
  await drag(page, 'shift.canvas', 40, 20);
  const now = (await until(page, frame => frame.facts['shift.dx'] !== '0' && frame.facts.behind === 'no', 'the object to move')).facts;
  holds(now['shift.hash.vector'] !== before['shift.hash.vector'], 'the vector is another');
  holds(now['shift.hash.dense'] !== before['shift.hash.dense'], 'the dense layer’s answer is another');
  equal(now['shift.interior'], '0', 'the residual inside');
  const way = `+${now['shift.dx']},+${now['shift.dy']}`;
  for (const map of [0, 1, 2]) equal(now[`shift.peak.${map}`], way, `where the peak of map ${map + 1} went`);
  await page.close();
});

test('on Convolve a click on the picture shows the numbers of that place, and they add up', async () => {
  const page = await open({ url: `${address}?stage=convolve` });
  const [left, top, right] = (await screen(page)).areas['convolve.input'];
  const cell = (right - left) / 14;  // 12 and the padding
  await page.mouse.click(left + 3.5 * cell, top + 2.5 * cell);
  const { facts } = await until(page, now => now.facts['convolve.row'] === '1' && now.facts['convolve.column'] === '2' && now.facts.behind === 'no', 'the place');
  const values = facts['convolve.window.values'].split(',').map(Number);
  const kernel = facts['convolve.kernel'].split(/[ ;]+/).map(Number);
  equal(values.length, 9, 'the number of values');
  const sum = values.reduce((all, value, i) => all + value * kernel[i], 0);
  holds(Math.abs(sum - Number(facts['convolve.result'])) < 1e-5, `the products add up to ${sum}, and ${facts['convolve.result']} is shown`);
  await page.close();
});

test('on Parameters a layer of another size counts otherwise', async () => {
  const page = await open({ url: `${address}?stage=parameters`, size: { width: 1280, height: 1000 } });
  equal((await screen(page)).facts['parameters.total.0'], String(196608 * 64 + 64), 'the count before');
  await type(page, 'parameters.out', '128');
  const now = await until(page, frame => frame.facts['parameters.total.0'] === String(196608 * 128 + 128), 'the count of the larger layer');
  holds(says(now, 'Linear(196608, 128)'), 'its name');
  await page.mouse.click(...await at(page, 'parameters.add/relu'));
  await until(page, frame => frame.facts['parameters.network.0'] === 'flatten linear:128 relu', 'a layer more');
  await page.close();
});

testInChromium('the Enter of the number pad ends a number that is typed', async () => {
  const page = await open({ url: `${address}?stage=parameters`, size: { width: 1280, height: 1000 } });
  await click(page, 'parameters.out.value');
  await until(page, now => 'typing' in now.facts, 'the number to be typed');
  await page.keyboard.type('96');
  await page.keyboard.press('NumpadEnter');
  await until(page, frame => frame.facts['parameters.total.0'] === String(196608 * 96 + 96), 'the count of the larger layer');
  await page.close();
});

test('on Train both networks learn once it is played, and rest when it is paused', async () => {
  const page = await open({ url: `${address}?stage=train` });
  const begun = parseFloat((await screen(page)).facts['train.curve.1.test']);
  await click(page, 'train.play');
  await until(page, now => now.facts['train.running'] === 'yes' && Number(now.facts['train.epoch']) >= 3, 'three epochs', 90000);
  await click(page, 'train.play');
  const rests = await until(page, now => now.facts['train.running'] === 'no', 'it to rest');
  await page.waitForTimeout(1000);
  const now = await settled(page);
  equal(now.facts['train.steps'], rests.facts['train.steps'], 'the steps while it rests');
  holds(parseFloat(now.facts['train.curve.1.test']) > begun, `the CNN is better than at the start: ${now.facts['train.curve.1.test']}`);
  await page.close();
});

// Nothing but the program's own wishes draws frames here: the tests' asking for frames must not be what keeps it going.
test('training goes on by itself', async () => {
  const page = await open({ url: `${address}?stage=train` });
  await page.keyboard.press('Space');
  await page.waitForTimeout(6000);
  const steps = Number((await screen(page)).facts['train.steps']);
  holds(steps > 0, 'it has begun');
  await page.waitForTimeout(3000);
  holds(Number((await screen(page)).facts['train.steps']) > steps, 'it goes on');
  await page.close();
});

// ---- How long it takes -------------------------------------------------------------------------------------------------

// The times of all that holds the page up for over 50 ms, from here on.
const watch = page => page.evaluate(() => {
  window.longTasks = [];
  window.watching ??= new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(one => Math.round(one.duration))));
  window.watching.observe({ entryTypes: ['longtask'] });
});
async function told(page, while_) {
  await page.waitForTimeout(100);
  const long = await page.evaluate(() => window.longTasks);
  console.log(`        long tasks (over 50 ms) ${while_}: ${long.length === 0 ? 'none' : `${long.length}, the longest ${Math.max(...long)} ms (${long.slice(0, 40).join(', ')})`}`);
  return Math.max(0, ...long);
}
const median = all => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

for (const [stage, place] of [['shift', 'shift.canvas'], ['convolve', 'convolve.input']]) {
  test(`how long a frame of a drag takes on ${stage} at 256 pixels is measured`, async () => {
    const page = await open({ url: `${address}?stage=${stage}` });
    await drop(page, { 'large.toml': `stage = "${stage}"\n[[pictures]]\nbundled = "chelsea.png"\n[${stage}]\nworking_size = 256\n` });
    await until(page, now => says(now, '256 × ') && now.facts.behind === 'no', 'the larger picture');
    await page.evaluate(() => {
      const { module } = window.flatscope, ccall = module.ccall;
      window.steps = [];
      module.ccall = (name, ...more) => {
        const begun = performance.now(), value = ccall(name, ...more);
        if (name === 'flatscope_step') window.steps.push(performance.now() - begun);
        return value;
      };
    });
    const [x, y] = await at(page, place);
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let i = 1; i <= 40; ++i) {
      await page.mouse.move(x + i, y + i / 2);
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await page.mouse.up();
    const steps = (await page.evaluate(() => window.steps)).filter(time => time > 2);
    console.log(`        ${stage}: median ${median(steps).toFixed(1)} ms, longest ${Math.max(...steps).toFixed(1)} ms, ${steps.length} frames`);
    holds(steps.length >= 20, `there were ${steps.length} frames`);
    holds(median(steps) < 400, `half of them took over ${median(steps).toFixed(0)} ms`);
    await page.close();
  });
}

test('training holds the page up only for short', async () => {
  const page = await open({ url: `${address}?stage=train` });
  await watch(page);
  await page.keyboard.press('Space');
  await until(page, now => Number(now.facts['train.steps']) > 0, 'the training');
  await page.waitForTimeout(5000);
  holds(await told(page, 'in 5 s of training') < 250, 'none is as long as a quarter of a second');
  await page.close();
});

// A picture of that size is made in the page and dropped.
async function dropLarge(page, width, height) {
  await page.evaluate(async ([wide, high]) => {
    const canvas = new OffscreenCanvas(wide, high), into = canvas.getContext('2d');
    for (let i = 0; i < 20000; ++i) {
      into.fillStyle = `hsl(${i * 7 % 360} 80% ${i * 13 % 100}%)`;
      into.fillRect(i * 197 % wide, i * 389 % high, 60, 40);
    }
    window.large = new File([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })], 'large.jpg');
  }, [width, height]);
  await page.waitForTimeout(500);
  await watch(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(window.large);
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  });
}
const untilItIsTold = page => page.waitForFunction(() => /Reading … [1-9]\d? %/.test(window.flatscope.module.ccall('flatscope_record', 'string', [], [])), null, { timeout: 30000, polling: 50 });

test('a picture of 27 megapixels is opened while the page goes on', async () => {
  const page = await open({ url: `${address}?stage=flatten` });
  await dropLarge(page, 6000, 4500);
  const begun = Date.now();
  await page.waitForFunction(() => document.title.includes('large.jpg'), null, { timeout: 90000, polling: 100 });
  console.log(`        it took ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  const now = await until(page, frame => frame.facts.picture === 'large.jpg' && frame.facts.behind === 'no', 'the picture', 60000);
  holds(says(now, '6000 × 4500') || says(now, '6,000 × 4,500'), 'its size is told');
  holds(!says(now, 'Reading'), 'nothing is read any more');
  holds(await told(page, 'while it was opened') < 250, 'none is as long as a quarter of a second');
  await page.close();
});

test('how far a large picture is read is told, and once put away not told again', async () => {
  const page = await open({ url: `${address}?stage=flatten` });
  await click(page, 'notice/close');
  await dropLarge(page, 12000, 9000);
  await untilItIsTold(page);
  await click(page, 'notice/close');
  await page.waitForTimeout(500);
  const now = await screen(page);
  equal(now.facts.opening, '1', 'the number of files that are read');
  holds(!says(now, 'Reading'), 'it is not told again');
  await page.close();
});

testInChromium('a picture is exported while the page goes on', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  await openExport(page);
  await watch(page);
  const coming = page.waitForEvent('download');
  await click(page, 'export/write');
  await coming;
  holds(await told(page, 'while it was exported') < 250, 'none is as long as a quarter of a second');
  await page.close();
});
