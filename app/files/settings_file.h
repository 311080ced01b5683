// Settings as the text that is kept of them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/files/settings.h"
#include "app/files/storage.h"

namespace flatscope {

inline constexpr std::size_t most_recent_files = 12;

// Defaults where there are none or they are damaged; never throws, and never waits: what stands in their place is
// passed over, with a sentence about it in `complaints`.
Settings load_settings(const Storage& storage, std::vector<std::string>& complaints);
void store_settings(Storage& storage, const Settings& settings);  // quietly gives up where nothing can be written

}  // namespace flatscope
