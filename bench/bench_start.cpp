// Time from starting the program to its first complete frame, against the same for an empty Dear ImGui window (this
// program itself with --empty), alternately on one virtual display. Prints medians and their ratio.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <glad/gl.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

#include "bench/timing.h"
#include "tests/e2e/display.h"
#include "tests/e2e/pictures.h"
#include "tests/e2e/process.h"

namespace {

namespace fs = std::filesystem;
using flatscope::bench::median;
using flatscope::testing::Display;
using flatscope::testing::now;
using flatscope::testing::pause_for;
using flatscope::testing::Process;

// The peer: a window of the same size and OpenGL version with Dear ImGui and nothing in it.
int run_empty(const char* log) {
  if (glfwInit() == GLFW_FALSE) return 1;
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  GLFWwindow* window = glfwCreateWindow(1280, 720, "Empty", nullptr, nullptr);
  if (window == nullptr) return 1;
  glfwMakeContextCurrent(window);
  glfwSwapInterval(1);
  gladLoadGL(glfwGetProcAddress);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  ImGui::Begin("Empty");
  ImGui::End();
  ImGui::Render();
  glClearColor(0.1F, 0.1F, 0.1F, 1.0F);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glfwSwapBuffers(window);
  glFinish();
  if (std::FILE* file = std::fopen(log, "wb")) {
    std::fprintf(file, "frame 1 begin 0 presented %.6f pointer 0 0 dx 0 size 1 1 behind 0\n", now());
    std::fclose(file);
  }
  while (true) glfwWaitEvents();
}

// Milliseconds until the log tells of a frame that shows all it was asked for.
double first_frame(const std::vector<std::string>& words, const Display& display, const fs::path& folder) {
  const std::string log = (folder / "frames.log").string();
  std::error_code ignored;
  fs::remove(log, ignored);
  fs::remove_all(folder / "state", ignored);
  const std::map<std::string, std::string> environment{{"DISPLAY", display.name()},
                                                       {"HOME", folder.string()},
                                                       {"XDG_CONFIG_HOME", (folder / "config").string()},
                                                       {"XDG_STATE_HOME", (folder / "state").string()},
                                                       {"WAYLAND_DISPLAY", ""},
                                                       {"LIBGL_ALWAYS_SOFTWARE", "1"},
                                                       {"FLATSCOPE_FRAME_LOG", log}};
  const double started = now();
  Process process(words, environment, (folder / "output.log").string(), folder.string());
  while (now() - started < 30.0 && process.running()) {
    std::istringstream lines(flatscope::testing::read_text(log));
    std::string line;
    while (std::getline(lines, line)) {
      const std::size_t at = line.find("presented ");
      if (at == std::string::npos || line.find(" behind 0") == std::string::npos) continue;
      if (line.find("size 1 1 ") != std::string::npos && words.size() == 1) continue;  // nothing computed yet
      const double presented = std::strtod(line.c_str() + at + 10, nullptr);
      process.send(SIGKILL);
      process.wait(5.0);
      return (presented - started) * 1000.0;
    }
    pause_for(0.002);
  }
  throw std::runtime_error("no frame came from " + words.front());
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc > 2 && std::string(argv[1]) == "--empty") return run_empty(argv[2]);
  const int rounds = std::atoi(flatscope::bench::option(argc, argv, "--rounds", "9").c_str());
  std::string pattern = (fs::temp_directory_path() / "flatscope-bench-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  const fs::path folder = pattern;
  {
    const Display display((folder / "xvfb.log").string());
    std::vector<double> ours, empty;
    for (int round = 0; round <= rounds; ++round) {
      const double one = first_frame({FLATSCOPE_BINARY}, display, folder);
      const double other = first_frame(
          {fs::read_symlink("/proc/self/exe").string(), "--empty", (folder / "frames.log").string()}, display, folder);
      if (round == 0) continue;  // reads both programs from the disk
      ours.push_back(one);
      empty.push_back(other);
    }
    std::printf("start: first complete frame after %.1f ms, empty ImGui window %.1f ms, ratio %.2f (budget 1.3)\n",
                median(ours), median(empty), median(ours) / median(empty));
  }
  fs::remove_all(folder);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "bench_start: %s\n", error.what());
  return 1;
}
