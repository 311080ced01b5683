#include "app/platform/software/damage.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "app/widgets/imgui_compat.h"
#include "core/tensor/random.h"

namespace flatscope {
namespace {

constexpr int width = 300, height = 170;  // no multiples of a tile

// One texture in a frame.
struct Picture {
  ImVec2 min, max;
  ImU32 colour = 0;
  unsigned int texture = 1;
  ImVec4 clip{0, 0, width, height};
};

struct Screen {
  std::vector<Picture> pictures;
  ImU32 ground = 7;
  std::map<unsigned int, std::uint64_t> contents;  // of textures
};

class Damages : public testing::Test {
 protected:
  Damages() {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = {width, height};
    compat::build_frames_without_backend();
  }
  ~Damages() override { ImGui::DestroyContext(); }

  // The frame as the backend gets it; it lives until the next one.
  static ImDrawData& frame_of(const Screen& screen) {
    ImGui::NewFrame();
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    for (const Picture& one : screen.pictures) {
      list.PushClipRect({one.clip.x, one.clip.y}, {one.clip.z, one.clip.w});
      list.AddImage(compat::texture_id(one.texture), one.min, one.max, {0, 0}, {1, 1}, one.colour);
      list.PopClipRect();
    }
    ImGui::Render();
    return *ImGui::GetDrawData();
  }

  static std::uint64_t contents(const Screen& screen, const ImDrawCmd& command) {
    const auto known = screen.contents.find(compat::gl_name(command));
    return known == screen.contents.end() ? 0 : known->second;
  }

  // A window whose pixels tell all that was drawn on them, in its order.
  struct Canvas {
    std::vector<std::uint64_t> pixels = std::vector<std::uint64_t>(static_cast<std::size_t>(width * height), 99);
    std::int64_t drawn = 0;

    void fill(const PixelArea& area, const auto& change) {
      for (int y = std::max(0, area.top); y < std::min(height, area.bottom); ++y) {
        for (int x = std::max(0, area.left); x < std::min(width, area.right); ++x, ++drawn) {
          std::uint64_t& pixel = pixels[static_cast<std::size_t>(y * width + x)];
          pixel = change(pixel, x, y);
        }
      }
    }
    void clear(const Screen& screen, const PixelArea& part) {
      fill(part, [&](std::uint64_t, int, int) { return std::uint64_t{screen.ground}; });
    }
    void draw_commands(const Screen& screen, const ImDrawData& frame) {
      for (int i = 0; i < frame.CmdListsCount; ++i) {
        const ImDrawList& list = *frame.CmdLists[i];
        for (const ImDrawCmd& command : list.CmdBuffer) {
          const PixelArea clip{static_cast<int>(command.ClipRect.x), static_cast<int>(command.ClipRect.y),
                               static_cast<int>(command.ClipRect.z), static_cast<int>(command.ClipRect.w)};
          for (unsigned int k = 0; k < command.ElemCount; k += 6) {
            const auto at = [&](unsigned int corner) -> const ImDrawVert& {
              return list.VtxBuffer[static_cast<int>(command.VtxOffset +
                                                     list.IdxBuffer[static_cast<int>(command.IdxOffset + k + corner)])];
            };
            const ImDrawVert &first = at(0), &last = at(2);
            const PixelArea area{static_cast<int>(first.pos.x), static_cast<int>(first.pos.y),
                                 static_cast<int>(last.pos.x), static_cast<int>(last.pos.y)};
            fill(common(area, clip), [&](std::uint64_t below, int x, int y) {
              const std::uint64_t texel = contents(screen, command) * 1009 + compat::gl_name(command) * 31 +
                                          static_cast<std::uint64_t>((x - area.left) * 7 + (y - area.top));
              return (below * 1'000'003 + first.col) * 8191 + texel;
            });
          }
        }
      }
    }
  };

