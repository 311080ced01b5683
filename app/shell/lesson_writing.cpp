// Writing lessons in the window: a new one, the one that is played, and steps of what the stages show.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "app/files/assets.h"
#include "app/lessons/model/read.h"
#include "app/shell/app.h"
#include "core/files/file.h"
#include "core/files/paths.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

// So long after the last change the file is written, in seconds.
constexpr double rests = 0.5;

bool comes_with_the_program(const std::filesystem::path& path) {
  return path.parent_path() == resources() / "assets" / "lessons";
}

}  // namespace

// Asks where to, writes it, and opens it to be written on.
void App::write_lesson_file(const std::string& name, int step,
                            std::function<std::string(const std::filesystem::path&)> text) {
  FileAsk ask;
  ask.name = name;
  ask.use = FileUse::save_lesson;
  ask.write = [text = std::move(text)](const std::filesystem::path& path) {
    write_file(path, std::string_view(text(path)));
    return fmt::format("Saved as {}.", shown(path));
  };
  ask.then = [this, step](const std::filesystem::path& path) {
    write_draft();  // of the one that was written on before
    draft_.reset();
    play_lesson(path, step, true);
  };
  ask_for_file(std::move(ask));
}

void App::new_lesson() {
  view_.lessons = false;
  write_lesson_file("my-lesson.toml", 0, [scene = scene_](const std::filesystem::path& path) {
    return write_lesson("My lesson", scene, absolute_path(path).parent_path());
  });
}

void App::edit_lesson() {
  LessonPlay& play = view_.lesson;
  if (play.lesson == nullptr) return;
  if (play.editing) {
    play.editing = false;
    write_draft();
    // What was changed a moment ago is still to be read.
    if (draft_ && draft_->part >= 0) step_wanted_ = draft_->part;
    if (draft_ && read_text_ == draft_->written) show_wanted_step();
    return;
  }
  const std::filesystem::path path = play.lesson->path;
  if (comes_with_the_program(path)) {
    say({"This lesson comes with the program. A copy of it can be written on.", false, "Copy it", [path](App& app) {
           const std::string name = "my-" + utf8(path.filename()).substr(utf8(path.filename()).find('-') + 1);
           app.write_lesson_file(name, app.lesson().step,
                                 [path](const std::filesystem::path&) { return lesson_text(path); });
         }});
    return;
  }
  if (draft_ && draft_->path == path) {
    draft_->part = play.step;
    play.editing = true;
    return;
  }
  worker_.submit(
      Worker::Lane::background, "draft",
      [this, path]() -> Worker::Delivery {
        return [this, path, text = lesson_text(path)] {
          if (view_.lesson.lesson == nullptr || view_.lesson.lesson->path != path) return;
          draft_ = open_draft(path, text);
          read_text_ = text;
          draft_->part = std::min(view_.lesson.step, static_cast<int>(draft_->text.steps.size()) - 1);
          view_.lesson.editing = true;
        };
      },
      [this](const std::string& what) {
        say({what, true, "", {}});
      });
}

void App::write_on_broken(const std::filesystem::path& path, std::filesystem::file_time_type written,
                          const std::vector<LessonMistake>& mistakes) {
  Lesson lesson;
  lesson.path = path;
  lesson.title = shown(path.filename());
  Step step;
  step.title = lesson.title;
  step.say = parse_words("This lesson has a mistake and can’t be played yet.", scene_);
  step.scene = scene_;
  lesson.steps.push_back(std::move(step));
  begin(std::make_shared<const Lesson>(std::move(lesson)), 0);
  view_.lesson.mistakes = mistakes;
  watch_lesson(path, written);
  edit_lesson();
}

void App::show_wanted_step() {
  if (step_wanted_) go_to_step(*std::exchange(step_wanted_, std::nullopt));
}

void App::add_lesson_step() {
  if (!draft_ || view_.lesson.lesson == nullptr) return;
  const std::vector<Step>& steps = view_.lesson.lesson->steps;
  const int part = std::clamp(draft_->part, 0, static_cast<int>(steps.size()) - 1);
  add_step(*draft_, write_step("A new step", "What the class is to see.", steps[static_cast<std::size_t>(part)].scene,
                               scene_, draft_->path.parent_path()));
}

void App::undo_lesson_edit() {
  if (draft_) undo_edit(*draft_);
}

void App::keep_draft() {
  if (!draft_) return;
  const std::string text = put_together(draft_->text);
  if (text != draft_text_) {
    draft_text_ = text;
    draft_changed_at_ = ImGui::GetTime();
  }
  if (text == draft_->written) return;
  const double left = draft_changed_at_ + rests - ImGui::GetTime();
  if (left > 0.0) {
    wake_in_ = wake_in_ < 0.0 ? left : std::min(wake_in_, left);
    return;
  }
  write_draft();
}

void App::write_draft() {
  if (!draft_) return;
  const std::string text = put_together(draft_->text);
  if (text == draft_->written) return;
  draft_->written = text;
  worker_.submit(
      Worker::Lane::background, "write draft",
      [path = draft_->path, text]() -> Worker::Delivery {
        write_file(path, std::string_view(text));
        return [] {};
      },
      [this](const std::string& what) {
        say({what, true, "", {}});
      });
}

// The file was written by somebody else: that is the lesson now.
void App::take_text(const std::string& text) {
  if (!draft_ || text == draft_->written || put_together(draft_->text) != draft_->written) return;
  const int part = draft_->part;
  draft_->past.push_back(draft_->text);
  draft_->text = take_apart(text);
  draft_->written = text;
  draft_->part = std::min(part, static_cast<int>(draft_->text.steps.size()) - 1);
}

}  // namespace flatscope
