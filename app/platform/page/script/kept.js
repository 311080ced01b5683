// What is kept in the browser.

// Short texts, in the browser's localStorage or sessionStorage. Where that is switched off, nothing is there and nothing
// is kept.
function readText(where, name) {
  try {
    return window[where].getItem(name);
  } catch (error) {
    return null;
  }
}
function keepText(where, name, text) {
  try {
    window[where].setItem(name, text);
    return true;
  } catch (error) {
    return false;
  }
}

// What the program keeps. A page that is opened anew gets the session that was written last, and one that is loaded again
// its own: two may be open at once.
const sessionName = 'flatscope/session', settingsName = 'flatscope/settings';
function readKept(name) {
  const own = name === sessionName ? readText('sessionStorage', name) : null;
  return own ?? readText('localStorage', name);
}
function keep(name, text) {
  const own = name === sessionName && keepText('sessionStorage', name, text);
  return keepText('localStorage', name, text) || own;
}

// Files that a person has opened: the session names them, and finds them again.
const store = {
  open: () => new Promise(resolve => {
    try {
      const asked = indexedDB.open('flatscope', 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore('files');
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => resolve(null);
    } catch (error) {
      resolve(null);  // switched off
    }
  }),
  async with(mode, use) {
    const base = await this.open();
    if (!base) return null;
    return new Promise(resolve => {
      const deal = base.transaction('files', mode);
      const asked = use(deal.objectStore('files'));
      deal.oncomplete = () => { base.close(); resolve(asked && asked.result); };
      deal.onerror = deal.onabort = () => { base.close(); resolve(null); };
    });
  },
  put(path, bytes) { return this.with('readwrite', files => files.put(bytes, path)); },
  forget(path) { return this.with('readwrite', files => files.delete(path)); },
  clear() { return this.with('readwrite', files => files.clear()); },
  async all() {
    const paths = await this.with('readonly', files => files.getAllKeys()) || [];
    const contents = await this.with('readonly', files => files.getAll()) || [];
    return paths.map((path, i) => [path, contents[i]]);
  },
};
const mostKept = 30e6;  // bytes

function makeFolder(path) {
  let folder = '';
  for (const part of path.split('/').slice(1, -1)) {
    folder += '/' + part;
    if (!module.FS.analyzePath(folder).exists) module.FS.mkdir(folder);
  }
}

async function forget() {
  try {
    for (const name of [sessionName, settingsName]) localStorage.removeItem(name);
    sessionStorage.removeItem(sessionName);
  } catch (error) {
    return;  // switched off: nothing was kept
  }
  await store.clear();
}

// Into the page's memory; each choice has a folder of its own, named after the time, so that names stay as they are.
let choices = 0;
async function takeFiles(files) {
  const folder = '/files/' + Date.now().toString(36) + '-' + ++choices;
  const paths = [];
  for (const file of files) {
    const inside = (file.webkitRelativePath || file.name).replace(/[\n\0]/g, '_');
    const path = folder + '/' + inside;
    const bytes = new Uint8Array(await file.arrayBuffer());
    makeFolder(path);
    module.FS.writeFile(path, bytes);
    if (bytes.length <= mostKept) await store.put(path, bytes);
    paths.push(path);
  }
  return paths;
}

// What the session does not name is kept for a day: another page that is open may name it.
const day = 24 * 3600 * 1000;
async function bringFilesBack() {
  const session = readKept(sessionName) || '';
  for (const [path, bytes] of await store.all()) {
    const folder = path.split('/')[2];
    if (!session.includes(folder)) {
      if (Date.now() - parseInt(folder, 36) < day) continue;
      await store.forget(path);
      continue;
    }
    makeFolder(path);
    module.FS.writeFile(path, bytes);
  }
}
