// Whether a training fits into this machine's memory.
#pragma once

#include <string>

#include "core/training/run.h"

namespace flatscope {

// Half a sentence, "training would hold ...", where it would hold more than usable_of() the memory that is free now
// (machine.h); empty where it fits, or where the system does not say what is free. Any thread.
std::string memory_refusal(const TrainSettings& settings, const Dataset& data);

}  // namespace flatscope
