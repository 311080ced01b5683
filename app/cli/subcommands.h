// One function a subcommand: takes the words after its name, returns the exit code, throws what is wrong.
#pragma once

#include <string>
#include <vector>

#include "app/cli/cli.h"

namespace flatscope::cli {

using Arguments = std::vector<std::string>;

int run_flatten(const Arguments& arguments);
int run_shift(const Arguments& arguments);
int run_dense(const Arguments& arguments);
int run_conv(const Arguments& arguments);
int run_pool(const Arguments& arguments);
int run_equivariance(const Arguments& arguments);
int run_count(const Arguments& arguments);
int run_train(const Arguments& arguments);
int run_lesson(const Arguments& arguments, const CliHooks& hooks);
int run_render(const Arguments& arguments, const CliHooks& hooks);

// Anything that is no subcommand: the window and its options.
int run_window_command(const Arguments& arguments, const CliHooks& hooks);

// In the order of the program's help.
struct Subcommand {
  const char* name;
  const char* summary;
};
inline constexpr Subcommand subcommands[] = {
    {"flatten", "write a picture as a vector"},
    {"shift", "move a picture by whole pixels"},
    {"dense", "apply a dense layer, y = W x + b"},
    {"conv", "apply a convolution (cross-correlation, as PyTorch does)"},
    {"pool", "apply max or average pooling"},
    {"equivariance", "measure whether a convolution moves with its input"},
    {"count", "count what the layers of a network cost"},
    {"train", "train a network on pictures, and say how it does when they are moved"},
    {"lesson", "check a lesson's file, every mistake with its line, or make its handout"},
    {"render", "draw a stage or a saved scene to a PNG or SVG, without a window"},
};

}  // namespace flatscope::cli
