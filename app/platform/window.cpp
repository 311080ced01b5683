// The window: GLFW's events in, frames out. The loop sleeps until something happens.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <glad/gl.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/files/settings.h"
#include "app/platform/beginning.h"
#include "app/platform/frame_log.h"
#include "app/platform/render_queue.h"
#include "app/platform/software/frame_painter.h"
#include "app/platform/software/ground.h"
#include "app/platform/start_glfw.h"
#include "app/platform/window_events.h"
#include "app/platform/window_options.h"
#include "app/shell/app.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

// Seconds between the frames that follow an event: they let a next event go first, which a frame under way would hold
// up.
constexpr double after_frame_pause = 0.012;

// Seconds from one frame to the next while the picture waits for an answer: a little over 30 frames a second.
constexpr double slow_frame = 0.030;

// A file of the command line, or the last session, that takes longer comes when the window is there already.
constexpr std::chrono::seconds longest_wait_for_files{3};

// A frame that waits for its answer still takes no longer than this, from its beginning until it is shown.
constexpr std::chrono::milliseconds longest_frame{31};
// So long it may wait in any case.
constexpr std::chrono::milliseconds least_patience{5};

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

// GLFW, its window, Dear ImGui and its backends, taken down in reverse.
class Window {
 public:
  // Waits for `fonts` when the window is there; both take about as long. `fit_display`: the first start, which may make
  // text and window larger.
  Window(Settings& settings, bool fit_display, ImFontAtlas& atlas, std::future<FontSet>& loading) {
    if (const std::optional<std::string> why = gl::start_glfw()) {
      throw std::runtime_error("no window can be opened: " + *why +
                               ". Without a display, `flatscope render` draws into a file.");
    }
    if (fit_display) fit_to_display(settings);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_MAXIMIZED, settings.maximised ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "flatscope");
    glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "flatscope");
    window_ = glfwCreateWindow(settings.window_width, settings.window_height, "Flatscope", nullptr, nullptr);
    if (window_ == nullptr) {
      const char* why = nullptr;
      glfwGetError(&why);
      glfwTerminate();
      throw std::runtime_error(std::string("no window with OpenGL 3.3 can be opened: ") +
                               (why != nullptr ? why : "no reason given"));
    }
    glfwSetWindowSizeLimits(window_, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
    gladLoadGL(glfwGetProcAddress);
    fonts_ = loading.get();
    ImGui::CreateContext(&atlas);
    ImGui::GetIO().IniFilename = nullptr;
    glfwSetWindowUserPointer(window_, &events_);
    WindowEvents::install_callbacks(window_);
    ImGui_ImplGlfw_InitForOpenGL(window_, true);
    ImGui_ImplOpenGL3_Init("#version 330 core");
  }
  ~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
    glfwDestroyWindow(window_);
    if (!keep_glfw_) glfwTerminate();
  }
  // GLFW is still at work on another thread when the window goes; the system takes it down with the program.
  void keep_glfw() { keep_glfw_ = true; }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  GLFWwindow* get() const { return window_; }
  WindowEvents& events() { return events_; }
  const FontSet& fonts() const { return fonts_; }

 private:
  GLFWwindow* window_ = nullptr;
  bool keep_glfw_ = false;
  FontSet fonts_;
  WindowEvents events_;
};

void bake_fonts(App& app) {
  app.load_fonts_now();
  if constexpr (!compat::fonts_bake_themselves) ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

// Where the window is while it is neither maximised nor fills the screen.
struct WindowPlace {
  int x = 64, y = 64;
};

// `place` and `settings` hold the window as it is without: where, how large, and whether it is maximised.
void set_full_screen(GLFWwindow* window, bool full, const WindowPlace& place, const Settings& settings) {
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  if (full && monitor != nullptr) {
    const GLFWvidmode* mode = glfwGetVideoMode(monitor);
    // Some window managers would take a maximised one for maximised still when it comes back.
    if (settings.maximised) glfwRestoreWindow(window);
    glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
  } else {
    glfwSetWindowMonitor(window, nullptr, place.x, place.y, settings.window_width, settings.window_height, 0);
    if (settings.maximised) glfwMaximizeWindow(window);
  }
}

// The picture goes straight into the window; render.cpp and screenshots let the same frame() draw into a Framebuffer.
// A copy between the two would cost 3 ms a frame where software draws.
// `drawing`: how long the last frame took from being built to being shown, 0 for none; brought up to date.
void draw_frame(App& app, Window& window, FramePainter& painter, App::Clock::duration& drawing) {
  int width = 0, height = 0;
  glfwGetFramebufferSize(window.get(), &width, &height);
  if (width < 1 || height < 1) return;  // minimised

  const App::Clock::time_point begun = App::Clock::now();
  const bool first = drawing == App::Clock::duration{0};
  const App::Clock::time_point answer_by = std::max(begun + least_patience, begun + longest_frame - drawing);
  std::vector<KeyPress> keys = window.events().keys_of_frame();
  // The first pass takes the input. If that asks for an answer, a second one waits for it and is what is shown: the
  // picture answers in the frame of the event.
  for (int pass = 0; pass < 2; ++pass) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    MouseQueue& mouse = window.events().mouse;
    if (pass == 0)
      mouse.hand_over(ImGui::GetIO());
    else
      mouse.repeat(ImGui::GetIO());
    ImGui::NewFrame();
    for (const KeyPress& press : keys) compat::press_again(press.key);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const bool again = app.frame(screen, keys, pass == 0 ? std::nullopt : std::optional(answer_by));
    keys.clear();
    if (pass == 1) break;
    if (!again) app.ask_for_answers();
    if (!again && !app.answer_may_come()) break;
    ImGui::EndFrame();
  }
  if (first) draw_ground(app.panels());
  const App::Clock::time_point built = App::Clock::now();
  ImGui::Render();
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  glViewport(0, 0, width, height);
  const std::vector<GroundArea> none;
  painter.paint(*ImGui::GetDrawData(), first ? none : app.panels(), palette(app.settings().theme).ground);
  glfwSwapBuffers(window.get());
  drawing = App::Clock::now() - built;
  app.frame_shown();  // not before: who reads the record may look at the pixels
}

}  // namespace

