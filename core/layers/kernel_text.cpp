#include "core/layers/kernel_text.h"

#include <algorithm>
#include <cmath>
#include <locale>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/files/utf8.h"
#include "core/layers/kernels.h"

namespace flatscope {
namespace {

constexpr std::string_view unicode_minus = "−";  // U+2212

[[noreturn]] void fail(const std::string& sentence) { throw std::invalid_argument(sentence); }

std::string place(std::size_t row, std::size_t column) {
  return "Number " + std::to_string(column + 1) + " of row " + std::to_string(row + 1);
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// As it stands in the text, shortened for a message without cutting a UTF-8 character in two.
std::string quoted(std::string_view word) {
  constexpr std::size_t most = 24;
  const std::size_t end = whole_characters(word, std::min(word.size(), most));
  std::string text = "\"";
  text += word.substr(0, end);
  text += end < word.size() ? "...\"" : "\"";
  return text;
}

std::string lower(std::string_view word) {
  std::string text(word);
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// NaN and infinity as programs write them.
bool names_no_finite_number(std::string_view word) {
  std::string text = lower(word);
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.erase(0, 1);
  return text == "nan" || text == "inf" || text == "infinity";
}

// A decimal number whatever the locale; none if anything else stands in the word or the number is too large.
template <typename Number>
std::optional<Number> decimal(const std::string& word) {
  // The stream would take hexadecimal numbers too.
  if (word.find_first_not_of("0123456789+-.eE") != std::string::npos) return std::nullopt;
  std::istringstream stream(word);
  stream.imbue(std::locale::classic());
  Number value{};
  if (!(stream >> value) || stream.peek() != std::istringstream::traits_type::eof() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

float number_at(std::string_view word, std::size_t row, std::size_t column) {
  std::string text;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word.substr(i, unicode_minus.size()) == unicode_minus) {
      text += '-';
      i += unicode_minus.size() - 1;
    } else {
      text += word[i];
    }
  }
  if (names_no_finite_number(text)) {
    fail(place(row, column) + " is " + quoted(word) + "; a finite number was expected.");
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) {
    if (const std::optional<float> value = decimal<float>(text)) return *value;
    if (const std::optional<double> wide = decimal<double>(text)) {
      // libc++ takes no float below the smallest normal one.
      if (const auto value = static_cast<float>(*wide); std::isfinite(value)) return value;
      fail(place(row, column) + " is " + quoted(word) + ", which is too large for float32.");
    }
  } else {
    const std::optional<double> above = decimal<double>(text.substr(0, slash));
    const std::optional<double> below = decimal<double>(text.substr(slash + 1));
    if (above && below) {
      const float value = static_cast<float>(*above / *below);
      if (*below == 0.0) fail(place(row, column) + " is " + quoted(word) + "; nothing can be divided by 0.");
      if (!std::isfinite(value)) fail(place(row, column) + " is " + quoted(word) + ", which is too large for float32.");
      return value;
    }
  }
  fail(place(row, column) + " is " + quoted(word) + "; a number such as 0.5, -2 or 1/9 was expected.");
}

// "0,5 1": a decimal comma, or three numbers?
void check_separators(std::string_view line, std::size_t row) {
  bool comma_between_digits = false, blanks_alone = false;
  const auto digit = [&](std::size_t i) { return i < line.size() && line[i] >= '0' && line[i] <= '9'; };
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (line[i] == ',' && digit(i - 1) && digit(i + 1)) comma_between_digits = true;
    if (!is_blank(line[i]) || is_blank(line[i - 1]) || line[i - 1] == ',') continue;
    const std::size_t next = line.find_first_not_of(" \t\r", i);
    if (next != std::string_view::npos && line[next] != ',' && line.find_first_not_of(" \t\r") < i) blanks_alone = true;
  }
  if (comma_between_digits && blanks_alone)
    fail("Row " + std::to_string(row + 1) +
         " has commas and spaces between its numbers. Write 0.5 with a point, or put a comma between all numbers.");
}

std::vector<float> numbers_of(std::string_view line, std::size_t row) {
  std::vector<float> numbers;
  std::size_t at = 0;
  bool after_comma = false;
  for (;;) {
    while (at < line.size() && is_blank(line[at])) ++at;
    if (at == line.size()) break;
    if (line[at] == ',') {
      if (after_comma || numbers.empty()) fail(place(row, numbers.size()) + " is empty; a number was expected.");
      after_comma = true;
      ++at;
      continue;
    }
    const std::size_t start = at;
    while (at < line.size() && !is_blank(line[at]) && line[at] != ',') ++at;
    numbers.push_back(number_at(line.substr(start, at - start), row, numbers.size()));
    after_comma = false;
    if (numbers.size() > static_cast<std::size_t>(longest_kernel_side)) {
      fail("Row " + std::to_string(row + 1) + " has more than " + std::to_string(longest_kernel_side) +
           " numbers; a kernel is at most " + std::to_string(longest_kernel_side) + " wide.");
    }
  }
  if (after_comma) fail(place(row, numbers.size()) + " is empty; a number was expected after the comma.");
  return numbers;
}

std::string written(float value, int digits) {
  std::ostringstream stream;
  stream.imbue(std::locale::classic());
  stream.precision(digits);
  stream << value;
  return stream.str();
}

// The innermost lists of nested ones, each as a row of its own; any other text as it is.
std::string without_brackets(std::string_view text) {
  const std::size_t first = text.find('['), last = text.rfind(']');
  if (first == std::string_view::npos && last == std::string_view::npos) return std::string(text);
  const auto unmatched = [] {
    fail("The brackets do not match; a list such as [[1, 0, -1], [2, 0, -2]] was expected.");
  };
  if (first == std::string_view::npos || last == std::string_view::npos || last < first) unmatched();
  struct List {
    bool holds_lists = false, holds_rows = false;
  };
  std::string rows, row;
  std::vector<List> open;
  int kernels = 0;
  for (const char c : text.substr(first, last + 1 - first)) {
    if (c == '[') {
      if (!open.empty()) open.back().holds_lists = true;
      open.emplace_back();
      row.clear();
    } else if (c == ']') {
      if (open.empty()) unmatched();
      const List closed = open.back();
      open.pop_back();
      if (closed.holds_rows) ++kernels;
      if (!closed.holds_lists) {
        rows += row + ";";
        if (!open.empty()) open.back().holds_rows = true;
      }
      row.clear();
    } else {
      row += c == '\n' ? ' ' : c;
    }
  }
  if (!open.empty()) unmatched();
  if (kernels > 1) fail("There are " + std::to_string(kernels) + " kernels in these lists; one was expected.");
  return rows;
}

// With `doubts` a row whose commas could be decimal ones is refused.
Tensor parse(std::string_view source, bool doubts) {
  const std::string plain = without_brackets(source);
  std::string_view text = plain;
  std::vector<float> values;
  std::size_t rows = 0, width = 0;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of(";\n");
    if (doubts) check_separators(text.substr(0, end), rows);
    const std::vector<float> numbers = numbers_of(text.substr(0, end), rows);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (numbers.empty()) continue;
    if (rows == 0) width = numbers.size();
    if (numbers.size() != width) {
      fail("Row " + std::to_string(rows + 1) + " has " + std::to_string(numbers.size()) +
           (numbers.size() == 1 ? " number" : " numbers") + ", but row 1 has " + std::to_string(width) +
           "; every row must have as many.");
    }
    values.insert(values.end(), numbers.begin(), numbers.end());
    if (++rows > static_cast<std::size_t>(longest_kernel_side)) {
      fail("There are more than " + std::to_string(longest_kernel_side) + " rows; a kernel is at most " +
           std::to_string(longest_kernel_side) + " high.");
    }
  }
  if (rows == 0) fail("There is no number; rows such as \"1 0 -1; 2 0 -2; 1 0 -1\" were expected.");
  return Tensor({static_cast<std::int64_t>(rows), static_cast<std::int64_t>(width)}, std::move(values));
}

// A text with decimal points in place of decimal commas.
struct WithPoints {
  std::string text, first_word;  // a word that had a comma
  std::size_t words = 0;
};

// None where the text shows that its commas are no decimal ones, or has none within a word.
std::optional<WithPoints> with_points(std::string_view text) {
  if (text.find_first_of("[].") != std::string_view::npos) return std::nullopt;
  const auto digit_at = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  const auto ends_word = [&](std::size_t i) {
    return i >= text.size() || is_blank(text[i]) || text[i] == '\n' || text[i] == ';' ||
           (text[i] == ',' && (i + 1 >= text.size() || is_blank(text[i + 1])));
  };
  WithPoints result;
  for (std::size_t at = 0; at < text.size();) {
    if (ends_word(at)) {
      result.text += text[at++];
      continue;
    }
    std::size_t end = at;
    while (!ends_word(end)) ++end;
    std::string word(text.substr(at, end - at));
    const std::size_t comma = word.find(',');
    if (comma != std::string::npos) {
      const bool fraction_or_more = word.find_first_of(",/", comma + 1) != std::string::npos || word.find('/') < comma;
      const bool between_digits = comma > 0 && digit_at(at + comma - 1) && digit_at(at + comma + 1);
      if (fraction_or_more || !between_digits) return std::nullopt;
      if (result.first_word.empty()) result.first_word = word;
      word[comma] = '.';
    }
    result.text += word;
    ++result.words;
    at = end;
  }
  if (result.first_word.empty()) return std::nullopt;
  return result;
}

std::optional<Tensor> parsed(std::string_view text) {
  try {
    return parse(text, false);
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

}  // namespace

Tensor parse_kernel(std::string_view text) { return parse(text, true); }

KernelMeanings kernel_meanings(std::string_view text) {
  const std::optional<WithPoints> points = with_points(text);
  std::optional<Tensor> decimal = points ? parsed(points->text) : std::nullopt;
  if (!decimal) return {{parse(text, true)}, {}};
  const bool cells = points->words == 1 || text.find('\t') != std::string_view::npos;
  std::optional<Tensor> separate = cells ? std::nullopt : parsed(text);
  if (!separate) return {{std::move(*decimal)}, {}};
  return {{std::move(*decimal), std::move(*separate)}, points->first_word};
}

std::string kernel_to_text(const Tensor& kernel) {
  if (kernel.rank() != 2) {
    fail("A kernel written as text must have rows and columns only, but this one has shape " +
         to_string(kernel.shape()) + ".");
  }
  std::string text;
  for (std::int64_t i = 0; i < kernel.size(); ++i) {
    if (i > 0) text += i % kernel.width() == 0 ? '\n' : ' ';
    const float value = kernel.data()[i];
    if (!std::isfinite(value)) fail("A kernel with NaN or infinity cannot be written as text.");
    // 9 digits tell any two floats apart.
    int digits = 1;
    std::string word = written(value, digits);
    while (digits < 9 && decimal<float>(word) != value) word = written(value, ++digits);
    text += word;
  }
  return text;
}

}  // namespace flatscope
