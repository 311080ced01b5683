#include "app/platform/native/notes_window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <glad/gl.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <span>
#include <stdexcept>
#include <utility>

#include "app/platform/native/glfw_events.h"
#include "app/shell/app.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

constexpr int width = 480, height = 720;  // at scale 1

GlfwNotesWindow& notes_of(GLFWwindow* window) {
  return *static_cast<GlfwNotesWindow*>(glfwGetWindowUserPointer(window));
}

// The middle of a monitor that the other window does not lie on; none where there is only one.
std::optional<std::pair<int, int>> place_elsewhere(GLFWwindow* other) {
  int x = 0, y = 0, wide = 0, high = 0;
  glfwGetWindowPos(other, &x, &y);
  glfwGetWindowSize(other, &wide, &high);
  int count = 0;
  GLFWmonitor** const monitors = glfwGetMonitors(&count);
  for (GLFWmonitor* monitor : std::span(monitors, static_cast<std::size_t>(count))) {
    int left = 0, top = 0, across = 0, down = 0;
    glfwGetMonitorWorkarea(monitor, &left, &top, &across, &down);
    const int middle_x = x + wide / 2, middle_y = y + high / 2;
    if (middle_x >= left && middle_x < left + across && middle_y >= top && middle_y < top + down) continue;
    return std::pair(left + std::max(0, (across - width) / 2), top + std::max(0, (down - height) / 2));
  }
  return std::nullopt;
}

}  // namespace

GlfwNotesWindow::GlfwNotesWindow(GlfwWindow& beside, const TextSize& text) : beside_(beside), text_(text) {
  fonts_ = load_fonts(*atlas_, text_);
  const auto place = place_elsewhere(beside.get());
  glfwWindowHint(GLFW_MAXIMIZED, GLFW_FALSE);
  glfwWindowHint(GLFW_FOCUS_ON_SHOW, GLFW_FALSE);  // a clicker goes on talking to the first window
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  const float scale = std::max(1.0F, text_.scale);
  window_ = glfwCreateWindow(static_cast<int>(width * scale), static_cast<int>(height * scale), "Notes · Flatscope",
                             nullptr, beside.get());
  glfwWindowHint(GLFW_VISIBLE, GLFW_TRUE);
  if (window_ == nullptr) throw std::runtime_error("No second window can be opened for the notes.");
  glfwSetWindowSizeLimits(window_, 280, 240, GLFW_DONT_CARE, GLFW_DONT_CARE);
  if (place) glfwSetWindowPos(window_, place->first, place->second);
  glfwSetWindowUserPointer(window_, this);
  install_callbacks();
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(0);  // the first window keeps the pace
  imgui_.emplace(*atlas_);
  glfwMakeContextCurrent(beside_.get());
  glfwShowWindow(window_);
}

GlfwNotesWindow::~GlfwNotesWindow() {
  glfwMakeContextCurrent(window_);
  imgui_.reset();
  glfwMakeContextCurrent(beside_.get());
  glfwDestroyWindow(window_);
}

void GlfwNotesWindow::install_callbacks() {
  glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
    add_key(notes_of(w).beside_.events(), key, scancode, action, modifiers);
    notes_of(w).stirred_ = true;
  });
  glfwSetCharCallback(window_, [](GLFWwindow* w, unsigned code) {
    notes_of(w).beside_.events().letter(code);
    notes_of(w).stirred_ = true;
  });
  glfwSetCursorPosCallback(window_, [](GLFWwindow* w, double x, double y) {
    notes_of(w).pointer_ = {static_cast<float>(x), static_cast<float>(y)};
    notes_of(w).stirred_ = true;
  });
  glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int entered) {
    if (entered == GLFW_FALSE) notes_of(w).pointer_ = {-1, -1};
    notes_of(w).stirred_ = true;
  });
  glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int button, int action, int) {
    if (button == GLFW_MOUSE_BUTTON_LEFT) notes_of(w).down_ = action == GLFW_PRESS;
    notes_of(w).stirred_ = true;
  });
  glfwSetScrollCallback(window_, [](GLFWwindow* w, double, double y) {
    notes_of(w).wheel_ += static_cast<float>(y);
    notes_of(w).stirred_ = true;
  });
  glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { notes_of(w).stirred_ = true; });
  glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int, int) { notes_of(w).stirred_ = true; });
  glfwSetWindowCloseCallback(window_, [](GLFWwindow* w) { notes_of(w).stirred_ = true; });
}

bool GlfwNotesWindow::closing() const { return glfwWindowShouldClose(window_) != GLFW_FALSE; }

bool GlfwNotesWindow::stirred() { return std::exchange(stirred_, false); }

void GlfwNotesWindow::draw(App& app) {
  int wide = 0, high = 0;
  glfwGetFramebufferSize(window_, &wide, &high);
  if (wide == 0 || high == 0) return;  // minimised
  glfwMakeContextCurrent(window_);
  {
    const OwnImGui::Turn turn(*imgui_);
    ImGuiIO& io = ImGui::GetIO();
    const double now = glfwGetTime();
    io.DisplaySize = {static_cast<float>(wide), static_cast<float>(high)};
    io.DeltaTime = static_cast<float>(std::max(now - drawn_at_, 1e-4));
    drawn_at_ = now;
    io.MousePos = pointer_;
    io.MouseDown[0] = down_;
    io.MouseWheel = std::exchange(wheel_, 0.0F);
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    app.draw_notes_window(io.DisplaySize, fonts_, text_.scale);
    ImGui::Render();
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, wide, high);
    const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(palette(app.settings().theme).panel);
    glClearColor(ground.x, ground.y, ground.z, 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  }
  glfwSwapBuffers(window_);
  glfwMakeContextCurrent(beside_.get());
}

}  // namespace flatscope
