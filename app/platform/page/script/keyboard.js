// Keys and text: a field that nobody sees has the keyboard, so that every way of typing arrives.

// GLFW's numbers. The number pad's Enter is Enter: Dear ImGui's fields take no other here.
const named = {
  Space: 32, Quote: 39, Comma: 44, Minus: 45, Period: 46, Slash: 47, Semicolon: 59, Equal: 61, Escape: 256, Enter: 257, Tab: 258,
  Backspace: 259, Insert: 260, Delete: 261, ArrowRight: 262, ArrowLeft: 263, ArrowDown: 264, ArrowUp: 265, PageUp: 266, PageDown: 267,
  Home: 268, End: 269, NumpadDecimal: 330, NumpadDivide: 331, NumpadMultiply: 332, NumpadSubtract: 333, NumpadAdd: 334, NumpadEnter: 257,
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
// A key goes down and up at once.
function pressKey(number, held = 0) {
  call('key', number, held, 0);
  call('key', number, 0, 2);
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
    pressKey(named.Backspace);
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
