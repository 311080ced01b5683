// Everything about what a stage shows in one folder: pictures, numbers, the scene, code, and a text that says what is
// what.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/scene/export.h"
#include "app/scene/scene.h"

namespace flatscope {

// A larger file of numbers stays out of the folder; its text says so.
inline constexpr std::int64_t largest_evidence_file = 50'000'000;

// A line for each setting of the stage that is shown: "Order: hilbert".
std::vector<std::string> settings_in_words(const Scene& scene);

// The item that writes the folder `target`, which is where it will be: pictures on the disk are named from there in its
// scene.toml. `pictures` are picture.png, picture.svg; `numbers` what the stage has besides.
ExportItem evidence_item(const Scene& scene, std::vector<ExportItem> pictures, const std::vector<ExportItem>& numbers,
                         std::string_view heading, std::string_view version, const std::filesystem::path& target);

}  // namespace flatscope
