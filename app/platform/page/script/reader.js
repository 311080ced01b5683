// What a screen reader reads.

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
