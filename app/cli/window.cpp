#include "app/cli/window.h"

#include <fmt/format.h>

#include "app/cli/files.h"
#include "app/cli/subcommands.h"
#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/files/scene_link.h"
#include "app/files/version.h"
#include "app/lessons/model/library.h"
#include "app/look/nearest.h"
#include "core/files/file.h"
#include "core/files/paths.h"

namespace flatscope::cli {
namespace {

constexpr Theme all_themes[] = {Theme::dark, Theme::light};

std::string_view name_of(Theme theme) { return theme == Theme::dark ? "dark" : "light"; }

std::vector<std::string_view> subcommand_names() {
  std::vector<std::string_view> names;
  for (const Subcommand& subcommand : subcommands) names.emplace_back(subcommand.name);
  return names;
}

std::string subcommand_list() {
  std::string text = "\n\nWithout a window, on files; flatscope SUBCOMMAND --help tells more:\n";
  for (const Subcommand& subcommand : subcommands) {
    text += fmt::format("  {:<28}{}\n", subcommand.name, subcommand.summary);
  }
  return text;
}

// A word that is neither an option nor a file is most often a subcommand with a slip in it, or one too late.
std::filesystem::path picture_file(const std::string& name) {
  const std::vector<std::string_view> names = subcommand_names();
  try {
    return find_file(name, "FILE must be a picture or a .npy file");
  } catch (const UsageError&) {
    const std::optional<std::string_view> near = nearest(name, names);
    std::error_code none;
    if (std::filesystem::exists(path_from_utf8(name), none)) throw;  // a folder
    const bool plain_word = !name.empty() && name.find_first_of("./") == std::string::npos;
    if (!near && plain_word) {
      throw UsageError(
          fmt::format("there is no file or subcommand named {}; the subcommands are {}", name, fmt::join(names, ", ")));
    }
    if (!near) throw;
    throw UsageError(*near == name
                         ? fmt::format("the subcommand {} must be the first word after flatscope", name)
                         : fmt::format("the file {} does not exist; did you mean the subcommand {}?", name, *near));
  }
}

}  // namespace

std::string stage_choices() {
  std::string names;
  const std::vector<Stage> stages = all_stages();
  for (std::size_t i = 0; i < stages.size(); ++i)
    names += std::string(i == 0 ? "" : i + 1 == stages.size() ? " or " : ", ") + std::string(to_string(stages[i]));
  return names;
}

std::optional<Stage> stage_option(const Command& command) {
  if (!command.given("--stage")) return std::nullopt;
  return command.choice("--stage", Stage::flatten, all_stages());
}

std::optional<Theme> theme_option(const Command& command) {
  if (!command.given("--theme")) return std::nullopt;
  return command.choice("--theme", Theme::dark, all_themes, name_of);
}

std::optional<float> scale_option(const Command& command) {
  const std::optional<std::string> typed = command.text("--scale");
  if (!typed) return std::nullopt;
  return parse_decimal("--scale", *typed, 0.8F, 2.5F);
}

std::filesystem::path lesson_file(const std::string& name) {
  try {
    return absolute_path(find_lesson(name));
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

Scene linked_scene(const std::string& link, std::vector<std::string>& complaints) {
  try {
    return read_scene_link(link, complaints);
  } catch (const SceneError& error) {
    throw UsageError(error.what());
  }
}

int run_window_command(const Arguments& arguments, const CliHooks& hooks) {
  Command command("flatscope", "Shows what flattening takes away from a picture and what convolution keeps.",
                  "[FILE...] [LINK] [--scene F] [--lesson NAME] [--stage NAME] [--theme dark|light] [--scale S]",
                  "flatscope horse.png --stage shift" + subcommand_list());
  command.positional("FILE", "Pictures to open, the bundled cat without any; or a link to a scene (…#scene=…)", true);
  command.option("--scene", "F", "Open a saved scene (.toml), or a link to one");
  command.option("--stage", "NAME", fmt::format("Start with this stage: {}", stage_choices()));
  command.option("--lesson", "NAME", "Play a lesson: its name, or a file (.toml)");
  command.option("--theme", "THEME", "dark or light");
  command.option("--scale", "S", "Text size, 0.8 to 2.5");
  command.flag("--version", "Print the version and exit");
  // Looked at before the options, which a subcommand with a slip in it brings along.
  if (!arguments.empty() && !arguments.front().empty() && arguments.front().front() != '-' &&
      !is_scene_link(arguments.front())) {
    picture_file(arguments.front());
  }
  if (!command.parse(arguments)) return 0;
  if (command.given("--version")) {
    print_line(fmt::format("flatscope {} ({})", program_version(), program_build()));
    return 0;
  }
  WindowOptions options;
  if (const std::optional<std::string> lesson = command.text("--lesson")) options.lesson = lesson_file(*lesson);
  for (const std::string& name : command.words()) {
    if (!is_scene_link(name)) {
      options.files.push_back(absolute_path(picture_file(name)));
      continue;
    }
    if (options.link || command.given("--scene"))
      throw UsageError("several scenes were given; one window shows one of them");
    options.link = name;
  }
  const std::optional<std::string> scene = command.text("--scene");
  if (scene && is_scene_link(*scene)) {
    options.link = scene;
  } else if (scene) {
    options.scene = absolute_path(find_file(*scene, "--scene must be a saved scene (.toml)"));
  }
  if (options.link) {
    // A mistake in it is told here and not by a window.
    std::vector<std::string> complaints;
    linked_scene(*options.link, complaints);
  }
  options.stage = stage_option(command);
  options.theme = theme_option(command);
  options.text_scale = scale_option(command);
  return hooks.run_window(options);
}

}  // namespace flatscope::cli
