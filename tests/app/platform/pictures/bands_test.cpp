// A frame drawn band by band has the pixels of one that is drawn at once.
#include "app/platform/pictures/bands.h"

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <string>
#include <vector>

#include "app/files/assets.h"
#include "app/look/palette.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

TEST(Bands, HaveThePixelsOfTheWhole) {
  const Ground ground;
  for (const Stage stage : all_stages()) {
    for (const float scale : {1.0F, 2.3F}) {
      SCOPED_TRACE(std::string(to_string(stage)) + ", " + std::to_string(scale));
      Scene scene = first_scene();
      scene.stage = stage;
      Alone window(ground, scene, {1280 * scale, 720 * scale});
      ImDrawData& frame = *ImGui::GetDrawData();
      const ImU32 colour = palette(Theme::dark).ground;
      const auto width = static_cast<int>(frame.DisplaySize.x), height = static_cast<int>(frame.DisplaySize.y);
      gl::Framebuffer buffer;
      buffer.resize(width, height);
      buffer.bind();
      clear_to(colour);
      ImGui_ImplOpenGL3_RenderDrawData(&frame);
      const std::vector<std::uint8_t> whole = buffer.read_rgb();

      BandPainter bands(frame, colour);
      int steps = 1;
      while (!bands.step()) ++steps;
      EXPECT_GE(steps, 3);
      EXPECT_TRUE(bands.take() == whole);

      // The frame is as it was.
      buffer.bind();
      clear_to(colour);
      ImGui_ImplOpenGL3_RenderDrawData(&frame);
      EXPECT_TRUE(buffer.read_rgb() == whole);
    }
  }
}

}  // namespace
}  // namespace flatscope::testing
