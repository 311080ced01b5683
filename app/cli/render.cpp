#include <fmt/format.h>

#include "app/cli/files.h"
#include "app/cli/subcommands.h"
#include "app/cli/window.h"
#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/files/scene_link.h"
#include "app/lessons/model/handout.h"
#include "app/lessons/model/read.h"
#include "core/files/file.h"

namespace flatscope::cli {
namespace {

constexpr std::int64_t smallest_side = 64, largest_side = 8192;

Scene stage_scene(Stage stage, const std::optional<std::string>& file) {
  Scene scene = first_scene();
  scene.stage = stage;
  if (file) {
    const bool bundled = names_bundled_picture(*file);
    scene.pictures = {bundled ? bundled_picture(*file)
                              : open_picture(find_file(*file, "FILE must be a picture or a .npy file"))};
    scene.picture = 0;
    clamp(scene);
  }
  return scene;
}

// A scene whose pictures are missing would be drawn with others, which is not what was asked for.
Scene saved_scene(const std::string& name) {
  std::vector<std::string> complaints;
  Scene scene = is_scene_link(name) ? linked_scene(name, complaints)
                                    : load_scene(find_file(name, "--scene must be a saved scene (.toml)"), complaints);
  if (!complaints.empty()) throw UsageError(complaints.front());
  return scene;
}

void take_step(RenderWish& wish, const std::string& name, const Command& command) {
  const std::filesystem::path path = lesson_file(name);
  LessonReading reading = read_lesson_file(path);
  if (!reading.lesson) throw UsageError(mistake_line(path, reading.mistakes.front()));
  const auto count = static_cast<std::int64_t>(reading.lesson->steps.size());
  command.required("--step");
  const auto step = static_cast<int>(command.integer("--step", 1, 1, count)) - 1;
  const bool presenting = wish.view.presenting;
  show_step(wish, std::make_shared<const Lesson>(std::move(*reading.lesson)), step);
  wish.view.presenting = presenting;
}

}  // namespace

int run_render(const Arguments& arguments, const CliHooks& hooks) {
  Command command(
      "flatscope render", "Draws what the window would show to a PNG or an SVG, without a window.",
      "--scene F | --lesson NAME --step N [--present] | --stage NAME [FILE]  [--size WxH] [--scale S] [--theme "
      "dark|light] [--epochs N] --out shot.png",
      "flatscope render --stage flatten chelsea.png --size 1280x720 --out shot.png");
  command.positional("FILE", "A picture for the stage; the bundled cat without it");
  command.option("--scene", "F", "A saved scene (.toml), or a link to one");
  command.option("--stage", "NAME", stage_choices());
  command.option("--lesson", "NAME", "A lesson: its name, or a file (.toml)");
  command.option("--step", "N", "Of the lesson, from 1");
  command.flag("--present", "The lesson's step as it is presented to a class, light without --theme");
  command.option("--size", "WxH", "Size of the picture, 64 to 8192 a side (default 1280x720)");
  command.option("--scale", "S", "Text size, 0.8 to 2.5 (default 1)");
  command.option("--theme", "THEME", "dark (default) or light");
  command.option("--epochs", "N", "On the stage train: both networks learn for so many epochs first, 1 to 1,000");
  command.option("--out", "shot.png", "Where the picture goes: .png, or .svg with its text as text");
  if (!command.parse(arguments)) return 0;

  const std::optional<std::string> scene_name = command.text("--scene");
  const std::optional<Stage> stage = stage_option(command);
  const std::optional<std::string> file = command.text("FILE");
  const std::optional<std::string> lesson = command.text("--lesson");
  const int sources = static_cast<int>(scene_name.has_value()) + static_cast<int>(stage.has_value()) +
                      static_cast<int>(lesson.has_value());
  if (sources > 1)
    throw UsageError(fmt::format("{} and {} were both given; one of them says what to draw",
                                 scene_name ? "--scene" : "--lesson", stage ? "--stage" : "--lesson"));
  if (sources == 0)
    throw UsageError("there is nothing to draw; give --scene F, --lesson NAME --step N or --stage NAME");
  if (!stage && file) {
    throw UsageError(fmt::format("{} brings its own pictures, but {} was given too; leave one of them out",
                                 scene_name ? "--scene" : "--lesson", *file));
  }
  if (command.given("--present") && !lesson)
    throw UsageError("--present was given without --lesson, which it presents");
  if (command.given("--step") && !lesson) throw UsageError("--step was given without --lesson, whose step it is");
  RenderWish wish;
  if (const std::optional<std::string> typed = command.text("--size")) {
    const PixelSize size = parse_size("--size", *typed);
    const std::int64_t largest = std::max(size.width, size.height);
    if (std::min(size.width, size.height) < smallest_side || largest > largest_side) {
      throw UsageError(
          fmt::format("--size is {}; each side must be from {} to {} pixels", *typed, smallest_side, largest_side));
    }
    wish.width = static_cast<int>(size.width);
    wish.height = static_cast<int>(size.height);
  }
  wish.text_scale = scale_option(command).value_or(wish.text_scale);
  wish.view.presenting = command.given("--present");
  wish.theme = theme_option(command).value_or(wish.view.presenting ? Theme::light : Theme::dark);
  const std::string out = command.required("--out");
  if (ends_in_svg(out))
    wish.format = PictureFormat::svg;
  else if (!ends_in_png(out))
    throw UsageError(fmt::format("--out is {}; it must end in .png or .svg", shown(out)));

  if (lesson)
    take_step(wish, *lesson, command);
  else
    wish.scene = scene_name ? saved_scene(*scene_name) : stage_scene(*stage, file);
  if (command.given("--epochs")) {
    if (wish.scene.stage != stage_from_string("train"))
      throw UsageError("--epochs was given, but only the stage train learns; leave it out or show that stage");
    constexpr std::int64_t most_epochs = 1000;
    wish.view.train.train_to = static_cast<int>(command.integer("--epochs", 0, 1, most_epochs));
  }
  const std::vector<std::byte> picture = hooks.render_picture(wish);
  write_file(path_from_utf8(out), std::span<const std::byte>(picture));
  return 0;
}

}  // namespace flatscope::cli
