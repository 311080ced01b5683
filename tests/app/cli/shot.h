// Pictures that `flatscope render` draws, to be probed.
#pragma once

#include <string>
#include <vector>

#include <vector>

#include "tests/app/cli/program.h"
#include "tests/app/probe.h"

namespace flatscope::testing {

// Runs `flatscope render` with these arguments in `folder`; fails the test if it does.
Shot shoot(const TemporaryFolder& folder, std::vector<std::string> arguments);
// The same as SVG: the file's text, and the record.
std::string shoot_svg(const TemporaryFolder& folder, std::vector<std::string> arguments, Screen* screen = nullptr);

// A scene file of that text in the folder; its name.
std::string write_scene(const TemporaryFolder& folder, const std::string& text);
// A PNG in the folder, of interleaved samples.
void write_picture(const TemporaryFolder& folder, const std::string& name, int width, int height, int channels,
                   const std::vector<std::uint8_t>& samples);

}  // namespace flatscope::testing
