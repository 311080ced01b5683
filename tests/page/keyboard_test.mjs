// Letters, however they are typed, and keys: whose is which.
import { address, at, click, drag, equal, holds, open, says, settled, test, until, testInChromium } from './browser.mjs';

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

testInChromium('a tap into a text field asks for the keyboard of a tablet, and another takes it away', async () => {
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

testInChromium('letters arrive however they are typed: é, @, 中', async () => {
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