int run_window(const WindowOptions& options) {
  const bool first_start = !has_settings();
  std::vector<std::string> complaints;
  Settings settings = load_settings(complaints);
  if (options.theme) settings.theme = *options.theme;
  if (options.text_scale) settings.text_scale = *options.text_scale;
  ImFontAtlas atlas;
  const float font_scale = settings.text_scale;  // right unless the display magnifies; then they are loaded again
  std::future<FontSet> loading = std::async(std::launch::async, [&] { return load_fonts(atlas, font_scale); });
  const BeginningReader reader(options);
  Window window(settings, first_start && !options.text_scale, atlas, loading);
  std::optional<Beginning> read = reader.wait(longest_wait_for_files);
  Beginning beginning = read ? std::move(*read) : reader.without_files();
  Scene first = beginning.interrupted ? beginning.interrupted->scene : std::move(beginning.scene);
  if (options.stage) first.stage = *options.stage;

  {
    App app(std::move(first), std::move(settings), [] { glfwPostEmptyEvent(); });
    app.take_fonts(window.fonts(), font_scale);
    app.take_clipboard(display_clipboard([] { glfwPostEmptyEvent(); }));
    RenderQueue renders([] { glfwPostEmptyEvent(); });
    app.take_renderer([&](RenderWish wish, FileAnswer answer) { renders.add(std::move(wish), std::move(answer)); });
    FrameLog log;
    if (beginning.interrupted) {
      app.resume(std::move(*beginning.interrupted));
    } else if (beginning.offer_last) {
      app.offer_last_session();
    }
    if (options.scene && !beginning.late_scene) app.set_scene_path(*options.scene);
    complaints.insert(complaints.end(), beginning.complaints.begin(), beginning.complaints.end());
    for (const std::string& complaint : complaints) app.say({complaint, true, "", {}});
    if (beginning.late_scene) app.open_slowly({*beginning.late_scene}, true);
    if (!beginning.late_pictures.empty()) app.open_slowly(beginning.late_pictures, false);

    float x_scale = 1.0F, y_scale = 1.0F;
    glfwGetWindowContentScale(window.get(), &x_scale, &y_scale);
    app.set_display_scale(x_scale);
    std::string title;
    bool full_screen = false;
    WindowPlace place;
    FramePainter painter;
    App::Clock::duration drawing{0};
    while (!app.quitting() && glfwWindowShouldClose(window.get()) == GLFW_FALSE) {
      if (app.fonts_stale()) {
        bake_fonts(app);
        painter.forget();
      }
      log.begin();
      const double begun = glfwGetTime();
      draw_frame(app, window, painter, drawing);
      log.end(app, painter.painted());
      if (app.title() != title) {
        title = app.title();
        glfwSetWindowTitle(window.get(), title.c_str());
      }
      if (app.full_screen() != full_screen) {
        full_screen = app.full_screen();
        set_full_screen(window.get(), full_screen, place, app.settings());
      }
      // While an answer that takes long is under way, the frames in between leave it the processor.
      while (app.picture_behind() && !app.has_news() && glfwGetTime() < begun + slow_frame)
        glfwWaitEventsTimeout(begun + slow_frame - glfwGetTime());
      // A picture to be exported gets a slice after each frame.
      const bool rendering = renders.step();
      WindowEvents& events = window.events();
      events.frames_wanted = std::max(app.has_news() ? 2 : 0, events.frames_wanted - 1);
      const std::optional<double> soon = app.wants_frame_in();
      if (events.waiting() || compat::events_waiting()) events.frames_wanted = std::max(events.frames_wanted, 2);
      if (app.fonts_stale()) events.frames_wanted = std::max(events.frames_wanted, 1);
      if (events.frames_wanted > 0) {
        // A wake-up for results that the last frame has shown already is no reason for another one.
        const int wanted = events.frames_wanted;
        const double until = glfwGetTime() + (soon ? std::min(*soon, after_frame_pause) : after_frame_pause);
        glfwPollEvents();
        while (events.frames_wanted <= wanted && !app.has_news()) {
          const double left = until - glfwGetTime();
          if (left <= 0.0) break;
          glfwWaitEventsTimeout(left);
        }
      } else if (rendering) {
        glfwPollEvents();
      } else if (soon) {
        glfwWaitEventsTimeout(std::max(0.001, *soon));
        events.frames_wanted = std::max(events.frames_wanted, 1);
      } else {
        glfwWaitEvents();
        events.frames_wanted = std::max(events.frames_wanted, 1);  // a worker's wake-up calls back nothing
      }
      if (!events.dropped.empty()) {
        std::vector<std::filesystem::path> dropped;
        dropped.swap(events.dropped);
        app.open(dropped);
      }
      if (!full_screen) {
        app.settings().maximised = glfwGetWindowAttrib(window.get(), GLFW_MAXIMIZED) != 0;
        if (!app.settings().maximised) {
          glfwGetWindowSize(window.get(), &app.settings().window_width, &app.settings().window_height);
          glfwGetWindowPos(window.get(), &place.x, &place.y);
        }
      }
    }
    app.goodbye();
    if (app.clipboard().holds_glfw()) window.keep_glfw();
  }
  return 0;
}

}  // namespace flatscope
