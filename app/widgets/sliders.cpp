// The column's sliders: a track to drag and a number to type.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/pointer_cue.h"

namespace flatscope {
namespace {

double rounded(double value, int decimals) {
  const double unit = std::pow(10.0, decimals);
  return std::round(value * unit) / unit;
}

// With the minus sign's own length.
std::string written(double value, int decimals) {
  const std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const bool negative = value < 0.0 && digits.find_first_of("123456789") != std::string::npos;
  return negative ? "−" + digits : digits;
}

// The sentence under the control whose typed number was out of its range, until something else is typed or it moves.
struct OutOfRange {
  ImGuiID control = 0;
  double taken = 0.0;
  std::string sentence;
};

// One slider is typed into at a time, so one text is enough.
struct TypedNumber {
  ImGuiID control = 0;  // 0: none
  std::array<char, 32> text{};
  bool wants_keyboard = false;
  OutOfRange out_of_range;
};

}  // namespace

bool Column::slider_track(const char* id, float& share, std::string_view tooltip, Change& change) {
  const Rect track = room(ui_.dp(20));
  const float radius = ui_.dp(6);
  hit_area(ui_, id, track, fmt::format("{:.4f}", share));
  const bool active = ImGui::IsItemActive();
  const bool hovered = ImGui::IsItemHovered();
  change.released = ImGui::IsItemDeactivated();
  const float from = track.min.x + radius, to = track.max.x - radius;
  bool moved = false;
  if (active) {
    share = std::clamp((ImGui::GetIO().MousePos.x - from) / std::max(1.0F, to - from), 0.0F, 1.0F);
    moved = true;
  }
  const float y = track.centre().y;
  const float half = std::max(1.0F, ui_.dp(4) * 0.5F);
  const float knob = from + (to - from) * share;
  ui_.draw->AddRectFilled({track.min.x, y - half}, {track.max.x, y + half}, ui_.colours.raised, half);
  if (ui_.theme == Theme::light)
    ui_.draw->AddRectFilled({track.min.x, y - half}, {track.max.x, y + half}, ui_.colours.line, half);
  ui_.draw->AddRectFilled({track.min.x, y - half}, {knob, y + half}, ui_.colours.text, half);
  ui_.draw->AddCircleFilled({knob, y}, hovered || active ? radius + ui_.dp(1) : radius, ui_.colours.text);
  if (!tooltip.empty()) ui_.tooltip(track, tooltip);
  return moved;
}

float Column::typed_number(const char* id, double& value, const Scale& scale, std::string_view shown, Change& change) {
  const double before = value;
  const std::string number = shown.empty() ? written(value, scale.decimals) : std::string(shown);
  const float line = ui_.line_height(Type::body);
  const float number_width = ui_.measure(Type::mono, number).x;
  const Rect value_box{{right_ - number_width - ui_.dp(8), y_ - ui_.dp(2)}, {right_, y_ + line + ui_.dp(2)}};

  TypedNumber& typing = ui_.kept.of<TypedNumber>();
  const ImGuiID own = ImGui::GetID("typed");
  if (typing.control == own) {
    ImGui::SetCursorScreenPos({right_ - ui_.dp(72), y_ - ui_.dp(4)});
    ImGui::SetNextItemWidth(ui_.dp(72));
    compat::push_font(ui_.fonts[Type::mono].font, ui_.fonts[Type::mono].size);
    if (typing.wants_keyboard) compat::focus_next_field("##typed");
    typing.wants_keyboard = false;
    const bool entered = ImGui::InputText(
        "##typed", typing.text.data(), typing.text.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll | ImGuiInputTextFlags_CharsDecimal);
    // The field takes the keyboard over a frame or two; without an event they would not come.
    if (!ImGui::IsItemActive() || ImGui::IsItemActivated()) ui_.ask_for_frame(0.0);
    const bool left_it = ImGui::IsItemDeactivated();
    if (ImGui::IsItemActive()) ui_.record.fact("typing", typing.text.data());
    ImGui::PopFont();
    if (entered || left_it) {
      char* end = nullptr;
      const double typed = std::strtod(typing.text.data(), &end);
      if (end != typing.text.data() && std::isfinite(typed)) {
        value = rounded(std::clamp(typed, scale.typed_low, scale.typed_high), scale.decimals);
        typing.out_of_range = {};
        if (typed < scale.typed_low || typed > scale.typed_high)
          typing.out_of_range = {
              own, value,
              fmt::format("{} is out of range: {} to {}. {} is taken.", typing.text.data(),
                          written(scale.typed_low, scale.decimals), written(scale.typed_high, scale.decimals),
                          written(value, scale.decimals))};
        change.released = value != before;
      }
      typing.control = 0;
    }
  } else {
    const std::string box_id = std::string(id) + ".value";
    if (hit_area(ui_, box_id.c_str(), value_box, number)) {
      typing.control = own;
      typing.wants_keyboard = true;
      std::snprintf(typing.text.data(), typing.text.size(), "%.*f", scale.decimals, value);
    }
    const bool hovered = ImGui::IsItemHovered();
    bar_over_item();
    if (hovered) ui_.draw->AddRectFilled(value_box.min, value_box.max, ui_.colours.raised, ui_.dp(4));
    // A number that can be typed looks it: what only tells has no line.
    typed_line(ui_, right_ - ui_.dp(4) - number_width, right_ - ui_.dp(4), y_ + line + ui_.dp(1));
    ui_.tooltip(value_box, "Click to type a number.");
    ui_.text({right_ - ui_.dp(4), y_ + (line - ui_.line_height(Type::mono)) * 0.5F}, Type::mono, ui_.colours.text,
             number, Align::right);
  }
  return number_width;
}

Change Column::number_slider(const char* id, std::string_view label, double& value, const Scale& scale,
                             std::string_view tooltip, std::string_view shown) {
  const Control control(*this, id);
  if (!control) return {};
  Change change;
  const double before = value;
  ImGui::PushID(id);
  const float number_width = typed_number(id, value, scale, shown, change);
  ui_.text_fit({left_, y_}, width() - number_width - ui_.dp(16), Type::body, ui_.colours.muted, label);
  y_ += ui_.line_height(Type::body) + ui_.dp(2);

  const double span = scale.logarithmic ? std::log(scale.high / scale.low) : scale.high - scale.low;
  const double at = scale.logarithmic ? std::log(value / scale.low) : value - scale.low;
  float share = span > 0.0 ? static_cast<float>(std::clamp(at / span, 0.0, 1.0)) : 0.0F;
  Change track;
  if (slider_track(id, share, tooltip, track)) {
    const double moved = scale.logarithmic ? scale.low * std::exp(span * share) : scale.low + span * share;
    value = std::clamp(rounded(moved, scale.decimals), scale.low, scale.high);
  }
  change.released = change.released || track.released;
  OutOfRange& out_of_range = ui_.kept.of<TypedNumber>().out_of_range;
  if (out_of_range.control == ImGui::GetID("typed")) {
    if (out_of_range.taken == value) {
      note(out_of_range.sentence);
      gap(2);
    } else {
      out_of_range = {};
    }
  }
  ImGui::PopID();
  change.changed = value != before;
  return change;
}

Change Column::slider(const char* id, std::string_view label, int& value, int low, int high, std::string_view tooltip,
                      std::string_view shown, bool logarithmic) {
  const double low_end = low, high_end = std::max(low, high);
  double number = value;
  const Change change =
      number_slider(id, label, number, {low_end, high_end, 0, logarithmic, low_end, high_end}, tooltip, shown);
  value = static_cast<int>(std::lround(number));
  return change;
}

Change Column::slider_real(const char* id, std::string_view label, double& value, double low, double high, int decimals,
                           std::string_view tooltip, std::string_view shown, double typed_most) {
  const bool beyond = typed_most > 0.0;
  const Scale scale{low,
                    high,
                    decimals,
                    false,
                    beyond ? std::min(low, -typed_most) : low,
                    beyond ? std::max(high, typed_most) : high};
  return number_slider(id, label, value, scale, tooltip, shown);
}

Change Column::slider_share(const char* id, std::string_view label, float& value, std::string_view tooltip) {
  const Control control(*this, id);
  if (!control) return {};
  Change change;
  const float before = value;
  const std::string number = fmt::format("{} %", static_cast<int>(std::lround(value * 100.0F)));
  const float line = ui_.line_height(Type::body);
  ui_.text({right_, y_ + (line - ui_.line_height(Type::mono)) * 0.5F}, Type::mono, ui_.colours.text, number,
           Align::right);
  ui_.text_fit({left_, y_}, width() - ui_.measure(Type::mono, number).x - ui_.dp(8), Type::body, ui_.colours.muted,
               label);
  y_ += line + ui_.dp(2);
  slider_track(id, value, tooltip, change);
  change.changed = value != before;
  return change;
}

Change Column::track(const char* id, float& value, std::string_view tooltip) {
  const Control control(*this, id);
  if (!control) return {};
  Change change;
  const float before = value;
  slider_track(id, value, tooltip, change);
  change.changed = value != before;
  return change;
}

}  // namespace flatscope
