#include "app/dialogs/keys.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/key_cap.h"
#include "app/widgets/overlay.h"
#include "app/widgets/scroll_area.h"

namespace flatscope {
namespace {

struct MouseWord {
  std::string_view how, what;
};

constexpr MouseWord mouse_words[] = {
    {"Point", "Light up a pixel and its neighbours, in the grid and in the line"},
    {"Click", "Pin that pixel; click it again to let go"},
    {"Drag", "Move the object (Shift), or what was zoomed into"},
    {"Middle or right drag", "Move a zoomed view in any case"},
    {"Wheel", "Zoom around the pointer"},
    {"Double click", "Bring the magnified line back to its pixel"},
    {"Drag a row", "Another place for the layer (Parameters); a click takes it in hand"},
    {"Drag the handle", "Another resolution on the chart (Parameters); double click: 256"},
    {"Click a number", "Type it"},
    {"Drop files", "Open pictures or a scene"},
};

struct Line {
  std::vector<std::string> spellings;  // "Ctrl Z": keys held together
  std::string action;
  bool mouse = false;
};

struct Group {
  std::string title;
  std::vector<Line> lines;
};

std::vector<Group> groups_of(const std::vector<KeyLine>& lines) {
  std::vector<Group> groups;
  for (const KeyLine& line : lines) {
    auto at = std::find_if(groups.begin(), groups.end(), [&](const Group& one) { return one.title == line.group; });
    if (at == groups.end()) at = groups.insert(groups.end(), {line.group, {}});
    at->lines.push_back({line.spellings, line.words, false});
  }
  Group mouse{"Mouse", {}};
  for (const MouseWord& one : mouse_words) mouse.lines.push_back({{std::string(one.how)}, std::string(one.what), true});
  groups.push_back(std::move(mouse));
  return groups;
}

std::string capitals(std::string words) {
  for (char& c : words)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return words;
}

class Page {
 public:
  explicit Page(Ui& ui) : ui_(ui), cap_height_(key_cap_height(ui)) {}

  // Draws one line of keys and words; returns its height. With `draw_it` false it only measures.
  float line(ImVec2 at, float width, const Line& line, bool draw_it) const {
    const float keys_width = std::round(width * 0.42F);
    float x = at.x, y = at.y;
    for (std::size_t i = 0; i < line.spellings.size(); ++i) {
      const float wide = spelling(line, i, {0, 0}, false);
      if (i > 0 && x + wide > at.x + keys_width) {
        x = at.x;
        y += cap_height_ + ui_.dp(4);
      }
      spelling(line, i, {x, y}, draw_it);
      x += wide + ui_.dp(10);
    }
    const float text_left = at.x + keys_width + ui_.dp(8);
    const float text_top = at.y + (cap_height_ - ui_.line_height(Type::small)) * 0.5F;
    const float words = ui_.text_wrapped({text_left, text_top}, at.x + width - text_left, Type::small, ui_.colours.text,
                                         line.action, draw_it);
    return std::max(y - at.y + cap_height_, words) + ui_.dp(6);
  }

  float group(ImVec2 at, float width, const Group& group, bool draw_it) const {
    float y = at.y;
    if (draw_it) ui_.text_fit({at.x, y}, width, Type::section, ui_.colours.muted, capitals(group.title));
    y += ui_.line_height(Type::section) + ui_.dp(8);
    for (const Line& one : group.lines) y += line({at.x, y}, width, one, draw_it);
    return y - at.y + ui_.dp(18);
  }

  // The narrowest column that still reads well.
  float column_width(const std::vector<Group>& groups) const {
    float keys = 0.0F;
    for (const Group& group : groups)
      for (const Line& line : group.lines) keys = std::max(keys, spelling(line, 0, {0, 0}, false));
    return std::max(ui_.dp(280), std::ceil(keys / 0.42F));
  }

