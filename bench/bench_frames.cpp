// Drives the real window on a virtual display and measures from a mouse event to the frame on screen that answers it.
//   bench_frames [--only NAME] [--events N] [--program PATH]
// A case prints `NAME median M ms p95 P ms`. Events come 60 times a second, as from a mouse; in the cases that end in
// -back-to-back the next comes as soon as the one before is answered. An event is answered by the first presented frame
// that shows its result (or that of a later event); lines ending in -pointer tell when the frame came that has seen the
// pointer there at all, and in -frame how long frames took to draw. PATH is another build of the program, to compare
// with.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/timing.h"
#include "tests/e2e/driver.h"
#include "tests/e2e/pictures.h"

namespace {

using namespace flatscope::testing;
using flatscope::bench::median;

struct Frame {
  double begin = 0, presented = 0;
  int x = 0, y = 0, dx = 0, width = 0, height = 0;
  double weight = 0;
  bool behind = false;
};

struct Event {
  double at = 0;
  int place = 0;  // of the pointer, along the sweep's axis
};

double percentile_95(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(values.size()))) - 1];
}

void print_line(const std::string& name, const std::vector<double>& milliseconds, const std::string& more = {}) {
  std::printf("%s median %.1f ms p95 %.1f ms%s\n", name.c_str(), median(milliseconds), percentile_95(milliseconds),
              more.c_str());
  std::fflush(stdout);
}

std::string budget(const std::vector<double>& milliseconds, double most) {
  char words[64];
  const double p95 = percentile_95(milliseconds);
  std::snprintf(words, sizeof words, "  p95 %.2f of the budget of %.1f ms%s", p95 / most, most,
                p95 <= most ? "" : ": missed");
  return words;
}

// The program without the record of its screen, which would cost time, and its log of frames as it grows.
class Run {
 public:
  // picture: whether the stage shows results of a picture, which are waited for.
  Run(Driver& driver, const std::string& program, const std::vector<std::string>& arguments, bool picture = true)
      : driver_(driver), log_(driver.file("bench.log")) {
    std::remove(log_.c_str());
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    process_ = std::make_unique<Process>(words,
                                         std::map<std::string, std::string>{{"DISPLAY", driver.display().name()},
                                                                            {"HOME", driver.folder().string()},
                                                                            {"XDG_CONFIG_HOME", driver.file("config")},
                                                                            {"XDG_STATE_HOME", driver.file("state")},
                                                                            {"WAYLAND_DISPLAY", ""},
                                                                            {"LIBGL_ALWAYS_SOFTWARE", "1"},
                                                                            {"FLATSCOPE_FRAME_LOG", log_}},
                                         driver.file("bench-output.log"), driver.folder().string());
    if (!driver.display().take_window("flatscope", 20.0)) throw std::runtime_error("no window came");
    wait([picture](const Frame& frame) { return !picture || (!frame.behind && frame.width > 1); });
    settle();
  }

  Process& process() { return *process_; }
  const std::vector<Frame>& frames() {
    if (!file_.is_open()) file_.open(log_);
    std::string line;
    while (true) {
      const auto place = file_.tellg();
      if (!std::getline(file_, line) || file_.eof()) {  // half a line: read again when it is whole
        file_.clear();
        if (place >= 0) file_.seekg(place);
        return frames_;
      }
      Frame frame;
      int behind = 0;
      long long number = 0;
      if (std::sscanf(line.c_str(),
                      "frame %lld begin %lf presented %lf pointer %d %d dx %d weight %lf size %d %d behind %d", &number,
                      &frame.begin, &frame.presented, &frame.x, &frame.y, &frame.dx, &frame.weight, &frame.width,
                      &frame.height, &behind) != 10)
        throw std::runtime_error("the log of frames can't be read: " + line);
      frame.behind = behind != 0;
      frames_.push_back(frame);
    }
  }
  // The first frame from the `from`-th on that fits.
  Frame wait(const std::function<bool(const Frame&)>& fits, std::size_t from = 0) {
    const double end = now() + 30.0;
    while (now() < end) {
      const auto& all = frames();
      for (; from < all.size(); ++from)
        if (fits(all[from])) return all[from];
      pause_for(0.0005);
    }
    throw std::runtime_error("waited in vain for a frame");
  }
  void settle() {
    std::size_t count = frames().size();
    double since = now();
    while (now() - since < 0.7) {
      if (frames().size() != count) since = now();
      count = frames_.size();
      pause_for(0.01);
    }
  }

