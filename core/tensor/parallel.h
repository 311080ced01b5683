// Splits loops over the machine's cores. One pool for the whole process, made at first use; with
// FLATSCOPE_THREADS=0 at compile time (a browser build without threads) everything runs on the caller.
#pragma once

#include <cstdint>
#include <functional>

namespace flatscope {

// How many threads parallel_for uses, the caller among them; at least 1. The environment variable
// FLATSCOPE_NUM_THREADS (1 to 256) overrides the number of cores, read once.
int thread_count();

// Calls body(begin, end) for ranges that cover [0, count) once, each range at least `grain` long (the last may be
// shorter), and returns when all are done. Runs on the caller alone when count <= grain, or when called from inside
// another parallel_for. The first exception thrown by body is rethrown here.
void parallel_for(std::int64_t count, std::int64_t grain,
                  const std::function<void(std::int64_t begin, std::int64_t end)>& body);

}  // namespace flatscope
