// The strip of pictures at the top of the inspector.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/files/assets.h"
#include "app/look/size_text.h"
#include "app/shell/app.h"
#include "app/widgets/icons.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {

void App::draw_pictures(Ui& ui, Edit& edit, Column& column) {
  if (ui.hides && ui.hides("pictures")) return;
  column.section("PICTURE");
  const bool picture_in_use = model_of(scene_.stage).shows_picture(scene_);
  struct Cell {
    int opened = -1;
    const BundledImage* bundled = nullptr;
  };
  std::vector<Cell> cells;
  for (int i = 0; i < static_cast<int>(scene_.pictures.size()); ++i) cells.push_back({i, nullptr});
  for (const BundledImage& image : bundled_images()) {
    const bool open = std::any_of(scene_.pictures.begin(), scene_.pictures.end(),
                                  [&](const Picture& picture) { return picture.bundled == image.name; });
    if (!open) cells.push_back({-1, &image});
  }
  // At least five to a row; the last cell opens more.
  const float between = ui.dp(6);
  const int per_row = std::max(5, static_cast<int>((column.width() + between) / (ui.dp(40) + between)));
  const float side =
      std::floor((column.width() - between * static_cast<float>(per_row - 1)) / static_cast<float>(per_row));
  const int count = static_cast<int>(cells.size()) + 1;
  const int rows = (count + per_row - 1) / per_row;
  const Rect strip = column.take_pixels(static_cast<float>(rows) * (side + between));
  for (int i = 0; i < count; ++i) {
    const ImVec2 at{strip.min.x + static_cast<float>(i % per_row) * (side + between),
                    strip.min.y + static_cast<float>(i / per_row) * (side + between)};
    const Rect cell{at, {at.x + side, at.y + side}};
    if (i == count - 1) {
      if (hit_area(ui, "picture/open", cell)) open_chooser();
      const bool hovered = ImGui::IsItemHovered();
      ui.draw->AddRectFilled(cell.min, cell.max,
                             hovered ? mix(ui.colours.raised, ui.colours.text, 0.1F) : ui.colours.raised, ui.dp(4));
      icons::plus(ui, cell.centre(), ui.dp(14), ui.colours.text);
      ui.tooltip(cell, "Open a picture or a scene (Ctrl O). You can also drop files onto the window.");
      continue;
    }
    const Cell& what = cells[static_cast<std::size_t>(i)];
    const bool chosen = what.opened == scene_.picture && picture_in_use;
    const std::string name =
        what.bundled != nullptr ? what.bundled->name : name_of(scene_.pictures[static_cast<std::size_t>(what.opened)]);
    const std::string id = fmt::format("picture/{}", name);
    ImGui::PushID(i);
    const bool clicked = hit_area(ui, id.c_str(), cell, chosen ? "on" : "off");
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    ui.draw->AddRectFilled(cell.min, cell.max, ui.colours.raised, ui.dp(4));
    const Rect inside = cell.inset(ui.dp(2));
    if (frames_ < 3) {
      ui.ask_for_frame(0.0);  // the first complete picture is not kept waiting for these
    } else if (what.bundled != nullptr) {
      thumbnails_.draw_bundled(ui, inside, name);
    } else {
      thumbnails_.draw_image(ui, inside, scene_.pictures[static_cast<std::size_t>(what.opened)].image);
    }
    if (chosen || hovered)
      compat::add_rect(ui.draw, cell.min, cell.max, chosen ? ui.colours.text : ui.colours.muted, ui.dp(4), ui.dp(2));
    if (clicked && what.bundled != nullptr) open_bundled(name);
    if (clicked && what.opened >= 0) {
      edit.scene.picture = what.opened;
      model_of(scene_.stage).picture_chosen(edit.scene);
      edit.commit = true;
    }
    const Image* image =
        what.opened >= 0 ? scene_.pictures[static_cast<std::size_t>(what.opened)].image.get() : nullptr;
    ui.tooltip(cell,
               image != nullptr ? fmt::format("{}, {} pixels", name, size_text(image->width, image->height)) : name);
  }
}

}  // namespace flatscope
