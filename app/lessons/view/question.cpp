#include "app/lessons/view/question.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/lessons/view/kept.h"
#include "app/lessons/view/words.h"
#include "app/look/number_text.h"
#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

// What the buttons take off the last row, in pixels; before a class they stand below it.
float beside_buttons(const StageContext& context) { return context.view.presenting ? 0.0F : context.ui.dp(330); }

WordsLook asked_in(const Ui& ui) { return {Type::heading, Type::heading, Type::heading, ui.colours.text, 1.3F}; }
WordsLook plain_in(const Ui& ui) { return {Type::told, Type::told_strong, Type::told_mono, ui.colours.text, 1.35F}; }

char letter(std::size_t i) { return static_cast<char>('A' + static_cast<int>(i)); }

// The hands of a choice as a bar, before hollow and after filled.
void draw_hands(Ui& ui, const Rect& room, const Tally& tally, std::size_t i, int most, bool right) {
  const auto vote = [&](const std::vector<int>& votes) { return i < votes.size() ? votes[i] : 0; };
  const int before = vote(tally.before), after = vote(tally.after);
  const float numbers = ui.measure(Type::mono, "99 → 99").x + ui.dp(8);
  const float width = std::max(room.width() - numbers, ui.dp(20));
  const auto end = [&](int hands) {
    return room.min.x + width * static_cast<float>(hands) / static_cast<float>(std::max(most, 1));
  };
  const float h = ui.dp(7), y = room.centre().y;
  const ImU32 ink = right ? ui.colours.text : ui.colours.muted;
  if (before > 0)
    compat::add_rect(ui.draw, {room.min.x, tally.second ? y - h - 1 : y - h * 0.5F},
                     {end(before), tally.second ? y - 1 : y + h * 0.5F}, ink, ui.dp(2), 1.0F);
  if (tally.second && after > 0) ui.draw->AddRectFilled({room.min.x, y + 1}, {end(after), y + h + 1}, ink, ui.dp(2));
  const std::string words = tally.second ? fmt::format("{} → {}", before, after) : std::to_string(before);
  ui.text({room.max.x, y - ui.line_height(Type::mono) * 0.5F}, Type::mono, ink, words, Align::right);
}

int most_hands(const Tally& tally) {
  int most = 1;
  for (const auto* votes : {&tally.before, &tally.after})
    for (const int vote : *votes) most = std::max(most, vote);
  return most;
}

// One row a choice: its letter, its words, and the hands. Returns the height used.
float draw_choices(StageContext& context, const Rect& area, const Step& step, bool draw_it) {
  Ui& ui = context.ui;
  LessonPlay& play = context.view.lesson;
  StepPlay& one = at_hand(play);
  const bool open = one.phase == StepPhase::open;
  const Question& question = *step.question;
  const bool hands = play.tally || one.tally.second || !one.tally.before.empty();
  const float hands_width = hands ? std::min(area.width() * 0.4F, ui.dp(300)) : 0.0F;
  const float text_left = area.min.x + ui.dp(36);
  const float text_width = area.max.x - text_left - hands_width - ui.dp(32);
  float y = area.min.y;
  for (std::size_t i = 0; i < question.choices.size(); ++i) {
    const float height = draw_words(ui, {0, 0}, text_width, plain_in(ui), question.choices[i].words, step.scene,
                                    context.results, false) +
                         ui.dp(8);
    const Rect row{{area.min.x, y}, {area.max.x, y + height}};
    y += height;
    if (!draw_it) continue;
    const bool chosen = one.guess.choice == static_cast<int>(i);
    const bool right = !open && question.right == static_cast<int>(i);
    const bool clicked = hit_area(ui, fmt::format("lesson.choice/{}", letter(i)).c_str(), row,
                                  chosen  ? "on"
                                  : right ? "right"
                                          : "off");
    if (clicked && open && !play.tally) one.guess.choice = static_cast<int>(i);
    if (clicked && open && play.tally) add_hand(play, static_cast<int>(i), ImGui::GetIO().KeyShift ? -1 : 1);
    if (right || (open && ImGui::IsItemHovered()))
      ui.draw->AddRectFilled(row.min, row.max, ui.colours.raised, ui.dp(4));
    const float line = row.min.y + (ui.line_height(Type::told) * 1.35F - ui.line_height(Type::mono_strong)) * 0.5F;
    // The guess is dashed ink, as on the picture.
    if (chosen)
      compat::add_rect(ui.draw, {row.min.x + ui.dp(4), row.min.y + ui.dp(2)},
                       {row.min.x + ui.dp(28), row.min.y + height - ui.dp(2)}, ui.colours.text, ui.dp(4), ui.dp(1.5F));
    ui.text({row.min.x + ui.dp(16), line}, Type::mono_strong, chosen || right ? ui.colours.text : ui.colours.muted,
            std::string(1, letter(i)), Align::centre);
    WordsLook look = plain_in(ui);
    if (right) look.plain = Type::told_strong;
    draw_words(ui, {text_left, row.min.y + ui.dp(2)}, text_width, look, question.choices[i].words, step.scene,
               context.results);
    if (right) {
      const ImVec2 at{area.max.x - hands_width - ui.dp(20), row.centre().y};
      ui.draw->AddLine({at.x - ui.dp(6), at.y}, {at.x - ui.dp(2), at.y + ui.dp(4)}, ui.colours.text, ui.dp(2));
      ui.draw->AddLine({at.x - ui.dp(2), at.y + ui.dp(4)}, {at.x + ui.dp(6), at.y - ui.dp(5)}, ui.colours.text,
                       ui.dp(2));
    }
    if (hands)
      draw_hands(ui, {{area.max.x - hands_width, row.min.y}, {area.max.x - ui.dp(8), row.max.y}}, one.tally, i,
                 most_hands(one.tally), right);
  }
  return y - area.min.y;
}

