// The page in a browser, as a class would use it. scripts/test-page runs it.
import './opening_test.mjs';
import './kept_test.mjs';
import './pointer_test.mjs';
import './touch_test.mjs';
import './keyboard_test.mjs';
import './reader_test.mjs';
import './files_test.mjs';
import './stages_test.mjs';
import './look_test.mjs';
import './notes_test.mjs';
import { runAll } from './browser.mjs';

await runAll();
