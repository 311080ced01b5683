#include "app/platform/page/page_notes.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "app/platform/page/script.h"
#include "app/shell/app.h"

namespace flatscope {
namespace {

// As the classes of the page's elements are called.
std::string_view name_of(NoteLine::Kind kind) {
  switch (kind) {
    case NoteLine::Kind::place:
      return "place";
    case NoteLine::Kind::title:
      return "title";
    case NoteLine::Kind::clock:
      return "clock";
    case NoteLine::Kind::under_clock:
      return "under";
    case NoteLine::Kind::heading:
      return "heading";
    case NoteLine::Kind::words:
      return "words";
    case NoteLine::Kind::answer:
      return "answer";
    case NoteLine::Kind::time:
      return "time";
  }
  return "words";
}

// A line each, its parts between tabs.
void add(std::string& text, std::string_view kind, bool strong, std::initializer_list<std::string_view> parts) {
  (text += kind) += strong ? "\t1" : "\t";
  for (const std::string_view part : parts) {
    text += '\t';
    for (const char sign : part) text += sign == '\t' || sign == '\n' ? ' ' : sign;
  }
  text += '\n';
}

}  // namespace

PageNotes::PageNotes(std::shared_ptr<Heard> heard) : heard_(std::move(heard)) {
  if (!flatscope_open_notes())
    throw std::runtime_error(
        "The browser keeps the notes’ window from opening: allow this page to open windows, then press N again.");
}

PageNotes::~PageNotes() { flatscope_close_notes(); }

void PageNotes::draw(App& app) {
  for (const std::string& action : std::exchange(heard_->pressed, {})) app.press_note(action);
  if (!app.wants_notes_window()) return;  // a press has put them away
  const App::Notes notes = app.notes();
  std::string text;
  for (const NoteLine& line : notes.lines)
    add(text, name_of(line.kind), line.strong, {line.words, line.value, line.planned});
  for (const NoteButton& button : notes.buttons)
    add(text, "button", button.first, {button.words, button.key, button.action});
  if (text != shown_) flatscope_show_notes((shown_ = std::move(text)).c_str());
}

}  // namespace flatscope
