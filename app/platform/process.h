// Another program, started and waited for; no shell in between.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace flatscope {

struct ProcessAnswer {
  int exit_code = 0;   // 128 + the signal's number where one ended it
  std::string errors;  // what it wrote on standard error, at most 64 kB
};

// Blocks until it has ended: for workers. Its standard input and output are empty; variables of the environment in
// `without` are kept from it. Throws std::runtime_error with a sentence where it cannot be started.
ProcessAnswer run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                          const std::vector<std::string>& without = {});

}  // namespace flatscope
