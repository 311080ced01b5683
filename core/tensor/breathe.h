// Where there is one thread alone, long work lets others in between: it breathes, and what the program has set is
// called.
#pragma once

namespace flatscope {

// Between two parts of long work: the ranges of a loop, the rows of a file. The work may be left here for a while;
// memory that others use meanwhile, such as that of a thread, must not be relied on across it. Cheap; nothing with
// threads.
#if !defined(FLATSCOPE_THREADS) || FLATSCOPE_THREADS
inline constexpr bool pauses = false;
inline void breathe() {}
inline void set_breather(void (*)()) {}
#else
inline constexpr bool pauses = true;  // a loop is worth cutting into ranges even on one thread
void breathe();
// What breathe() calls; null, as at first: nothing.
void set_breather(void (*breather)());
#endif

}  // namespace flatscope
