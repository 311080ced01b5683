#include "app/lessons/view/question.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/lessons/model/asked.h"
#include "app/lessons/view/curve.h"
#include "app/lessons/view/kept.h"
#include "app/lessons/view/words.h"
#include "app/look/number_text.h"
#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

WordsLook asked_in(const StageContext& context) {
  const ImU32 ink = context.ui.colours.text;
  return {Type::heading, Type::heading, Type::heading, ink, 1.3F, waiting_question(context.view.lesson)};
}
WordsLook plain_in(const StageContext& context) {
  const ImU32 ink = context.ui.colours.text;
  return {Type::told, Type::told_strong, Type::told_mono, ink, 1.35F, waiting_question(context.view.lesson)};
}

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
  ui.record.fact(fmt::format("lesson.hands.{}", choice_letter(i)), words);
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
    const float height = draw_words(ui, {0, 0}, text_width, plain_in(context), question.choices[i].words,
                                    scene_of(context.view.lesson), context.results, false) +
                         ui.dp(8);
    const Rect row{{area.min.x, y}, {area.max.x, y + height}};
    y += height;
    if (!draw_it) continue;
    const bool chosen = one.guess.choice == static_cast<int>(i);
    const bool right = !open && question.right == static_cast<int>(i);
    const bool clicked = hit_area(ui, fmt::format("lesson.choice/{}", choice_letter(i)).c_str(), row,
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
            std::string(1, choice_letter(i)), Align::centre);
    WordsLook look = plain_in(context);
    if (right) look.plain = Type::told_strong;
    draw_words(ui, {text_left, row.min.y + ui.dp(2)}, text_width, look, question.choices[i].words,
               scene_of(context.view.lesson), context.results);
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
    if (c != ',' && c != ' ' && c != '%') plain += c;
  char* end = nullptr;
  const double value = std::strtod(plain.c_str(), &end);
  one.guess.value.clear();
  if (!plain.empty() && *end == '\0' && std::isfinite(value)) one.guess.value = {value};
}

// What the frame before had, so that a hint is as long when it is measured as when it is drawn.
bool can_be_clicked(Ui& ui, std::string_view anchor) {
  const std::vector<Anchor>& anchors = ui.kept.of<LessonKept>().anchors;
  return std::any_of(anchors.begin(), anchors.end(), [&](const Anchor& one) { return one.name == anchor; });
}

// Digits that are typed while no field has the keyboard.
void take_digits(StepPlay& one) {
  std::string typed = one.guess.typed;
  for (const ImWchar letter : ImGui::GetIO().InputQueueCharacters)
    if ((letter >= '0' && letter <= '9') || letter == '.' || letter == '-') typed += static_cast<char>(letter);
  if (!typed.empty() && compat::key_pressed(ImGuiKey_Backspace)) typed.pop_back();
  if (typed != one.guess.typed) take_typed(one, typed);
}

float draw_number(StageContext& context, const Rect& area, const Step& step, float buttons, bool draw_it) {
  Ui& ui = context.ui;
  const float height = ui.line_height(Type::number) + ui.dp(10);
  const float width = ui.dp(110);
  const TargetKind on = step.question->on;
  const std::string_view hint =
      !asks_for_place(*step.question) ? "Type a number. You can change it until you commit."
      : on == TargetKind::index && can_be_clicked(ui, "index")
          ? "Type a number, or click its place on the line. You can change it until you commit."
      : on == TargetKind::matrix_row && can_be_clicked(ui, "matrix_row")
          ? "Type a number, or click the row in the matrix. You can change it until you commit."
          : "Type a number. You can change it until you commit.";
  // The buttons stand at its right.
  const float hint_left = area.min.x + width + ui.dp(16);
  const float hint_width = std::max(area.max.x - buttons - ui.dp(16) - hint_left, ui.dp(120));
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
    if (context.view.presenting && !kept.number.focused() && !play.list) take_digits(one);
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

float draw_hint(StageContext& context, const Rect& area, float buttons, std::string_view hint, bool draw_it) {
  Ui& ui = context.ui;
  const float height = ui.text_wrapped(area.min, std::max(area.width() - buttons, ui.dp(120)), Type::body,
                                       ui.colours.muted, hint, draw_it);
  return std::max(height, ui.dp(40));
}

// The guess as it stands, in words, or how one comes to it.
std::string shift_hint(const Question& question, const Guess& guess) {
  if (guess.value.size() != 2) return "Drag the dashed ghost to where you expect it, or move it with the arrow keys.";
  return fmt::format("Your guess: {}. You can change it until you commit.", answer_words(question, guess.value));
}

// A sentence of its own begins with a capital, what only explains the number does not.
std::string_view before(std::string_view sentence) {
  if (sentence.empty()) return "";
  return sentence.front() >= 'A' && sentence.front() <= 'Z' ? ". " : ": ";
}

}  // namespace

