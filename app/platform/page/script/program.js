// Calling the program, frame by frame, and what is shown where it stops.

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
let asked = 0, timer = 0, late = 0, working = false;
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
  if (module && !asked) {
    asked = requestAnimationFrame(step);
    // A page that is covered gets no pictures, and its notes have to go on.
    if (notes) late = setTimeout(step, 300);
  }
  work();
}
function step() {
  cancelAnimationFrame(asked);
  asked = 0;
  clearTimeout(timer);
  clearTimeout(late);
  tellPinch(false);
  const next = call('step');
  if (!module) return;
  for (const [number, held] of letGoLater.splice(0)) call('key', number, held, 2);
  showKeyboard();
  speakSoon();
  work();
  if (next === 0) schedule();
  if (next > 0) timer = setTimeout(schedule, next * 1000);
}
