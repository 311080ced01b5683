#include "app/lessons/model/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "app/engine/results.h"
#include "app/engine/stage_table.h"
#include "app/look/nearest.h"
#include "app/look/number_text.h"

namespace flatscope {
namespace {

std::vector<std::string_view> quantity_names() {
  std::vector<std::string_view> names;
  for (const StageModel* model : stage_models())
    for (const StageQuantity& quantity : model->quantities()) names.push_back(quantity.name);
  return names;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    at = end;
  }
  return parts;
}

class WordReader {
 public:
  WordReader(std::string_view text, const Scene& scene) : text_(text), scene_(scene) {}

  LessonWords read() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\n') {
        line_end();
      } else if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        plain_ += text_[at_ + 1];
        at_ += 2;
      } else if (text_.substr(at_, 2) == "**") {
        take("**", WordStyle::bold);
      } else if (text_[at_] == '*') {
        take("*", WordStyle::bold);
      } else if (text_[at_] == '`') {
        take("`", WordStyle::code);
      } else if (text_[at_] == '$') {
        take("$", WordStyle::formula);
      } else if (text_[at_] == '{') {
        at_ += 1;
        quantity(until("}"), WordStyle::plain);
      } else {
        plain_ += text_[at_++];
      }
    }
    end_paragraph();
    return std::move(words_);
  }

 private:
  std::string_view until(std::string_view sign) {
    const std::size_t end = text_.find(sign, at_);
    if (end == std::string_view::npos)
      throw std::invalid_argument(fmt::format("“{}” is opened and never closed", sign == "}" ? "{" : sign));
    const std::string_view inside = text_.substr(at_, end - at_);
    at_ = end + sign.size();
    return inside;
  }
  // Between two signs; quantities stand in there too.
  void take(std::string_view sign, WordStyle style) {
    at_ += sign.size();
    std::string_view inside = until(sign);
    end_plain();
    while (!inside.empty()) {
      const std::size_t brace = std::min(inside.find('{'), inside.size());
      if (brace > 0) add({one_line(inside.substr(0, brace)), style, {}});
      inside.remove_prefix(brace);
      if (inside.empty()) break;
      const std::size_t end = inside.find('}');
      if (end == std::string_view::npos) throw std::invalid_argument("“{” is opened and never closed");
      quantity(inside.substr(1, end - 1), style);
      inside.remove_prefix(end + 1);
    }
  }
  static std::string one_line(std::string_view text) {
    std::string line(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return line;
  }
  void quantity(std::string_view inside, WordStyle style) {
    end_plain();
    const QuantityUse use = parse_quantity(inside);
    // What is measured is not known yet, but its arguments are looked at.
    const std::string words = quantity_text(use, scene_, Results{});
    add({use.quantity->measured ? std::string() : words, style, use});
  }
  void line_end() {
    const std::size_t next = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    const auto ends = std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                 text_.begin() + static_cast<std::ptrdiff_t>(next), '\n');
    at_ = next;
    if (ends > 1)
      end_paragraph();
    else if (!plain_.empty() || !paragraph_.empty())
      plain_ += ' ';
  }
  void add(WordRun run) { paragraph_.push_back(std::move(run)); }
  void end_plain() {
    if (!plain_.empty()) add({std::exchange(plain_, {}), WordStyle::plain, {}});
  }
  void end_paragraph() {
    while (!plain_.empty() && plain_.back() == ' ') plain_.pop_back();
    end_plain();
    if (!paragraph_.empty()) words_.push_back(std::exchange(paragraph_, {}));
  }

  std::string_view text_;
  const Scene& scene_;
  std::size_t at_ = 0;
  std::string plain_;
  Paragraph paragraph_;
  LessonWords words_;
};

}  // namespace

QuantityUse parse_quantity(std::string_view text) {
  const std::vector<std::string> parts = split(text);
  if (parts.empty()) throw std::invalid_argument("there is no quantity between “{” and “}”");
  QuantityUse use;
  use.quantity = quantity_named(parts.front());
  if (use.quantity == nullptr) {
    const std::optional<std::string_view> meant = nearest(parts.front(), quantity_names());
    throw std::invalid_argument(
        meant ? fmt::format("there is no quantity “{}”; did you mean “{}”?", parts.front(), *meant)
              : fmt::format("there is no quantity “{}”; it must be one of {}", parts.front(),
                            fmt::join(quantity_names(), ", ")));
  }
  for (std::size_t i = 1; i < parts.size(); ++i) {
    char* end = nullptr;
    const double number = std::strtod(parts[i].c_str(), &end);
    if (end != parts[i].c_str() && *end == '\0' && std::isfinite(number))
      use.arguments.numbers.push_back(number);
    else
      use.arguments.words.push_back(parts[i]);
  }
  return use;
}

std::string quantity_text(const StageQuantity& quantity, const std::vector<double>& value) {
  const auto one = [&](double number) {
    if (!std::isfinite(number)) return std::string("…");
    if (quantity.unit == QuantityUnit::percent) return fmt::format("{} %", grouped_decimal(100.0 * number, 1));
    if (number == std::round(number) && std::fabs(number) < 1e15) return grouped(static_cast<std::int64_t>(number));
    return short_number(number);
  };
  if (value.empty()) return "…";
  if (value.size() == 1) return one(value.front());
  std::vector<std::string> parts;
  std::transform(value.begin(), value.end(), std::back_inserter(parts), one);
  return fmt::format("({})", fmt::join(parts, ", "));
}

std::string quantity_text(const QuantityUse& use, const Scene& scene, const Results& results) {
  try {
    return quantity_text(*use.quantity, use.quantity->compute(scene, results, use.arguments));
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(fmt::format("{}: {}", use.quantity->name, error.what()));
  }
}

std::string value_words(const std::vector<double>& value) {
  if (value.empty()) return "?";
  std::vector<std::string> parts;
  for (const double one : value) {
    if (one == std::round(one) && std::fabs(one) < 1e15) {
      parts.push_back(grouped(static_cast<std::int64_t>(one)));
      continue;
    }
    // 0.4 is not measured to three places because it is written with them.
    std::string& part = parts.emplace_back(short_number(one));
    const bool decimals = part.find('.') != std::string::npos && part.find('e') == std::string::npos;
    if (decimals) part.erase(part.find_last_not_of('0') + 1);
    if (part.back() == '.') part.pop_back();
  }
  const std::string list = fmt::format("{}", fmt::join(parts, ", "));
  return value.size() == 2 ? "(" + list + ")" : list;
}

LessonWords parse_words(std::string_view text, const Scene& scene) { return WordReader(text, scene).read(); }

std::string run_text(const WordRun& run, const Scene& scene, const Results& results) {
  return run.of && run.of->quantity->measured ? quantity_text(*run.of, scene, results) : run.text;
}

std::string plain_words(const LessonWords& words, const Scene& scene, const Results& results) {
  std::string text;
  for (const Paragraph& paragraph : words) {
    if (!text.empty()) text += "\n";
    for (const WordRun& run : paragraph) text += run_text(run, scene, results);
  }
  return text;
}

}  // namespace flatscope
