// Everything about what a stage shows in one folder: pictures, numbers, the scene, code, and a text that says what is
// what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/engine/scene.h"
#include "app/files/export.h"
#include "app/files/scene_parts.h"

namespace flatscope {

// A larger file of numbers stays out of the folder; its text says so.
inline constexpr std::int64_t largest_evidence_file = 50'000'000;

// The file that a picture was opened from, as it is. What came through a pipe is in no file any more: its pixels then,
// as PNG where they have 8 bit, else as .npy.
std::vector<std::byte> bytes_of(const Picture& picture);

// The item that writes the folder `target`, which is where it will be. `beside`: files that the scene names, in that
// folder; those that are among the numbers are not written twice. The person's own picture in hand is copied into
// it, so that its scene.toml finds it wherever the folder goes; other pictures of theirs stay out and README.txt says
// so. `pictures` are picture.png, picture.svg; `numbers` what the stage has besides.
ExportItem evidence_item(const Scene& scene, std::vector<ExportItem> pictures, const std::vector<ExportItem>& numbers,
                         std::string_view heading, std::string_view version, const std::filesystem::path& target,
                         std::span<const BesideFile> beside = {});

}  // namespace flatscope
