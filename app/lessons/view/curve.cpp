#include "app/lessons/view/curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "app/lessons/view/targets.h"
#include "app/look/number_text.h"
#include "app/widgets/controls.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

struct CurvePlace {
  Rect box;  // between the axes
  const Question& question;

  float x(std::size_t point) const {
    const auto at = [this](double value) { return question.logarithmic ? std::log(value) : value; };
    const double first = at(question.at.front()), last = at(question.at.back());
    // The first and the last stand a little inside, so that they can be taken.
    constexpr double inside = 0.05;
    const double share = inside + (1.0 - 2.0 * inside) * (at(question.at[point]) - first) / (last - first);
    return box.min.x + box.width() * static_cast<float>(share);
  }
  float y(double height) const {
    const double share = (height - question.low) / (question.high - question.low);
    return box.max.y - box.height() * static_cast<float>(std::clamp(share, 0.0, 1.0));
  }
  // In hundredths of the axis: nobody can mean more.
  double height_at(float y_on_screen) const {
    constexpr double steps = 100.0;
    const double share = static_cast<double>((box.max.y - y_on_screen) / std::max(box.height(), 1.0F));
    return question.low + std::round(std::clamp(share, 0.0, 1.0) * steps) / steps * (question.high - question.low);
  }
  std::size_t nearest(float x_on_screen) const {
    std::size_t best = 0;
    for (std::size_t i = 1; i < question.at.size(); ++i)
      if (std::fabs(x(i) - x_on_screen) < std::fabs(x(best) - x_on_screen)) best = i;
    return best;
  }
};

std::string axis_words(double value) {
  return value == std::round(value) ? grouped(static_cast<std::int64_t>(value)) : shortest(static_cast<float>(value));
}

std::string height_words(const Question& question, double height) {
  return axis_words(height) + (question.percent ? " %" : "");
}

std::string y_name(const Question& question) {
  if (question.unit.empty() || question.percent) return question.y_axis;
  return question.y_axis.empty() ? question.unit : fmt::format("{} ({})", question.y_axis, question.unit);
}

CurvePlace place_curve(const Ui& ui, const Rect& area, const Question& question) {
  const float mono = ui.line_height(Type::mono), small = ui.line_height(Type::small);
  const float left = std::max(ui.measure(Type::mono, height_words(question, question.low)).x,
                              ui.measure(Type::mono, height_words(question, question.high)).x) +
                     ui.dp(8);
  const float above = mono * 0.5F + (y_name(question).empty() ? 0.0F : small + ui.dp(4));
  const float below = mono + ui.dp(6) + (question.x_axis.empty() ? 0.0F : small + ui.dp(2));
  return {{{area.min.x + left, area.min.y + above}, {area.max.x - ui.dp(8), area.max.y - below}}, question};
}

void draw_axes(Ui& ui, const CurvePlace& place, const Rect& area) {
  const Question& question = place.question;
  const Rect& box = place.box;
  const float mono = ui.line_height(Type::mono);
  for (const double height : {question.low, (question.low + question.high) * 0.5, question.high}) {
    const float y = std::round(place.y(height));
    ui.draw->AddLine({box.min.x, y}, {box.max.x, y}, ui.colours.line, 1.0F);
    ui.text({box.min.x - ui.dp(8), y - mono * 0.5F}, Type::mono, ui.colours.muted, height_words(question, height),
            Align::right);
  }
  if (const std::string name = y_name(question); !name.empty())
    ui.text_fit(area.min, area.width(), Type::small, ui.colours.muted, name);
  // A label that has no room is left out, but never the last.
  const float y = box.max.y + ui.dp(5);
  float free_until = area.max.x + ui.dp(16);
  for (std::size_t i = question.at.size(); i-- > 0;) {
    const std::string words = axis_words(question.at[i]);
    const float half = ui.measure(Type::mono, words).x * 0.5F, x = std::min(place.x(i), area.max.x - half);
    ui.draw->AddLine({place.x(i), box.max.y}, {place.x(i), box.max.y + ui.dp(3)}, ui.colours.muted, 1.0F);
    if (x + half > free_until) continue;
    free_until = x - half - ui.dp(8);
    ui.text({x, y}, Type::mono, ui.colours.muted, words, Align::centre);
  }
  if (!question.x_axis.empty())
    ui.text_fit({box.min.x, y + mono + ui.dp(2)}, box.width(), Type::small, ui.colours.muted, question.x_axis);
}

void draw_line(Ui& ui, const CurvePlace& place, const std::vector<double>& heights, ImU32 colour, bool dashed) {
  for (std::size_t i = 0; i + 1 < heights.size(); ++i) {
    const ImVec2 a{place.x(i), place.y(heights[i])}, b{place.x(i + 1), place.y(heights[i + 1])};
    if (dashed)
      marks::dashed_line(ui, a, b, colour, ui.dp(2));
    else
      ui.draw->AddLine(a, b, colour, ui.dp(2.5F));
  }
}

void take_points(StageContext& context, const CurvePlace& place) {
  Ui& ui = context.ui;
  LessonPlay& play = context.view.lesson;
  const float reach = ui.dp(10);
  const Rect& box = place.box;
  hit_area(ui, "lesson.curve", {{box.min.x, box.min.y - reach}, {box.max.x, box.max.y + reach}});
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeNS);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  std::size_t point = static_cast<std::size_t>(at_hand(play).point);
  // The point that was taken stays in hand until it is let go, however far the pointer strays.
  if (ImGui::IsItemActivated()) point = place.nearest(mouse.x);
  if (ImGui::IsItemActive()) set_height(play, point, place.height_at(mouse.y));
}

