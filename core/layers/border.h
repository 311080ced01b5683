// What lies outside a picture. The names are those of PyTorch's padding_mode.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace flatscope {

enum class Border { zeros, circular, replicate, reflect };

inline constexpr Border all_borders[] = {Border::zeros, Border::circular, Border::replicate, Border::reflect};

std::string_view to_string(Border border);
std::optional<Border> border_from_string(std::string_view name);

// The index inside [0, size) whose value stands at `index`, which may be any integer; -1 where zeros puts a 0.
// circular: index modulo size. replicate: the nearest edge. reflect: mirrored about the edge elements without
// repeating them (numpy.pad's "reflect"), over and over for far indices; a size of 1 gives 0. size must be > 0.
std::int64_t source_index(std::int64_t index, std::int64_t size, Border border);

}  // namespace flatscope
