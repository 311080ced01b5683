// How a teacher speaks of the pictures of a class.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

struct ClassWords {
  std::string brief;  // "8", "Ankle boot", "T-shirt"
  std::string one;    // "an eight", "an ankle boot"; "a picture of Bello" where the name is nobody's we know
  std::string many;   // "eights", "ankle boots"; "pictures of Bello"
};

// Of the bundled data sets' classes and of digits whatever they come from; other names are quoted as they are.
ClassWords class_words(std::string_view name);

// The beginnings of the names that still tell them apart, of up to four letters, three at least: for narrow columns.
// Where four letters don't, they are cut all the same.
std::vector<std::string> short_names(std::span<const std::string> names);

// "no", "two", "sixty"; from 21 on only full tens are words, the others and what is above 99 are digits: "1,200".
std::string number_word(std::int64_t number);
std::string with_capital(std::string words);  // its first letter, where that is plain

}  // namespace flatscope
