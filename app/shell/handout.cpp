// What a class takes home of a lesson: its handout, and its answers as a table.
#include <fmt/format.h>

#include <utility>

#include "app/files/assets.h"
#include "app/files/settings_file.h"
#include "app/lessons/model/handout.h"
#include "app/shell/app.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {

namespace fs = std::filesystem;

void App::ask_for_handout() {
  const std::shared_ptr<const Lesson> lesson = view_.lesson.lesson;
  if (lesson == nullptr) return;
  // Beside a lesson of one's own; those that come with the program lie where nobody writes.
  const fs::path beside = lesson->path.parent_path();
  const bool own = !beside.empty() && beside != resources() / "assets" / "lessons";
  ask_for_files(
      {FileUse::save_handout, (own ? beside : settings_.folder) / path_from_utf8(handout_stem(*lesson) + ".html")});
}

void App::make_handout(const fs::path& path) {
  const std::shared_ptr<const Lesson> lesson = view_.lesson.lesson;
  if (lesson == nullptr) return;
  PdfPrinter print;
  if (names_pdf(path)) {
    print = platform_.pdf_printer();
    if (!print)
      return say(
          {"No PDF can be made here: save the handout as .html, open it in a browser and print it.", true, "", {}});
  }
  if (!render_later_) return say({"The handout can’t be made: nothing here draws its figures.", true, "", {}});
  say({fmt::format("The handout is being made: {} figures are drawn.", lesson->steps.size()), false, "", {}});
  draw_figures(lesson, render_later_,
               [this, lesson, path, print](std::vector<HandoutFigure> figures, const std::string& problem) {
                 if (!problem.empty())
                   return say({fmt::format("The handout can’t be made: {}.", problem), true, "", {}});
                 write_handout(lesson, path, print, std::make_shared<std::vector<HandoutFigure>>(std::move(figures)));
               });
}

void App::write_handout(const std::shared_ptr<const Lesson>& lesson, const fs::path& path, const PdfPrinter& print,
                        const std::shared_ptr<const std::vector<HandoutFigure>>& figures) {
  const auto write = [this, lesson, path, print, figures]() -> Worker::Delivery {
    HandoutOptions options;
    if (print) options.paper = Paper::a4;
    const std::string html = handout_html(*lesson, *figures, options);
    if (print)
      print(html, path);
    else
      write_file(path, html);
    return [this, path] {
      settings_.folder = path.parent_path();
      store_settings(platform_.storage(), settings_);
      exported({path}, {});
    };
  };
  const auto failed = [this](const std::string& what) { say({what, true, "", {}}); };
  // Another program may take any time to print; nobody waits for it.
  if (print)
    worker_.submit_apart(write, failed);
  else
    worker_.submit(Worker::Lane::background, "handout", write, failed);
}

void App::ask_for_answers_file() {
  const LessonPlay& play = view_.lesson;
  if (play.lesson == nullptr) return;
  ask_for_file({.name = handout_stem(*play.lesson) + "-answers.csv",
                .use = FileUse::save_table,
                .write = [text = answers_csv(play, computer_.results())](const fs::path& path) {
                  write_file(path, text);
                  return fmt::format("Saved as {}.", shown(path));
                }});
}

}  // namespace flatscope
