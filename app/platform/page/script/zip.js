// A folder in the page’s memory goes out as one zip file.

// Takes what lies at a path out of the page's memory: names and contents.
function takeOut(path, name) {
  const {FS} = module;
  if (!FS.isDir(FS.stat(path).mode)) {
    const bytes = FS.readFile(path);
    FS.unlink(path);
    return [[name, bytes]];
  }
  const all = FS.readdir(path).filter(one => one !== '.' && one !== '..').flatMap(one => {
    const inside = path + '/' + one;
    return takeOut(inside, name + one + (FS.isDir(FS.stat(inside).mode) ? '/' : ''));
  });
  FS.rmdir(path);
  return all;
}
// Zip with nothing compressed: most of it is pictures, which are.
function zipOf(files) {
  const table = Uint32Array.from({length: 256}, (_, n) => {
    for (let i = 0; i < 8; ++i) n = n & 1 ? n >>> 1 ^ 0xEDB88320 : n >>> 1;
    return n;
  });
  const sum = bytes => ~bytes.reduce((now, byte) => table[(now ^ byte) & 255] ^ now >>> 8, -1) >>> 0;
  // Pairs: how many bytes a number takes, and the number.
  const record = (...fields) => {
    const bytes = new DataView(new ArrayBuffer(fields.reduce((all, [size]) => all + size, 0)));
    let at = 0;
    for (const [size, value] of fields) {
      size === 2 ? bytes.setUint16(at, value, true) : bytes.setUint32(at, value, true);
      at += size;
    }
    return bytes.buffer;
  };
  const parts = [], list = [];
  let at = 0;
  for (const [path, bytes] of files) {
    const name = new TextEncoder().encode(path);
    // Names in UTF-8, no compression, the first of January 1980.
    const told = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 0x21], [4, sum(bytes)], [4, bytes.length], [4, bytes.length],
      [2, name.length], [2, 0]];
    parts.push(record([4, 0x04034B50], ...told), name, bytes);
    list.push(record([4, 0x02014B50], [2, 20], ...told, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name);
    at += 30 + name.length + bytes.length;
  }
  const long = list.reduce((all, part) => all + part.byteLength, 0);
  return [...parts, ...list, record([4, 0x06054B50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, long], [4, at], [2, 0])];
}
