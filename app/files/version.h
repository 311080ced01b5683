// What the program says of itself; the version is that of the project in CMakeLists.txt.
#pragma once

#include <string_view>

namespace flatscope {

// "0.1.0".
std::string_view program_version();
// "commit 1f0c2ab934, build Release, GNU 12.2.0": what it was made of and with. No time and no folder, so that the same
// commit makes the same program everywhere.
std::string_view program_build();

}  // namespace flatscope
