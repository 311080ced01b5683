'use strict';
// The page around the program: unpacks it, starts it, tells it events, and does for it what only a page can do. The program's side
// is main.cpp, whose functions are called here, and library.js, which calls the functions of `page` below.
(() => {
  const canvas = document.getElementById('canvas');
  const keyboard = document.getElementById('keyboard');
  const byId = id => document.getElementById(id);
  let module = null;  // once the program runs

  // ---- Unpacking -------------------------------------------------------------------------------------------------

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

  // ---- What is kept in the browser -------------------------------------------------------------------------------

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

  // Into the page's memory; each choice has a folder of its own, so that names stay as they are.
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

  // What the last session does not name is not kept any longer.
  async function bringFilesBack() {
    const session = page.readKept('flatscope/session') || '';
    for (const [path, bytes] of await store.all()) {
      if (!session.includes(path.split('/')[2])) {
        await store.forget(path);
        continue;
      }
      makeFolder(path);
      module.FS.writeFile(path, bytes);
    }
  }

  // ---- What the program asks of the page -------------------------------------------------------------------------

  const cursors = ['default', 'text', 'move', 'ns-resize', 'ew-resize', 'nesw-resize', 'nwse-resize', 'pointer', 'not-allowed'];
  const page = {
    wake: () => schedule(),
    stop: words => stop(words),
    showCursor: cursor => { canvas.style.cursor = cursor < 0 ? 'none' : cursors[cursor] || 'default'; },
    showFullScreen(full) {
      const told = () => module && call('full_screen_is', !!document.fullscreenElement);
      if (full && !document.fullscreenElement) document.documentElement.requestFullscreen?.().catch(told);
      if (!full && document.fullscreenElement) document.exitFullscreen().catch(told);
    },
    copy(text) {
      const byHand = () => {
        const place = document.createElement('textarea');
        place.value = text;
        document.body.append(place);
        place.select();
        document.execCommand('copy');
        place.remove();
        keyboard.focus({preventScroll: true});
      };
      if (navigator.clipboard?.writeText) navigator.clipboard.writeText(text).catch(byHand);
      else byHand();
    },
    readKept(name) {
      try {
        return localStorage.getItem(name);
      } catch (error) {
        return null;
      }
    },
    keep(name, text) {
      try {
        localStorage.setItem(name, text);
        return true;
      } catch (error) {
        return false;
      }
    },
    askForFiles(question, accept, several, folder) {
      const input = document.createElement('input');
      input.type = 'file';
      input.accept = accept;
      input.multiple = several;
      input.webkitdirectory = folder;
      input.id = 'files';
      input.hidden = true;
      byId('files')?.remove();
      document.body.append(input);  // so that a test can find it
      const answer = async () => {
        const paths = await takeFiles(input.files);
        input.remove();
        if (folder && paths.length > 0) paths.splice(0, paths.length, paths[0].split('/').slice(0, 4).join('/'));
        call('chosen', question, paths.join('\n'));
        schedule();
      };
      input.addEventListener('change', answer);
      input.addEventListener('cancel', answer);
      input.click();
    },
    // A file in the page's memory, or a folder as one zip file; it is gone from there afterwards.
    download(path) {
      const {FS} = module;
      const name = path.slice(path.lastIndexOf('/') + 1);
      const folder = FS.isDir(FS.stat(path).mode);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(folder ? zipOf(takeOut(path, name + '/')) : [takeOut(path, name)[0][1]]));
      link.download = folder ? name + '.zip' : name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    },
  };

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

  // ---- Calling the program ---------------------------------------------------------------------------------------

  function call(name, ...values) {
    if (!module) return undefined;
    try {
      const texts = values.map(value => typeof value === 'string' ? 'string' : 'number');
      const gives = ['begin', 'record'].includes(name) ? 'string' : 'number';
      return module.ccall('flatscope_' + name, gives, texts, values.map(value => typeof value === 'boolean' ? +value : value));
    } catch (error) {
      stop(error);
      return undefined;
    }
  }

  // It can't go on. What was open lies in the browser's storage.
  function stop(error) {
    console.error(error);
    module = null;
    byId('start').hidden = false;
    byId('progress').hidden = true;
    byId('buttons').hidden = false;
    const memory = /memory|allocat/i.test(String(error));
    byId('doing').textContent = memory ?
      'Flatscope has stopped: this browser gave it no more memory. What was open is kept, and comes back.' :
      'Flatscope has stopped, which is a mistake of its own (' + String(error).slice(0, 200) + '). What was open is kept, and comes back.';
  }
  byId('again').addEventListener('click', () => location.reload());
  async function forget() {
    try {
      for (const name of ['flatscope/session', 'flatscope/settings']) localStorage.removeItem(name);
    } catch (error) {
      return;  // switched off: nothing was kept
    }
    await store.clear();
  }
  byId('clean').addEventListener('click', async () => {
    await forget();
    location.reload();
  });

  function say(words) {
    byId('words').textContent = words;
    byId('word').hidden = false;
  }
  byId('heard').addEventListener('click', () => { byId('word').hidden = true; keyboard.focus({preventScroll: true}); });

  // Frames are drawn when the browser wants its next picture, and only if the program wants one; work goes on between
  // them, a few milliseconds at a time, so that no event waits for longer.
  const slice = 9;  // milliseconds
  let asked = 0, timer = 0, working = false;
  const letGoLater = [];  // keys, once a frame has seen them held
  const turn = new MessageChannel();
  turn.port1.onmessage = () => {
    working = false;
    call('work', slice);
    if (call('works_on')) work();
  };
  function work() {
    if (working) return;
    working = true;
    turn.port2.postMessage(0);
  }
  function schedule() {
    if (module && !asked) asked = requestAnimationFrame(step);
    work();
  }
  function step() {
    cancelAnimationFrame(asked);
    asked = 0;
    clearTimeout(timer);
    const next = call('step');
    if (!module) return;
    for (const [number, held] of letGoLater.splice(0)) call('key', number, held, 2);
    showKeyboard();
    speakSoon();
    work();
    if (next === 0) schedule();
    if (next > 0) timer = setTimeout(schedule, next * 1000);
  }

  // ---- Pointer, wheel, touch -------------------------------------------------------------------------------------

  const scale = () => window.devicePixelRatio || 1;
  const place = event => [event.clientX * scale(), event.clientY * scale()];
  const zoomOfStep = 1.25;  // what a step of the wheel enlarges pictures by (widgets/camera.cpp)
  const fingers = new Map();
  let pinch = null;

  function fitCanvas(width, height) {
    canvas.width = Math.max(1, width);
    canvas.height = Math.max(1, height);
    call('resized', canvas.width, canvas.height, scale());
    // The canvas is empty now; the browser must not show that.
    if (module) step();
  }
  // The browser says how many pixels of the display the canvas covers, which rounding can miss by one; where it counts
  // otherwise, as in its own preview of other displays, or says nothing, the scale decides.
  const pixels = (said, length) => {
    const counted = Math.round(length * scale());
    return Math.abs((said ?? counted) - counted) <= 1 ? said ?? counted : counted;
  };
  new ResizeObserver(entries => {
    const box = entries[0].devicePixelContentBoxSize?.[0];
    fitCanvas(pixels(box?.inlineSize, canvas.clientWidth), pixels(box?.blockSize, canvas.clientHeight));
  }).observe(canvas);

  canvas.addEventListener('pointerdown', event => {
    event.preventDefault();
    keyboard.focus({preventScroll: true});
    canvas.setPointerCapture(event.pointerId);
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, event);
      if (fingers.size === 2) beginPinch();
      if (fingers.size > 1) return;
    }
    call('button', event.button === 1 ? 2 : event.button === 2 ? 1 : 0, true, ...place(event));
    schedule();
  });
  canvas.addEventListener('pointermove', event => {
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, event);
    if (pinch) return movePinch();
    if (fingers.size > 1) return;
    call('pointer', ...place(event));
    schedule();
  });
  const letGo = event => {
    fingers.delete(event.pointerId);
    if (pinch) {
      // The last finger of a pinch does nothing; two that are left of three begin anew.
      if (pinch.held) call('button', 2, false, pinch.x, pinch.y);
      pinch.held = false;
      if (fingers.size === 0) pinch = null;
      if (fingers.size > 1) holdPinch();
    } else {
      call('button', event.button === 1 ? 2 : event.button === 2 ? 1 : 0, false, ...place(event));
    }
    // A tablet shows its keyboard only while the finger's event is answered: a field that was tapped has to know by then.
    for (let i = 0; i < 2 && event.pointerType === 'touch'; ++i) {
      call('pointer', ...place(event));
      step();
    }
    schedule();
  };
  canvas.addEventListener('pointerup', letGo);
  canvas.addEventListener('pointercancel', letGo);
  canvas.addEventListener('pointerleave', event => {
    if (event.pointerType === 'touch' || event.buttons) return;
    call('pointer', -3e38, -3e38);
    schedule();
  });
  canvas.addEventListener('contextmenu', event => event.preventDefault());

  // Two fingers: their distance turns the wheel, their middle drags with the middle button, as a mouse would.
  function middle() {
    const [a, b] = [...fingers.values()].slice(0, 2).map(place);
    return {x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2, wide: Math.hypot(a[0] - b[0], a[1] - b[1])};
  }
  function beginPinch() {
    // What the first finger began is let go of where that finger is.
    call('button', 0, false, ...place([...fingers.values()][0]));
    holdPinch();
  }
  function holdPinch() {
    pinch = {...middle(), held: true};
    call('button', 2, true, pinch.x, pinch.y);
    schedule();
  }
  function movePinch() {
    if (fingers.size < 2) return;
    const now = middle();
    call('pointer', now.x, now.y);
    const steps = Math.log(now.wide / pinch.wide) / Math.log(zoomOfStep);
    if (Math.abs(steps) > 0.05) {
      call('wheel', 0, steps);
      pinch.wide = now.wide;
    }
    pinch.x = now.x;
    pinch.y = now.y;
    schedule();
  }

  canvas.addEventListener('wheel', event => {
    event.preventDefault();
    let unit = event.deltaMode === 1 ? 3 : event.deltaMode === 2 ? 1 : 100;
    // Two fingers on a touchpad come as a wheel with Ctrl, in small parts: 100 of them enlarge by e.
    if (event.ctrlKey && event.deltaMode === 0 && Math.abs(event.deltaY) < 50) unit *= Math.log(zoomOfStep);
    call('wheel', -event.deltaX / unit, -event.deltaY / unit);
    schedule();
  }, {passive: false});

  // ---- Keyboard --------------------------------------------------------------------------------------------------

  const named = {
    Space: 32, Quote: 39, Comma: 44, Minus: 45, Period: 46, Slash: 47, Semicolon: 59, Equal: 61, Escape: 256, Enter: 257, Tab: 258,
    Backspace: 259, Insert: 260, Delete: 261, ArrowRight: 262, ArrowLeft: 263, ArrowDown: 264, ArrowUp: 265, PageUp: 266, PageDown: 267,
    Home: 268, End: 269, NumpadDecimal: 330, NumpadDivide: 331, NumpadMultiply: 332, NumpadSubtract: 333, NumpadAdd: 334, NumpadEnter: 335,
    ShiftLeft: 340, ControlLeft: 341, AltLeft: 342, MetaLeft: 343, ShiftRight: 344, ControlRight: 345, AltRight: 346, MetaRight: 347,
  };
  function keyNumber(event) {
    // A shortcut means the letter that is printed on the key.
    if (/^[a-z0-9]$/i.test(event.key)) return event.key.toUpperCase().charCodeAt(0);
    if (/^F([1-9]|1[0-2])$/.test(event.key)) return 289 + Number(event.key.slice(1));
    if (/^Digit\d$/.test(event.code)) return event.code.charCodeAt(5);
    if (/^Key[A-Z]$/.test(event.code)) return event.code.charCodeAt(3);
    if (/^Numpad\d$/.test(event.code)) return 320 + Number(event.code[6]);
    return named[event.code] ?? -1;
  }
  const heldKeys = event => (event.shiftKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.altKey ? 4 : 0) | (event.metaKey ? 8 : 0);

  // Keys that are the browser's, here as everywhere: reload, full screen, tools, tabs and windows, the page's size.
  function browsers(event) {
    if (['F5', 'F11', 'F12'].includes(event.key)) return true;
    if (event.metaKey || (event.altKey && !event.ctrlKey)) return true;
    if (event.ctrlKey && /^[wtnrjuqWTNRJUQ+\-=0]$/.test(event.key)) return true;
    return event.key === 'Tab' && (event.ctrlKey || !call('wants_text'));
  }
  function keyEvent(event, what) {
    if (event.isComposing || event.keyCode === 229) return;
    if (browsers(event)) return;
    const number = keyNumber(event);
    if (number >= 0) {
      if (what === 2 && asked)
        letGoLater.push([number, heldKeys(event)]);
      else
        call('key', number, heldKeys(event), what);
    }
    // Letters go into the field, from where they come as text; the browser copies and pastes by itself.
    const letter = event.key.length === 1 && !(event.ctrlKey && !event.getModifierState('AltGraph'));
    const clip = event.ctrlKey && /^[cvxCVX]$/.test(event.key);
    if (!letter && !clip && event.key !== 'Dead' && event.key !== 'Unidentified') event.preventDefault();
    schedule();
  }
  keyboard.addEventListener('keydown', event => keyEvent(event, event.repeat ? 1 : 0));
  keyboard.addEventListener('keyup', event => keyEvent(event, 2));
  const typed = text => {
    for (const letter of text) call('letter', letter.codePointAt(0));
    schedule();
  };
  keyboard.addEventListener('input', event => {
    if (event.isComposing) return;
    if (event.inputType === 'deleteContentBackward') {
      // An on-screen keyboard that names no keys.
      call('key', 259, 0, 0);
      call('key', 259, 0, 2);
    } else {
      typed(keyboard.value.trimStart() === '' ? ' '.repeat(keyboard.value.length - 1) : keyboard.value.replace(/^\u200b/, ''));
    }
    resetKeyboard();
  });
  keyboard.addEventListener('compositionend', event => {
    typed(event.data || '');
    resetKeyboard();
  });
  function resetKeyboard() {
    // Something to delete, so that deleting is heard of.
    keyboard.value = '\u200b';
    keyboard.setSelectionRange(1, 1);
  }
  resetKeyboard();

  keyboard.addEventListener('paste', async event => {
    event.preventDefault();
    const files = [...event.clipboardData.files];
    call('pasted', event.clipboardData.getData('text/plain'));
    schedule();
    if (files.length > 0) open(files);
  });
  // A tablet shows its keyboard while a text field of the program has it.
  function showKeyboard() {
    const wanted = call('wants_text') ? 'text' : 'none';
    if (keyboard.inputMode === wanted) return;
    keyboard.inputMode = wanted;
    // A field that a screen reader has pressed is typed into.
    if (wanted === 'text' && spoken.contains(document.activeElement)) keyboard.focus({preventScroll: true});
    if (document.activeElement === keyboard && matchMedia('(pointer: coarse)').matches) {
      keyboard.blur();
      keyboard.focus({preventScroll: true});
    }
  }
  const lost = () => { letGoLater.length = 0; call('keyboard_lost'); schedule(); };
  window.addEventListener('blur', lost);
  keyboard.addEventListener('blur', lost);

  // ---- What a screen reader reads --------------------------------------------------------------------------------

  // The frame in words, once the picture rests: each text in its place, each control as a button that a reader or the Tab
  // key can reach. Activating one clicks where it lies in the picture.
  const spoken = byId('spoken');
  let resting = 0;
  function speakSoon() {
    clearTimeout(resting);
    resting = setTimeout(speak, 250);
  }
  const inside = (a, b) => a[0] >= b[0] - 1 && a[1] >= b[1] - 1 && a[2] <= b[2] + 1 && a[3] <= b[3] + 1;
  // A control's name: the words on it, unless it is a picture; else what it is called among ourselves.
  function nameOf(id, rect, texts) {
    const on = texts.filter(text => inside(text.rect, rect)).map(text => text.text);
    if (on.length > 0 && on.length < 6 && rect[3] - rect[1] < 80 * scale()) return on.join(' ');
    if (id.startsWith('picture/') && id.includes('.')) return id.slice(8);
    const own = id.includes('/') ? id.slice(id.indexOf('/') + 1) : id.split('.').slice(1).join(' ');
    return (own || id).replace(/[-_.]/g, ' ');
  }
  // A slider has a number beside its name, over its track.
  function nameOfSlider(track, number, texts) {
    const line = texts.filter(text => text.rect[1] < number[3] && text.rect[3] > number[1] &&
                                      text.rect[0] >= track[0] - 4 && text.rect[2] <= number[0] + 1);
    return line.map(text => text.text).join(' ');
  }
  // The rail is read first, then the stage, then the column beside it; each from the top. What lies over all is one.
  function placeOf(rect, {areas, facts}) {
    if (facts.overlay) return 0;
    return areas.rail && inside(rect, areas.rail) ? 0 : areas.stage && inside(rect, areas.stage) ? 1 : 2;
  }
  function speak() {
    const json = call('record');
    if (!json) return;
    const frame = JSON.parse(json);
    if (frame.frame === 0) return schedule();  // words are kept from the next frame on
    const old = new Map([...spoken.children].map(child => [child.dataset.key, child]));
    const order = [];
    const seen = new Map();
    const put = (kind, key, rect, name, more) => {
      const count = seen.get(key) || 0;
      seen.set(key, count + 1);
      const whole = key + '#' + count;
      let element = old.get(whole);
      if (!element) {
        element = document.createElement(kind);
        element.dataset.key = whole;
        if (kind === 'button') element.addEventListener('click', () => press(key));
      }
      old.delete(whole);
      if (kind === 'span' && element.textContent !== name) element.textContent = name;
      if (kind === 'button') tell(element, {'aria-label': name, ...more});
      const [left, top, right, bottom] = rect.map(value => value / scale());
      element.style.cssText = `left:${left}px;top:${top}px;width:${right - left}px;height:${bottom - top}px`;
      order.push([placeOf(rect, frame), top, left, element]);
    };
    const taken = new Set();
    for (const [id, control] of Object.entries(frame.controls)) {
      if (control.rect[2] <= control.rect[0]) continue;
      for (const text of frame.texts) if (inside(text.rect, control.rect)) taken.add(text);
      const {value, rect} = control;
      const number = frame.controls[id + '.value'];
      const track = id.endsWith('.value') && frame.controls[id.slice(0, -6)];
      if (number) {
        put('button', id, rect, nameOfSlider(rect, number.rect, frame.texts) || nameOf(id, rect, frame.texts), {
          role: 'slider', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.round(100 * Number(value)),
          'aria-valuetext': number.value || nameOf(id, number.rect, frame.texts)});
        continue;
      }
      const name = track && nameOfSlider(track.rect, rect, frame.texts) || nameOf(id, rect, frame.texts);
      const more = {};
      if (['on', 'off'].includes(value)) more['aria-pressed'] = value === 'on';
      else if (['missing', 'refused'].includes(value)) more['aria-disabled'] = true;
      put('button', id, rect, value && value !== name && Object.keys(more).length === 0 ? `${name}: ${value}` : name, more);
    }
    for (const text of frame.texts) {
      if (!taken.has(text)) put('span', text.text, text.rect, text.text);
    }
    const focused = spoken.contains(document.activeElement) ? document.activeElement : null;
    for (const gone of old.values()) gone.remove();
    order.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    order.forEach(([, , , element], i) => {
      if (spoken.children[i] !== element) spoken.insertBefore(element, spoken.children[i] || null);
    });
    // What was moved or taken away has lost the keyboard, and nobody else has got it.
    if (focused && document.activeElement !== focused) (focused.isConnected ? focused : keyboard).focus({preventScroll: true});
  }
  function tell(element, all) {
    for (const name of ['role', 'aria-pressed', 'aria-disabled', 'aria-valuemin', 'aria-valuemax', 'aria-valuenow', 'aria-valuetext'])
      if (!(name in all)) element.removeAttribute(name);
    for (const [name, value] of Object.entries(all))
      if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
  const controls = () => JSON.parse(call('record') || '{"controls":{}}').controls;
  function press(id) {
    const all = controls();
    // The middle of a slider is no value: its number is typed.
    const pressed = all[id + '.value'] || all[id];
    if (pressed) pressAt((pressed.rect[0] + pressed.rect[2]) / 2, (pressed.rect[1] + pressed.rect[3]) / 2);
  }
  function pressAt(...at) {
    call('pointer', ...at);
    call('button', 0, true, ...at);
    call('button', 0, false, ...at);
    schedule();
  }
  // An arrow key on a slider takes it to its next value, however far that is.
  let nudging = false;
  async function nudge(id, way) {
    if (nudging) return;
    nudging = true;
    for (let step = 0.01; step < 1; step *= 2) {
      const before = controls()[id];
      if (!before) break;
      const [left, top, right, bottom] = before.rect;
      const knob = (bottom - top) * 0.3;  // its radius (widgets/sliders.cpp)
      const share = Math.min(1, Math.max(0, Number(before.value) + way * step));
      pressAt(left + knob + share * (right - left - 2 * knob), (top + bottom) / 2);
      for (let i = 0; i < 4; ++i) {
        schedule();
        await new Promise(requestAnimationFrame);
      }
      if (controls()[id]?.value !== before.value) break;
    }
    nudging = false;
  }
  const ways = {ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1};
  spoken.addEventListener('keydown', event => {
    if (['Tab', 'Enter', ' '].includes(event.key)) return;
    if (event.target.getAttribute('role') === 'slider' && event.key in ways && heldKeys(event) === 0) {
      event.preventDefault();
      nudge(event.target.dataset.key.replace(/#\d+$/, ''), ways[event.key]);
      return;
    }
    keyEvent(event, event.repeat ? 1 : 0);
    // Signs mean something to the program as letters, which come by themselves only in the field.
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) typed(event.key);
  });
  spoken.addEventListener('keyup', event => {
    if (!['Tab', 'Enter', ' '].includes(event.key)) keyEvent(event, 2);
  });

  // ---- Files, visibility, the picture card -----------------------------------------------------------------------

  async function open(files) {
    const paths = await takeFiles(files);
    call('dropped', paths.join('\n'));
    schedule();
  }
  window.addEventListener('dragover', event => event.preventDefault());
  window.addEventListener('drop', event => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) open(event.dataTransfer.files);
  });
  document.addEventListener('fullscreenchange', () => { call('full_screen_is', !!document.fullscreenElement); schedule(); });
  // A page that the browser keeps as it is comes back as it is, and has not said goodbye.
  window.addEventListener('pagehide', event => { if (!event.persisted) call('goodbye'); });
  // A link that is put into the address of a page that is open is pasted, as it were, so that what was there can be
  // had back.
  window.addEventListener('hashchange', () => {
    if (/^#(clear$|lesson=)/.test(location.hash)) return location.reload();
    if (!module || !location.hash.startsWith('#scene=')) return;
    if (call('wants_text')) {
      call('key', 256, 0, 0);  // Escape: the field would take it
      call('key', 256, 0, 2);
    }
    call('key', 86, 2, 0);
    call('key', 86, 0, 2);
    call('pasted', '#' + hashOfAddress());
    rememberAddress();
    schedule();
  });
  document.addEventListener('visibilitychange', () => { lost(); });
  canvas.addEventListener('webglcontextlost', event => {
    event.preventDefault();
    module = null;  // nothing of it can be drawn any more
    say('The picture card was taken away from this page. It comes back by itself, and what was open with it.');
  });
  canvas.addEventListener('webglcontextrestored', () => location.reload());

  // ---- Start -----------------------------------------------------------------------------------------------------

  // What the page's address asks for: ?stage=shift&theme=light#lesson=quick or #scene=…
  function words() {
    const hash = hashOfAddress();
    const all = /^(lesson|scene)=/.test(hash) ? [hash] : [];
    for (const [name, value] of new URLSearchParams(location.search))
      if (['stage', 'theme'].includes(name)) all.unshift(name + '=' + value);
    // A page that is loaded again goes on with what all that has become meanwhile; only a lesson is not kept.
    const goesOn = loadedAgain() && addressOpened() === location.href && page.readKept('flatscope/session') !== null;
    rememberAddress();
    return (goesOn ? all.filter(word => word.startsWith('lesson=')) : all).join('\n').replace(/\0/g, '');
  }
  function hashOfAddress() {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (error) {
      return location.hash.slice(1);  // damaged
    }
  }
  const loadedAgain = () => ['reload', 'back_forward'].includes(performance.getEntriesByType('navigation')[0]?.type);
  function addressOpened() {
    try {
      return sessionStorage.getItem('flatscope/address');
    } catch (error) {
      return null;
    }
  }
  function rememberAddress() {
    try {
      sessionStorage.setItem('flatscope/address', location.href);
    } catch (error) {
      // Switched off: the address opens again.
    }
  }

  function run(script) {
    return new Promise((resolve, reject) => {
      const element = document.createElement('script');
      // With its mark, or it would be read in the page's own encoding.
      element.src = URL.createObjectURL(new Blob(['\ufeff', script], {type: 'text/javascript'}));
      element.onload = resolve;
      element.onerror = () => reject(new Error('This page may run no scripts of its own.'));
      document.head.append(element);
    });
  }

  async function start() {
    if (!document.createElement('canvas').getContext('webgl2'))
      throw new Error('This browser gives the page no WebGL 2, which Flatscope draws with: a newer browser has it, or it is ' +
                      'switched off in this one’s settings.');
    if (typeof WebAssembly === 'undefined') throw new Error('This browser has no WebAssembly, which Flatscope is made of.');
    const files = await unpacked(byId('archive') ? await archiveInPage() : await archiveBeside());
    progress('Starting …', 0.6);
    await pause();
    if (location.hash === '#clear') {
      await forget();
      history.replaceState(null, '', location.pathname + location.search);
      say('What this browser kept of Flatscope is forgotten: settings, the last session, pictures of your own.');
    }
    await run(files.get('flatscope.js'));
    const made = await Flatscope({
      wasmBinary: files.get('flatscope.wasm'),
      canvas,
      page,
      preRun: [early => Object.assign(early.ENV, {FLATSCOPE_RESOURCES: '/', HOME: '/files'})],
      print: text => console.log(text),
      printErr: text => console.warn(text),
    });
    progress('Starting …', 0.9);
    await pause();
    module = made;
    for (const [path, bytes] of files) {
      if (!path.startsWith('assets/')) continue;
      makeFolder('/' + path);
      made.FS.writeFile('/' + path, bytes);
    }
    makeFolder('/files/x');
    await bringFilesBack();
    const problem = call('begin', words());
    if (problem) {
      say(problem);
      const again = call('begin', '');
      if (again) throw new Error(again);
    }
    window.flatscope = {module: made, schedule};  // for tests
    call('resized', canvas.width, canvas.height, scale());
    byId('start').hidden = true;
    keyboard.focus({preventScroll: true});
    schedule();
    // On a server: the folder's other files are kept for when there is no network.
    if (!byId('archive') && /^https?:$/.test(location.protocol) && origin !== 'null') navigator.serviceWorker?.register('offline.js').catch(console.warn);
  }
  start().catch(error => {
    console.error(error);
    byId('progress').hidden = true;
    byId('doing').textContent = error.message || String(error);
  });
})();