// What is typed, and the number that it means; empty for what is none.
void take_typed(StepPlay& one, const std::string& text) {
  one.guess.typed = text;
  std::string plain;
  for (const char c : text)
    if (c != ',' && c != ' ') plain += c;
  char* end = nullptr;
  const double value = std::strtod(plain.c_str(), &end);
  one.guess.value.clear();
  if (!plain.empty() && *end == '\0' && std::isfinite(value)) one.guess.value = {value};
}

// Digits that are typed while no field has the keyboard.
void take_digits(StepPlay& one) {
  std::string typed = one.guess.typed;
  for (const ImWchar letter : ImGui::GetIO().InputQueueCharacters)
    if ((letter >= '0' && letter <= '9') || letter == '.' || letter == '-') typed += static_cast<char>(letter);
  if (!typed.empty() && compat::key_pressed(ImGuiKey_Backspace)) typed.pop_back();
  if (typed != one.guess.typed) take_typed(one, typed);
}

float draw_number(StageContext& context, const Rect& area, const Step& step, bool draw_it) {
  Ui& ui = context.ui;
  const float height = ui.line_height(Type::number) + ui.dp(10);
  const float width = ui.dp(110);
  const std::string_view hint =
      step.question->on == TargetKind::index && ui.anchors.named("index") != nullptr
          ? "Type a number, or click its place on the line. You can change it until you commit."
          : "Type a number. You can change it until you commit.";
  // The buttons stand at its right.
  const float hint_left = area.min.x + width + ui.dp(16);
  const float hint_width = std::max(area.max.x - beside_buttons(context) - hint_left, ui.dp(120));
  const float hint_height = ui.text_wrapped({hint_left, 0}, hint_width, Type::small, ui.colours.muted, hint, false);
  if (draw_it) {
    LessonPlay& play = context.view.lesson;
    StepPlay& one = at_hand(play);
    LessonKept& kept = ui.kept.of<LessonKept>();
    if (kept.number_of != play.step || kept.number.text() != one.guess.typed) {
      kept.number.set(one.guess.typed);
      // Whoever comes to the question types at once. Before a class letters have other meanings.
      if (kept.number_of != play.step && !context.view.presenting) kept.number.focus(TextField::Select::none);
      kept.number_of = play.step;
    }
    if (context.view.presenting && !kept.number.focused()) take_digits(one);
    const Rect box{area.min, {area.min.x + width, area.min.y + height}};
    const TextField::Events events =
        kept.number.draw(ui, "lesson.number", box, {Type::heading, ui.colours.panel, ui.colours.text, false});
    compat::add_rect(ui.draw, box.min, box.max, ui.colours.text, ui.dp(5), ui.dp(2));
    if (events.changed) take_typed(one, kept.number.text());
    if (events.entered && can_commit(play))
      context.edit.run("lesson.commit");
    else if (events.entered)
      kept.number.focus(TextField::Select::all);  // nothing is committed yet: what is typed next belongs here
    if (one.guess.typed.empty() && !kept.number.focused())
      ui.text({box.min.x + ui.dp(12), box.centre().y - ui.line_height(Type::heading) * 0.5F}, Type::heading,
              ui.colours.muted, "?");
    ui.text_wrapped({hint_left, area.min.y + (height - hint_height) * 0.5F}, hint_width, Type::small, ui.colours.muted,
                    hint);
  }
  return std::max(height, hint_height);
}