 private:
  float spelling(const Line& line, std::size_t index, ImVec2 at, bool draw_it) const {
    const std::string& keys = line.spellings[index];
    if (line.mouse) {
      const ImVec2 place{at.x, at.y + (cap_height_ - ui_.line_height(Type::small)) * 0.5F};
      if (draw_it) ui_.text(place, Type::small, ui_.colours.muted, keys);
      return ui_.measure(Type::small, keys).x;
    }
    float x = at.x;
    for (std::size_t start = 0; start < keys.size();) {
      std::size_t end = std::min(keys.find(' ', start), keys.size());
      if (keys.compare(start, 5, "Page ") == 0) end = std::min(keys.find(' ', end + 1), keys.size());  // one key
      if (end > start)
        x += key_cap(ui_, {x, at.y}, std::string_view(keys).substr(start, end - start), draw_it) + ui_.dp(3);
      start = end + 1;
    }
    return x - at.x - ui_.dp(3);
  }

  Ui& ui_;
  float cap_height_;
};

}  // namespace

bool draw_help_overlay(Ui& ui, const Rect& screen, const std::vector<KeyLine>& lines) {
  Overlay overlay(ui, "help", screen, "help");

  const std::vector<Group> groups = groups_of(lines);
  const Page page(ui);
  const float pad = ui.dp(24), between = ui.dp(40);
  const float most = screen.width() - 2 * overlay.margin() - 2 * pad;
  const float narrow = page.column_width(groups);
  const int columns = std::clamp(static_cast<int>((most + between) / (narrow + between)), 1, 3);
  const auto columns_f = static_cast<float>(columns);
  const float column = std::floor(std::min(ui.dp(340), (most - between * (columns_f - 1.0F)) / columns_f));

  // Groups stay in order and whole; the lowest height at which they fit into the columns is found by trying.
  std::vector<float> heights;
  float total = 0.0F, tallest = 0.0F;
  for (const Group& group : groups) {
    heights.push_back(page.group({0, 0}, column, group, false));
    total += heights.back();
    tallest = std::max(tallest, heights.back());
  }
  const auto columns_needed = [&](float height) {
    int needed = 1;
    float used = 0.0F;
    for (const float one : heights) {
      if (used > 0.0F && used + one > height) {
        ++needed;
        used = 0.0F;
      }
      used += one;
    }
    return needed;
  };
  float content = std::max(tallest, total / columns_f);
  while (columns_needed(content) > columns) content += ui.dp(8);

  const float head = ui.line_height(Type::title) + ui.dp(24);
  const float width = column * columns_f + between * (columns_f - 1.0F) + 2 * pad;
  const Rect panel = overlay.panel(width, content + head + 2 * pad);
  ui.text({panel.min.x + pad, panel.min.y + pad}, Type::title, ui.colours.text, "Keys");
  const float cross = ui.dp(28);
  bool close = close_cross(ui, "help/close",
                           {{panel.max.x - pad - cross + ui.dp(8), panel.min.y + pad - ui.dp(4)},
                            {panel.max.x - pad + ui.dp(8), panel.min.y + pad - ui.dp(4) + cross}},
                           "Close (Escape)");
  if (ImGui::IsMouseClicked(0) && ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
      !panel.contains(ImGui::GetIO().MousePos))
    close = true;

  const Rect area{{panel.min.x + pad, panel.min.y + pad + head}, {panel.max.x - ui.dp(4), panel.max.y - ui.dp(8)}};
  {
    ScrollArea scroll(ui, "keys", area, ui.colours.panel);
    scroll.content(content - ui.dp(18));
    float x = area.min.x, y = 0.0F;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (y > 0.0F && y + heights[i] > content) {
        x += column + between;
        y = 0.0F;
      }
      page.group({x, std::round(area.min.y + y - scroll.scrolled())}, column, groups[i], true);
      y += heights[i];
    }
  }
  return close;
}

}  // namespace flatscope
