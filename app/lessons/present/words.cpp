#include "app/lessons/present/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

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

std::string minutes_and_seconds(double seconds) {
  const auto whole = static_cast<long long>(std::floor(std::max(seconds, 0.0)));
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace flatscope
