// What happens to the page as a whole: files that are dropped, another address, the picture card taken away.

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
  if (call('wants_text')) pressKey(named.Escape);  // the field would take it
  pressKey('V'.charCodeAt(0), 2);  // with Ctrl
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
