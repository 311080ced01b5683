#include "tests/app/cli/shot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <stdexcept>

#include "core/files/file.h"

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

Rgb Shot::at(Point place) const {
  const int x = static_cast<int>(std::floor(place.x)), y = static_cast<int>(std::floor(place.y));
  if (x < 0 || y < 0 || x >= width || y >= height) throw std::runtime_error("that place is not in the picture");
  const std::size_t first =
      3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
  return {samples[first], samples[first + 1], samples[first + 2]};
}

int Shot::count(const Box& box, const Rgb& colour, int within) const {
  const Box inside = box.common(all());
  int found = 0;
  for (double y = std::ceil(inside.top - 0.5) + 0.5; y < inside.bottom; y += 1.0)
    for (double x = std::ceil(inside.left - 0.5) + 0.5; x < inside.right; x += 1.0)
      found += apart(at({x, y}), colour) <= within ? 1 : 0;
  return found;
}

bool Shot::shows(const Box& cell, const Rgb& colour, int within) const {
  int found = 0;
  for (const double across : {0.2, 0.8})
    for (const double down : {0.2, 0.8}) found += apart(at(cell.at(across, down)), colour) <= within ? 1 : 0;
  return found >= 2;
}

bool reads_before(const Box& a, const Box& b) { return a.bottom <= b.top || (a.top < b.bottom && a.right <= b.left); }

Box grown(const Box& box, double by) { return {box.left - by, box.top - by, box.right + by, box.bottom + by}; }

Box cell_of(const Box& box, int row, int column, int rows, int columns) {
  const double w = box.width() / columns, h = box.height() / rows;
  return {box.left + w * column, box.top + h * row, box.left + w * (column + 1), box.top + h * (row + 1)};
}

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
