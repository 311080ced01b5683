#include "app/widgets/ui.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>

#include "core/files/utf8.h"

namespace flatscope {
namespace {

constexpr double tooltip_delay = 0.6;  // seconds

// Which tooltip was wanted last frame and since when; there is one pointer, so one is enough.
struct WaitingTooltip {
  std::string words;
  double since = 0.0;
  bool hushed = false;
  ImVec2 hushed_at{0, 0}, pointer_then{0, 0};
};

// Whether the space at `space` stands within what is read as one: "(4, 9)" or "16 × 11".
bool joins(std::string_view words, std::size_t space) {
  static constexpr std::string_view times = "×";
  if (words.substr(space + 1, times.size()) == times) return true;
  if (space >= times.size() && words.substr(space - times.size(), times.size()) == times) return true;
  const auto digit = [&](std::size_t at) { return at < words.size() && words[at] >= '0' && words[at] <= '9'; };
  if (space < 2 || words[space - 1] != ',' || !digit(space - 2)) return false;
  const std::size_t open = words.rfind('(', space), close = words.find_first_of("()", space);
  if (open == std::string_view::npos || close == std::string_view::npos || words[close] != ')') return false;
  // Numbers alone, not a clause in brackets.
  return words.substr(open, close - open).find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

// What two rectangles have in common, in square pixels.
float common(const Rect& a, const Rect& b) {
  const float across = std::min(a.max.x, b.max.x) - std::max(a.min.x, b.min.x);
  const float down = std::min(a.max.y, b.max.y) - std::max(a.min.y, b.min.y);
  return across > 0.0F && down > 0.0F ? across * down : 0.0F;
}

const char* begin_of(std::string_view words) { return words.data(); }
const char* end_of(std::string_view words) { return words.data() + words.size(); }

}  // namespace

// All of it is seen, and no other text is in its place.
bool Ui::has_room(const Rect& text) const {
  constexpr float slack = 2.0F;
  const ImVec2 from = draw->GetClipRectMin(), to = draw->GetClipRectMax();
  if (text.min.x < from.x - slack || text.min.y < from.y - slack || text.max.x > to.x + slack ||
      text.max.y > to.y + slack)
    return false;
  return std::none_of(seen_.begin(), seen_.end(), [&](const Seen& one) {
    return one.text && one.layer == layer &&
           std::min(one.where.max.x, text.max.x) - std::max(one.where.min.x, text.min.x) > slack &&
           std::min(one.where.max.y, text.max.y) - std::max(one.where.min.y, text.min.y) > slack;
  });
}

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
  if (whole_texts && !has_room({at, {at.x + size.x, at.y + face.size}})) return size.x;
  letters(at, type, face.size, colour, words, align);
  seen_.push_back({{at, {at.x + size.x, at.y + face.size}}, layer, 3.0F, true});
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
  const float width = measure(type, words).x * size / line_height(type);
  if (whole_texts && (size < line_height(type) || !has_room({at, {at.x + width, at.y + size}}))) return;
  letters(at, type, size, colour, words);
  if (!record.on()) return;
  record.text(words, at, {at.x + width, at.y + size}, draw->GetClipRectMin(), draw->GetClipRectMax(), layer);
}

float Ui::text_fit(ImVec2 at, float width, Type type, ImU32 colour, std::string_view words, Align align) {
  const float whole = measure(type, words).x;
  if (whole <= width) return text(at, type, colour, words, align);
  if (whole_texts) return 0.0F;
  static constexpr std::string_view ellipsis = "…";
  const float room = width - measure(type, ellipsis).x;
  std::size_t keep = words.size();
  while (keep > 0) {
    keep = whole_characters(words, keep - 1);
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
  std::vector<std::string_view> lines;
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
    lines.push_back(words.substr(start, fits - start));
    start = fits;
    while (start < words.size() && (words[start] == ' ' || (start == end && words[start] == '\n'))) {
      const bool newline = words[start] == '\n';
      ++start;
      if (newline) break;
    }
  }
  const auto top = [&](std::size_t line) { return std::round(at.y + step * static_cast<float>(line)); };
  // Of a sentence there is all or nothing.
  for (std::size_t i = 0; draw_it && whole_texts && i < lines.size(); ++i)
    draw_it =
        lines[i].empty() || has_room({{at.x, top(i)}, {at.x + measure(type, lines[i]).x, top(i) + line_height(type)}});
  for (std::size_t i = 0; draw_it && i < lines.size(); ++i) text({at.x, top(i)}, type, colour, lines[i]);
  return step * static_cast<float>(lines.size());
}

void Ui::tooltip(std::string_view words) {
  if (!ImGui::IsItemHovered() || ImGui::IsMouseDown(0)) return;
  tooltip_ = words;
  tooltip_at_ = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  tooltip_side_ = Side::above;
  tooltip_layer_ = layer;
}

void Ui::tooltip(const Rect& where, std::string_view words, Side side) {
  if (!where.contains(ImGui::GetIO().MousePos) || ImGui::IsMouseDown(0) || !ImGui::IsWindowHovered()) return;
  tooltip_ = words;
  tooltip_at_ = where;
  tooltip_side_ = side;
  tooltip_layer_ = layer;
}

void Ui::keep_seen(const Rect& where) { seen_.push_back({where, layer, 2.0F}); }

void Ui::ask_for_frame(double in_seconds) {
  if (wake_in < 0.0 || in_seconds < wake_in) wake_in = in_seconds;
}

// How much of what is seen a tooltip would cover, in square pixels, each worth what it is.
float Ui::covered(const Rect& tooltip) const {
  float sum = 0.0F;
  for (const Seen& one : seen_) {
    if (one.layer < tooltip_layer_) continue;  // lies below an overlay already
    sum += common(one.where, tooltip) * one.worth;
  }
  return sum;
}

// The places around the item from the one that is asked for on; the first of those that cover least is taken. Beside
// the rail and the inspector it stands outside of their column, at about the item's height.
ImVec2 Ui::tooltip_corner(ImVec2 size) const {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float gap = dp(6), edge = dp(4);
  const Rect& on = tooltip_at_;
  std::vector<ImVec2> places;
  std::size_t asked_for = 0;  // the first so many are where it is to stand if that is not much worse than elsewhere
  const float level = on.centre().y - size.y * 0.5F;
  const bool in_inspector = inspector.width() > 0.0F && on.min.x >= inspector.min.x;
  const bool in_rail = rail.width() > 0.0F && on.max.x <= rail.max.x;
  if (in_inspector || in_rail) {
    const float x = in_rail ? rail.max.x + gap : inspector.min.x - size.x - gap;
    for (const float off : {0.0F, -0.5F, 0.5F, -1.0F, 1.0F, -1.5F, 1.5F, -2.0F, 2.0F})
      places.push_back({x, level + off * size.y});
  } else {
    // A row away: whoever reads down a list sees the next one.
    const float row = std::min(on.height(), dp(40)) + gap;
    const std::array<float, 3> lefts = {on.min.x, on.max.x - size.x, on.centre().x - size.x * 0.5F};
    const auto above = [&] {
      for (const float x : lefts) places.push_back({x, on.min.y - row - size.y});
    };
    const auto below = [&] {
      for (const float x : lefts) places.push_back({x, on.max.y + row});
    };
    const auto beside = [&] {
      for (const float y : {on.max.y - size.y, level, on.min.y}) {
        places.push_back({on.max.x + gap, y});
        places.push_back({on.min.x - size.x - gap, y});
      }
    };
    // What lies at the lower edge explains what is above it, and that has to stay seen.
    if (tooltip_side_ == Side::beside || on.max.y > screen.y - dp(64)) beside();
    if (tooltip_side_ == Side::below) below();
    asked_for = places.size();
    above();
    below();
    beside();
  }
  ImVec2 best{edge, edge};
  float least = -1.0F;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const ImVec2& place = places[i];
    const ImVec2 at{std::clamp(place.x, edge, std::max(edge, screen.x - size.x - edge)),
                    std::clamp(place.y, edge, std::max(edge, screen.y - size.y - edge))};
    const Rect box{at, {at.x + size.x, at.y + size.y}};
    // Pushed back onto the screen it may lie over the item itself. The controls are in the way of the next click.
    const float over = common(box, on) * 100.0F + (common(box, inspector) + common(box, rail)) * 3.0F;
    const float under_pointer = box.contains(ImGui::GetIO().MousePos) ? screen.x * screen.y * 100.0F : 0.0F;
    const float cost = covered(box) * (i < asked_for ? 0.4F : 1.0F) + over + under_pointer;
    if (least >= 0.0F && cost >= least) continue;
    least = cost;
    best = at;
  }
  return best;
}

