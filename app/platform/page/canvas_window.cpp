#include "app/platform/page/canvas_window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <emscripten.h>
#include <emscripten/html5.h>
#include <glad/gl.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cfloat>
#include <stdexcept>
#include <utility>

#include "app/platform/page/script.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {

CanvasWindow::CanvasWindow(std::shared_ptr<PagePlatform> platform) : platform_(std::move(platform)) {
  EmscriptenWebGLContextAttributes wanted;
  emscripten_webgl_init_context_attributes(&wanted);
  wanted.majorVersion = 2;
  wanted.alpha = wanted.depth = wanted.stencil = wanted.antialias = false;
  // The program draws only what changed since the frame before.
  wanted.preserveDrawingBuffer = true;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context("#canvas", &wanted);
  if (context <= 0 || emscripten_webgl_make_context_current(context) != EMSCRIPTEN_RESULT_SUCCESS) {
    throw std::runtime_error(
        "This browser gives the page no WebGL 2. Flatscope needs it to draw: a newer browser has it, or it is switched "
        "off in this one’s settings.");
  }
  gladLoadGLES2(
      [](const char* name) { return reinterpret_cast<GLADapiproc>(emscripten_webgl_get_proc_address(name)); });
}

CanvasWindow::~CanvasWindow() {
  if (!imgui_) return;
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
}

void CanvasWindow::start_imgui(ImFontAtlas& atlas) {
  ImGui::CreateContext(&atlas);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  compat::start_own_keys();
  compat::tell_pointer({-FLT_MAX, -FLT_MAX});
  ImGui_ImplOpenGL3_Init("#version 300 es");
  imgui_ = true;
}

double CanvasWindow::now() const { return emscripten_get_now() / 1000.0; }

void CanvasWindow::begin_frame() {
  ImGuiIO& io = ImGui::GetIO();
  const double at = now();
  io.DisplaySize = {static_cast<float>(size_.width), static_cast<float>(size_.height)};
  io.DeltaTime = static_cast<float>(std::max(at - std::exchange(drawn_at_, at), 1e-4));
}

void CanvasWindow::show_frame() {
  const int cursor = ImGui::GetMouseCursor();
  if (cursor != std::exchange(cursor_, cursor)) flatscope_show_cursor(cursor);
}

void CanvasWindow::show_title(const std::string& title) {
  if (title != std::exchange(title_, title)) flatscope_show_title(title.c_str());
}

void CanvasWindow::show_full_screen(bool full, const Settings&) {
  if (full != std::exchange(full_screen_, full)) flatscope_show_full_screen(full);
}

std::unique_ptr<NotesWindow> CanvasWindow::open_notes(const TextSize&) {
  notes_heard_ = std::make_shared<PageNotes::Heard>();
  return std::make_unique<PageNotes>(notes_heard_);
}

void CanvasWindow::heard_in_notes(std::string action) {
  if (action.empty())
    notes_heard_->closed = true;
  else
    notes_heard_->pressed.push_back(std::move(action));
}

void CanvasWindow::resized(Size size, float scale) {
  size_ = size;
  scale_ = scale;
  events_.stir();
}

void CanvasWindow::pointer_at(ImVec2 place) {
  events_.pointer = place;
  if (imgui_) compat::tell_pointer(place);
  events_.stir();
}

void CanvasWindow::button(int button, bool down, ImVec2 place) {
  pointer_at(place);
  events_.mouse.add(button, down, place);
  if (imgui_) compat::tell_button(button, down);
}

void CanvasWindow::wheel(float x, float y) {
  if (imgui_) compat::tell_wheel(x, y);
  events_.stir();
}

void CanvasWindow::hold(int modifiers) {
  if (imgui_)
    compat::tell_modifiers((modifiers & GLFW_MOD_CONTROL) != 0, (modifiers & GLFW_MOD_SHIFT) != 0,
                           (modifiers & GLFW_MOD_ALT) != 0, (modifiers & GLFW_MOD_SUPER) != 0);
}

void CanvasWindow::key(const KeyPress& press) {
  hold(press.modifiers);
  if (imgui_) compat::tell_key(press.key, !press.let_go);
  events_.key(press);
}

void CanvasWindow::letter(unsigned code) {
  if (imgui_) ImGui::GetIO().AddInputCharacter(code);
  events_.letter(code);
}

void CanvasWindow::keyboard_lost() {
  if (imgui_)
    for (int key = 0; key < 512; ++key) compat::tell_key(key, false);
  hold(0);
  events_.stir();
}

bool CanvasWindow::wants_text() const { return imgui_ && ImGui::GetIO().WantTextInput; }

}  // namespace flatscope