float draw_question(StageContext& context, const Rect& area, const Step& step, bool draw_it, float buttons) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const Question& question = *step.question;
  float y = area.min.y;
  y += draw_words(ui, {area.min.x, y}, area.width(), asked_in(context), question.ask, scene_of(play), context.results,
                  draw_it);
  y += ui.dp(8);
  const Rect rest{{area.min.x, y}, area.max};
  switch (question.kind) {
    case QuestionKind::choose:
      y += draw_choices(context, rest, step, draw_it);
      break;
    case QuestionKind::number:
      y += draw_number(context, rest, step, buttons, draw_it);
      break;
    case QuestionKind::place:
      y += draw_hint(context, rest, buttons, "Click the place in the picture. You can change it until you commit.",
                     draw_it);
      break;
    case QuestionKind::shift:
      y += draw_hint(context, rest, buttons,
                     shift_hint(question, play.steps[static_cast<std::size_t>(play.step)].guess), draw_it);
      break;
    case QuestionKind::curve:
      y += draw_curve_beside(context, rest, question, buttons, draw_it, [&](const Rect& where, bool draw_now) {
        return ui.text_wrapped(where.min, where.width(), Type::body, ui.colours.muted,
                               "Drag each point to where you expect it, or use the keys: ←→ choose one, ↑↓ move it.",
                               draw_now);
      });
      break;
  }
  return y - area.min.y;
}

float draw_outcome(StageContext& context, const Rect& area, const Step& step, bool draw_it, float buttons) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const StepPlay& one = play.steps[static_cast<std::size_t>(play.step)];
  const Question& question = *step.question;
  const Outcome outcome = outcome_of(play, scene_of(play), context.results);
  float y = area.min.y;
  if (question.kind == QuestionKind::choose) {
    y += draw_words(ui, {area.min.x, y}, area.width(), plain_in(context), question.ask, scene_of(play), context.results,
                    draw_it);
    y += ui.dp(4);
    y += draw_choices(context, {{area.min.x, y}, area.max}, step, draw_it);
    if (!outcome.sentence.empty())
      y += ui.dp(6) + ui.text_wrapped({area.min.x, y + ui.dp(6)}, area.width(), Type::body, ui.colours.text,
                                      outcome.sentence, draw_it);
    return y - area.min.y;
  }
  const bool curve = question.kind == QuestionKind::curve, shift = question.kind == QuestionKind::shift;
  const bool answered = one.phase == StepPhase::committed && !outcome.truth.empty();
  // One big number: how far off it was, or the answer itself, where that is one.
  const bool off = answered && !outcome.right;
  const std::string truth = answer_words(question, outcome.truth);
  const std::string number = outcome.truth.empty() ? "…"
                             : off                 ? off_number(question, outcome.off)
                             : shift || curve      ? std::string()
                                                   : truth;
  std::string words;
  if (outcome.truth.empty()) {
    words = "It is being measured; it comes by itself.";
  } else if (off) {
    const std::string unit = off_unit(question, outcome.off);
    words = fmt::format("{}off{}{}{}", unit.empty() ? unit : unit + " ", curve ? " on average" : "",
                        before(outcome.sentence), outcome.sentence);
  } else {
    words = answered ? fmt::format("Right. {}", outcome.sentence) : question.because;
    if (shift) words = fmt::format("{}. {}", truth, words);
  }
  if (draw_it) {
    ui.text({area.min.x, y}, Type::number, off ? ui.colours.wrong : ui.colours.text, number);
    ui.record.fact("lesson.outcome", off ? "off " + number : number.empty() ? truth : number);
  }
  const float left = area.min.x + (number.empty() ? 0.0F : ui.measure(Type::number, number).x + ui.dp(16));
  const float text =
      ui.text_wrapped({left, y + ui.dp(4)}, area.max.x - left, Type::heading, ui.colours.text, words, draw_it);
  y += std::max(number.empty() ? 0.0F : ui.line_height(Type::number), text + ui.dp(4)) + ui.dp(8);
  if (curve)
    return y - area.min.y +
           draw_curve_beside(
               context, {{area.min.x, y}, area.max}, question, buttons, draw_it, [&](const Rect& where, bool draw_now) {
                 return outcome.truth.empty() ? 0.0F : draw_curve_legend(ui, where, question, answered, draw_now);
               });
  if (off) {
    // In one line where both fit into it.
    const std::string guess = fmt::format("your guess {}", answer_words(question, one.guess.value));
    const std::string is = fmt::format("it is {}", truth), both = fmt::format("{}     {}", guess, is);
    const float room = area.width() - buttons;
    if (ui.measure(Type::body, both).x <= room) {
      y += ui.text_wrapped({area.min.x, y}, room, Type::body, ui.colours.muted, both, draw_it);
    } else {
      y += ui.text_wrapped({area.min.x, y}, room, Type::body, ui.colours.muted, guess, draw_it) + ui.dp(2);
      y += ui.text_wrapped({area.min.x, y}, room, Type::body, ui.colours.muted, is, draw_it);
    }
  }
  return std::max(y - area.min.y, ui.line_height(Type::number) + ui.dp(48));
}

}  // namespace flatscope
