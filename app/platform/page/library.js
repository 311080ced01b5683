// The functions of script.h, made part of the program when it is linked. They hand everything on to the page's own script,
// which lies at Module.page (script/asked.js).
mergeInto(LibraryManager.library, {
  flatscope_wake: function () { Module.page.wake(); },
  flatscope_stop: function (what) { Module.page.stop(UTF8ToString(what)); },
  flatscope_show_cursor: function (cursor) { Module.page.showCursor(cursor); },
  flatscope_show_title: function (title) { document.title = UTF8ToString(title); },
  flatscope_show_full_screen: function (full) { Module.page.showFullScreen(!!full); },
  flatscope_copy: function (text) { Module.page.copy(UTF8ToString(text)); },
  flatscope_open_notes: function () { return Module.page.openNotes(); },
  flatscope_show_notes: function (lines) { Module.page.showNotes(UTF8ToString(lines)); },
  flatscope_close_notes: function () { Module.page.closeNotes(); },

  // A text for the program, which frees it.
  $textForProgram__deps: ['malloc'],
  $textForProgram: function (text) {
    var bytes = lengthBytesUTF8(text) + 1;
    var at = _malloc(bytes);
    stringToUTF8(text, at, bytes);
    return at;
  },
  flatscope_read_kept__deps: ['$textForProgram'],
  flatscope_read_kept: function (name) {
    var text = Module.page.readKept(UTF8ToString(name));
    return text === null ? 0 : textForProgram(text);
  },
  flatscope_keep: function (name, text) { return Module.page.keep(UTF8ToString(name), UTF8ToString(text)); },

  flatscope_ask_for_files: function (question, accept, several, folder) {
    Module.page.askForFiles(question, UTF8ToString(accept), !!several, !!folder);
  },
  flatscope_download: function (path) { Module.page.download(UTF8ToString(path)); },
  flatscope_page_address__deps: ['$textForProgram'],
  flatscope_page_address: function () {
    var address = new URL(location.href);
    address.hash = '';
    // What a link's scene says itself.
    ['stage', 'theme', 'scale'].forEach(function (name) { address.searchParams.delete(name); });
    return textForProgram(address.href);
  },
});
