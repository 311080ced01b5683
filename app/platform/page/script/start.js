// What the address asks for, and the start.

// What the page's address asks for: ?stage=shift&theme=light#lesson=quick or #scene=…
function words() {
  const hash = hashOfAddress();
  const all = /^(lesson|scene)=/.test(hash) ? [hash] : [];
  for (const [name, value] of new URLSearchParams(location.search))
    if (['stage', 'theme'].includes(name)) all.unshift(name + '=' + value);
  // A page that is loaded again goes on with what all that has become meanwhile; only a lesson is not kept.
  const goesOn = loadedAgain() && readText('sessionStorage', 'flatscope/address') === location.href && readKept(sessionName) !== null;
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
// Where nothing can be kept, the address opens again.
const rememberAddress = () => keepText('sessionStorage', 'flatscope/address', location.href);

// While it starts, the page looks as the program will.
const theme = new URLSearchParams(location.search).get('theme') ?? readKept(settingsName)?.match(/^theme = "(\w+)"/m)?.[1];
document.documentElement.classList.toggle('light', theme === 'light');

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
