// The words of a lesson: paragraphs with **bold** and *bold*, `code`, $formulas$ and {quantities}, which are numbers
// that the program computes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/quantity.h"
#include "app/engine/scene.h"

namespace flatscope {

struct QuantityUse {
  const StageQuantity* quantity = nullptr;
  QuantityArguments arguments;
};

enum class WordStyle { plain, bold, code, formula };

struct WordRun {
  std::string text;  // as written, or as computed when the file was read
  WordStyle style = WordStyle::plain;
  std::optional<QuantityUse> of;  // what computes it
};

using Paragraph = std::vector<WordRun>;
using LessonWords = std::vector<Paragraph>;

// The name and arguments of "index_of 5 9". Throws std::invalid_argument with a sentence where there is no such
// quantity, which names the likeliest that was meant.
QuantityUse parse_quantity(std::string_view text);
// What core makes of it, as it is written: "89", "93.1 %", "(5, 9)". "…" while it is measured and not known.
std::string quantity_text(const QuantityUse& use, const Scene& scene, const Results& results);
std::string quantity_text(const StageQuantity& quantity, const std::vector<double>& value);

// A value as an answer is told: "89", "(5, 9)"; of a curve its heights, parted by commas; "?" where there is none.
std::string value_words(const std::vector<double>& value);

// Paragraphs are parted by empty lines; other line ends are spaces. Quantities are computed at once where they are not
// measured. A backslash takes the meaning from the sign behind it. Throws std::invalid_argument with a sentence.
LessonWords parse_words(std::string_view text, const Scene& scene);
// Of one run, with what is measured filled in.
std::string run_text(const WordRun& run, const Scene& scene, const Results& results);
// The same of all, without the signs: for records, files and wherever there is but plain text.
std::string plain_words(const LessonWords& words, const Scene& scene, const Results& results);

}  // namespace flatscope
