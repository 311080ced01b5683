#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "app/cli/cli.h"
#include "app/render.h"
#include "app/window_options.h"

int main(int argc, char** argv) {
  try {
    return flatscope::run_cli(std::vector<std::string>(argv, argv + argc),
                              {flatscope::run_window, flatscope::render_picture});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "flatscope: %s\n", error.what());
    return 2;
  }
}
