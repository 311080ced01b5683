#include "app/platform/native/glfw_window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <glad/gl.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "app/platform/native/glfw_events.h"
#include "app/platform/native/notes_window.h"
#include "app/platform/native/start_glfw.h"

namespace flatscope {
namespace {

// A large display that asks for no scale of its own: larger text, and a window that has room for it.
void fit_to_display(Settings& settings) {
  GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* const mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
  if (mode == nullptr) return;
  float x_scale = 1.0F, y_scale = 1.0F;
  glfwGetMonitorContentScale(monitor, &x_scale, &y_scale);
  if (x_scale != 1.0F || y_scale != 1.0F) return;
  const float scale = first_text_scale(mode->height);
  settings.text_scale = scale;
  settings.window_width = std::min(mode->width, static_cast<int>(scale * static_cast<float>(settings.window_width)));
  settings.window_height = static_cast<int>(scale * static_cast<float>(settings.window_height));
}

}  // namespace

GlfwWindow::GlfwWindow(std::shared_ptr<NativePlatform> platform, Settings& settings, bool fit_display)
    : platform_(std::move(platform)) {
  if (const std::optional<std::string> why = gl::start_glfw()) {
    throw std::runtime_error("no window can be opened: " + *why +
                             ". Without a display, `flatscope render` draws into a file.");
  }
  if (fit_display) fit_to_display(settings);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);  // a click into the notes leaves the class its picture
  glfwWindowHint(GLFW_DEPTH_BITS, 0);
  glfwWindowHint(GLFW_STENCIL_BITS, 0);
  glfwWindowHint(GLFW_MAXIMIZED, settings.maximised ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "flatscope");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "flatscope");
#ifdef GLFW_WAYLAND_APP_ID
  glfwWindowHintString(GLFW_WAYLAND_APP_ID, "org.flatscope.Flatscope");  // as its desktop entry is called
#endif
  window_ = glfwCreateWindow(settings.window_width, settings.window_height, "Flatscope", nullptr, nullptr);
  if (window_ == nullptr) {
    const char* why = nullptr;
    glfwGetError(&why);
    const std::string words = why != nullptr ? why : "no reason given";
    glfwTerminate();
    throw std::runtime_error("no window with OpenGL 3.3 can be opened: " + words);
  }
  glfwSetWindowSizeLimits(window_, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
  glfwMakeContextCurrent(window_);
  glfwSwapInterval(1);
  gladLoadGL(glfwGetProcAddress);
  glfwSetWindowUserPointer(window_, &events_);
  install_callbacks(window_);
  platform_->window_opened();
}

void GlfwWindow::start_imgui(ImFontAtlas& atlas) {
  ImGui::CreateContext(&atlas);
  ImGui::GetIO().IniFilename = nullptr;
  ImGui_ImplGlfw_InitForOpenGL(window_, true);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  imgui_ = true;
}

GlfwWindow::~GlfwWindow() {
  if (imgui_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
  }
  // Where GLFW is still at work on another thread, the system takes it down with the program.
  const bool keep = platform_->holds_glfw();
  platform_->window_closes();
  glfwDestroyWindow(window_);
  if (!keep) glfwTerminate();
}

void GlfwWindow::begin_frame() { ImGui_ImplGlfw_NewFrame(); }

void GlfwWindow::show_frame() { glfwSwapBuffers(window_); }

double GlfwWindow::now() const { return glfwGetTime(); }

std::unique_ptr<NotesWindow> GlfwWindow::open_notes(const TextSize& text) {
  return std::make_unique<GlfwNotesWindow>(*this, text);
}

bool GlfwWindow::closing() const { return glfwWindowShouldClose(window_) != GLFW_FALSE; }

float GlfwWindow::display_scale() const {
  float x_scale = 1.0F, y_scale = 1.0F;
  glfwGetWindowContentScale(window_, &x_scale, &y_scale);
  return x_scale;
}

Window::Size GlfwWindow::pixels() const {
  Size size;
  glfwGetFramebufferSize(window_, &size.width, &size.height);
  return size;
}

void GlfwWindow::show_title(const std::string& title) {
  if (title == title_) return;
  title_ = title;
  glfwSetWindowTitle(window_, title.c_str());
}

void GlfwWindow::remember_place(Settings& settings) {
  if (full_screen_) return;
  settings.maximised = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) != 0;
  if (settings.maximised) return;
  glfwGetWindowSize(window_, &settings.window_width, &settings.window_height);
  glfwGetWindowPos(window_, &x_, &y_);
}

void GlfwWindow::show_full_screen(bool full, const Settings& settings) {
  if (full == full_screen_) return;
  full_screen_ = full;
  GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
  if (full && monitor != nullptr) {
    const GLFWvidmode* const mode = glfwGetVideoMode(monitor);
    // Some window managers would take a maximised one for maximised still when it comes back.
    if (settings.maximised) glfwRestoreWindow(window_);
    glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
  } else {
    glfwSetWindowMonitor(window_, nullptr, x_, y_, settings.window_width, settings.window_height, 0);
    if (settings.maximised) glfwMaximizeWindow(window_);
  }
}

}  // namespace flatscope
