// What the program does with lessons: playing one, going through it, and taking up what is written to its file
// meanwhile.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <system_error>
#include <thread>

#include "app/engine/stage_table.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "app/lessons/model/waits.h"
#include "app/shell/app.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

std::filesystem::file_time_type changed_at(const std::filesystem::path& path) {
  std::error_code none;
  return std::filesystem::last_write_time(path, none);
}

}  // namespace

void App::show_lessons() {
  if (view_.lessons || !lesson_heads_.empty()) {
    view_.lessons = !view_.lessons;
    return;
  }
  worker_.submit(
      Worker::Lane::background, "lessons",
      [this]() -> Worker::Delivery {
        return [this, heads = bundled_lesson_heads()] {
          lesson_heads_ = heads;
          view_.lessons = true;
        };
      },
      [this](const std::string& what) {
        say({what, true, "", {}});
      });
}

// Once, quietly: it leaves by itself, and the list of lessons has it as well.
void App::offer_first_lesson() {
  worker_.submit(
      Worker::Lane::background, "first lesson",
      [this]() -> Worker::Delivery {
        const std::vector<LessonHead> heads = bundled_lesson_heads();
        const auto first =
            std::find_if(heads.begin(), heads.end(), [](const LessonHead& head) { return head.level == "first"; });
        if (first == heads.end()) return [] {};
        return [this, head = *first] {
          say({fmt::format("New here? A lesson of {:.0f} minutes shows what this is for.", head.minutes), false,
               "Play it", [path = head.path](App& app) { app.play_lesson(path); }, 0.0, 0, true});
        };
      },
      [](const std::string&) {});
}

void App::play_lesson(const std::filesystem::path& path, int step, bool to_write) {
  const auto written = changed_at(path);
  worker_.submit(
      Worker::Lane::background, "lesson",
      [this, path, step, written, to_write]() -> Worker::Delivery {
        LessonReading reading = read_lesson_file(path);
        if (!reading.lesson) {
          const std::string first = mistake_line(path.filename(), reading.mistakes.front());
          const std::size_t more = reading.mistakes.size() - 1;
          const std::string all = more == 0 ? first : fmt::format("{} ({} more)", first, more);
          return [this, all, path, written, mistakes = std::move(reading.mistakes)] {
            view_.lessons = false;
            say({all, true, "Write on it",
                 [path, written, mistakes](App& app) { app.write_on_broken(path, written, mistakes); }});
          };
        }
        return
            [this, path, step, written, to_write, lesson = std::make_shared<const Lesson>(std::move(*reading.lesson))] {
              view_.lessons = false;
              begin(lesson, step);
              watch_lesson(path, written);
              if (to_write) edit_lesson();
            };
      },
      [this](const std::string& what) {
        say({what, true, "", {}});
      });
}

void App::begin(std::shared_ptr<const Lesson> lesson, int step) {
  view_.lesson = begin_lesson(std::move(lesson));
  go_to_step(step);
}

// Waits on a thread apart until the file is another; one for each lesson that is played.
void App::watch_lesson(const std::filesystem::path& path, std::filesystem::file_time_type written) {
  if (path.empty() || !platform_.shares_files()) return;
  const std::uint64_t watch = ++lesson_watch_;
  const std::shared_ptr<std::atomic<bool>> stop = lesson_ends_ = std::make_shared<std::atomic<bool>>(false);
  worker_.submit_apart(
      [this, path, written, watch, stop]() -> Worker::Delivery {
        while (!*stop && changed_at(path) == written) std::this_thread::sleep_for(std::chrono::milliseconds(300));
        if (*stop) return [] {};
        const auto now = changed_at(path);
        LessonReading reading;
        std::string text;
        try {
          text = lesson_text(path);
          reading = read_lesson_text(text, path);
        } catch (const std::exception& error) {
          reading.mistakes.push_back({0, error.what(), {}, {}});
        }
        return [this, path, now, watch, text, reading = std::move(reading)]() mutable {
          if (watch != lesson_watch_ || view_.lesson.lesson == nullptr) return;
          take_text(text);
          read_text_ = text;
          if (reading.lesson) {
            const bool same_scene = scene_ == scene_of(view_.lesson);
            take_newer(view_.lesson, std::make_shared<const Lesson>(std::move(*reading.lesson)));
            if (same_scene) {
              restore_step();
              set_off(view_, results());
            }
          } else {
            view_.lesson.mistakes = std::move(reading.mistakes);
          }
          show_wanted_step();
          watch_lesson(path, now);
        };
      },
      [](const std::string&) {});
}

void App::restore_step() {
  const Step* const step = step_of(view_.lesson);
  if (step == nullptr) return;
  model_of(scene_.stage).come_to_rest(view_);
  take_over(scene_of(view_.lesson), true);
}

void App::go_to_step(int step) {
  LessonPlay& play = view_.lesson;
  if (play.lesson == nullptr) return;
  ImGui::GetIO().InputQueueCharacters.resize(0);  // the digit that jumps here is no answer
  const Scene scene_before = scene_;
  const ViewState view_before = view_;
  play.step = std::clamp(step, 0, static_cast<int>(play.steps.size()) - 1);
  play.editing = false;
  at_hand(play).seen = true;
  play.list = false;
  // How it is looked at comes from the step; what belongs to the program as a whole stays.
  ViewState view = step_of(play)->view;
  view.lesson = std::move(play);
  view.rail = view_.rail;
  view.presenting = view_.presenting;
  view.lessons = view_.lessons;
  view.presented = view_.presented;
  view.presented.curtain = Curtain::none;
  // What was done to the trainer stays done.
  view.train.commands = view_.train.commands;
  view.train.hand_down = view_.train.hand_down;
  view_ = std::move(view);
  restore_step();
  waits_since_.reset();
  set_off(view_, results());
  glide_from(scene_before, view_before);
}

void App::look_after_waits() {
  const Step* const step = step_of(view_.lesson);
  // Who holds it, or went back to its start, is in no hurry.
  const bool waits = step != nullptr && wait_of(view_.lesson, scene_, results()).trains &&
                     (results().train.training || results().train.data == nullptr);
  if (!waits) return waits_since_.reset();
  const Clock::time_point now = Clock::now();
  if (!waits_since_) waits_since_ = now;
  const double left = longest_wait - std::chrono::duration<double>(now - *waits_since_).count();
  if (!step->recorded) return;
  if (left > 0.0) {
    wake_in_ = wake_in_ < 0.0 ? left : std::min(wake_in_, left);
  } else if (take_recording(view_.lesson)) {
    Scene next = scene_;
    next.train.start = scene_of(view_.lesson).train.start;
    take_over(next, true);
  }
}

void App::leave_lesson() {
  if (lesson_ends_) *lesson_ends_ = true;
  ++lesson_watch_;
  write_draft();
  draft_.reset();
  step_wanted_.reset();
  view_.lesson = {};
  if (view_.presenting) present(false);
}

}  // namespace flatscope
