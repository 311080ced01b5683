#include "tests/app/alone.h"

#include <imgui_impl_opengl3.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
// Mesa keeps what it allocated, which is no fault of ours; other tests look for leaks of the same code.
extern "C" const char* __asan_default_options() { return "detect_leaks=0"; }
#endif

namespace flatscope::testing {
namespace fs = std::filesystem;

Ground::Ground() {
  std::string pattern = (fs::temp_directory_path() / "flatscope-alone-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("can't make " + pattern);
  folder_ = pattern;
  for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}) ::setenv(name, folder_.c_str(), 1);
  ::setenv("FLATSCOPE_SCREEN_RECORD", record().c_str(), 1);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplOpenGL3_Init("#version 330 core");
}

Ground::~Ground() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Alone::Alone(const Ground& ground, Scene scene, ImVec2 size, std::unique_ptr<Platform> platform)
    : ground_(ground), size_(size), platform_(std::move(platform)), app_(std::move(scene), Settings{}, *platform_) {
  app_.set_screen(size_);
  app_.load_fonts_now();
  settle();
}

void Alone::press(int key, int modifiers) {
  frame({{key, modifiers, false}});
  settle();
}

void Alone::click(Point at) {
  move(at);
  frame();
  button(true);
  frame();
  button(false);
  frame();
  settle();
}

void Alone::frame(const std::vector<KeyPress>& keys, double seconds) {
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = size_;
  io.DeltaTime = static_cast<float>(seconds);
  io.MousePos = {static_cast<float>(pointer_.x), static_cast<float>(pointer_.y)};
  io.MouseDown[0] = down_;
  io.MouseWheel = std::exchange(wheel_, 0.0F);
  if (app_.fonts_stale()) app_.load_fonts_now();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  app_.frame(size_, keys, App::Clock::now());
  app_.frame_shown();
  ImGui::Render();
}

void Alone::settle() {
  for (int pass = 0; pass < 2 || (app_.finish_work() && pass < 32); ++pass) frame();
}

std::string Alone::copied() {
  platform_->clipboard().ask();
  const std::optional<ClipboardAnswer> answer = platform_->clipboard().take();
  return answer ? answer->text : "";
}

Screen Alone::now() const {
  std::ifstream file(ground_.record(), std::ios::binary);
  return parse_screen({std::istreambuf_iterator<char>(file), {}});
}

}  // namespace flatscope::testing
