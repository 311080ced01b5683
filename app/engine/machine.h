// What this machine has to offer.
#pragma once

#include <cstdint>

namespace flatscope {

struct MachineMemory {
  std::int64_t total = 0;      // bytes; 0 where the system does not say
  std::int64_t available = 0;  // what a program may take now without others being pushed out; 0 likewise
  bool operator==(const MachineMemory&) const = default;
};

// Asks the system: some microseconds. Any thread.
MachineMemory machine_memory();

}  // namespace flatscope
