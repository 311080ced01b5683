// How often the program has asked for memory.
#pragma once

#include <cstdint>

namespace flatscope::test {

// Since the start, all threads together; -1 where a sanitizer keeps a heap of its own, and nothing can be counted.
std::int64_t allocations();

}  // namespace flatscope::test