float draw_hint(StageContext& context, const Rect& area, std::string_view hint, bool draw_it) {
  Ui& ui = context.ui;
  const float height = ui.text_wrapped(area.min, std::max(area.width() - beside_buttons(context), ui.dp(120)),
                                       Type::body, ui.colours.muted, hint, draw_it);
  return std::max(height, ui.dp(40));
}

}  // namespace

std::string value_words(const std::vector<double>& value) {
  if (value.empty()) return "?";
  if (value.size() == 1)
    return value[0] == std::round(value[0]) ? grouped(static_cast<std::int64_t>(value[0])) : short_number(value[0]);
  return fmt::format("({}, {})", short_number(value[0]), short_number(value[1]));
}

float draw_question(StageContext& context, const Rect& area, const Step& step, bool draw_it) {
  Ui& ui = context.ui;
  const Question& question = *step.question;
  float y = area.min.y;
  y += draw_words(ui, {area.min.x, y}, area.width(), asked_in(ui), question.ask, step.scene, context.results, draw_it);
  y += ui.dp(8);
  const Rect rest{{area.min.x, y}, area.max};
  switch (question.kind) {
    case QuestionKind::choose:
      y += draw_choices(context, rest, step, draw_it);
      break;
    case QuestionKind::number:
      y += draw_number(context, rest, step, draw_it);
      break;
    case QuestionKind::place:
      y += draw_hint(context, rest, "Click the place in the picture. You can change it until you commit.", draw_it);
      break;
    case QuestionKind::shift:
      y += draw_hint(context, rest, "Drag it to where you expect it. You can change it until you commit.", draw_it);
      break;
    case QuestionKind::curve:
      y += draw_hint(context, rest, "Drag the points to where you expect them.", draw_it);
      break;
  }
  return y - area.min.y;
}

float draw_outcome(StageContext& context, const Rect& area, const Step& step, bool draw_it) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const StepPlay& one = play.steps[static_cast<std::size_t>(play.step)];
  const Question& question = *step.question;
  const Outcome outcome = outcome_of(play, step.scene, context.results);
  float y = area.min.y;
  if (question.kind == QuestionKind::choose) {
    y +=
        draw_words(ui, {area.min.x, y}, area.width(), plain_in(ui), question.ask, step.scene, context.results, draw_it);
    y += ui.dp(4);
    y += draw_choices(context, {{area.min.x, y}, area.max}, step, draw_it);
    if (!outcome.sentence.empty())
      y += ui.dp(6) + ui.text_wrapped({area.min.x, y + ui.dp(6)}, area.width(), Type::body, ui.colours.text,
                                      outcome.sentence, draw_it);
    return y - area.min.y;
  }
  const bool answered = one.phase == StepPhase::committed && !outcome.truth.empty();
  // One big number: how far off it was, or the answer itself.
  const bool off = answered && !outcome.right;
  const std::string number = outcome.truth.empty() ? "…"
                             : off                 ? value_words({outcome.off})
                                                   : value_words(outcome.truth);
  const float wide = ui.measure(Type::number, number).x;
  std::string words;
  if (outcome.truth.empty())
    words = "It is being measured; it comes by itself.";
  else if (off)
    words = fmt::format("{}{}{}", question.unit.empty() ? "off" : question.unit + " off",
                        outcome.sentence.empty() ? "" : ": ", outcome.sentence);
  else if (answered)
    words = fmt::format("Right. {}", outcome.sentence);
  else
    words = question.because;
  if (draw_it) {
    ui.text({area.min.x, y}, Type::number, off ? ui.colours.wrong : ui.colours.text, number);
    ui.record.fact("lesson.outcome", off ? "off " + number : number);
  }
  const float left = area.min.x + wide + ui.dp(16);
  const float text =
      ui.text_wrapped({left, y + ui.dp(4)}, area.max.x - left, Type::heading, ui.colours.text, words, draw_it);
  y += std::max(ui.line_height(Type::number), text + ui.dp(4)) + ui.dp(8);
  if (off) {
    const std::string told =
        fmt::format("your guess {}     it is {}", value_words(one.guess.value), value_words(outcome.truth));
    y += ui.text_wrapped({area.min.x, y}, area.width() - beside_buttons(context), Type::body, ui.colours.muted, told,
                         draw_it);
  }
  return std::max(y - area.min.y, ui.line_height(Type::number) + ui.dp(48));
}

}  // namespace flatscope