 private:
  Driver& driver_;
  std::string log_;
  std::unique_ptr<Process> process_;
  std::ifstream file_;
  std::vector<Frame> frames_;
};

struct Latencies {
  std::vector<double> answer, pointer, gaps, drawn;
};

// Where the pointer goes: from `from` to `to` pixels along one axis, `step` an event, and back. `across`: where it
// stays on the other axis.
struct Path {
  int from = 0, to = 0, across = 0;
  int step = 2;
  bool down = false;  // along y
  int place(const Frame& frame) const { return down ? frame.y : frame.x; }
  Point point(int place) const {
    const auto along = static_cast<double>(place), other = static_cast<double>(across);
    return down ? Point{other, along} : Point{along, other};
  }
};

// What the control stands for with the pointer at `place`, and what a frame shows of it; empty: nothing is counted.
struct Control {
  std::function<int(int place)> expected;
  std::function<int(const Frame& frame)> shown;
};

// What the events were answered by. They go in one direction, so a frame's pointer and what its results show tell how
// far the window has come.
void collect(const std::vector<Event>& events, const std::vector<Frame>& frames, const Path& path,
             const Control& control, Latencies& out) {
  const bool up = events.back().place > events.front().place;
  const auto reached = [&](const Frame& frame, const Event& event) {
    return up ? path.place(frame) >= event.place : path.place(frame) <= event.place;
  };
  for (const Event& event : events) {
    std::optional<double> seen, answered;
    for (const Frame& frame : frames) {
      if (frame.presented < event.at || !reached(frame, event)) continue;
      if (!seen) seen = frame.presented;
      if (control.expected) {
        const int shown = control.shown(frame), wanted = control.expected(event.place);
        if (!frame.behind && shown != control.expected(path.place(frame)))
          throw std::runtime_error("the control is not where it should be");
        const bool grows = (control.expected(events.back().place) > control.expected(events.front().place));
        if (grows ? shown < wanted : shown > wanted) continue;
      } else if (frame.behind) {
        continue;
      }
      answered = frame.presented;
      break;
    }
    if (!seen || !answered) throw std::runtime_error("an event was never answered");
    out.pointer.push_back((*seen - event.at) * 1000);
    out.answer.push_back((*answered - event.at) * 1000);
  }
  for (const Frame& frame : frames) out.drawn.push_back((frame.presented - frame.begin) * 1000);
  for (std::size_t i = 1; i < frames.size(); ++i)
    if (frames[i - 1].presented >= events.front().at && frames[i].presented <= events.back().at)
      out.gaps.push_back((frames[i].presented - frames[i - 1].presented) * 1000);
}

// Goes along the path, there and back, until `count` events are made.
Latencies sweep(Run& run, Display& display, const Path& path, int count, bool hold, bool back_to_back,
                const Control& control = {}) {
  Latencies out;
  display.move(path.point(path.from));
  pause_for(0.2);
  if (hold) display.button(1, true);
  pause_for(0.3);
  int place = path.from, step = path.from < path.to ? path.step : -path.step;
  const auto [least, most] = std::minmax(path.from, path.to);
  for (int made = 0; made < count;) {
    const std::size_t first = run.frames().size();
    std::vector<Event> events;
    double next = now() + 1.0 / 60;
    const auto answered = [&](const Frame& frame) {
      return path.place(frame) == place && !frame.behind && frame.presented >= events.back().at;
    };
    while (place + step >= least && place + step <= most && made < count) {
      place += step;
      if (!back_to_back) {
        while (now() < next) pause_for(0.0003);
        next += 1.0 / 60;
      }
      events.push_back({now(), place});
      display.move(path.point(place));
      ++made;
      if (back_to_back) run.wait(answered, first);
    }
    step = -step;
    if (events.size() < 2) continue;
    run.wait(answered, first);
    const std::vector<Frame>& all = run.frames();
    collect(events, {all.begin() + static_cast<std::ptrdiff_t>(first), all.end()}, path, control, out);
  }
  if (hold) display.button(1, false);
  run.settle();
  return out;
}

