// The command line: subcommands run and return, anything else opens the window.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/files/render_wish.h"
#include "app/platform/platform.h"
#include "app/platform/window_options.h"

namespace flatscope {

// The things the command line needs a graphics library or another program for, handed in so that everything else links
// without one.
struct CliHooks {
  std::function<int(const WindowOptions&)> run_window;
  std::function<std::vector<std::byte>(const RenderWish&)> render_picture;
  PdfPrinter print_to_pdf;
};

// Arguments as UTF-8, the program's name first. Returns the exit code: 0, or 2 after one line on standard error that
// says what is wrong with what and what would be right.
int run_cli(const std::vector<std::string>& arguments, const CliHooks& hooks);

}  // namespace flatscope
