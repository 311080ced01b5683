// The teacher's notes: text in a window of their own, to be put on another screen than the picture that the class sees.

const notesStyle = `
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 640px; padding: 20px 24px 80px; font: 16px/1.45 system-ui, sans-serif; }
p, h1, h2 { margin: 0; }
h1 { font-size: 22px; margin: 4px 0 12px; }
h2, .place { font-size: 13px; font-weight: 600; opacity: .75; margin: 20px 0 6px; }
.place { margin: 0; }
.clock { font: 34px/1.2 ui-monospace, monospace; }
.clock span { font: 16px system-ui, sans-serif; opacity: .75; margin-left: 10px; }
.under, .answer, .time { opacity: .75; }
.strong { opacity: 1; font-weight: 600; }
.answer, .time { display: grid; grid-template-columns: minmax(2.2em, auto) 1fr; gap: 0 12px; margin-bottom: 6px; }
.time { grid-template-columns: 1fr 4em 4em; margin: 0; }
.time span:not(:first-child) { text-align: right; font-family: ui-monospace, monospace; }
footer { position: fixed; inset: auto 0 0; padding: 12px 24px; display: flex; flex-direction: row-reverse; gap: 8px; background: Canvas; border-top: 1px solid GrayText; }
button { font: inherit; padding: 4px 14px; }
kbd { font: 12px ui-monospace, monospace; opacity: .75; margin-left: 8px; }`;

let notes = null;  // the window, as long as it is open
function openNotes() {
  notes = window.open('', '', 'popup,width=420,height=560');
  if (!notes) return false;
  const {document: inside} = notes;
  inside.title = 'Notes · Flatscope';
  inside.documentElement.lang = 'en';
  inside.head.append(Object.assign(inside.createElement('style'), {textContent: notesStyle}));
  // A clicker that points at this window turns the class's pages.
  for (const [kind, what] of [['keydown', 0], ['keyup', 2]]) {
    notes.addEventListener(kind, event => {
      if (event.target.tagName !== 'BUTTON' || !['Enter', ' '].includes(event.key)) keyEvent(event, event.repeat ? 1 : what);
    });
  }
  notes.addEventListener('pagehide', () => heardInNotes(''));
  return true;
}
function heardInNotes(action) {
  if (!action) notes = null;
  call('heard_in_notes', action);
  schedule();
}
// Each line: what it is, whether it stands out, and its words, between tabs.
function showNotes(lines) {
  const inside = notes?.document;
  if (!inside) return;
  const element = (name, kind, words) => Object.assign(inside.createElement(name), {className: kind, textContent: words});
  const foot = inside.createElement('footer'), rows = [];
  for (const line of lines.trimEnd().split('\n')) {
    const [kind, strong, ...parts] = line.split('\t');
    const looks = kind + (strong ? ' strong' : '');
    if (kind === 'button') {
      const button = element('button', looks, parts[0]);
      if (parts[1]) button.append(element('kbd', '', parts[1]));
      button.addEventListener('click', () => heardInNotes(parts[2]));
      foot.append(button);
    } else if (kind === 'time' || kind === 'answer' || kind === 'clock') {
      const row = element('p', looks, kind === 'clock' ? parts[0] : '');
      const cells = kind === 'time' ? parts : kind === 'answer' ? [parts[1], parts[0]] : [parts[1]];
      row.append(...cells.map(words => element('span', '', words)));
      rows.push(row);
    } else {
      rows.push(element({title: 'h1', heading: 'h2'}[kind] || 'p', looks, parts[0]));
    }
  }
  const held = [...inside.querySelectorAll('button')].indexOf(inside.activeElement);
  inside.body.replaceChildren(...rows, foot);
  inside.querySelectorAll('button')[held]?.focus();
}
function closeNotes() {
  const last = notes;
  notes = null;
  last?.close();
}
Object.assign(page, {openNotes, showNotes, closeNotes});
window.addEventListener('pagehide', closeNotes);
