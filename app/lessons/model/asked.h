// What a question that waits asks for: no words tell it.
#pragma once

#include "app/lessons/model/lesson.h"

namespace flatscope {

// Of the step at hand; null: none waits for an answer.
const Question* waiting_question(const LessonPlay& play);
// The quantity is what the question asks for.
bool asks_for(const Question& question, const QuantityUse& use);

}  // namespace flatscope