std::string scene(const std::string& stage, const std::string& picture, int size) {
  const std::string number = std::to_string(size);
  return "stage = \"" + stage + "\"\npicture = 0\n[[pictures]]\npath = \"" + picture +
         "\"\n[flatten]\nworking_size = " + number + "\ncolour = true\n[shift]\nworking_size = " + number +
         "\ncolour = true\nobject = \"picture\"\nfilters = [\"sobel-x\", \"sobel-y\", \"laplacian\", \"gaussian\", "
         "\"sharpen\", \"emboss\", \"box\", \"identity\"]\ndense_outputs = 64\n";
}

// One layer of eight filters of 3 x 3; the first weight of the first, which is in hand, is 0.
std::string edit_scene(const std::string& picture, const std::string& panel) {
  std::string text = "stage = \"convolve\"\npicture = 0\n[[pictures]]\npath = \"" + picture +
                     "\"\n[convolve]\nworking_size = 512\ncolour = true\npanel = \"" + panel +
                     "\"\n[[convolve.layers]]\nweight = [\n";
  for (int filter = 0; filter < 8; ++filter) {
    const std::string off = std::to_string(filter);
    text += " [[[" + off + ", 0.5, 1], [-2, 0, 2], [-1, 0." + off + ", 1]]],\n";
  }
  return text + "]\n";
}

class Bench {
 public:
  Bench(int argc, char** argv)
      : only_(flatscope::bench::option(argc, argv, "--only", "")),
        events_(std::atoi(flatscope::bench::option(argc, argv, "--events", "240").c_str())),
        program_(flatscope::bench::option(argc, argv, "--program", FLATSCOPE_BINARY)) {}

  void run() {
    write_png(driver_.file("small.png"), 256, 256);
    write_png(driver_.file("large.png"), 1920, 1080);
    drag("drag-256", "small.png", 256, 16.7, false);
    drag("drag-1080", "large.png", 1920, 50.0, true);
    write_png(driver_.file("medium.png"), 512, 512);
    for (const char* panel : {"matrix", "maps", "layers"}) edit(panel);
    for (const int size : {64, 256}) matrix(size);
    for (const int size : {16, 64, 256}) unroll(size);
    flatten();
    training();
    idle();
  }

 private:
  bool wanted(const std::string& name) const { return only_.empty() || name.rfind(only_, 0) == 0; }
  std::string write_scene(const std::string& stage, const std::string& picture, int size) {
    const std::string path = driver_.file(stage + picture + ".toml");
    write_text(path, scene(stage, picture, size));
    return path;
  }
  // Where things are, from a run with the record on.
  Screen look(const std::string& scene_path, const std::string& control) {
    driver_.start({"--scene", scene_path});
    if (!control.empty()) driver_.reveal(control);
    const Screen screen = driver_.settle();
    driver_.kill();
    return screen;
  }

  void print_processor(const std::string& name, double spent) const {
    std::printf("%s-processor %.1f ms an event\n", name.c_str(), spent * 1000 / events_);
    std::fflush(stdout);
  }

  void drag(const std::string& name, const std::string& picture, int size, double most, bool window) {
    if (!wanted(name) && !(window && wanted("window-1080"))) return;
    const std::string path = write_scene("shift", picture, size);
    const Box slider = look(path, "shift.dx").controls.at("shift.dx").box;
    Run run(driver_, program_, {"--scene", path});
    const Path along{static_cast<int>(slider.at(0.3, 0).x), static_cast<int>(slider.at(0.8, 0).x),
                     static_cast<int>(slider.centre().y)};
    // The knob's middle travels from 6 pixels inside one end to 6 inside the other.
    const Control dx{[slider, size](int x) {
                       const double share = std::clamp((x - (slider.left + 6)) / (slider.width() - 12), 0.0, 1.0);
                       return static_cast<int>(std::lround(size * (2 * share - 1)));
                     },
                     [](const Frame& frame) { return frame.dx; }};
    const double before = run.process().cpu_seconds();
    Latencies paced = sweep(run, driver_.display(), along, events_, true, false, dx);
    const double spent = run.process().cpu_seconds() - before;
    print_line(name, paced.answer, budget(paced.answer, most));
    print_line(name + "-pointer", paced.pointer);
    print_line(name + "-frame", paced.drawn);
    print_processor(name, spent);
    if (window) {
      const double longest = *std::max_element(paced.gaps.begin(), paced.gaps.end());
      char words[96];
      std::snprintf(words, sizeof words, "  longest %.1f ms, %.0f frames/s, at worst %.0f (budget 30)", longest,
                    1000 / median(paced.gaps), 1000 / longest);
      print_line("window-1080", paced.gaps, words);
    }
    Latencies closed = sweep(run, driver_.display(), along, events_ / 2, true, true, dx);
    print_line(name + "-back-to-back", closed.answer, budget(closed.answer, most));
  }

