// A lesson that is being written in the window: its text, the part in hand, and what it was before each change.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/model/read.h"
#include "app/lessons/model/text.h"

namespace flatscope {

struct LessonDraft {
  std::filesystem::path path;
  LessonText text;
  int part = 0;  // the step in hand; -1: the head
  std::vector<LessonText> past;
  std::string written;  // what the file has
  bool operator==(const LessonDraft&) const = default;
};

LessonDraft open_draft(const std::filesystem::path& path, std::string_view text);

const std::string& part_in_hand(const LessonDraft& draft);
// Line of the file with which it begins, from 1.
int first_line_in_hand(const LessonDraft& draft);

// Each of these is a change that undo_edit takes back; typing on, without `apart`, is part of the change before.
void type_part(LessonDraft& draft, std::string_view typed, bool apart);
void add_step(LessonDraft& draft, std::string step);  // behind the step in hand, and takes it in hand
// To the step in hand, one to be changed; that for a number asks for this one.
void append_question(LessonDraft& draft, QuestionKind kind, const StageQuantity& number);
void copy_step(LessonDraft& draft);
void delete_step(LessonDraft& draft);  // the last one stays
void move_step(LessonDraft& draft, int by);
void mend(LessonDraft& draft, const LessonMistake& mistake);  // puts the word that was meant in its place
void undo_edit(LessonDraft& draft);

// Of the mistakes, those in the part in hand.
std::vector<LessonMistake> mistakes_in_hand(const LessonDraft& draft, const std::vector<LessonMistake>& mistakes);

}  // namespace flatscope
