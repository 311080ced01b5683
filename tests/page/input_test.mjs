// Mouse, wheel, touch and keys, as the browser has them.
import { address, at, click, drag, equal, holds, open, says, screen, settled, test, until } from './browser.mjs';

const zoomOf = now => Number(now.facts['convolve.zoom']);

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

test('a drag that leaves the window goes on, and ends where the button is let go', async () => {
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
// The stage Convolve with a picture that is large enough to zoom into.
async function big(options = {}) {
  const page = await open({ url: `${address}?stage=convolve`, ...options });
  for (let i = 0; i < 12; ++i) await page.keyboard.type('+');
  await until(page, now => !says(now, '12 × 8 grey') && now.facts.behind === 'no', 'a larger picture');
  return page;
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

// ---- Touch -----------------------------------------------------------------------------------------------------------

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

test('one tap is one click', async () => {
  const page = await open({ touch: true });
  await page.touchscreen.tap(...await at(page, 'stage/convolve'));
  await until(page, now => now.facts.stage === 'convolve', 'the tap to arrive');
  await page.close();
});

test('one finger drags the object', async () => {
  const page = await open({ url: `${address}?stage=shift`, touch: true });
  const [x, y] = await at(page, 'shift.canvas');
  const finger = await fingers(page);
  await finger.down([x, y]);
  for (let i = 1; i <= 4; ++i) await finger.move([x + 10 * i, y - 5 * i]);
  await finger.up();
  const now = await until(page, frame => Number(frame.facts['shift.dx']) > 2 && Number(frame.facts['shift.dy']) < -1, 'the object to follow');
  await page.waitForTimeout(300);
  equal((await settled(page)).facts['shift.dx'], now.facts['shift.dx'], 'where it stays');
  await page.close();
});

test('two fingers enlarge a picture as far as they part, move it, and leave nothing held', async () => {
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

test('two fingers move what was enlarged, and leave nothing held', async () => {
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

test('a second finger leaves the object where the first one dragged it', async () => {
  const page = await open({ url: `${address}?stage=shift`, touch: true });
  const [x, y] = await at(page, 'shift.canvas');
  const finger = await fingers(page);
  await finger.down([x, y]);
  for (let i = 1; i <= 4; ++i) await finger.move([x + 10 * i, y]);
  await until(page, now => Number(now.facts['shift.dx']) > 2, 'the object to follow');
  await page.waitForTimeout(500);  // the last of the moves too
  const before = (await settled(page)).facts['shift.dx'];
  await finger.down([x + 40, y], [x - 100, y + 60]);
  await finger.up();
  await page.waitForTimeout(300);
  equal((await settled(page)).facts['shift.dx'], before, 'where the object is');
  await page.close();
});

// ---- Text ------------------------------------------------------------------------------------------------------------

// The field for the address of the page, by touch or by mouse.
async function field(options = {}) {
  const page = await open(options);
  await page.keyboard.press('q');
  await until(page, now => 'link.address' in now.facts, 'the link in its panel');
  await settled(page);
  const place = await at(page, 'link/page');
  await (options.touch ? page.touchscreen.tap(...place) : page.mouse.click(...place));
  await page.waitForFunction(() => document.getElementById('keyboard').inputMode === 'text');
  return page;
}
const has = text => now => now.controls['link/page'].value === text;

test('a tap into a text field asks for the keyboard of a tablet, and another takes it away', async () => {
  const page = await open({ touch: true });
  const asks = () => page.evaluate(() => [document.activeElement.id, document.getElementById('keyboard').inputMode].join());
  await page.touchscreen.tap(...await at(page, 'stage/flatten'));
  equal(await asks(), 'keyboard,none', 'without a field');
  await page.close();
  // It is there while the finger's event is answered, or a tablet would not show it.
  const other = await field({ touch: true, script: `addEventListener('pointerup', () => {
    window.whenLetGo = document.getElementById('keyboard').inputMode; });` });
  equal(await other.evaluate(() => window.whenLetGo), 'text', 'what is asked for when the finger goes up');
  equal(await other.evaluate(() => document.activeElement.id), 'keyboard', 'what has the keyboard');
  await other.keyboard.press('Escape');
  await other.waitForFunction(() => document.getElementById('keyboard').inputMode === 'none');
  await other.close();
});

test('letters arrive however they are typed: é, @, 中', async () => {
  const page = await field();
  await page.keyboard.type('school.example/');
  await until(page, has('school.example/'), 'typed letters');
  // As a layout with AltGr gives @, a dead key é.
  await page.evaluate(() => {
    const place = document.getElementById('keyboard');
    const altGraph = { key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, modifierAltGraph: true, cancelable: true, bubbles: true };
    window.leftToBrowser = place.dispatchEvent(new KeyboardEvent('keydown', altGraph));
    document.execCommand('insertText', false, '@');
    place.dispatchEvent(new KeyboardEvent('keyup', altGraph));
  });
  holds(await page.evaluate(() => window.leftToBrowser), 'the key for @ is left to the browser, which makes a letter of it');
  await until(page, has('school.example/@'), '@');
  const session = await page.context().newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
  await session.send('Input.insertText', { text: 'é' });
  await until(page, has('school.example/@é'), 'é');
  for (const text of ['z', 'zh', 'zhong']) await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await session.send('Input.insertText', { text: '中文' });
  await until(page, has('school.example/@é中文'), '中文');
  await session.send('Input.insertText', { text: '😀' });
  await page.keyboard.press('Backspace');
  await until(page, has('school.example/@é中文'), 'a letter to go');
  await page.close();
});

test('a keyboard that names no keys deletes all the same', async () => {
  const page = await field();
  await page.keyboard.type('abc');
  await until(page, has('abc'), 'the letters');
  await page.evaluate(() => document.execCommand('delete'));
  await until(page, has('ab'), 'a letter to go');
  await page.close();
});

test('what is copied elsewhere is pasted into a field, and what is in a field is copied', async () => {
  const page = await field();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText('from/elsewhere'));
  await page.keyboard.press('Control+v');
  await until(page, has('from/elsewhere'), 'the text');
  await page.keyboard.press('Control+a');
  await settled(page);
  await page.keyboard.press('Control+x');
  await until(page, has(''), 'it to be cut');
  equal(await page.evaluate(() => navigator.clipboard.readText()), 'from/elsewhere', 'what the clipboard has');
  await page.close();
});

// ---- Keys ------------------------------------------------------------------------------------------------------------

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

test('? lists the keys of the page: the browser’s as the browser’s, others in their place', async () => {
  const page = await open({ size: { width: 1600, height: 1400 } });
  await page.keyboard.type('?');
  const now = await until(page, frame => frame.facts.overlay === 'help' && says(frame, 'Keys'), 'the list');
  // The caps of a line stand before its words.
  const keysOf = words => {
    const line = now.texts.find(text => text.text.startsWith(words));
    holds(line, `there is a line “${words}”`);
    const middle = text => (text.rect[1] + text.rect[3]) / 2;
    return now.texts.filter(text => text.layer === line.layer && Math.abs(middle(text) - middle(line)) < 8 && text.rect[2] < line.rect[0] && line.rect[0] - text.rect[0] < 260)
      .sort((a, b) => a.rect[0] - b.rect[0]).map(text => text.text).join(' ');
  };
  equal(keysOf('Close this picture'), 'Shift W', 'the key that closes a picture');
  equal(keysOf('Presenter, filling the screen'), 'Shift P', 'the key of the presenter');
  equal(keysOf('Load the page again'), 'F5', 'the key that loads again');
  holds(says(now, 'THE BROWSER’S OWN'), 'the browser’s own keys are told apart');
  equal(now.texts.filter(text => text.text === 'F11').length, 1, 'how often F11 is there');
  holds(!now.texts.some(text => text.text.startsWith('Leave')), 'no key is offered that leaves, which a page can’t');
  await page.close();
});

test('the keys that a page has in place of the browser’s do what is said', async () => {
  const page = await open({ url: `${address}?stage=flatten` });
  await click(page, 'picture/coins.png');
  await until(page, now => now.facts.pictures === '2', 'a second picture');
  await page.keyboard.press('Shift+W');
  await until(page, now => now.facts.pictures === '1', 'it to be closed');
  await page.keyboard.press('Shift+F');
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await page.keyboard.press('Shift+F');
  await page.waitForFunction(() => document.fullscreenElement === null);
  await page.close();
});

test('undo and redo by their keys', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  await drag(page, 'shift.canvas', 40, 0);
  const moved = (await until(page, now => now.facts['shift.dx'] !== '0', 'the object to move')).facts['shift.dx'];
  await page.keyboard.press('Control+z');
  await until(page, now => now.facts['shift.dx'] === '0', 'it to be back');
  await page.keyboard.press('Control+Shift+Z');
  await until(page, now => now.facts['shift.dx'] === moved, 'it to be there again');
  await page.close();
});