void Ui::draw_tooltip() {
  WaitingTooltip& waiting = kept.of<WaitingTooltip>();
  const ImGuiIO& io = ImGui::GetIO();
  const double now = ImGui::GetTime();
  if (tooltip_.empty()) waiting.words.clear();
  const bool typed = io.WantTextInput && !io.InputQueueCharacters.empty();
  if (typed || ImGui::IsMouseClicked(0) || ImGui::IsMouseClicked(1)) {
    waiting.hushed = true;
    waiting.hushed_at = tooltip_at_.min;
    waiting.pointer_then = io.MousePos;
  }
  // What is dragged may leave its place meanwhile.
  if (ImGui::IsMouseDown(0) || ImGui::IsMouseReleased(0)) waiting.pointer_then = io.MousePos;
  if (waiting.hushed && (io.MousePos.x != waiting.pointer_then.x || io.MousePos.y != waiting.pointer_then.y)) {
    const bool same =
        !tooltip_.empty() && tooltip_at_.min.x == waiting.hushed_at.x && tooltip_at_.min.y == waiting.hushed_at.y;
    if (!same) waiting.hushed = false;
  }
  if (tooltip_.empty() || waiting.hushed) return;
  if (tooltip_ != waiting.words) {
    waiting.words = tooltip_;
    waiting.since = now;
  }
  if (now - waiting.since < tooltip_delay) {
    ask_for_frame(tooltip_delay - (now - waiting.since));
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
  record.area("tooltip.of", tooltip_at_.min, tooltip_at_.max);
  text_wrapped({at.x + pad, at.y + pad}, width + 1, Type::small, colours.ground, tooltip_);
}

}  // namespace flatscope
