// Files go in by drop, dialog and paste, and out as downloads.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { address, assets, click, drag, drop, equal, holds, open, openExport, says, screen, settled, temporary, test, until, testInChromium } from './browser.mjs';

testInChromium('a picture is opened by drop, by the dialog and by paste', async () => {
  const page = await open();
  const count = async () => Number((await screen(page)).facts.pictures);
  const begun = await count();
  const bytes = fs.readFileSync(path.join(assets, 'images/horse.png'));
  await drop(page, { 'own-drop.png': bytes });
  await until(page, now => Number(now.facts.pictures) === begun + 1 && now.facts.picture.includes('own-drop'), 'the dropped picture');
  await page.evaluate(content => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(content)], 'own-paste.png', { type: 'image/png' }));
    document.getElementById('keyboard').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, cancelable: true }));
  }, [...bytes]);
  await until(page, now => Number(now.facts.pictures) === begun + 2 && now.facts.picture.includes('own-paste'), 'the pasted picture');
  const asked = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+o');
  await (await asked).setFiles(path.join(assets, 'images/coins.png'));
  await until(page, now => Number(now.facts.pictures) === begun + 3, 'the chosen picture');
  equal(page.said.join('\n'), '', 'what the console says');
  await page.close();
});

test('a picture that was copied is pasted with Ctrl V', async () => {
  const page = await open();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 60;
    canvas.height = 40;
    canvas.getContext('2d').fillRect(10, 10, 20, 20);
    const picture = await new Promise(ready => canvas.toBlob(ready));
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  });
  await page.keyboard.press('Control+v');
  const now = await until(page, frame => frame.facts.pictures === '2' && frame.facts.opening === '0', 'the picture');
  holds(says(now, '60 × 40'), 'it is as large as it was');
  holds(!says(now, 'no link'), 'nobody takes it for a link');
  await page.close();
});

test('a dialog that is closed without a choice changes nothing, and can be opened again', async () => {
  const page = await open();
  for (let i = 0; i < 2; ++i) {
    const asked = page.waitForEvent('filechooser');
    await click(page, 'tool/open');
    await asked;
    await page.evaluate(() => document.getElementById('files').dispatchEvent(new Event('cancel')));
    await settled(page);
  }
  equal((await screen(page)).facts.pictures, '1', 'the number of pictures');
  await page.close();
});

testInChromium('a scene is saved as a download, and opens again', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  await drag(page, 'shift.canvas', 40, 0);
  const moved = (await settled(page)).facts['shift.dx'];
  const coming = page.waitForEvent('download');
  await page.keyboard.press('Control+s');
  const scene = temporary('scene.toml');
  await (await coming).saveAs(scene);
  holds(fs.readFileSync(scene, 'utf8').includes('[shift]'), 'the scene’s file');
  await page.close();
  const other = await open();
  await drop(other, { 'scene.toml': fs.readFileSync(scene, 'utf8') });
  await until(other, now => now.facts.stage === 'shift' && now.facts['shift.dx'] === moved, 'the same scene');
  await other.close();
});

testInChromium('a picture of the stage is exported as a download', async () => {
  const page = await open({ url: `${address}?stage=shift` });
  await openExport(page);
  const coming = page.waitForEvent('download');
  await click(page, 'export/write');
  const download = await coming;
  const file = temporary(download.suggestedFilename());
  await download.saveAs(file);
  holds(/\.png$/.test(file), `it is a picture: ${file}`);
  const bytes = fs.readFileSync(file);
  equal(bytes.subarray(1, 4).toString(), 'PNG', 'what the file begins with');
  holds(bytes.readUInt32BE(16) >= 1280, `it is ${bytes.readUInt32BE(16)} wide`);
  await until(page, now => !('export/write' in now.controls) || says(now, path.basename(file)), 'that it is told');
  await page.close();
});

testInChromium('the evidence goes out as one zip file, which another program opens', async () => {
  const page = await open({ url: `${address}?stage=flatten`, size: { width: 1000, height: 800 } });
  await openExport(page);
  const coming = page.waitForEvent('download', { timeout: 150000 });
  await click(page, 'export/evidence');
  const file = temporary('evidence.zip');
  const download = await coming;
  await download.saveAs(file);
  holds(download.suggestedFilename().endsWith('-evidence.zip'), download.suggestedFilename());
  const names = execFileSync('python3', ['-c', `import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as all:
    assert all.testzip() is None
    print(*all.namelist(), sep='\\n')`, file], { encoding: 'utf8' });
  for (const name of ['README.txt', 'picture.png', '.npy']) holds(names.includes(name), `${name} is in it: ${names}`);
  holds((await screen(page)).frame > 0, 'the page lives on');
  await page.close();
});

test('a hostile file is a sentence', async () => {
  const page = await open();
  await drop(page, {
    'deep.toml': 'a'.repeat(10) + '\n' + '['.repeat(200000),
    'broken.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3]),
  });
  await until(page, now => says(now, 'broken.png') || says(now, 'deep.toml'), 'a sentence about it');
  await click(page, 'stage/shift');
  await until(page, now => now.facts.stage === 'shift', 'the page to live on');
  await page.close();
});
