// Pointer, wheel and touch, and the size of the canvas.

const scale = () => window.devicePixelRatio || 1;
const place = event => [event.clientX * scale(), event.clientY * scale()];
// A browser counts left, middle, right, the program left, right, middle.
const buttonOf = event => event.button === 1 ? 2 : event.button === 2 ? 1 : 0;
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
  call('button', buttonOf(event), true, ...place(event));
  schedule();
});
canvas.addEventListener('pointermove', event => {
  if (fingers.has(event.pointerId)) fingers.set(event.pointerId, event);
  if (pinch) return schedule();  // the next step tells it
  if (fingers.size > 1) return;
  call('pointer', ...place(event));
  schedule();
});
const letGo = event => {
  tellPinch(true);
  fingers.delete(event.pointerId);
  if (pinch) {
    // The last finger of a pinch does nothing; two that are left of three begin anew.
    if (pinch.held) call('button', 2, false, pinch.x, pinch.y);
    pinch.held = false;
    if (fingers.size === 0) pinch = null;
    if (fingers.size > 1) holdPinch();
  } else {
    call('button', buttonOf(event), false, ...place(event));
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
// How the fingers have moved since it was told last. Newer versions of Dear ImGui take either a move or a wheel in a frame
// and let the others wait, so that a long pinch would lag behind: each step tells one of the two, in turns, or `all`.
function tellPinch(all) {
  if (!pinch || !pinch.held || fingers.size < 2) return;
  const now = middle();
  const steps = Math.log(now.wide / pinch.wide) / Math.log(zoomOfStep);
  const wider = Math.abs(steps) > 0.05, moved = now.x !== pinch.x || now.y !== pinch.y;
  const turns = wider && (all || !moved || !pinch.turned);
  if (moved && (all || !turns)) {
    call('pointer', now.x, now.y);
    pinch.x = now.x;
    pinch.y = now.y;
  }
  if (turns) {
    call('wheel', 0, steps);
    pinch.wide = now.wide;
  }
  pinch.turned = turns;
  if (moved && wider && !all) schedule();  // for the other one
}

canvas.addEventListener('wheel', event => {
  event.preventDefault();
  let unit = event.deltaMode === 1 ? 3 : event.deltaMode === 2 ? 1 : 100;
  // Two fingers on a touchpad come as a wheel with Ctrl, in small parts: 100 of them enlarge by e.
  if (event.ctrlKey && event.deltaMode === 0 && Math.abs(event.deltaY) < 50) unit *= Math.log(zoomOfStep);
  call('wheel', -event.deltaX / unit, -event.deltaY / unit);
  schedule();
}, {passive: false});
