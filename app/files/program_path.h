// Where the running program lies.
#pragma once

#include <filesystem>

namespace flatscope {

// Absolute; empty where the system does not say.
std::filesystem::path program_path();

}  // namespace flatscope
