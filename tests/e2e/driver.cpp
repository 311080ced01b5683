#include "driver.h"

#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "core/files/file.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

constexpr double glance = 0.004;  // between two looks at the record

fs::path new_folder() {
  std::string pattern = (fs::temp_directory_path() / "flatscope-e2e-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("can't make " + pattern);
  return pattern;
}

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string told(const Screen& screen) {
  std::string out = "frame " + std::to_string(screen.frame) + " says: " + screen.words() + "\nfacts:";
  for (const auto& [key, value] : screen.facts) out += " " + key + "=" + value;
  return out;
}

}  // namespace

Driver::Driver(int width, int height)
    : folder_(new_folder()), display_((folder_ / "xvfb.log").string(), width, height) {
  fs::create_directories(folder_ / "config");
  fs::create_directories(folder_ / "state");
}

Driver::~Driver() {
  process_.reset();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

std::string Driver::file(const std::string& name) const { return utf8(folder_ / path_from_utf8(name)); }

std::string Driver::log() const { return text_of(folder_ / "program.log"); }

Screen Driver::start(const std::vector<std::string>& arguments) {
  fs::remove(folder_ / "record.json");
  pointer_.reset();
  last_text_.clear();
  // scripts/test-windows names the same program as another system has it.
  const char* const named = std::getenv("FLATSCOPE_PROGRAM");
  std::vector<std::string> words{named != nullptr ? named : FLATSCOPE_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const std::map<std::string, std::string> environment{
      {"DISPLAY", display_.name()},
      {"HOME", folder_.string()},
      {"XDG_CONFIG_HOME", (folder_ / "config").string()},
      {"XDG_STATE_HOME", (folder_ / "state").string()},
      {"XDG_SESSION_TYPE", ""},
      {"XDG_RUNTIME_DIR", ""},
      {"WAYLAND_DISPLAY", ""},
      {"LIBGL_ALWAYS_SOFTWARE", "1"},
      {"FLATSCOPE_SCREEN_RECORD", file("record.json")},
      {"FLATSCOPE_FRAME_LOG", file("frames.log")},
      // Mesa keeps what it allocated; the leaks of our own are the unit tests' business.
      {"ASAN_OPTIONS", "detect_leaks=0"},
  };
  process_ = std::make_unique<Process>(words, environment, file("program.log"), folder_.string());
  const double until = testing::now() + patience;
  while (!display_.take_window("flatscope", 0.2)) {
    if (!running() || testing::now() > until) throw std::runtime_error("no window came. It said: " + log());
  }
  return wait("the first complete picture", [](const Screen& screen) {
    // Whatever the stage shows first of its own.
    const std::string own = screen.fact("stage") + ".";
    const auto first = screen.facts.lower_bound(own);
    const bool shown = first != screen.facts.end() && first->first.rfind(own, 0) == 0;
    return shown && screen.fact("behind") == "no";
  });
}

int Driver::leave() {
  key("ctrl+q");
  const std::optional<int> code = process_->wait(patience);
  if (!code) throw std::runtime_error("the program does not leave after Ctrl+Q");
  return *code;
}

void Driver::hold(const std::function<void()>& meanwhile) {
  process_->send(SIGSTOP);
  meanwhile();
  process_->send(SIGCONT);
}

void Driver::kill() {
  process_->send(SIGKILL);
  process_->wait(patience);
}

std::optional<Screen> Driver::read() const {
  // Renamed into place whole, so what is read is whole.
  const std::string text = text_of(folder_ / "record.json");
  if (text.empty() || text == last_text_) return std::nullopt;
  last_text_ = text;
  return parse_screen(text);
}

Screen Driver::now() const {
  last_text_.clear();
  std::optional<Screen> screen = read();
  if (!screen) throw std::runtime_error("the program has recorded no frame");
  return *screen;
}

std::vector<Screen> Driver::watch(const std::string& what, const std::function<bool(const Screen&)>& until) {
  std::vector<Screen> seen;
  const double end = testing::now() + patience;
  last_text_.clear();
  while (true) {
    if (std::optional<Screen> screen = read()) {
      seen.push_back(std::move(*screen));
      if (until(seen.back())) return seen;
      continue;
    }
    const bool gone = !running();
    if (gone || testing::now() > end) {
      throw std::runtime_error((gone ? "the program ended while waiting for " : "waited in vain for ") + what + "\n" +
                               (seen.empty() ? "no frame" : told(seen.back())) + "\nlog: " + log());
    }
    pause_for(glance);
  }
}

Screen Driver::wait(const std::string& what, const std::function<bool(const Screen&)>& fits, double seconds) {
  const double end = testing::now() + seconds;
  std::optional<Screen> last;
  last_text_.clear();
  while (true) {
    if (std::optional<Screen> screen = read()) {
      last = std::move(screen);
      if (fits(*last)) return *last;
    }
    const bool gone = !running();
    if (gone || testing::now() > end) {
      throw std::runtime_error((gone ? "the program ended while waiting for " : "waited in vain for ") + what + "\n" +
                               (last ? told(*last) : "no frame") + "\nlog: " + log());
    }
    pause_for(glance);
  }
}

Screen Driver::wait_fact(const std::string& key, const std::string& value) {
  return wait(key + " = " + value, [&](const Screen& screen) { return screen.fact(key) == value; });
}

Screen Driver::wait_words(const std::string& part) {
  return wait("the words \"" + part + "\"", [&](const Screen& screen) { return screen.says(part); });
}

Screen Driver::settle(double seconds) {
  long long frame = -1;
  double since = 0;
  const double end = testing::now() + seconds;
  while (testing::now() < end) {
    const Screen screen = now();
    const bool done = screen.fact("behind") == "no" && screen.fact("opening") == "0";
    if (screen.frame != frame || !done) {
      frame = screen.frame;
      since = testing::now();
    } else if (testing::now() - since > 0.3) {
      return screen;
    }
    pause_for(0.02);
  }
  throw std::runtime_error("the window never comes to rest\n" + told(now()));
}

void Driver::move(Point to) {
  display_.move(to);
  pointer_ = to;
}

void Driver::arrive(Point to) {
  const bool there =
      pointer_ && std::lround(pointer_->x) == std::lround(to.x) && std::lround(pointer_->y) == std::lround(to.y);
  move(to);
  if (!there) frames_pass();
}

void Driver::park() {
  // The edge of the rail, where there is nothing.
  move({1, 1});
  wait("no pixel under the pointer", [](const Screen& screen) { return screen.fact("flatten.hovering") != "yes"; });
}

void Driver::click(Point at) {
  move(at);
  pause_for(0.03);
  display_.button(1, true);
  pause_for(0.03);
  display_.button(1, false);
}

Box Driver::reveal(const std::string& control) {
  const auto known = [&](const Screen& screen) { return screen.controls.count(control) == 1; };
  Screen screen = wait("the control " + control, known);
  if (screen.areas.count("inspector") == 0) return screen.controls.at(control).box;
  const Box inspector = screen.area("inspector");
  for (int turn = 0; turn < 60; ++turn) {
    const Box box = screen.controls.at(control).box;
    const bool in_column = box.left >= inspector.left;
    const bool above = box.top<0, below = box.bottom> screen.height;
    if (!in_column || (!above && !below)) break;
    if (turn == 0) {
      // A window that has just come knows only from its second frame on that there is something to scroll.
      move({inspector.left + 6, screen.height / 2.0});
      frames_pass();
    }
    wheel({inspector.left + 6, screen.height / 2.0}, above ? 1 : -1);
    screen = wait("the inspector to scroll to " + control,
                  [&](const Screen& next) { return known(next) && !(next.controls.at(control).box == box); });
  }
  return screen.controls.at(control).box;
}

void Driver::click(const std::string& control) { click(reveal(control).centre()); }

void Driver::frames_pass() {
  const long long before = now().frame;
  const double end = testing::now() + 2.0;
  while (now().frame < before + 2 && testing::now() < end) pause_for(0.005);
}

void Driver::drag(Point from, Point to, int steps) {
  // Where frames are slow, a press and its release must not fall into one of them: no hand is that fast.
  arrive(from);
  display_.button(1, true);
  frames_pass();
  for (int i = 1; i <= steps; ++i) {
    const double share = static_cast<double>(i) / steps;
    move({from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share});
    pause_for(0.016);
  }
  frames_pass();
  display_.button(1, false);
}

void Driver::wheel(Point at, int clicks) {
  arrive(at);
  for (int i = 0; i < std::abs(clicks); ++i) {
    display_.button(clicks > 0 ? 4 : 5, true);
    display_.button(clicks > 0 ? 4 : 5, false);
  }
}

void Driver::resize(int width, int height) {
  display_.resize_window(width, height);
  wait("the new size of the window",
       [&](const Screen& screen) { return screen.width == width && screen.height == height; });
}

void Driver::open_by_path(const std::string& path) {
  key("ctrl+o");
  wait_fact("overlay", "open");
  type(path);
  wait("the typed path", [&](const Screen& screen) { return screen.value("chooser/path") == path; });
  key("Return");
}

void Driver::set_slider(const std::string& control, int value) {
  click(control + ".value");
  wait("a field to type the number into", [](const Screen& screen) { return screen.facts.count("typing") == 1; });
  type(std::to_string(value));
  wait_fact("typing", std::to_string(value));
  key("Return");
  wait("the number to be taken", [&](const Screen& screen) { return screen.controls.count(control + ".value") == 1; });
}

std::string uri_of(const std::string& path) {
  std::string uri = "file://";
  for (const char letter : path) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = byte < 0x80 && (std::isalnum(byte) != 0 || letter == '/' || letter == '.' || letter == '-');
    char escaped[8];
    std::snprintf(escaped, sizeof escaped, "%%%02X", byte);
    uri += plain ? std::string(1, letter) : std::string(escaped);
  }
  return uri;
}

}  // namespace flatscope::testing
