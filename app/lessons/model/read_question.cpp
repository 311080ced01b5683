// The question of a lesson's step.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/engine/results.h"
#include "app/files/toml_choice.h"
#include "app/lessons/model/reading.h"

namespace flatscope {
namespace {

LessonWords words_of(const TomlTable& table, std::string_view key, const Scene& scene) {
  const auto text = table.text(key);
  if (!text) return {};
  try {
    return parse_words(*text, scene);
  } catch (const std::invalid_argument& error) {
    complain(*table.node(key), table.full_name(key), fmt::format("can’t be read: {}.", error.what()));
  }
}

// What is said after an answer: its numbers are computed now, so they can't be measured ones.
void set_sentence(std::string& sentence, const TomlTable& table, std::string_view key, const Scene& scene) {
  const LessonWords words = words_of(table, key, scene);
  for (const Paragraph& paragraph : words)
    for (const WordRun& run : paragraph)
      if (run.of && run.of->quantity->measured)
        complain(*table.node(key), table.full_name(key),
                 fmt::format("can’t tell `{}`, which is measured while the lesson is played.", run.of->quantity->name));
  if (!words.empty()) sentence = plain_words(words, scene, {});
}

void read_choices(LessonFile& file, const TomlTable& table, const Scene& scene, Question& question, int line) {
  const toml::array* const list = table.array("choices");
  if (list == nullptr || list->size() < 2 || list->size() > 6)
    throw SceneError("`question.choices` must be a list of two to six answers in quotes.", line);
  for (const toml::node& node : *list) {
    if (!node.is_string()) complain(node, "question.choices", "must be a list of answers in quotes.");
    try {
      question.choices.push_back({parse_words(node.as_string()->get(), scene), {}});
    } catch (const std::invalid_argument& error) {
      complain(node, "question.choices", fmt::format("can’t be read: {}.", error.what()));
    }
  }
  const toml::node* const right = table.node("right");
  const auto letter = right != nullptr && right->is_string() ? table.text("right") : std::nullopt;
  const int index = letter && letter->size() == 1 ? (*letter)[0] - 'A' : -1;
  if (index < 0 || index >= static_cast<int>(question.choices.size()))
    throw SceneError(fmt::format("`question.right` must be the letter of the right answer, \"A\" to \"{}\".",
                                 choice_letter(question.choices.size() - 1)),
                     LessonFile::line_of(table, "right", line));
  question.right = index;
  // What to say to those who chose another.
  if (const TomlTable say = table.table("say")) {
    for (std::size_t i = 0; i < question.choices.size(); ++i)
      set_sentence(question.choices[i].say, say, std::string(1, choice_letter(i)), scene);
  }
  (void)file;
}

void read_answer(LessonFile& file, const TomlTable& table, const Scene& scene, Question& question, int line) {
  const toml::node* const answer = table.node("answer");
  if (answer == nullptr)
    throw SceneError("the question has no `answer`; it must be a quantity, as { index_of = [5, 9] }.", line);
  question.answer = read_value(file, *answer, "question.answer", scene);
  question.percent = in_percent(question.answer);
  const std::size_t values = question.answer.fixed.size();
  const bool place = question.kind == QuestionKind::place, shift = question.kind == QuestionKind::shift;
  if (question.answer.measured()) return;
  if (shift && values != 2)
    complain(*answer, "question.answer", "must be by how many rows down and columns right, as [2, 6].");
  if (values == 0 || values > (place || shift ? 2U : 1U))
    complain(*answer, "question.answer", place ? "must be an index, or a row and a column." : "must be one number.");
}

// What is clicked or dragged over, and what of it.
void read_target_of(LessonFile& file, const TomlTable& table, const Scene& scene, Question& question) {
  const bool shift = question.kind == QuestionKind::shift;
  if (shift) question.on = TargetKind::pixel;
  set_choice(question.on, table, "on", all_target_kinds);
  const bool plane = question.on == TargetKind::pixel || question.on == TargetKind::map;
  const bool cells = plane || question.on == TargetKind::index || question.on == TargetKind::kernel_cell ||
                     question.on == TargetKind::matrix_row;
  if (shift ? !plane : !cells)
    complain(*table.node("on"), "question.on",
             shift ? "must be \"pixel\" or \"map\": what can be dragged over."
                   : "must be one of pixel, index, map, kernel_cell and matrix_row: what can be clicked.");
  if (question.on == TargetKind::map) question.on_name = "1";
  const toml::node* const of = table.node("of");
  if (of != nullptr && of->is_integer())
    question.on_name = fmt::format("{}", table.whole("of").value_or(1));
  else
    set(question.on_name, table.text("of"));
  const bool conv =
      question.on == TargetKind::map || question.on == TargetKind::kernel_cell || question.on == TargetKind::matrix_row;
  question.role = question.kind == QuestionKind::curve ? Role::ink : conv ? Role::conv : Role::vertical;
  set_choice(question.role, table, "role", all_roles);
  if (const toml::node* const from = table.node("from"); from != nullptr && shift) {
    question.from = read_value(file, *from, "question.from", scene).fixed;
    if (question.from.size() != 2)
      throw SceneError("`question.from` must be the row and the column of what is dragged.",
                       LessonFile::line_of(*from));
  }
}

// The parts of stages that tell one of the quantities.
void keep_back(Question& question, const LessonValue& value) {
  if (!value.of) return;
  for (const std::string_view part : value.of->quantity->told_by)
    if (std::find(question.kept_back.begin(), question.kept_back.end(), part) == question.kept_back.end())
      question.kept_back.push_back(part);
}

void read_mistakes(LessonFile& file, const TomlTable& table, const Scene& scene, Question& question) {
  const toml::array* const list = table.array("mistakes");
  if (list == nullptr) return;
  for (const toml::node& node : *list) {
    const int line = LessonFile::line_of(node);
    file.attempt(line, [&] {
      if (!node.is_table()) complain(node, "question.mistakes", "must be a list, as [{ is = 74, say = \"…\" }].");
      const TomlTable one = file.table(*node.as_table(), "mistakes");
      CommonMistake mistake;
      set_sentence(mistake.say, one, "say", scene);
      const toml::node* const is = one.node("is");
      if (is == nullptr) throw SceneError("a common mistake needs `is`, the wrong answer, and `say`, why.", line);
      mistake.is = read_value(file, *is, "mistakes.is", scene);
      question.mistakes.push_back(std::move(mistake));
    });
  }
}

void read_curve(LessonFile& file, const TomlTable& table, const Scene& scene, Question& question, int line) {
  const toml::array* const at = table.array("at");
  const toml::array* const answers = table.array("answers");
  if (at == nullptr || answers == nullptr || at->size() != answers->size() || at->size() < 2 || at->size() > 12)
    throw SceneError("a curve needs `at`, two to twelve places along the axis, and `answers`, as many values.", line);
  for (std::size_t i = 0; i < at->size(); ++i) {
    const std::vector<double> place = read_value(file, *at->get(i), "question.at", scene).fixed;
    if (place.size() != 1 || (i > 0 && place[0] <= question.at.back()))
      complain(*at->get(i), "question.at", "must be numbers, each larger than the one before.");
    question.at.push_back(place[0]);
    question.curve.push_back(read_value(file, *answers->get(i), "question.answers", scene));
    const LessonValue& height = question.curve.back();
    if (!height.measured() && height.fixed.size() != 1)
      complain(*answers->get(i), "question.answers", "must be one number for each of `at`.");
    question.percent = question.percent || in_percent(height);
    keep_back(question, height);
  }
  float low = 0.0F, high = question.percent ? 100.0F : 1.0F;
  set(low, table.decimal("low"));
  set(high, table.decimal("high"));
  set(question.x_axis, table.text("x_axis"));
  set(question.y_axis, table.text("y_axis"));
  set(question.logarithmic, table.yes_or_no("logarithmic"));
  if (question.logarithmic && question.at.front() <= 0.0)
    complain(*table.node("logarithmic"), "question.logarithmic", "needs an axis `at` that begins above 0.");
  if (!(low < high)) throw SceneError("`question.low` must be below `question.high`.", line);
  question.low = low;
  question.high = high;
}

}  // namespace

Question read_question(LessonFile& file, const TomlTable& table, const Scene& scene, int line) {
  Question question;
  set_choice(question.kind, table, "kind", all_question_kinds);
  if (table.node("kind") == nullptr)
    file.mistake(line, "the question has no `kind`; it must be one of choose, place, number, shift and curve.");
  file.attempt(line, [&] {
    question.ask = words_of(table, "ask", scene);
    if (question.ask.empty()) throw SceneError("the question has no `ask`, which says what is asked.", line);
  });
  file.attempt(line, [&] {
    if (question.kind == QuestionKind::choose)
      read_choices(file, table, scene, question, line);
    else if (question.kind == QuestionKind::curve)
      read_curve(file, table, scene, question, line);
    else
      read_answer(file, table, scene, question, line);
    keep_back(question, question.answer);
  });
  file.attempt(line, [&] {
    float tolerance = 0.0F;
    set(tolerance, table.decimal("tolerance"));
    if (tolerance < 0.0F) complain(*table.node("tolerance"), "question.tolerance", "must not be negative.");
    question.tolerance = static_cast<double>(tolerance);
    set(question.unit, table.text("unit"));
    set_sentence(question.because, table, "because", scene);
    read_target_of(file, table, scene, question);
  });
  file.attempt(line, [&] {
    const toml::array* const list = table.array("keep_back");
    if (list == nullptr) return;
    for (const toml::node& node : *list) {
      const StagePart* const part = node.is_string() ? part_named(node.as_string()->get()) : nullptr;
      if (part == nullptr) complain(node, "question.keep_back", "must be a list of parts of stages in quotes.");
      if (std::find(question.kept_back.begin(), question.kept_back.end(), part->name) == question.kept_back.end())
        question.kept_back.push_back(part->name);
    }
  });
  file.attempt(line, [&] { read_mistakes(file, table, scene, question); });
  return question;
}

}  // namespace flatscope
