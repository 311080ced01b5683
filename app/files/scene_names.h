// The names that choices of the stages have in files.
#pragma once

#include <optional>
#include <string_view>

#include "app/engine/scene.h"

namespace flatscope {

inline constexpr Background all_backgrounds[] = {Background::automatic, Background::black, Background::white,
                                                 Background::picture};

std::string_view to_string(ObjectKind kind);        // "picture", "cutout", "silhouette", "digit", "doodle"
std::string_view to_string(Background background);  // "automatic", "black", "white", "picture"
std::string_view to_string(ConvolvePanel panel);    // "matrix", "maps", "layers"

}  // namespace flatscope
