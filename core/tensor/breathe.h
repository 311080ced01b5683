// Where there is one thread alone, long work lets others in between: it breathes, and what the program has set is
// called.
#pragma once

namespace flatscope {

// Between two parts of long work: the ranges of a loop, the rows of a file. `done` is the share of the work that is
// behind, 0 to 1; below 0 where nobody knows. The work may be left here for a while; memory that others use meanwhile,
// such as that of a thread, must not be relied on across it. Cheap; nothing with threads.
#if !defined(FLATSCOPE_THREADS) || FLATSCOPE_THREADS
inline constexpr bool pauses = false;
inline void breathe(float = -1.0F) {}
inline void set_breather(void (*)(float)) {}
#else
inline constexpr bool pauses = true;  // a loop is worth cutting into ranges even on one thread
void breathe(float done = -1.0F);
// What breathe() calls; null, as at first: nothing.
void set_breather(void (*breather)(float done));
#endif

}  // namespace flatscope
