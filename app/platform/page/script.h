// What the page's script does for the program: functions of library.js. Texts are UTF-8 and read before the call
// returns.
#pragma once

#include <cstddef>

extern "C" {

// The program wants its step to be called.
void flatscope_wake();
// The program can't go on, and why, in a sentence.
void flatscope_stop(const char* what);
void flatscope_show_cursor(int imgui_cursor);
void flatscope_show_title(const char* title);
void flatscope_show_full_screen(bool full);
void flatscope_copy(const char* text);

// The notes' window; false where the browser opens none. What it shows: a line for each (page_notes.cpp).
bool flatscope_open_notes();
void flatscope_show_notes(const char* lines);
void flatscope_close_notes();

// The browser's storage: a text under a name. A text that is read is the caller's to free(); null where there is none.
// False where it can't be kept.
char* flatscope_read_kept(const char* name);
bool flatscope_keep(const char* name, const char* text);

// Asks for files to open: `accept` as an <input> has it. They are copied into the page's memory; calls.cpp's
// flatscope_chosen is told their paths under `question`.
void flatscope_ask_for_files(int question, const char* accept, bool several, bool folder);
// A file in the page's memory goes to the person as a download.
void flatscope_download(const char* path);
// The page's own address, with nothing of how it is to begin, the caller's to free().
char* flatscope_page_address();

}  // extern "C"
