#include "tests/app/support.h"

#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>

#include "core/training/models.h"

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

ConvLayer random_conv_layer(Generator& generator) {
  ConvLayer layer;
  Tensor weight(
      {between(generator, 1, 16), between(generator, 1, 3), between(generator, 1, 11), between(generator, 1, 11)});
  // Half the layers hold whole numbers, as presets do; the others use every digit.
  const bool whole = coin(generator);
  for (float& value : weight.values()) {
    value = whole ? static_cast<float>(between(generator, -9, 9)) : (uniform01(generator) - 0.5F) * 20.0F;
  }
  layer.weight = make_weights(std::move(weight));
  layer.tied = coin(generator);
  for (std::int64_t i = 0; i < layer.filters(); ++i) layer.bias.push_back(uniform01(generator) - 0.5F);
  layer.use_bias = coin(generator);
  layer.stride = between(generator, 1, largest_conv_stride);
  layer.dilation = between(generator, 1, largest_conv_dilation);
  layer.padding = between(generator, 0, largest_conv_padding);
  layer.same = coin(generator);
  layer.padding_mode = pick(generator, all_borders);
  layer.relu = coin(generator);
  layer.pooling = pick(generator, all_poolings);
  return layer;
}

void make_random(Generator& generator, ParametersScene& parameters) {
  constexpr const char* layers[] = {"flatten",
                                    "relu",
                                    "linear:7",
                                    "linear:3:nobias",
                                    "conv:4:3",
                                    "maxpool:2",
                                    "avgpool:3:stride=1",
                                    "conv:2:5:stride=2:padding=3:dilation=2:nobias",
                                    "conv:2:3:padding=same",
                                    "blurpool:3:stride=3",
                                    "globalavgpool",
                                    "globalmaxpool"};
  parameters.channels = between(generator, 1, 8);
  parameters.height = between(generator, 1, 600);
  parameters.width = between(generator, 1, 600);
  parameters.networks.clear();
  for (int i = between(generator, 1, 2); i > 0; --i) {
    Network network;
    for (int j = below(generator, 6); j > 0; --j) network.layers.push_back(parse_layer(pick(generator, layers)));
    parameters.networks.push_back(network);
  }
  parameters.network = below(generator, 2);
  parameters.layer = below(generator, 6);
  parameters.cost = pick(generator, all_costs);
  parameters.zoom = static_cast<float>(below(generator, 101)) / 100.0F;
}

void make_random(Generator& generator, TrainScene& train) {
  constexpr const char* networks[] = {"flatten linear:10", "flatten linear:7 tanh linear:3",
                                      "conv:4:3:padding=same relu maxpool:2 globalmaxpool linear:5",
                                      "local:2:3:stride=2:padding=1 relu flatten linear:10"};
  train.tab = pick(generator, all_train_tabs);
  train.data.kind = pick(generator, all_data_kinds);
  train.data.canvas = between(generator, 8, 32);
  train.data.fill = coin(generator) ? 0 : between(generator, 30, 100);
  train.data.whole = coin(generator);
  for (std::vector<NetLayer>& layers : train.networks) layers = parse_layers(pick(generator, networks));
  train.seed = below(generator, 1000);
  train.samples = between(generator, 10, 3000);
  train.epochs = between(generator, 1, 100);
  train.moved = below(generator, 9);
  train.shuffle = coin(generator);
  train.optimizer = pick(generator, all_optimizers);
  train.learning_rate = 1e-5F + uniform01(generator);
  train.momentum = uniform01(generator) * 0.9F;
  train.weight_decay = uniform01(generator);
  train.dropout = uniform01(generator) * 0.9F;
  train.batch = between(generator, 1, 512);
  train.network = below(generator, 2);
  train.sample = below(generator, 500);
  train.radius = between(generator, 1, 12);
  train.hunger = {between(generator, 10, 100), between(generator, 200, 1200), between(generator, 2, 6),
                  between(generator, 1, 8)};
  train.ladder = {DataKind::shapes, between(generator, 20, 400), below(generator, 4), between(generator, 1, 8),
                  between(generator, 1, 200)};
}

void make_random(Generator& generator, ConvolveScene& convolve) {
  convolve.working_size = between(generator, 4, 64);
  convolve.colour = coin(generator);
  convolve.layers.clear();
  for (int i = between(generator, 1, 4); i > 0; --i) convolve.layers.push_back(random_conv_layer(generator));
  convolve.layer = below(generator, 4);
  convolve.filter = below(generator, 16);
  convolve.channel = below(generator, 16);
  convolve.row = below(generator, 64);
  convolve.column = below(generator, 64);
  convolve.panel = pick(generator, all_convolve_panels);
  convolve.local = coin(generator);
  convolve.shared = coin(generator);
  convolve.magnitude = coin(generator);
  convolve.own_range = coin(generator);
}

Scene random_scene(Generator& generator, std::vector<Picture> pictures) {
  Scene scene;
  scene.pictures = std::move(pictures);
  scene.picture = below(generator, static_cast<int>(scene.pictures.size()));
  scene.stage = pick(generator, all_stages());

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

  make_random(generator, scene.convolve);
  make_random(generator, scene.parameters);
  make_random(generator, scene.train);
  clamp(scene);
  return scene;
}

}  // namespace flatscope::test
