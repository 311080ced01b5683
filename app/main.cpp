#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#ifndef _WIN32
#include <fcntl.h>

#include <cerrno>
#include <csignal>
#endif

#include "app/cli/cli.h"
#include "app/platform/native/print_pdf.h"
#include "app/platform/native/render.h"
#include "app/platform/window_options.h"

namespace {

#ifndef _WIN32
// A standard stream that was closed by whoever started the program would be the next file that is opened, and what is
// said there would go into it. Opened the wrong way round, so that using it is still an error that is noticed.
void occupy_closed_streams() {
  for (const int stream : {0, 1, 2}) {
    if (::fcntl(stream, F_GETFD) == -1 && errno == EBADF) ::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
  }
}
#endif

}  // namespace

int main(int argc, char** argv) {
#ifndef _WIN32
  occupy_closed_streams();
  // A file that grows past the limit (ulimit -f) is an error like a full disk, not the end of the program.
  std::signal(SIGXFSZ, SIG_IGN);
#endif
  try {
    return flatscope::run_cli(std::vector<std::string>(argv, argv + argc),
                              {flatscope::run_window, flatscope::render_picture, flatscope::print_to_pdf});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "flatscope: %s\n", error.what());
    return 2;
  }
}
