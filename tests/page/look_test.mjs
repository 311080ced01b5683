// The page looks as the desktop does: the same stages, drawn by the desktop's program where there is one.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { address, equal, holds, open, settled, stages, temporary, test, until } from './browser.mjs';

const desktop = process.env.FLATSCOPE_DESKTOP || path.resolve(path.dirname(new URL(import.meta.url).pathname), '../../build/flatscope');
const most = 24, share = 0.02;  // a channel differs by more than that in so many of the pixels at most

// How many of all pixels differ, and where: decoded by the browser itself.
function differing(page, one, other) {
  return page.evaluate(async ([a, b, limit]) => {
    const pixels = async text => {
      const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(picture.width, picture.height), into = canvas.getContext('2d');
      into.drawImage(picture, 0, 0);
      return into.getImageData(0, 0, picture.width, picture.height);
    };
    const [left, right] = [await pixels(a), await pixels(b)];
    if (left.width !== right.width || left.height !== right.height) return { share: 1 };
    let count = 0;
    const rows = new Array(9).fill(0);
    for (let i = 0; i < left.data.length; i += 4) {
      if ([0, 1, 2].every(channel => Math.abs(left.data[i + channel] - right.data[i + channel]) <= limit)) continue;
      ++count;
      ++rows[Math.floor(i / 4 / left.width / left.height * 9)];
    }
    return { share: count / (left.width * left.height), rows };
  }, [one.toString('base64'), other.toString('base64'), most]);
}

if (!fs.existsSync(desktop)) console.log(`left out: the looks are compared with the desktop's program, which is not at ${desktop} (FLATSCOPE_DESKTOP)`);
for (const stage of fs.existsSync(desktop) ? stages : []) {
  for (const theme of ['dark', 'light']) {
    test(`the stage ${stage} looks as on the desktop, ${theme}`, async () => {
      const drawn = temporary(`${stage}-${theme}.png`);
      execFileSync(desktop, ['render', '--stage', stage, '--theme', theme, '--size', '1280x720', '--out', drawn]);
      const page = await open({ url: `${address}?stage=${stage}&theme=${theme}` });
      equal((await settled(page)).facts.theme, theme, 'the theme');
      await page.keyboard.press('Escape');  // the offer of a lesson goes
      await until(page, now => !('notice/close' in now.controls) && now.facts.behind === 'no', 'the notice to go');
      await page.waitForTimeout(1000);  // thumbnails
      await settled(page);
      const seen = await page.screenshot({ path: drawn.replace('.png', '-page.png') });
      const found = await differing(page, fs.readFileSync(drawn), seen);
      console.log(`        ${stage}, ${theme}: ${(100 * found.share).toFixed(2)} % of the pixels differ (${drawn})`);
      holds(found.share <= share, `${(100 * found.share).toFixed(2)} % of the pixels differ, by ninths from the top: ${found.rows}`);
      await page.close();
    });
  }
}
