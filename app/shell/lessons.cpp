// What the program does with lessons: playing one, going through it, and taking up what is written to its file
// meanwhile.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <system_error>
#include <thread>

#include "app/engine/stage_table.h"
#include "app/lessons/model/read.h"
#include "app/shell/app.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

std::filesystem::file_time_type changed_at(const std::filesystem::path& path) {
  std::error_code none;
  return std::filesystem::last_write_time(path, none);
}

}  // namespace

void App::play_lesson(const std::filesystem::path& path, int step) {
  const auto written = changed_at(path);
  worker_.submit(
      Worker::Lane::background, "lesson",
      [this, path, step, written]() -> Worker::Delivery {
        LessonReading reading = read_lesson_file(path);
        if (!reading.lesson) {
          const std::string first = mistake_line(path.filename(), reading.mistakes.front());
          const std::size_t more = reading.mistakes.size() - 1;
          const std::string all = more == 0 ? first : fmt::format("{} ({} more)", first, more);
          return [this, all] { say({all, true, "", {}}); };
        }
        return [this, path, step, written, lesson = std::make_shared<const Lesson>(std::move(*reading.lesson))] {
          begin(lesson, step);
          watch_lesson(path, written);
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
  if (path.empty()) return;
  const std::uint64_t watch = ++lesson_watch_;
  const std::shared_ptr<std::atomic<bool>> stop = lesson_ends_ = std::make_shared<std::atomic<bool>>(false);
  worker_.submit_apart(
      [this, path, written, watch, stop]() -> Worker::Delivery {
        while (!*stop && changed_at(path) == written) std::this_thread::sleep_for(std::chrono::milliseconds(300));
        if (*stop) return [] {};
        const auto now = changed_at(path);
        LessonReading reading;
        try {
          reading = read_lesson_file(path);
        } catch (const std::exception& error) {
          reading.mistakes.push_back({0, error.what(), {}, {}});
        }
        return [this, path, now, watch, reading = std::move(reading)]() mutable {
          if (watch != lesson_watch_ || view_.lesson.lesson == nullptr) return;
          if (reading.lesson) {
            const bool same_scene = scene_ == step_of(view_.lesson)->scene;
            take_newer(view_.lesson, std::make_shared<const Lesson>(std::move(*reading.lesson)));
            if (same_scene) restore_step();
          } else {
            view_.lesson.mistakes.clear();
            for (const LessonMistake& mistake : reading.mistakes)
              view_.lesson.mistakes.push_back(mistake_line(path.filename(), mistake));
          }
          watch_lesson(path, now);
        };
      },
      [](const std::string&) {});
}

void App::restore_step() {
  const Step* const step = step_of(view_.lesson);
  if (step == nullptr) return;
  model_of(scene_.stage).come_to_rest(view_);
  take_over(step->scene, true);
}

void App::go_to_step(int step) {
  LessonPlay& play = view_.lesson;
  if (play.lesson == nullptr) return;
  const Scene scene_before = scene_;
  const ViewState view_before = view_;
  play.step = std::clamp(step, 0, static_cast<int>(play.steps.size()) - 1);
  at_hand(play).seen = true;
  play.list = false;
  // How it is looked at comes from the step; what belongs to the program as a whole stays.
  ViewState view = step_of(play)->view;
  view.lesson = std::move(play);
  view.rail = view_.rail;
  view.presenting = view_.presenting;
  view.presented = view_.presented;
  view.presented.curtain = Curtain::none;
  // What was done to the trainer stays done.
  view.train = view_.train;
  view_ = std::move(view);
  restore_step();
  glide_from(scene_before, view_before);
}

void App::leave_lesson() {
  if (lesson_ends_) *lesson_ends_ = true;
  ++lesson_watch_;
  view_.lesson = {};
  if (view_.presenting) present(false);
}

}  // namespace flatscope