  // A weight of a kernel is dragged: every event, six pixels on, changes it by 0.1.
  void edit(const std::string& panel) {
    const std::string name = "edit-512-" + panel;
    if (!wanted(name)) return;
    const std::string path = driver_.file(name + ".toml");
    write_text(path, edit_scene("medium.png", panel));
    const Box cell = look(path, "").controls.at("convolve.kernel.cell.0.0").box;
    Run run(driver_, program_, {"--scene", path});
    const int y = static_cast<int>(cell.centre().y);
    const Path upwards{y, y - 6 * 20, static_cast<int>(cell.centre().x), 6, true};
    const Control weight{[y](int at) { return (y - at) / 6; },
                         [](const Frame& frame) { return static_cast<int>(std::lround(frame.weight * 10)); }};
    const double before = run.process().cpu_seconds();
    const Latencies out = sweep(run, driver_.display(), upwards, events_, true, false, weight);
    const double spent = run.process().cpu_seconds() - before;
    print_line(name, out.answer, budget(out.answer, 16.7));
    print_line(name + "-frame", out.drawn);
    print_processor(name, spent);
  }

  // The matrix of a picture of `size` x `size`: the wheel is turned until entries are large and back, and a part of it
  // is dragged.
  void matrix(int size) {
    const std::string name = "matrix-" + std::to_string(size);
    if (!wanted(name)) return;
    const std::string path = driver_.file(name + ".toml");
    write_text(path,
               "stage = \"convolve\"\npicture = 0\n[[pictures]]\npath = \"small.png\"\n[convolve]\nworking_size = " +
                   std::to_string(size) + "\ncolour = false\npanel = \"matrix\"\n");
    const Box box = look(path, "").area("convolve.matrix.box");
    Run run(driver_, program_, {"--scene", path});
    const auto wheel = [&](int button) {
      const std::size_t first = run.frames().size();
      const double at = now();
      driver_.display().button(button, true);
      driver_.display().button(button, false);
      run.wait([&](const Frame& frame) { return frame.begin > at && !frame.behind; }, first);
    };
    driver_.display().move(box.at(0.5, 0.5));
    run.settle();
    std::vector<double> zoomed;
    const double before = run.process().cpu_seconds();
    const int clicks = size == 64 ? 24 : 30, turns = std::max(1, events_ / (2 * clicks));
    for (int turn = 0; turn < turns; ++turn) {
      for (const int button : {4, 5}) {
        for (int click = 0; click < clicks; ++click) {
          const double at = now();
          wheel(button);
          zoomed.push_back((now() - at) * 1000);
        }
      }
    }
    print_line(name + "-zoom", zoomed);
    std::printf("%s-zoom-processor %.1f ms a click\n", name.c_str(),
                (run.process().cpu_seconds() - before) * 1000 / (2.0 * clicks * turns));
    // Entries of a few pixels, then of a dozen.
    for (const int more : {clicks - 10, 6}) {
      for (int click = 0; click < more; ++click) wheel(4);
      run.settle();
      const Path along{static_cast<int>(box.at(0.2, 0).x), static_cast<int>(box.at(0.8, 0).x),
                       static_cast<int>(box.centre().y)};
      const double begun = run.process().cpu_seconds();
      const Latencies out = sweep(run, driver_.display(), along, events_, true, false);
      const double spent = run.process().cpu_seconds() - begun;
      const std::string which = name + (more == 6 ? "-pan-near" : "-pan");
      print_line(which, out.answer, budget(out.answer, 16.7));
      print_line(which + "-frame", out.drawn);
      print_processor(which, spent);
    }
  }

