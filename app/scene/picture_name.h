#pragma once

#include <string>

#include "app/scene/scene.h"

namespace flatscope {

// The picture's name without its ending, to make a file's name of.
std::string stem_of(const Picture& picture);

}  // namespace flatscope
