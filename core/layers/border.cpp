#include "core/layers/border.h"

namespace flatscope {

std::string_view to_string(Border border) {
  switch (border) {
    case Border::zeros:
      return "zeros";
    case Border::circular:
      return "circular";
    case Border::replicate:
      return "replicate";
    case Border::reflect:
      return "reflect";
  }
  return "zeros";
}

std::optional<Border> border_from_string(std::string_view name) {
  for (Border border : all_borders) {
    if (to_string(border) == name) return border;
  }
  return std::nullopt;
}

std::int64_t source_index(std::int64_t index, std::int64_t size, Border border) {
  if (index >= 0 && index < size) return index;
  switch (border) {
    case Border::zeros:
      return -1;
    case Border::circular: {
      const std::int64_t rest = index % size;
      return rest < 0 ? rest + size : rest;
    }
    case Border::replicate:
      return index < 0 ? 0 : size - 1;
    case Border::reflect: {
      if (size == 1) return 0;
      // The picture and its mirror image, without the two edges twice, repeat with this period.
      const std::int64_t period = 2 * (size - 1);
      std::int64_t rest = index % period;
      if (rest < 0) rest += period;
      return rest < size ? rest : period - rest;
    }
  }
  return -1;
}

}  // namespace flatscope
