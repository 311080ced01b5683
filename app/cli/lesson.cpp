
#include "app/cli/files.h"
#include "app/cli/subcommands.h"
#include "app/cli/window.h"
#include "app/lessons/model/handout.h"
#include "app/lessons/model/read.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope::cli {
namespace {

void write_handout(Lesson lesson, const std::filesystem::path& path, const HandoutOptions& options,
                   const CliHooks& hooks) {
  const auto shared = std::make_shared<const Lesson>(std::move(lesson));
  // What can't be drawn is thrown, so that there is no problem to be told.
  const auto draw = [&hooks](const RenderWish& wish, const FileAnswer& answer) {
    answer(hooks.render_picture(wish), {});
  };
  draw_figures(shared, draw, [&](const std::vector<HandoutFigure>& figures, const std::string&) {
    const std::string html = handout_html(*shared, figures, options);
    if (names_pdf(path))
      hooks.print_to_pdf(html, path);
    else
      write_file(path, html);
  });
}

}  // namespace

int run_lesson(const Arguments& arguments, const CliHooks& hooks) {
  Command command(
      "flatscope lesson",
      "Checks a lesson: prints nothing if it can be played, else a line for each mistake, FILE:LINE: what is "
      "wrong and what would be right, and ends with 2. With --handout it also writes a page to print and take home.",
      "FILE [--handout OUT.html|OUT.pdf] [--no-answers] [--paper a4|letter]",
      "flatscope lesson pixel-below --handout pixel-below.html");
  command.positional("FILE", "A lesson (.toml), or the name of one that comes with the program");
  command.option("--handout", "OUT", "Where the handout goes: .html, or .pdf where a browser is installed");
  command.flag("--no-answers", "Leave out the page with the right answers");
  command.option("--paper", "PAPER", "Of the handout: a4 or letter; without it .html fits both, and .pdf is a4");
  if (!command.parse(arguments)) return 0;
  const std::string name = command.required("FILE");
  const std::optional<std::string> out = command.text("--handout");
  for (const char* option : {"--no-answers", "--paper"})
    if (command.given(option) && !out)
      throw UsageError(std::string(option) + " was given without --handout OUT, which it is about");
  HandoutOptions options;
  options.answers = !command.given("--no-answers");
  std::filesystem::path target;
  if (out) {
    target = path_from_utf8(*out);
    if (!saved_file(FileUse::save_handout).has_ending(*out))
      throw UsageError("--handout is " + shown(*out) + "; it must end in .html or .pdf");
    if (command.given("--paper") || names_pdf(target)) options.paper = command.choice("--paper", Paper::a4, all_papers);
  }
  const std::filesystem::path path = lesson_file(name);
  LessonReading reading = read_lesson_file(path);
  for (const LessonMistake& mistake : reading.mistakes) print_line(mistake_line(path, mistake));
  if (!reading.lesson) return 2;
  if (out) write_handout(std::move(*reading.lesson), target, options, hooks);
  return 0;
}

}  // namespace flatscope::cli
