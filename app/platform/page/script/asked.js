// What the program asks of the page: library.js calls these functions.

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
  readKept,
  keep,
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