// Each point of the guess: a ring, the one in hand filled and with its number.
void draw_handles(Ui& ui, const CurvePlace& place, const std::vector<double>& guess, int in_hand, bool touched) {
  const ImU32 ink = touched ? ui.colours.text : ui.colours.muted;
  for (std::size_t i = 0; i < guess.size(); ++i) {
    const ImVec2 at{place.x(i), place.y(guess[i])};
    const bool held = static_cast<int>(i) == in_hand;
    ui.draw->AddCircleFilled(at, ui.dp(6), held ? ink : ui.colours.panel);
    ui.draw->AddCircle(at, ui.dp(6), ink, 0, ui.dp(2));
    if (!held || !touched) continue;
    const std::string words = height_words(place.question, guess[i]);
    const float line = ui.line_height(Type::mono_strong), half = ui.measure(Type::mono_strong, words).x * 0.5F;
    const float above = at.y - ui.dp(9) - line;
    const float y = above < place.box.min.y - line ? at.y + ui.dp(9) : above;
    const float x = std::clamp(at.x, place.box.min.x + half, place.box.max.x - half);
    ui.draw->AddRectFilled({x - half - ui.dp(2), y}, {x + half + ui.dp(2), y + line},
                           with_alpha(ui.colours.panel, 0.85F));
    ui.text({x, y}, Type::mono_strong, ui.colours.text, words, Align::centre);
  }
}

void draw_truth(Ui& ui, const CurvePlace& place, const std::vector<double>& truth, const std::vector<double>& guess,
                bool gaps) {
  for (std::size_t i = 0; gaps && i < std::min(guess.size(), truth.size()); ++i) {
    const float x = place.x(i);
    marks::dashed_line(ui, {x, place.y(guess[i])}, {x, place.y(truth[i])}, ui.colours.wrong, ui.dp(2), 3.0F);
  }
  const ImU32 colour = colour_of(ui.colours, place.question.role);
  draw_line(ui, place, truth, colour, false);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const ImVec2 at{place.x(i), place.y(truth[i])};
    ui.draw->AddCircleFilled(at, ui.dp(4.5F), colour);
  }
}

}  // namespace

float curve_height(const Ui& ui) { return ui.dp(184); }

void draw_curve(StageContext& context, const Rect& area, const Question& question) {
  Ui& ui = context.ui;
  LessonPlay& play = context.view.lesson;
  const CurvePlace place = place_curve(ui, area, question);
  if (place.box.width() < ui.dp(40) || place.box.height() < ui.dp(24)) return;
  ui.record.area("lesson.curve", place.box.min, place.box.max);
  draw_axes(ui, place, area);
  const bool open = waits_for_answer(play);
  if (open) take_points(context, place);
  const StepPlay& one = at_hand(play);
  const std::size_t points = question.at.size();
  const bool touched = one.guess.value.size() == points;
  const std::vector<double> guess =
      touched ? one.guess.value : std::vector<double>(points, (question.low + question.high) * 0.5);
  if (!open) {
    const Outcome outcome = outcome_of(play, scene_of(play), context.results);
    const bool guessed = touched && one.phase == StepPhase::committed;
    if (outcome.truth.size() == points) draw_truth(ui, place, outcome.truth, guess, guessed && !outcome.right);
    if (!guessed) return;
  }
  draw_line(ui, place, guess, touched ? ui.colours.text : ui.colours.muted, true);
  if (open) draw_handles(ui, place, guess, one.point, touched);
  for (std::size_t i = 0; i < points; ++i)
    ui.record.fact(fmt::format("lesson.curve.{}", i), touched ? height_words(question, guess[i]) : "?");
}

float draw_curve_beside(StageContext& context, const Rect& area, const Question& question, float buttons, bool draw_it,
                        const DrawBeside& draw_beside) {
  Ui& ui = context.ui;
  const bool wide = buttons > 0.0F;
  const float gap = ui.dp(24), right = wide ? area.max.x - buttons - gap : area.max.x;
  const Rect beside{{wide ? right + gap : area.min.x, area.min.y}, area.max};
  const float said = draw_beside(beside, wide && draw_it);
  const float below = wide ? 0.0F : said + ui.dp(4);
  float height = curve_height(ui);
  if (draw_it) {
    height = std::max(0.0F, std::min(height, area.max.y - area.min.y - below));
    draw_curve(context, {area.min, {right, area.min.y + height}}, question);
    if (!wide) draw_beside({{area.min.x, area.min.y + height + ui.dp(4)}, area.max}, true);
  }
  return height + below;
}

float draw_curve_legend(Ui& ui, const Rect& area, const Question& question, bool guessed, bool draw_it) {
  const float line = ui.line_height(Type::body) * 1.4F;
  float y = area.min.y;
  const auto row = [&](std::string_view words, bool dashed, ImU32 colour) {
    const float middle = y + ui.line_height(Type::body) * 0.5F;
    const ImVec2 from{area.min.x, middle}, to{area.min.x + ui.dp(28), middle};
    if (draw_it && dashed) marks::dashed_line(ui, from, to, colour, ui.dp(2));
    if (draw_it && !dashed) ui.draw->AddLine(from, to, colour, ui.dp(2.5F));
    if (draw_it) ui.text({to.x + ui.dp(8), y}, Type::body, ui.colours.muted, words);
    y += line;
  };
  if (guessed) row("your guess", true, ui.colours.text);
  row("as it is", false, colour_of(ui.colours, question.role));
  return y - area.min.y;
}

}  // namespace flatscope
