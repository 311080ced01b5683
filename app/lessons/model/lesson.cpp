#include "app/lessons/model/lesson.h"

#include "app/engine/results.h"

namespace flatscope {

std::vector<double> value_now(const LessonValue& value, const Scene& scene, const Results& results) {
  if (!value.measured()) return value.fixed;
  return value.of->quantity->compute(scene, results, value.of->arguments);
}

bool in_percent(const LessonValue& value) { return value.of && value.of->quantity->unit == QuantityUnit::percent; }
bool presents_lesson(const ViewState& view) { return view.presenting && view.lesson.lesson != nullptr; }

std::string_view to_string(TargetKind kind) {
  switch (kind) {
    case TargetKind::pixel:
      return "pixel";
    case TargetKind::index:
      return "index";
    case TargetKind::neighbour:
      return "neighbour";
    case TargetKind::map:
      return "map";
    case TargetKind::kernel_cell:
      return "kernel_cell";
    case TargetKind::matrix_row:
      return "matrix_row";
    case TargetKind::control:
      return "control";
    case TargetKind::chart_point:
      return "chart_point";
  }
  return "pixel";
}

std::string_view to_string(Role role) {
  switch (role) {
    case Role::ink:
      return "ink";
    case Role::pixel:
      return "pixel";
    case Role::horizontal:
      return "horizontal";
    case Role::vertical:
      return "vertical";
    case Role::wrong:
      return "wrong";
    case Role::dense:
      return "dense";
    case Role::conv:
      return "conv";
  }
  return "ink";
}

std::string_view to_string(HighlightTime time) {
  switch (time) {
    case HighlightTime::always:
      return "always";
    case HighlightTime::asked:
      return "asked";
    case HighlightTime::revealed:
      return "revealed";
  }
  return "always";
}

std::string_view to_string(QuestionKind kind) {
  switch (kind) {
    case QuestionKind::choose:
      return "choose";
    case QuestionKind::place:
      return "place";
    case QuestionKind::number:
      return "number";
    case QuestionKind::shift:
      return "shift";
    case QuestionKind::curve:
      return "curve";
  }
  return "choose";
}

}  // namespace flatscope
