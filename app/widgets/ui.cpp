#include "app/widgets/ui.h"

#include <fmt/format.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace flatscope {
namespace {

constexpr double tooltip_delay = 0.6;  // seconds

// Whether the space at `space` stands within what is read as one: "(4, 9)" or "16 × 11".
bool joins(std::string_view words, std::size_t space) {
  static constexpr std::string_view times = "\xC3\x97";
  if (words.substr(space + 1, times.size()) == times) return true;
  if (space >= times.size() && words.substr(space - times.size(), times.size()) == times) return true;
  const auto digit = [&](std::size_t at) { return at < words.size() && words[at] >= '0' && words[at] <= '9'; };
  if (space < 2 || words[space - 1] != ',' || !digit(space - 2)) return false;
  const std::size_t open = words.rfind('(', space), close = words.find_first_of("()", space);
  if (open == std::string_view::npos || close == std::string_view::npos || words[close] != ')') return false;
  // Numbers alone, not a clause in brackets.
  return words.substr(open, close - open).find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

const char* begin_of(std::string_view words) { return words.data(); }
const char* end_of(std::string_view words) { return words.data() + words.size(); }

}  // namespace

float Ui::dp(float units) const { return std::round(units * scale); }

ImVec2 Ui::measure(Type type, std::string_view words) const {
  const FontSet::Face& face = fonts[type];
  if (words.empty()) return {0.0F, face.size};
  return face.font->CalcTextSizeA(face.size, FLT_MAX, 0.0F, begin_of(words), end_of(words));
}

float Ui::text(ImVec2 at, Type type, ImU32 colour, std::string_view words, Align align) {
  if (words.empty()) return 0.0F;
  const FontSet::Face& face = fonts[type];
  const ImVec2 size = measure(type, words);
  if (align == Align::centre) at.x -= size.x * 0.5F;
  if (align == Align::right) at.x -= size.x;
  at = {std::round(at.x), std::round(at.y)};
  letters(at, type, face.size, colour, words, align);
  if (record.on())
    record.text(words, at, {at.x + size.x, at.y + face.size}, draw->GetClipRectMin(), draw->GetClipRectMax(), layer);
  return size.x;
}

void Ui::letters(ImVec2 at, Type type, float size, ImU32 colour, std::string_view words, Align align) {
  ImFont* const font = fonts[type].font;
  const int first = draw->IdxBuffer.Size;
  draw->AddText(font, size, at, colour, begin_of(words), end_of(words));
  if (runs == nullptr || draw->IdxBuffer.Size == first) return;
  const float width = font->CalcTextSizeA(size, FLT_MAX, 0.0F, begin_of(words), end_of(words)).x;
  runs->push_back({draw, first, draw->IdxBuffer.Size, at, width, size, type, colour, std::string(words), align});
}

void Ui::text_sized(ImVec2 at, Type type, float size, ImU32 colour, std::string_view words) {
  at = {std::round(at.x), std::round(at.y)};
  letters(at, type, size, colour, words);
  if (!record.on()) return;
  const float width = measure(type, words).x * size / line_height(type);
  record.text(words, at, {at.x + width, at.y + size}, draw->GetClipRectMin(), draw->GetClipRectMax(), layer);
}

float Ui::text_fit(ImVec2 at, float width, Type type, ImU32 colour, std::string_view words, Align align) {
  const float whole = measure(type, words).x;
  if (whole <= width) return text(at, type, colour, words, align);
  static constexpr std::string_view ellipsis = "\xE2\x80\xA6";
  const float room = width - measure(type, ellipsis).x;
  std::size_t keep = words.size();
  while (keep > 0) {
    --keep;
    while (keep > 0 && (static_cast<unsigned char>(words[keep]) & 0xC0) == 0x80) --keep;  // stay on a character
    if (measure(type, words.substr(0, keep)).x <= room) break;
  }
  std::string shown(words.substr(0, keep));
  while (!shown.empty() && shown.back() == ' ') shown.pop_back();
  const float used = text(at, type, colour, shown + std::string(ellipsis), align);
  const float left = align == Align::left ? at.x : align == Align::right ? at.x - used : at.x - used * 0.5F;
  tooltip(Rect{{left, at.y}, {left + used, at.y + line_height(type)}}, words);
  return used;
}

float Ui::text_wrapped(ImVec2 at, float width, Type type, ImU32 colour, std::string_view words, bool draw_it) {
  const float step = std::round(line_height(type) * 1.18F);
  float y = at.y;
  std::size_t start = 0;
  while (start < words.size()) {
    std::size_t end = words.find('\n', start);
    if (end == std::string_view::npos) end = words.size();
    std::size_t fits = start;
    for (std::size_t space = start; space <= end; ++space) {
      if (space != end && (words[space] != ' ' || joins(words, space))) continue;
      if (fits != start && measure(type, words.substr(start, space - start)).x > width) break;
      fits = space;
    }
    if (draw_it) text({at.x, y}, type, colour, words.substr(start, fits - start));
    y += step;
    start = fits;
    while (start < words.size() && (words[start] == ' ' || (start == end && words[start] == '\n'))) {
      const bool newline = words[start] == '\n';
      ++start;
      if (newline) break;
    }
  }
  return y - at.y;
}

void Ui::tooltip(std::string_view words) {
  if (!ImGui::IsItemHovered() || ImGui::IsMouseDown(0)) return;
  tooltip_ = words;
  tooltip_at_ = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  tooltip_side_ = Side::above;
}

void Ui::tooltip(const Rect& where, std::string_view words, Side side) {
  if (!where.contains(ImGui::GetIO().MousePos) || ImGui::IsMouseDown(0) || !ImGui::IsWindowHovered()) return;
  tooltip_ = words;
  tooltip_at_ = where;
  tooltip_side_ = side;
}

void Ui::ask_for_frame(double in_seconds) {
  if (wake_in < 0.0 || in_seconds < wake_in) wake_in = in_seconds;
}

// Beside the rail and the inspector; elsewhere above the item, then below, then over its right end.
ImVec2 Ui::tooltip_corner(ImVec2 size) const {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float gap = dp(6), edge = dp(4);
  const Rect& on = tooltip_at_;
  const auto within = [&](ImVec2 at) {
    return ImVec2{std::clamp(at.x, edge, std::max(edge, screen.x - size.x - edge)),
                  std::clamp(at.y, edge, std::max(edge, screen.y - size.y - edge))};
  };
  const float level = on.centre().y - size.y * 0.5F;
  if (inspector.width() > 0.0F && on.min.x >= inspector.min.x) return within({inspector.min.x - size.x - gap, level});
  if (rail.width() > 0.0F && on.max.x <= rail.max.x) return within({rail.max.x + gap, level});
  if (tooltip_side_ == Side::beside) return within({on.max.x + gap, on.max.y - size.y});
  if (tooltip_side_ == Side::below && on.max.y + gap + size.y <= screen.y - edge)
    return within({on.min.x, on.max.y + gap});
  const float above = on.min.y - size.y - gap;
  // What lies at the lower edge explains what is above it, and that has to stay seen.
  const bool last = on.max.y > screen.y - dp(64);
  if (last) return within({on.max.x + gap, on.max.y - size.y});
  if (above >= edge) return within({on.min.x, above});
  return within({on.min.x, on.max.y + gap});
}

void Ui::draw_tooltip() {
  // Which tooltip was wanted last frame and since when; there is one pointer, so one is enough.
  static std::string waiting;
  static double since = 0.0;
  static bool hushed = false;
  static ImVec2 hushed_at{0, 0}, pointer_then{0, 0};
  const ImGuiIO& io = ImGui::GetIO();
  const double now = ImGui::GetTime();
  if (tooltip_.empty()) waiting.clear();
  const bool typed = io.WantTextInput && !io.InputQueueCharacters.empty();
  if (typed || ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)) {
    hushed = true;
    hushed_at = tooltip_at_.min;
    pointer_then = io.MousePos;
  }
  if (hushed && (io.MousePos.x != pointer_then.x || io.MousePos.y != pointer_then.y)) {
    const bool same = !tooltip_.empty() && tooltip_at_.min.x == hushed_at.x && tooltip_at_.min.y == hushed_at.y;
    if (!same) hushed = false;
  }
  if (tooltip_.empty() || hushed) return;
  if (tooltip_ != waiting) {
    waiting = tooltip_;
    since = now;
  }
  if (now - since < tooltip_delay) {
    ask_for_frame(tooltip_delay - (now - since));
    return;
  }
  draw = ImGui::GetForegroundDrawList();
  layer = 2;
  const float pad = dp(8);
  const float width = std::min(measure(Type::small, tooltip_).x, dp(280));
  const float height = text_wrapped({0, 0}, width + 1, Type::small, 0, tooltip_, false);
  const ImVec2 at = tooltip_corner({width + 2 * pad, height + 2 * pad});
  const ImVec2 end{at.x + width + 2 * pad, at.y + height + 2 * pad};
  draw->AddRectFilled(at, end, colours.text, dp(4));
  record.area("tooltip", at, end);
  text_wrapped({at.x + pad, at.y + pad}, width + 1, Type::small, colours.ground, tooltip_);
}

}  // namespace flatscope
