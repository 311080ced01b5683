#include "app/engine/training_memory.h"

#include <fmt/format.h>

#include "app/engine/machine.h"

namespace flatscope {

std::string memory_refusal(const TrainSettings& settings, const Dataset& data) {
  const std::int64_t available = machine_memory().available, limit = usable_of(available);
  const Count needed = training_bytes(settings, data);
  if (available == 0 || (!needed.past && needed.value <= limit)) return {};
  constexpr double mega = 1e6;
  return fmt::format(
      "training would hold {} MB, and 60 % of the memory that is free are {:.0f} MB; make the network, the batch or "
      "the data smaller",
      needed.past ? "more than 9,000,000,000,000" : fmt::format("{:.0f}", static_cast<double>(needed.value) / mega),
      static_cast<double>(limit) / mega);
}

}  // namespace flatscope