  // The slider that unrolls the grid is dragged, and then it plays.
  void unroll(int size) {
    const std::string name = "unroll-" + std::to_string(size);
    if (!wanted(name)) return;
    const std::string path = driver_.file(name + ".toml");
    write_text(path, scene("flatten", "small.png", size));
    const Screen screen = look(path, "flatten/unroll");
    const Box slider = screen.controls.at("flatten/unroll").box;
    Run run(driver_, program_, {"--scene", path});
    const Path along{static_cast<int>(slider.at(0.1, 0).x), static_cast<int>(slider.at(0.9, 0).x),
                     static_cast<int>(slider.centre().y), 1};
    const double before = run.process().cpu_seconds();
    const Latencies out = sweep(run, driver_.display(), along, events_, true, false);
    const double spent = run.process().cpu_seconds() - before;
    print_line(name, out.answer, budget(out.answer, 16.7));
    print_line(name + "-frame", out.drawn);
    print_processor(name, spent);
  }

  void flatten() {
    if (!wanted("flatten")) return;
    const std::string path = write_scene("flatten", "small.png", 256);
    const Screen screen = look(path, "");
    Run run(driver_, program_, {"--scene", path});
    const Box grid = screen.area("flatten.grid"), slider = screen.controls.at("flatten/size").box;
    const auto line = [&](const std::string& name, const Box& box, bool hold, double from, double to) {
      const Path along{static_cast<int>(box.at(from, 0).x), static_cast<int>(box.at(to, 0).x),
                       static_cast<int>(box.centre().y)};
      const Latencies out = sweep(run, driver_.display(), along, events_, hold, false);
      print_line(name, out.answer, budget(out.answer, 16.7));
    };
    line("flatten-256-hover", grid, false, 0.1, 0.9);
    line("flatten-256-line-hover", screen.area("flatten.overview"), false, 0.1, 0.9);
    line("flatten-size-slider", slider, true, 0.95, 0.5);
  }

  // The default pair learns while the pointer goes over its curves and maps.
  void training() {
    if (!wanted("training")) return;
    const std::string path = driver_.file("train.toml");
    write_text(path,
               "stage = \"train\"\npicture = 0\n[[pictures]]\npath = \"small.png\"\n[train]\ntab = \"learning\"\n");
    Run run(driver_, program_, {"--scene", path}, false);
    driver_.display().move({200, 300});
    driver_.display().key("space");
    pause_for(1.0);
    const std::size_t first = run.frames().size();
    std::vector<Event> events;
    double next = now();
    for (int i = 0; i < events_; ++i) {
      const int turn = i % 300, place = 200 + 2 * (turn < 150 ? turn : 300 - turn);
      while (now() < next) pause_for(0.0003);
      next += 1.0 / 60;
      events.push_back({now(), place});
      driver_.display().move({static_cast<double>(place), 300});
    }
    pause_for(0.3);
    const std::vector<Frame>& all = run.frames();
    std::vector<double> pointer, drawn;
    std::size_t frame = first;
    for (const Event& event : events) {
      while (frame < all.size() && (all[frame].presented < event.at || all[frame].begin < event.at)) ++frame;
      if (frame == all.size()) throw std::runtime_error("an event was never answered");
      pointer.push_back((all[frame].presented - event.at) * 1000);
    }
    for (std::size_t i = first; i < all.size(); ++i) drawn.push_back((all[i].presented - all[i].begin) * 1000);
    print_line("training-pointer", pointer, budget(pointer, 33.0));
    print_line("training-frame", drawn);
  }

  void idle() {
    if (!wanted("idle")) return;
    for (const char* stage : {"flatten", "shift"}) {
      Run run(driver_, program_, {"--scene", write_scene(stage, "small.png", 256)});
      driver_.display().move({1, 1});
      pause_for(11.0);  // notices of the start leave after ten seconds
      run.settle();
      const std::size_t before = run.frames().size();
      const double spent = run.process().cpu_seconds();
      pause_for(5.0);
      std::printf("idle-%s frames %zu in 5 s, %.2f %% of a core (budget 0 frames, 0.5 %%)\n", stage,
                  run.frames().size() - before, (run.process().cpu_seconds() - spent) / 5.0 * 100);
      std::fflush(stdout);
    }
  }

  std::string only_;
  int events_;
  std::string program_;
  Driver driver_;
};

}  // namespace

int main(int argc, char** argv) try {
  Bench(argc, argv).run();
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_frames: %s\n", error.what());
  return 1;
}
