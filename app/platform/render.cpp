#include "app/platform/render.h"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <cstring>

#include "app/files/view_text.h"
#include "app/gl/objects.h"
#include "app/platform/offscreen.h"
#include "app/platform/software/ground.h"
#include "app/shell/app.h"
#include "app/svg/frame.h"
#include "app/widgets/imgui_compat.h"
#include "core/files/image.h"

namespace flatscope {
namespace {

// Dear ImGui without a window behind it.
class HeadlessImGui {
 public:
  HeadlessImGui() {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui_ImplOpenGL3_Init("#version 330 core");
  }
  ~HeadlessImGui() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
  }
  HeadlessImGui(const HeadlessImGui&) = delete;
  HeadlessImGui& operator=(const HeadlessImGui&) = delete;
};

}  // namespace

std::vector<std::byte> render_picture(const Scene& scene, const RenderOptions& options) {
  const gl::Offscreen context;
  const HeadlessImGui imgui;
  Settings settings;
  settings.theme = options.theme;
  settings.text_scale = options.text_scale;
  App app(scene, settings, [] {});
  app.set_display_scale(static_cast<float>(options.pixels));
  if (!options.view.empty()) app.view() = view_from_text(options.view);
  const bool svg = options.format == PictureFormat::svg;
  std::vector<TextRun> texts;
  if (svg) {
    draw_for_svg(ImGui::GetStyle());
    app.keep_text(&texts);
  }
  const int width = options.width * options.pixels, height = options.height * options.pixels;
  gl::Framebuffer buffer;
  buffer.resize(width, height);
  const ImVec2 screen{static_cast<float>(width), static_cast<float>(height)};
  app.set_screen(screen);
  app.load_fonts_now();
  // A frame asks the workers for what it shows (results, thumbnails), the next shows it and may ask for more.
  for (int pass = 0; pass < 3 || (app.finish_work() && pass < 32); ++pass) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = screen;
    io.DeltaTime = 1.0F / 60.0F;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    app.frame(screen, {}, App::Clock::now());
    app.frame_shown();
    ImGui::Render();
  }
  buffer.bind();
  clear_ground(palette(options.theme).ground, app.panels(), *ImGui::GetDrawData());
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  const std::vector<std::uint8_t> pixels = buffer.read_rgb();
  if (!svg) return encode_png(pixels, width, height, 3);
  const std::string text =
      svg_of_frame(*ImGui::GetDrawData(), app.painter(), texts, pixels, palette(options.theme).ground,
                   app.title().empty() ? std::string_view("Flatscope") : app.title());
  std::vector<std::byte> bytes(text.size());
  std::memcpy(bytes.data(), text.data(), text.size());
  return bytes;
}

}  // namespace flatscope
