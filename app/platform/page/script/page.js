// The page around the program: unpacks it, starts it, tells it events, and does for it what only a page can do. The
// program's side is main.cpp, whose functions are called here, and library.js, which calls those of asked.js. pack.py puts
// the files of this folder into one function, in the order that it names.

const canvas = document.getElementById('canvas');
const keyboard = document.getElementById('keyboard');
const byId = id => document.getElementById(id);
let module = null;  // once the program runs
