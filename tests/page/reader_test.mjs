// What a screen reader and the Tab key find.
import { address, equal, holds, open, until, testInChromium } from './browser.mjs';

// The page as Chromium hands it to a screen reader: role, name and state of everything that has a name.
async function tree(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.filter(node => !node.ignored && node.name?.value).map(node => ({
    role: node.role.value, name: node.name.value, value: node.value?.value,
    ...Object.fromEntries((node.properties || []).map(one => [one.name, one.value.value])) }));
}
// Until the words say what is asked for: they follow the picture when it rests.
async function told(page, asked, what) {
  for (let i = 0; i < 100; ++i) {
    const all = await tree(page), found = asked(all);
    if (found) return found;
    await page.waitForTimeout(100);
  }
  throw new Error('not told: ' + what + '; told is: ' + (await tree(page)).map(one => `${one.role} ${one.name}`).join(' | ').slice(0, 2000));
}
const one = (role, name) => all => all.find(node => node.role === role && node.name === name);
const focusOn = page => page.evaluate(() => document.activeElement.getAttribute('aria-label') || document.activeElement.tagName);
const stageButtons = { Flatten: 'flatten', Shift: 'shift', Convolve: 'convolve', Params: 'parameters', Train: 'train' };

testInChromium('a screen reader finds the stages by their names, and which is open', async () => {
  const page = await open({ url: `${address}?stage=convolve` });
  for (const name of Object.keys(stageButtons)) {
    const button = await told(page, one('button', name), `the button ${name}`);
    equal(button.pressed, String(name === 'Convolve'), `whether ${name} is pressed`);
  }
  for (const name of ['open', 'save', 'undo', 'keys', 'theme', 'chelsea.png']) await told(page, one('button', name), `the button ${name}`);
  await page.close();
});

testInChromium('pressing a stage’s button opens it, says so, and the keyboard stays on it', async () => {
  const page = await open();
  for (const [name, stage] of Object.entries(stageButtons).reverse()) {
    await told(page, one('button', name), `the button ${name}`);
    await page.getByRole('button', { name, exact: true }).first().focus();
    await page.keyboard.press('Enter');
    await until(page, now => now.facts.stage === stage, 'the stage');
    await told(page, all => one('button', name)(all)?.pressed === 'true', `that ${name} is open`);
    equal(await focusOn(page), name, 'what has the keyboard');
  }
  await page.close();
});

testInChromium('the words of a stage are read, and follow what it shows', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  await told(page, all => all.some(node => node.name.includes('nothing has moved yet')), 'that nothing has moved');
  await page.keyboard.press('ArrowRight');
  await told(page, all => !all.some(node => node.name.includes('nothing has moved yet')) &&
                          all.some(node => node.name === 'Right, dx: +1'), 'that it has');
  await page.close();
});

testInChromium('a slider has a name and a value, and the arrow keys change it by what it can', async () => {
  const page = await open({ url: `${address}?stage=flatten` });
  const share = (await told(page, one('slider', 'Working size'), 'the slider')).value;
  const slider = page.getByRole('slider', { name: 'Working size' });
  equal(await slider.getAttribute('aria-valuetext'), '16 × 11', 'its value in words');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await told(page, all => one('slider', 'Working size')(all)?.value > share, 'a larger value');
  const larger = await slider.getAttribute('aria-valuetext');
  holds(parseInt(larger) > 16, `it is larger: ${larger}`);
  equal(await focusOn(page), 'Working size', 'what has the keyboard');
  await page.keyboard.press('ArrowLeft');
  await told(page, all => one('slider', 'Working size')(all)?.value === share, 'the value as it was');
  await page.close();
});

testInChromium('a number is typed by who can’t drag', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  await told(page, one('button', 'Right, dx: 0'), 'the number');
  await page.getByRole('button', { name: 'Right, dx: 0', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.id === 'keyboard');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await until(page, now => now.facts['shift.dx'] === '5', 'the object to move');
  await page.close();
});

testInChromium('Tab goes through the controls from the rail to the column, Shift Tab back, and keys go on to the program', async () => {
  const page = await open();
  await told(page, one('button', 'Train'), 'the buttons');
  const way = [];
  for (let i = 0; i < 12; ++i) {
    await page.keyboard.press('Tab');
    way.push(await focusOn(page));
  }
  equal(way.slice(0, 6).join(), 'Flatten,Shift,Convolve,Params,Train,Lessons', 'where Tab leads');
  for (let i = 0; i < 10; ++i) await page.keyboard.press('Shift+Tab');
  equal(await focusOn(page), 'Shift', 'where Shift Tab leads');
  const seen = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  equal(seen, 'solid', 'a frame around what has the keyboard');
  await page.keyboard.press('3');
  await until(page, now => now.facts.stage === 'convolve', 'the key 3');
  await page.keyboard.type('?');
  await until(page, now => now.facts.overlay === 'help', 'the sign ?');
  await page.close();
});

testInChromium('the keyboard is not lost with a control that goes', async () => {
  const page = await open();
  await told(page, one('button', 'close'), 'the cross of the notice');
  await page.getByRole('button', { name: 'close', exact: true }).focus();
  await page.keyboard.press('Enter');
  await until(page, now => !('notice/close' in now.controls), 'the notice to go');
  await page.waitForFunction(() => document.activeElement.id === 'keyboard');
  await page.keyboard.press('2');
  await until(page, now => now.facts.stage === 'shift', 'the key 2');
  await page.close();
});
