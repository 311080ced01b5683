// Fingers.
import { address, at, big, equal, holds, open, settled, type, until, zoomOf, testInChromium } from './browser.mjs';

// Fingers on the page: each call says where all of them are.
async function fingers(page) {
  const session = await page.context().newCDPSession(page);
  const tell = (type, places) => session.send('Input.dispatchTouchEvent', {
    type, touchPoints: places.map(([x, y], id) => ({ x, y, id })) });
  return {
    down: (...places) => tell('touchStart', places),
    move: (...places) => tell('touchMove', places),
    up: (...left) => tell(left.length > 0 ? 'touchMove' : 'touchEnd', left),
  };
}

// One finger goes down on the object of Shift, moves it in four steps, and stays there.
async function dragObject(page, dx, dy) {
  const [x, y] = await at(page, 'shift.canvas');
  const finger = await fingers(page);
  await finger.down([x, y]);
  for (let i = 1; i <= 4; ++i) await finger.move([x + dx * i / 4, y + dy * i / 4]);
  return { finger, x, y };
}

testInChromium('one tap is one click', async () => {
  const page = await open({ touch: true });
  await page.touchscreen.tap(...await at(page, 'stage/convolve'));
  await until(page, now => now.facts.stage === 'convolve', 'the tap to arrive');
  await page.close();
});

testInChromium('one finger drags the object', async () => {
  const page = await open({ url: `${address}?stage=shift`, touch: true });
  const { finger } = await dragObject(page, 40, -20);
  await finger.up();
  const now = await until(page, frame => Number(frame.facts['shift.dx']) > 2 && Number(frame.facts['shift.dy']) < -1, 'the object to follow');
  await page.waitForTimeout(300);
  equal((await settled(page)).facts['shift.dx'], now.facts['shift.dx'], 'where it stays');
  await page.close();
});

testInChromium('two fingers enlarge a picture as far as they part, move it, and leave nothing held', async () => {
  const page = await big({ touch: true });
  const [x, y] = await at(page, 'convolve.input');
  const finger = await fingers(page);
  await settled(page);
  await finger.down([x - 20, y], [x + 20, y]);
  for (let i = 1; i <= 10; ++i) await finger.move([x - 20 - 2 * i, y], [x + 20 + 2 * i, y]);
  const near = await until(page, now => zoomOf(now) > 1.8, 'the picture to be larger');
  holds(Math.abs(zoomOf(near) - 2) < 0.15, `fingers that are twice as far apart enlarge by ${zoomOf(near)}`);
  await finger.up();
  await page.close();
});

testInChromium('two fingers move what was enlarged, and leave nothing held', async () => {
  const page = await open({ url: `${address}?stage=convolve`, touch: true });
  const [x, y] = await at(page, 'convolve.matrix.picture');
  const seen = now => now.facts['convolve.matrix.seen'];
  const all = seen(await settled(page));
  const finger = await fingers(page);
  await finger.down([x - 20, y], [x + 20, y]);
  for (let i = 1; i <= 10; ++i) await finger.move([x - 20 - 4 * i, y], [x + 20 + 4 * i, y]);
  await page.waitForTimeout(300);
  const near = seen(await until(page, now => seen(now) !== all, 'the matrix to be larger'));
  for (let i = 1; i <= 5; ++i) await finger.move([x - 60 + 6 * i, y + 6 * i], [x + 60 + 6 * i, y + 6 * i]);
  await until(page, now => seen(now) !== near, 'it to move with them');
  await page.waitForTimeout(300);
  const moved = seen(await settled(page));
  const rows = seen => seen.split(' ')[1] - seen.split(' ')[0];
  holds(Math.abs(rows(moved) - rows(near)) < 0.01, `it is as large as before: ${moved}, ${near}`);
  await finger.up();
  await page.waitForTimeout(300);
  // A pointer that only passes by moves nothing more.
  await page.mouse.move(x - 50, y - 30);
  await page.mouse.move(x + 50, y + 30, { steps: 3 });
  await page.waitForTimeout(300);
  equal(seen(await settled(page)), moved, 'what is seen of the matrix');
  await page.close();
});

testInChromium('a second finger leaves the object where the first one dragged it', async () => {
  const page = await open({ url: `${address}?stage=shift`, touch: true });
  const { finger, x, y } = await dragObject(page, 40, 0);
  await until(page, now => Number(now.facts['shift.dx']) > 2, 'the object to follow');
  await page.waitForTimeout(500);  // the last of the moves too
  const before = (await settled(page)).facts['shift.dx'];
  await finger.down([x + 40, y], [x - 100, y + 60]);
  await finger.up();
  await page.waitForTimeout(300);
  equal((await settled(page)).facts['shift.dx'], before, 'where the object is');
  await page.close();
});
