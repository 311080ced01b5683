// A presenter's notes in a window of their own.
import { address, click, equal, holds, open, says, settled, test, until } from './browser.mjs';

async function presented() {
  const page = await open({ url: `${address}#lesson=quick` });
  await page.keyboard.press('p');
  await until(page, now => 'present.curtain' in now.facts, 'the presenter');
  await settled(page);
  const coming = page.waitForEvent('popup');
  await page.keyboard.press('n');
  const notes = await coming;
  await until(page, now => now.facts['notes.window'] === 'open', 'the notes');
  await notes.waitForSelector('h1');
  return { page, notes };
}

test('notes stand as text in a window of their own, and lead through the lesson', async () => {
  const { page, notes } = await presented();
  equal(await notes.title(), 'Notes · Flatscope', 'its title');
  holds((await notes.textContent('.place')).startsWith('NOTES · STEP 1 OF '), 'the step is told');
  holds(/^\d+:\d\d/.test(await notes.textContent('.clock')), 'the time is told');
  holds(!says(await settled(page), 'NOTES'), 'the class does not see them');
  const first = await notes.textContent('h1');
  await notes.click('button.strong');
  await notes.waitForFunction(was => document.querySelector('h1').textContent !== was || !document.querySelector('button.strong').textContent.startsWith('Reveal'), first);
  await notes.keyboard.press('PageDown');
  await notes.waitForFunction(() => /STEP [23] OF/.test(document.querySelector('.place').textContent));
  await page.close();
});

test('the notes’ clock goes on', async () => {
  const { page, notes } = await presented();
  const first = await notes.textContent('.clock');
  await notes.waitForFunction(was => document.querySelector('.clock').textContent !== was, first, { timeout: 5000 });
  await page.close();
});

test('notes that are closed by their own window, by N or with the page are closed', async () => {
  const { page, notes } = await presented();
  await notes.close();
  await until(page, now => now.facts['notes.window'] === 'closed', 'that they are closed');
  const coming = page.waitForEvent('popup');
  await page.bringToFront();
  await page.keyboard.press('n');
  const again = await coming;
  await until(page, now => now.facts['notes.window'] === 'open', 'that they are open again');
  const gone = again.waitForEvent('close');
  await page.keyboard.press('n');
  await gone;
  await until(page, now => now.facts['notes.window'] === 'closed', 'that they are closed again');
  await page.close();
});

test('where the browser opens no window, that is a sentence', async () => {
  const page = await open({ url: `${address}#lesson=quick`, script: () => { window.open = () => null; } });
  await page.keyboard.press('p');
  await settled(page);
  await page.keyboard.press('n');
  await until(page, now => says(now, 'keeps the notes’ window from opening'), 'the sentence');
  await click(page, 'notice/close');
  await page.close();
});
