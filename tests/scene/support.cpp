#include "support.h"

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "app/scene/scene_names.h"

namespace flatscope::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::random_device device;
  do {
    path_ = fs::canonical(fs::temp_directory_path()) / ("flatscope-test-" + std::to_string(device()));
  } while (!fs::create_directory(path_));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

Environment::Environment(const char* name, const std::string& value) : name_(name) {
  if (const char* before = std::getenv(name)) {
    before_ = before;
    was_set_ = true;
  }
  setenv(name, value.c_str(), 1);
}

Environment::~Environment() {
  if (was_set_) {
    setenv(name_.c_str(), before_.c_str(), 1);
  } else {
    unsetenv(name_.c_str());
  }
}

void write_text(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

std::string read_text(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

int below(Generator& generator, int n) {
  return static_cast<int>(uniform_below(generator, static_cast<std::uint32_t>(n)));
}

int between(Generator& generator, int low, int high) { return low + below(generator, high - low + 1); }

bool coin(Generator& generator) { return below(generator, 2) == 1; }

std::shared_ptr<const Image> noise_image(Generator& generator, std::int64_t width, std::int64_t height, int channels) {
  std::vector<std::uint8_t> samples(static_cast<std::size_t>(width * height * channels));
  for (std::uint8_t& sample : samples) sample = static_cast<std::uint8_t>(below(generator, 256));
  auto image = std::make_shared<Image>();
  image->width = width;
  image->height = height;
  image->channels = channels;
  image->samples = std::move(samples);
  return image;
}

Picture picture_of(std::shared_ptr<const Image> image) { return {{}, "/nowhere/noise.png", std::move(image)}; }

std::shared_ptr<const Tensor> random_doodle(Generator& generator) {
  Tensor doodle({doodle_height, doodle_width});
  for (float& value : doodle.values()) value = static_cast<float>(below(generator, 256)) / 255.0F;
  return std::make_shared<const Tensor>(std::move(doodle));
}

Scene random_scene(Generator& generator, std::vector<Picture> pictures) {
  Scene scene;
  scene.pictures = std::move(pictures);
  scene.picture = below(generator, static_cast<int>(scene.pictures.size()));
  scene.stage = pick(generator, all_stages);

  FlattenScene& flatten = scene.flatten;
  flatten.working_size = between(generator, 4, 64);
  flatten.colour = coin(generator);
  flatten.order = pick(generator, all_orders);
  flatten.layout = coin(generator) ? Layout::chw : Layout::hwc;
  if (coin(generator)) flatten.pinned = Place{below(generator, 3), below(generator, 64), below(generator, 64)};
  flatten.unroll = uniform01(generator);

  ShiftScene& shift = scene.shift;
  shift.working_size = between(generator, 12, 60);
  shift.colour = coin(generator);
  shift.object = pick(generator, all_object_kinds);
  shift.background = pick(generator, all_backgrounds);
  shift.cutout = {uniform01(generator), uniform01(generator), uniform01(generator), uniform01(generator)};
  shift.digit = below(generator, 1797);
  if (coin(generator)) shift.doodle = random_doodle(generator);
  shift.dx = between(generator, -60, 60);
  shift.dy = between(generator, -60, 60);
  shift.border = pick(generator, all_borders);
  shift.stride = between(generator, 1, 4);
  shift.pooling = pick(generator, all_poolings);
  shift.filters.clear();
  for (int i = between(generator, 1, 8); i > 0; --i) shift.filters.push_back(pick(generator, all_presets));
  shift.dense_outputs = between(generator, 4, 64);
  shift.dense_seed = generator();
  clamp(scene);
  return scene;
}

}  // namespace flatscope::test
