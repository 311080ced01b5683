#include "app/engine/machine.h"

#include <algorithm>
#include <fstream>
#include <string>

#ifdef _WIN32
#define WIN32_LEAN_AND_MEAN
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#endif

namespace flatscope {

#ifdef _WIN32

MachineMemory machine_memory() {
  MEMORYSTATUSEX status{};
  status.dwLength = sizeof status;
  MachineMemory memory;
  if (GlobalMemoryStatusEx(&status) == 0) return memory;
  memory.total = static_cast<std::int64_t>(status.ullTotalPhys);
  // What may be promised to programs can be less than what is free, where there is no page file.
  memory.available = static_cast<std::int64_t>(std::min(status.ullAvailPhys, status.ullAvailPageFile));
  return memory;
}

#else

namespace {

// A number alone in a file, as control groups write theirs; 0 for none ("max").
std::int64_t number_in(const char* path) {
  std::int64_t number = 0;
  std::ifstream file(path);
  return file >> number ? number : 0;
}

}  // namespace

// Source of the fields: proc(5), /proc/meminfo, in units of 1024 bytes. On other systems there is no such file.
MachineMemory machine_memory() {
  MachineMemory memory;
  std::ifstream file("/proc/meminfo");
  std::string name, unit;
  std::int64_t number = 0;
  while (file >> name >> number) {
    if (name == "MemTotal:") memory.total = number * 1024;
    if (name == "MemAvailable:") memory.available = number * 1024;
    std::getline(file, unit);
  }
  // A container may have less than its machine.
  const std::int64_t most = number_in("/sys/fs/cgroup/memory.max"), used = number_in("/sys/fs/cgroup/memory.current");
  if (most > 0 && most < memory.total) {
    memory.total = most;
    memory.available = std::min(memory.available, std::max<std::int64_t>(0, most - used));
  }
  return memory;
}

#endif

}  // namespace flatscope
