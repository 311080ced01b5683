#include "app/lessons/model/read.h"

#include "app/cli/files.h"
#include "app/cli/subcommands.h"
#include "app/cli/window.h"

namespace flatscope::cli {

int run_lesson(const Arguments& arguments) {
  Command command(
      "flatscope lesson",
      "Checks a lesson: prints nothing if it can be played, else a line for each mistake, FILE:LINE: what is "
      "wrong and what would be right, and ends with 2.",
      "FILE", "flatscope lesson pixel-below");
  command.positional("FILE", "A lesson (.toml), or the name of one that comes with the program");
  if (!command.parse(arguments)) return 0;
  const std::string name = command.required("FILE");
  const std::filesystem::path path = lesson_file(name);
  const LessonReading reading = read_lesson_file(path);
  for (const LessonMistake& mistake : reading.mistakes) print_line(mistake_line(path, mistake));
  return reading.lesson ? 0 : 2;
}

}  // namespace flatscope::cli
