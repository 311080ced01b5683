#include "tests/app/cli/shot.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <stdexcept>

#include "core/files/file.h"
#include "core/files/image.h"

namespace flatscope::testing {
namespace {

std::string text_of(const std::string& path) {
  const std::vector<std::byte> bytes = read_file(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Screen render(const TemporaryFolder& folder, std::vector<std::string> arguments, const std::string& out) {
  const std::string record = folder.file("record.json");
  arguments.insert(arguments.begin(), "render");
  arguments.insert(arguments.end(), {"--out", out});
  ::setenv("FLATSCOPE_SCREEN_RECORD", record.c_str(), 1);
  const Outcome outcome = run(arguments, {.folder = folder.path()});
  ::unsetenv("FLATSCOPE_SCREEN_RECORD");
  if (outcome.exit_code != 0) throw std::runtime_error("render failed: " + outcome.err);
  return parse_screen(text_of(record));
}

}  // namespace

Shot shoot(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  const std::string out = folder.file("shot.png");
  Shot shot;
  shot.screen = render(folder, std::move(arguments), out);
  const Image image = load_image(out);
  shot.width = static_cast<int>(image.width);
  shot.height = static_cast<int>(image.height);
  if (image.channels != 3) throw std::runtime_error("the picture has no three channels");
  shot.samples = std::get<std::vector<std::uint8_t>>(image.samples);
  return shot;
}

std::string shoot_svg(const TemporaryFolder& folder, std::vector<std::string> arguments, Screen* screen) {
  const std::string out = folder.file("shot.svg");
  const Screen said = render(folder, std::move(arguments), out);
  if (screen != nullptr) *screen = said;
  return text_of(out);
}

std::string write_scene(const TemporaryFolder& folder, const std::string& text) {
  write_file(folder.file("scene.toml"), std::string_view(text));
  return folder.file("scene.toml");
}

void write_picture(const TemporaryFolder& folder, const std::string& name, int width, int height, int channels,
                   const std::vector<std::uint8_t>& samples) {
  const std::vector<std::byte> png = encode_png(samples, width, height, channels);
  write_file(folder.file(name), std::span<const std::byte>(png));
}

}  // namespace flatscope::testing