  Generator generator_{1};
  int below(int count) { return static_cast<int>(uniform_below(generator_, static_cast<std::uint32_t>(count))); }
  Picture random_picture() {
    Picture one;
    const int left = below(width + 40) - 20, top = below(height + 40) - 20;
    one.min = {static_cast<float>(left), static_cast<float>(top)};
    one.max = {static_cast<float>(left + 1 + below(60)), static_cast<float>(top + 1 + below(40))};
    one.colour = static_cast<ImU32>(1 + below(1000));
    one.texture = static_cast<unsigned int>(1 + below(3));
    if (below(4) == 0) {
      const int x = below(width - 1), y = below(height - 1);
      one.clip = {static_cast<float>(x), static_cast<float>(y), static_cast<float>(x + 1 + below(width - x)),
                  static_cast<float>(y + 1 + below(height - y))};
    }
    return one;
  }
  void change(Screen& screen) {
    std::vector<Picture>& pictures = screen.pictures;
    const auto any = [&] { return static_cast<std::size_t>(below(static_cast<int>(pictures.size()))); };
    switch (below(7)) {
      case 0:
        return pictures.push_back(random_picture());
      case 1:
        if (pictures.size() > 5) pictures.erase(pictures.begin() + static_cast<std::ptrdiff_t>(any()));
        return;
      case 2:
        pictures[any()].min.x += 1.0F;
        return;
      case 3:
        pictures[any()].colour += 1;
        return;
      case 4:
        return std::swap(pictures[any()], pictures[any()]);
      case 5:
        screen.contents[static_cast<unsigned int>(1 + below(3))] += below(8) == 0 ? 1 : 0;
        return;
      default:
        return;  // nothing changes
    }
  }
};

TEST_F(Damages, PartsDrawnAnewMakeTheWholeFrame) {
  Screen screen;
  for (int i = 0; i < 25; ++i) screen.pictures.push_back(random_picture());
  Damage damage;
  Canvas window;
  std::int64_t whole_pixels = 0;
  const PixelArea everything{0, 0, width, height};
  for (int round = 0; round < 400; ++round) {
    if (round > 0) change(screen);
    if (round % 100 == 50) screen.ground += 1;
    Canvas whole;
    ImDrawData& frame = frame_of(screen);
    whole.clear(screen, everything);
    whole.draw_commands(screen, frame);
    const auto areas =
        damage.changed(frame, screen.ground, [&](const ImDrawCmd& command) { return contents(screen, command); });
    ASSERT_EQ(areas.has_value(), round > 0);
    if (areas) {
      for (std::size_t i = 0; i < areas->size(); ++i) {
        for (std::size_t k = i + 1; k < areas->size(); ++k)
          ASSERT_TRUE(common((*areas)[i], (*areas)[k]).empty()) << "drawn twice";
      }
      damage.keep_only(frame, *areas);
      for (const PixelArea& area : *areas) window.clear(screen, area);
    } else {
      window.clear(screen, everything);
    }
    window.draw_commands(screen, frame);
    ASSERT_EQ(window.pixels, whole.pixels) << "round " << round;
    whole_pixels += whole.drawn;
  }
  EXPECT_LT(window.drawn, whole_pixels / 3);  // and most was left as it was
}

TEST_F(Damages, NothingChangedIsAnEmptyList) {
  Screen screen;
  screen.pictures.push_back(random_picture());
  Damage damage;
  const auto look = [&] { return damage.changed(frame_of(screen), screen.ground, [](const ImDrawCmd&) { return 0; }); };
  EXPECT_FALSE(look().has_value());
  EXPECT_EQ(look(), std::vector<PixelArea>{});
  damage.forget();
  EXPECT_FALSE(look().has_value());
  EXPECT_TRUE(look().has_value());
  ImGui::GetIO().DisplaySize = {width, height + 1};  // the window was drawn larger
  EXPECT_FALSE(look().has_value());
  ImGui::GetIO().DisplayFramebufferScale = {2, 2};
  EXPECT_FALSE(look().has_value());
  EXPECT_FALSE(look().has_value());
}

}  // namespace
}  // namespace flatscope
