#include "app/engine/quantity.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "app/engine/stage_table.h"

namespace flatscope {

long long whole_argument(const QuantityArguments& arguments, std::size_t i, std::string_view what, long long low,
                         long long high) {
  const double value = arguments.numbers.at(i);
  if (value != std::floor(value))
    throw std::invalid_argument(fmt::format("{} is {}, but is a whole number", what, value));
  if (value < static_cast<double>(low) || value > static_cast<double>(high))
    throw std::invalid_argument(fmt::format("{} is {}, but goes from {} to {} here", what, value, low, high));
  return static_cast<long long>(value);
}

void count_arguments(const QuantityArguments& arguments, std::size_t numbers, std::size_t words,
                     std::string_view wanted) {
  if (arguments.numbers.size() == numbers && arguments.words.size() == words) return;
  if (wanted.empty()) throw std::invalid_argument("it takes nothing behind its name");
  throw std::invalid_argument(fmt::format("it takes {}", wanted));
}

std::size_t side_argument(const QuantityArguments& arguments) {
  const std::string_view word =
      arguments.words.empty() ? std::string_view() : std::string_view(arguments.words.front());
  if (word != "left" && word != "right")
    throw std::invalid_argument(fmt::format("it takes left or right, and here it has \"{}\"", word));
  return word == "left" ? 0 : 1;
}

const StageQuantity* quantity_named(std::string_view name) {
  for (const StageModel* model : stage_models())
    for (const StageQuantity& quantity : model->quantities())
      if (quantity.name == name) return &quantity;
  return nullptr;
}

Stage stage_of(const StageQuantity& quantity) {
  for (const StageModel* model : stage_models())
    for (const StageQuantity& one : model->quantities())
      if (&one == &quantity) return model->stage;
  return Stage::flatten;
}

const StagePart* part_named(std::string_view name) {
  for (const StageModel* model : stage_models())
    for (const StagePart& part : model->parts())
      if (part.name == name) return &part;
  return nullptr;
}

}  // namespace flatscope
