#include "app/lessons/model/draft.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace flatscope {
namespace {

constexpr std::size_t most_past = 100;

void remember(LessonDraft& draft) {
  draft.past.push_back(draft.text);
  if (draft.past.size() > most_past) draft.past.erase(draft.past.begin());
}

int count(const LessonDraft& draft) { return static_cast<int>(draft.text.steps.size()); }

bool has_step(const LessonDraft& draft) { return draft.part >= 0 && draft.part < count(draft); }

std::string& part_of(LessonText& text, int part) {
  return part < 0 ? text.head : text.steps[static_cast<std::size_t>(part)];
}

// An empty line between the steps, as one writes it.
void end_with_line(std::string& part) {
  if (part.empty() || part.back() != '\n') part += '\n';
  if (part.size() < 2 || part[part.size() - 2] != '\n') part += '\n';
}

}  // namespace

LessonDraft open_draft(const std::filesystem::path& path, std::string_view text) {
  LessonDraft draft;
  draft.path = path;
  draft.text = take_apart(text);
  draft.part = draft.text.steps.empty() ? -1 : 0;
  draft.written = text;
  return draft;
}

const std::string& part_in_hand(const LessonDraft& draft) {
  return has_step(draft) ? draft.text.steps[static_cast<std::size_t>(draft.part)] : draft.text.head;
}

int first_line_in_hand(const LessonDraft& draft) {
  return has_step(draft) ? first_line(draft.text, static_cast<std::size_t>(draft.part)) : 1;
}

void type_part(LessonDraft& draft, std::string_view typed, bool apart) {
  if (part_in_hand(draft) == typed) return;
  if (apart || draft.past.empty()) remember(draft);
  LessonText text = draft.text;
  part_of(text, has_step(draft) ? draft.part : -1) = typed;
  // Whoever types [[step]] begins another one; else what is typed stays in its part.
  const LessonText own = take_apart(typed);
  const bool one = has_step(draft) ? own.steps.size() == 1 && own.head.empty() : own.steps.empty();
  if (one) {
    draft.text = std::move(text);
    return;
  }
  draft.text = take_apart(put_together(text));
  draft.part = std::clamp(draft.part, draft.text.steps.empty() ? -1 : std::min(draft.part, 0), count(draft) - 1);
}

void add_step(LessonDraft& draft, std::string step) {
  remember(draft);
  const int at = std::clamp(draft.part + 1, 0, count(draft));
  end_with_line(part_of(draft.text, at - 1));
  if (at < count(draft)) end_with_line(step);
  draft.text.steps.insert(draft.text.steps.begin() + at, std::move(step));
  draft.part = at;
}

void append_question(LessonDraft& draft, QuestionKind kind, const StageQuantity& number) {
  if (!has_step(draft)) return;
  remember(draft);
  std::string& step = part_of(draft.text, draft.part);
  // Below the step's own keys and tables, without an empty line between.
  step.erase(step.find_last_not_of("\n \t") + 1);
  step += '\n';
  step += question_template(kind, number);
  if (draft.part + 1 < count(draft)) step += '\n';
}

void copy_step(LessonDraft& draft) {
  if (has_step(draft)) add_step(draft, std::string(part_in_hand(draft)));
}

void delete_step(LessonDraft& draft) {
  if (!has_step(draft) || count(draft) < 2) return;
  remember(draft);
  draft.text.steps.erase(draft.text.steps.begin() + draft.part);
  draft.part = std::min(draft.part, count(draft) - 1);
}

void move_step(LessonDraft& draft, int by) {
  const int to = draft.part + by;
  if (!has_step(draft) || to < 0 || to >= count(draft)) return;
  remember(draft);
  for (const int part : {draft.part, to}) end_with_line(part_of(draft.text, part));
  std::swap(part_of(draft.text, draft.part), part_of(draft.text, to));
  draft.part = to;
}

void mend(LessonDraft& draft, const LessonMistake& mistake) {
  if (mistake.word.empty() || mistake.meant.empty()) return;
  std::string all = put_together(draft.text);
  std::size_t at = 0;
  for (int line = 1; line < mistake.line; ++line) {
    at = all.find('\n', at);
    if (at == std::string::npos) return;
    ++at;
  }
  const std::size_t word = all.find(mistake.word, at);
  if (word == std::string::npos || word > std::min(all.find('\n', at), all.size())) return;
  remember(draft);
  draft.text = take_apart(all.replace(word, mistake.word.size(), mistake.meant));
}

void undo_edit(LessonDraft& draft) {
  if (draft.past.empty()) return;
  draft.text = std::move(draft.past.back());
  draft.past.pop_back();
  draft.part = std::min(draft.part, count(draft) - 1);
}

std::vector<LessonMistake> mistakes_in_hand(const LessonDraft& draft, const std::vector<LessonMistake>& mistakes) {
  std::vector<LessonMistake> mine;
  std::copy_if(mistakes.begin(), mistakes.end(), std::back_inserter(mine), [&](const LessonMistake& one) {
    return step_at_line(draft.text, one.line) == (has_step(draft) ? draft.part : -1);
  });
  return mine;
}

}  // namespace flatscope
