#include "app/stages/train/model/class_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

#include "app/look/number_text.h"
#include "core/files/utf8.h"
#include "core/training/fashion.h"
#include "core/training/shapes.h"

namespace flatscope {
namespace {

constexpr std::array<std::string_view, 21> small = {
    "no",       "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
constexpr std::array<std::string_view, 10> tens = {"",      "",      "twenty",  "thirty", "forty",
                                                   "fifty", "sixty", "seventy", "eighty", "ninety"};

bool begins_with_vowel(std::string_view word) {
  return !word.empty() && std::string_view("aeio").find(word.front()) != std::string_view::npos;
}

std::string plural(const std::string& noun) {
  const bool hisses = noun.ends_with('s') || noun.ends_with('x');
  return noun + (hisses ? "es" : "s");
}

bool is_known(std::string_view name) {
  const auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return has(fashion_classes()) || has(shape_classes());
}

}  // namespace

ClassWords class_words(std::string_view name) {
  std::string noun;
  ClassWords words{std::string(name), {}, {}};
  if (name.size() == 1 && name.front() >= '0' && name.front() <= '9') {
    noun = name == "0" ? "zero" : small[static_cast<std::size_t>(name.front() - '0')];
  } else if (name == "Trouser") {
    return {"Trousers", "a pair of trousers", "pairs of trousers"};
  } else if (is_known(name)) {
    noun = name.substr(0, name.find('/'));
    words.brief = noun;
    if (!noun.starts_with("T-"))
      noun.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(noun.front())));
    if (std::islower(static_cast<unsigned char>(words.brief.front())))
      words.brief.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(words.brief.front())));
  } else {
    words.one = "a picture of " + words.brief;
    words.many = "pictures of " + words.brief;
    return words;
  }
  words.one = (begins_with_vowel(noun) && noun != "one" ? "an " : "a ") + noun;
  words.many = noun == "six" ? "sixes" : plural(noun);
  return words;
}

std::vector<std::string> short_names(std::span<const std::string> names) {
  constexpr std::size_t least = 3, most = 4;
  std::vector<std::string> cut;
  for (std::size_t letters = least; letters <= most; ++letters) {
    cut.clear();
    for (const std::string& name : names) {
      std::size_t end = 0, taken = 0;
      while (end < name.size() && taken < letters) {
        do ++end;
        while (end < name.size() && continues_character(name[end]));
        ++taken;
      }
      cut.push_back(name.substr(0, end));
    }
    if (std::set<std::string>(cut.begin(), cut.end()).size() == cut.size()) break;
  }
  return cut;
}

std::string number_word(std::int64_t number) {
  if (number >= 0 && number < static_cast<std::int64_t>(small.size()))
    return std::string(small[static_cast<std::size_t>(number)]);
  if (number > 0 && number < 100 && number % 10 == 0) return std::string(tens[static_cast<std::size_t>(number / 10)]);
  return grouped(number);
}

std::string with_capital(std::string words) {
  if (!words.empty() && words.front() >= 'a' && words.front() <= 'z')
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
  return words;
}

}  // namespace flatscope
