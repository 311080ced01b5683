// Pieces for writing TOML by hand, in an order that reads well (the library sorts keys).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

std::string toml_string(std::string_view text);  // a basic string; text is UTF-8
std::string number(float value);                 // shortest form that reads back as the same float

std::string base64(std::span<const std::uint8_t> bytes);
// Empty unless `text` is base64 with its padding.
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

// `key = "path"`. A name that is not UTF-8 (old disks have some) goes in as base64 under `key_base64`.
std::string path_line(std::string_view key, const std::filesystem::path& path);

}  // namespace flatscope
