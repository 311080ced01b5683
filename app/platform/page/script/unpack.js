// The archive in the page, or beside it, becomes files.

const pause = () => new Promise(resolve => setTimeout(resolve, 0));
const progress = (words, share) => {
  byId('doing').textContent = words;
  byId('progress').value = share;
};

// The archive as it lies in the page: the count of its bytes, a space, and two bytes in each unit of UTF-16. What a page
// can't hold follows U+E000, with its highest bit changed.
async function archiveInPage() {
  const text = byId('archive').textContent;
  const space = text.indexOf(' ');
  const count = Number(text.slice(0, space));
  const bytes = new Uint8Array(count + 1);
  for (let i = space + 1, at = 0; at < count; ++i, at += 2) {
    let unit = text.charCodeAt(i);
    if (unit === 0xE000) unit = text.charCodeAt(++i) ^ 0x8000;
    bytes[at] = unit >> 8;
    bytes[at + 1] = unit;
    if (at % 400000 === 0) {
      progress('Unpacking …', 0.4 * at / count);
      await pause();
    }
  }
  return bytes.subarray(0, count);
}

async function archiveBeside() {
  const answer = await fetch('flatscope.tar.gz').catch(() => null);
  if (!answer?.ok)
    throw new Error('flatscope.tar.gz, which belongs beside this page, could not be read: it has to come from the same web server. ' +
                    'From a disk, or in a frame that may do little, flatscope.html opens, which is one file.');
  return new Uint8Array(await answer.arrayBuffer());
}

async function unpacked(bytes) {
  if (typeof DecompressionStream === 'undefined')
    throw new Error('This browser is too old for Flatscope: it has no DecompressionStream. Any browser since 2023 has.');
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const all = new Uint8Array(await new Response(stream).arrayBuffer());
  const files = new Map();
  const text = (at, length) => new TextDecoder().decode(all.subarray(at, at + length)).replace(/\0.*$/s, '');
  for (let at = 0; at + 512 <= all.length && all[at] !== 0;) {
    const size = parseInt(text(at + 124, 12), 8);
    if (all[at + 156] === 0x30) files.set(text(at, 100), all.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
