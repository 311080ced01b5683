// Numbers as text in files and code.
#pragma once

#include <cstdint>
#include <string>

namespace flatscope {

// As short as reads back the same float; a whole number without its point, as a person would type it. TOML, Python and
// JavaScript take it. `value` is finite.
std::string shortest(float value);
// "[1, 0, -1]"
std::string list_text(const float* values, std::int64_t count);

}  // namespace flatscope
