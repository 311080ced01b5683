// The options that the window and `render` share.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/command.h"
#include "app/engine/scene.h"
#include "app/files/settings.h"

namespace flatscope::cli {

// Each reads its option, empty where it was not given; throws UsageError for a value that is none of its own.
std::optional<Stage> stage_option(const Command& command);
std::optional<Theme> theme_option(const Command& command);
std::optional<float> scale_option(const Command& command);

// "flatten, shift, convolve or parameters"
std::string stage_choices();

// The Scene of a link, with a sentence for each thing that is left out. Throws UsageError for a damaged one.
Scene linked_scene(const std::string& link, std::vector<std::string>& complaints);

// The file of the lesson that --lesson names. Throws UsageError where there is none.
std::filesystem::path lesson_file(const std::string& name);

}  // namespace flatscope::cli
