// The program as a browser page. The page's script (script/) calls these functions, which are all that it knows of it:
// one begins the program and returns, and from then on each step is asked for by the browser.
#include <emscripten.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <memory>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/engine/stage_table.h"
#include "app/files/scene_link.h"
#include "app/lessons/model/library.h"
#include "app/platform/page/canvas_window.h"
#include "app/platform/page/page_platform.h"
#include "app/platform/page/script.h"
#include "app/platform/program.h"
#include "app/platform/window_options.h"
#include "core/files/file.h"

namespace flatscope {
namespace {

// A page has one program, and its script can hold no pointer to it.
struct Page {
  std::shared_ptr<PagePlatform> platform = std::make_shared<PagePlatform>();
  CanvasWindow* window = nullptr;  // the program's
  std::unique_ptr<Program> program;
  std::string record;     // as it was asked for last
  bool works_on = false;  // there was more to do
};
Page* page = nullptr;

bool running() { return page != nullptr && page->program != nullptr; }

// What the program throws ends it; the page's script says so.
template <class Result, class Call>
Result guarded(Result otherwise, const Call& call) {
  if (!running()) return otherwise;
  try {
    return call();
  } catch (const std::exception& error) {
    flatscope_stop(error.what());
    return otherwise;
  }
}

}  // namespace

int run_window(const WindowOptions& options) {
  page = new Page;  // never deleted: the browser takes it down with the page
  const Home home{page->platform, [](Settings&, bool) {
                    auto window = std::make_unique<CanvasWindow>(page->platform);
                    page->window = window.get();
                    return window;
                  }};
  page->program = std::make_unique<Program>(options, home);
  return 0;
}

}  // namespace flatscope

using namespace flatscope;

namespace {

// One of `all`, by its name. Throws std::invalid_argument with a sentence.
template <class Choice, class Name>
Choice one_of(std::span<const Choice> all, std::string_view value, std::string_view what, const Name& name) {
  std::string names;
  for (const Choice& one : all) {
    if (name(one) == value) return one;
    names += (names.empty() ? "" : ", ") + std::string(name(one));
  }
  throw std::invalid_argument(
      fmt::format("The address asks for the {} “{}”, which there is not; there are {}.", what, value, names));
}

// What the page's address asks for: a line for each, NAME=VALUE. Throws with a sentence.
WindowOptions options_of(const std::string& words) {
  WindowOptions options;
  options.brings_back = true;
  std::istringstream lines(words);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t sign = line.find('=');
    const std::string name = line.substr(0, sign), value = sign == line.npos ? "" : line.substr(sign + 1);
    if (name == "stage") {
      const std::vector<Stage> stages = all_stages();
      options.stage =
          one_of(std::span<const Stage>(stages), value, "stage", [](Stage stage) { return to_string(stage); });
    } else if (name == "theme") {
      constexpr Theme themes[] = {Theme::dark, Theme::light};
      options.theme = one_of(std::span<const Theme>(themes), value, "theme",
                             [](Theme theme) -> std::string_view { return theme == Theme::dark ? "dark" : "light"; });
    } else if (name == "lesson") {
      options.lesson = find_lesson(value);
    } else if (name == "scene") {
      std::vector<std::string> complaints;
      read_scene_link(line, complaints);  // a damaged one is told of before the program begins
      options.link = line;
    }
  }
  return options;
}

}  // namespace

int main() { return 0; }

extern "C" {

// Begins the program with what the page's address asks for (options_of). Empty, or the sentence that says why it can't;
// valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* flatscope_begin(const char* words) {
  static std::string problem;
  problem.clear();
  try {
    run_window(options_of(words));
  } catch (const std::exception& error) {
    problem = error.what();
  }
  return problem.c_str();
}

// One step of the program. Seconds after which it wants the next, 0 for the browser's next picture, −1 for when
// something happens. Where a job was left in its midst, the page gets 0 whatever is returned: its call was over when
// the stacks changed.
EMSCRIPTEN_KEEPALIVE double flatscope_step() {
  return guarded(-1.0, [] {
    page->platform->deliver();
    return page->program->step().value_or(-1.0);
  });
}

// Work that needs no frame, for about so many milliseconds. Whether there is more is asked apart, since what is
// returned here is lost where a job was left in its midst.
EMSCRIPTEN_KEEPALIVE void flatscope_work(double milliseconds) {
  const std::chrono::microseconds time(static_cast<std::int64_t>(milliseconds * 1000.0));
  if (running()) page->works_on = guarded(false, [time] { return page->program->work(time); });
}
EMSCRIPTEN_KEEPALIVE bool flatscope_works_on() { return running() && page->works_on; }

// The page is about to be hidden or left, perhaps for good.
EMSCRIPTEN_KEEPALIVE void flatscope_goodbye() {
  if (running()) page->program->end();
}

// Sizes and places in the canvas's pixels.
EMSCRIPTEN_KEEPALIVE void flatscope_resized(int width, int height, double scale) {
  if (running()) page->window->resized({width, height}, static_cast<float>(scale));
}
EMSCRIPTEN_KEEPALIVE void flatscope_pointer(double x, double y) {
  if (running()) page->window->pointer_at({static_cast<float>(x), static_cast<float>(y)});
}
EMSCRIPTEN_KEEPALIVE void flatscope_button(int button, bool down, double x, double y) {
  if (running()) page->window->button(button, down, {static_cast<float>(x), static_cast<float>(y)});
}
EMSCRIPTEN_KEEPALIVE void flatscope_wheel(double x, double y) {
  if (running()) page->window->wheel(static_cast<float>(x), static_cast<float>(y));
}
// GLFW's numbers; what happens: 0 down, 1 repeats, 2 let go.
EMSCRIPTEN_KEEPALIVE void flatscope_key(int key, int modifiers, int what) {
  if (running()) page->window->key({key, modifiers, what == 1, what == 2});
}
EMSCRIPTEN_KEEPALIVE void flatscope_letter(unsigned code) {
  if (running()) page->window->letter(code);
}
EMSCRIPTEN_KEEPALIVE void flatscope_keyboard_lost() {
  if (running()) page->window->keyboard_lost();
}
EMSCRIPTEN_KEEPALIVE void flatscope_heard_in_notes(const char* action) {
  if (running()) page->window->heard_in_notes(action);
}
EMSCRIPTEN_KEEPALIVE bool flatscope_wants_text() { return running() && page->window->wants_text(); }
EMSCRIPTEN_KEEPALIVE void flatscope_full_screen_is(bool full) {
  if (running()) page->platform->show_full_screen(full);
}
EMSCRIPTEN_KEEPALIVE void flatscope_pasted(const char* text) {
  if (running()) page->platform->clipboard().pasted(text);
}

// What the last frame says, as JSON; valid until the next call.
EMSCRIPTEN_KEEPALIVE const char* flatscope_record() {
  return guarded("", [] { return (page->record = page->program->record()).c_str(); });
}

// Paths in the page's memory, one a line.
EMSCRIPTEN_KEEPALIVE void flatscope_dropped(const char* paths) {
  if (!running()) return;
  std::istringstream lines(paths);
  for (std::string line; std::getline(lines, line);) page->window->events().dropped.push_back(path_from_utf8(line));
  page->window->events().stir();
}
EMSCRIPTEN_KEEPALIVE void flatscope_chosen(int question, const char* paths) {
  if (!running()) return;
  std::vector<std::filesystem::path> all;
  std::istringstream lines(paths);
  for (std::string line; std::getline(lines, line);) all.push_back(path_from_utf8(line));
  page->platform->chosen(question, std::move(all));
}

}  // extern "C"
