// The words of a lesson, drawn: wrapped, with their styles, quantities with what core makes of them now.
#pragma once

#include "app/engine/results.h"
#include "app/lessons/model/words.h"
#include "app/widgets/ui.h"

namespace flatscope {

struct Question;

struct WordsLook {
  Type plain = Type::body, bold = Type::strong, code = Type::mono_strong;
  ImU32 ink = 0;
  float line = 1.45F;  // lines apart, in heights of a line
  // A question that waits: what it asks for is written as "?". Null: none does.
  const Question* asked = nullptr;
};

// Returns the height used; with draw_it false it only measures.
float draw_words(Ui& ui, ImVec2 at, float width, const WordsLook& look, const LessonWords& words, const Scene& scene,
                 const Results& results, bool draw_it = true);

}  // namespace flatscope
