#include "app/lessons/model/asked.h"

#include <algorithm>

namespace flatscope {

const Question* waiting_question(const LessonPlay& play) {
  return waits_for_answer(play) ? &*step_of(play)->question : nullptr;
}

bool asks_for(const Question& question, const QuantityUse& use) {
  const auto is = [&use](const LessonValue& value) {
    return value.of && value.of->quantity == use.quantity && value.of->arguments.numbers == use.arguments.numbers &&
           value.of->arguments.words == use.arguments.words;
  };
  return is(question.answer) || std::any_of(question.curve.begin(), question.curve.end(), is);
}

}  // namespace flatscope
