// The data set that --dataset names, on its canvas.
#pragma once

#include "app/cli/command.h"
#include "core/training/dataset.h"

namespace flatscope::cli {

// Declares --dataset, --canvas, --samples and --test-samples.
void declare_data_options(Command& command);
// As many samples as were asked for, and not more. What could not be used is told on standard error. Throws UsageError
// where fewer are there, and as the readers do.
Dataset load_dataset(const Command& command, std::uint32_t seed);

}  // namespace flatscope::cli
