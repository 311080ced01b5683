// What this machine has to offer.
#pragma once

#include <cstdint>

namespace flatscope {

struct MachineMemory {
  std::int64_t total = 0;      // bytes; 0 where the system does not say
  std::int64_t available = 0;  // what a program may take now without others being pushed out; 0 likewise
  bool operator==(const MachineMemory&) const = default;
};

// Of so much memory a run takes six tenths at most: the rest is for everybody else.
inline std::int64_t usable_of(std::int64_t bytes) { return bytes / 10 * 6; }

// Asks the system: some microseconds. Any thread.
MachineMemory machine_memory();

}  // namespace flatscope
