// Numbers of the program by name: what a lesson's words say and its questions ask for is one of these, so that no
// number stands in a lesson's file that core does not compute.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

enum class Stage;
struct Results;
struct Scene;
struct ViewState;

// As they stand behind the name: {index_of 5 9}.
struct QuantityArguments {
  std::vector<double> numbers;
  std::vector<std::string> words;
};

enum class QuantityUnit { number, percent };  // percent: the value is a share, 0.25 is written 25 %

struct StageQuantity {
  std::string_view name;       // "index_of"
  std::string_view arguments;  // "row column"; "" for none
  std::string_view about;      // "the index in the line of a pixel"
  // One value, or a place: row and column. Throws std::invalid_argument with a sentence for arguments that mean
  // nothing in this Scene. `results` are read by those alone that are measured.
  std::vector<double> (*compute)(const Scene& scene, const Results& results, const QuantityArguments& arguments);
  // The parts of the stage that tell it (StagePart): they are kept back while a question asks for it.
  std::span<const std::string_view> told_by = {};
  QuantityUnit unit = QuantityUnit::number;
  bool measured = false;  // known only once the results have come: of trained networks
  // Sets off what it is measured by, where that does not begin by itself; null: it does, or with the training.
  void (*measure)(ViewState& view) = nullptr;
};

// A part of a stage that a lesson can hide, and that a question keeps back until it is answered.
struct StagePart {
  std::string_view name;   // "flatten.explanation"
  std::string_view words;  // "the arithmetic": "Kept back until you commit: the arithmetic"
};

// A whole number or a share from the arguments. Throw std::invalid_argument naming what is wrong.
long long whole_argument(const QuantityArguments& arguments, std::size_t i, std::string_view what, long long low,
                         long long high);
void count_arguments(const QuantityArguments& arguments, std::size_t numbers, std::size_t words,
                     std::string_view wanted);
// Which of two networks the first word names: "left" is 0, "right" 1.
std::size_t side_argument(const QuantityArguments& arguments);

// The row of that name in any stage's table; null where there is none.
const StageQuantity* quantity_named(std::string_view name);
// Whose table has this row.
Stage stage_of(const StageQuantity& quantity);
const StagePart* part_named(std::string_view name);

}  // namespace flatscope
