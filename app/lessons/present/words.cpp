#include "app/lessons/present/words.h"

namespace flatscope {

std::string_view kind_of_step(const Step& step) {
  if (!step.question) return step.operate.empty() ? "look" : "try it";
  switch (step.question->kind) {
    case QuestionKind::choose:
      return "question: choose";
    case QuestionKind::place:
      return "question: click the place";
    case QuestionKind::number:
      return "question: type a number";
    case QuestionKind::shift:
      return "question: drag it";
    case QuestionKind::curve:
      return "question: draw the curve";
  }
  return "question";
}

}  // namespace flatscope
