// The code that "Copy as PyTorch" gives. tests/golden/pytorch holds it as PyTorch ran it, and what PyTorch answered;
// tests/golden/make_pytorch_code_goldens.py says how the files are made.
#include "app/files/pytorch_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/layers/filters.h"
#include "core/layers/pool.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

fs::path goldens() { return path_from_utf8(FLATSCOPE_SOURCE_DIR) / "tests" / "golden" / "pytorch"; }

struct Case {
  std::string name;
  Tensor input;
  std::vector<ConvLayer> layers;
};

Tensor noise(Generator& generator, Shape shape) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = static_cast<float>(test::below(generator, 256)) / 255.0F;
  return tensor;
}

ConvLayer noise_layer(Generator& generator, Shape weight_shape) {
  ConvLayer layer;
  Tensor weight(std::move(weight_shape));
  for (float& value : weight.values()) value = 4.0F * uniform01(generator) - 2.0F;
  layer.weight = make_weights(std::move(weight));
  layer.tied = layer.slices() == 1;
  layer.padding_mode = test::pick(generator, all_borders);
  for (std::int64_t i = 0; i < layer.filters(); ++i) layer.bias.push_back(uniform01(generator) - 0.5F);
  return layer;
}

// Stacks of any settings that have an output.
Case random_case(Generator& generator, const std::string& name) {
  for (;;) {
    Case one{name,
             noise(generator,
                   {test::coin(generator) ? 1 : 3, test::between(generator, 3, 16), test::between(generator, 3, 16)}),
             {}};
    for (int i = test::between(generator, 1, 3); i > 0; --i) {
      ConvLayer layer = noise_layer(generator, {test::between(generator, 1, 3), test::between(generator, 1, 4),
                                                test::between(generator, 1, 5), test::between(generator, 1, 5)});
      layer.tied = test::coin(generator);
      layer.use_bias = test::coin(generator);
      layer.stride = test::between(generator, 1, 3);
      layer.dilation = test::between(generator, 1, 2);
      layer.padding = test::between(generator, 0, 4);
      layer.same = test::below(generator, 3) == 0;
      layer.relu = test::coin(generator);
      layer.pooling = test::pick(generator, std::vector{Pooling::none, Pooling::none, Pooling::max, Pooling::avg});
      one.layers.push_back(std::move(layer));
    }
    if (!conv_chain(one.input.shape(), one.layers).problem) return one;
  }
}

std::vector<Case> make_cases() {
  Generator generator(2026);
  std::vector<Case> cases;
  cases.push_back({"first_layer", noise(generator, {1, 9, 12}), {first_conv_layer()}});
  cases.push_back({"large_input", noise(generator, {3, 40, 48}), {first_conv_layer()}});
  Case stack{"stack_of_four", noise(generator, {3, 12, 16}), {first_conv_layer()}};
  for (int i = 0; i < 3; ++i) stack.layers.push_back(next_conv_layer(stack.layers.back().filters()));
  for (ConvLayer& layer : stack.layers) layer.relu = true;
  cases.push_back(stack);
  for (const Border mode : all_borders) {
    Case even{"even_same_" + std::string(to_string(mode)),
              noise(generator, {2, 6, 7}),
              {noise_layer(generator, {2, 2, 4, 2})}};
    even.layers[0].same = even.layers[0].use_bias = true;
    even.layers[0].padding_mode = mode;
    cases.push_back(std::move(even));
  }
  ConvLayer digits = noise_layer(generator, {1, 1, 2, 4});
  digits.weight = make_weights(
      Tensor({1, 1, 2, 4}, {-0.0F, 1e-30F, 16777216.0F, 1.0F / 3.0F, -123456792.0F, 1.17549435e-38F, 0.1F, -2.5e-7F}));
  cases.push_back({"every_digit", noise(generator, {1, 4, 6}), {digits}});
  cases.push_back({"largest", noise(generator, {1, 16, 16}), {noise_layer(generator, {16, 1, 11, 11})}});
  cases.back().layers[0].padding = 5;
  cases.back().layers[0].padding_mode = Border::circular;
  for (int i = 1; i <= 12; ++i) cases.push_back(random_case(generator, "random_" + std::to_string(i)));
  return cases;
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all = make_cases();
  return all;
}

std::string code_of(const Case& one) { return pytorch_code(one.layers, one.input, one.name, one.name + "-input.npy"); }

// x and y of each case, as PyTorch had them.
struct Answer {
  Tensor x, y;
};

std::map<std::string, Answer> read_answers() {
  const Tensor numbers = decode_npy(read_file(goldens() / "answers.npy"));
  std::ifstream table(goldens() / "answers.txt");
  std::map<std::string, Answer> answers;
  std::string line;
  std::getline(table, line);
  std::int64_t used = 0;
  const auto take = [&](std::istream& row) {
    Shape shape(3);
    row >> shape[0] >> shape[1] >> shape[2];
    const std::int64_t count = element_count(shape);
    const auto from = numbers.values().subspan(static_cast<std::size_t>(used), static_cast<std::size_t>(count));
    used += count;
    return Tensor(shape, {from.begin(), from.end()});
  };
  while (std::getline(table, line)) {
    std::istringstream row(line);
    std::string name;
    row >> name;
    Tensor x = take(row);
    answers[name] = {std::move(x), take(row)};
  }
  EXPECT_EQ(used, numbers.size());
  return answers;
}

Tensor run(const std::vector<ConvLayer>& layers, Tensor value, bool magnitudes) {
  const auto absolute = [&](std::span<float> values) {
    if (!magnitudes) return;
    for (float& one : values) one = std::abs(one);
  };
  absolute(value.values());
  for (const ConvLayer& layer : layers) {
    Tensor weight = effective_weight(layer, value.channels());
    std::vector<float> bias = effective_bias(layer);
    absolute(weight.values());
    absolute(bias);
    value = conv2d(value, weight, bias, options_of(layer));
    if (layer.relu) value = relu(std::move(value));
    if (layer.pooling != Pooling::none)
      value = pool2d(value, layer.pooling == Pooling::avg ? PoolKind::avg : PoolKind::max, 2, 2);
  }
  return value;
}

TEST(PytorchCode, IsWhatPytorchRan) {
  const bool write = std::getenv("FLATSCOPE_WRITE_CODE") != nullptr;
  if (write) fs::create_directories(goldens());
  for (const Case& one : cases()) {
    const fs::path path = goldens() / (one.name + ".py");
    if (write) test::write_text(path, code_of(one));
    EXPECT_EQ(code_of(one), test::read_text(path)) << one.name;
  }
}

TEST(PytorchCode, PytorchAnswersTheSame) {
  const std::map<std::string, Answer> answers = read_answers();
  EXPECT_EQ(answers.size(), cases().size());
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.name);
    const Answer& answer = answers.at(one.name);
    if (one.input.size() <= most_values_in_code) {
      EXPECT_EQ(answer.x, one.input);
    }
    const Tensor y = run(one.layers, answer.x, false), sums = run(one.layers, answer.x, true);
    ASSERT_EQ(y.shape(), answer.y.shape());
    // `sums` bounds the sum of absolute products, which is what rounding is proportional to.
    for (std::int64_t i = 0; i < y.size(); ++i)
      ASSERT_NEAR(y.data()[i], answer.y.data()[i], 2e-6 * sums.data()[i] + 1e-12) << i;
  }
}

// What PyTorch refuses has no output here, and the rest has PyTorch's size.
TEST(PytorchCode, PytorchRefusesTheSame) {
  std::ifstream table(goldens() / "refusals.txt");
  std::string line, mode, pooling;
  std::getline(table, line);
  int refused = 0, accepted = 0;
  while (std::getline(table, line)) {
    std::istringstream row(line);
    std::int64_t height = 0, width = 0, kh = 0, kw = 0, out_height = 0, out_width = 0;
    ConvLayer layer;
    row >> height >> width >> kh >> kw >> layer.stride >> layer.dilation >> layer.padding >> layer.same >> mode >>
        pooling >> out_height >> out_width;
    ASSERT_TRUE(row) << line;
    layer.weight = make_weights(Tensor({1, 1, kh, kw}));
    layer.padding_mode = *border_from_string(mode);
    layer.pooling = pooling == "max" ? Pooling::max : Pooling::none;
    const ConvChain chain = conv_chain({1, height, width}, {layer});
    EXPECT_EQ(chain.problem.has_value(), out_height == 0) << line;
    if (!chain.problem) {
      EXPECT_EQ(chain.layers[0].output, (Shape{1, out_height, out_width})) << line;
    }
    ++(out_height == 0 ? refused : accepted);
  }
  EXPECT_GT(refused, 50);
  EXPECT_GT(accepted, 50);
}

TEST(PytorchCode, SaysOnlyWhatTheLayerHas) {
  ConvLayer layer = first_conv_layer();
  const Tensor input({3, 4, 5});
  std::string code = pytorch_code(std::span(&layer, 1), input, "layer 1", "x.npy");
  EXPECT_THAT(code, HasSubstr("padding=1,"));
  EXPECT_THAT(code, HasSubstr("bias=False"));
  EXPECT_THAT(code, HasSubstr("every input channel"));  // tied
  EXPECT_THAT(code, HasSubstr("net = conv\n"));
  EXPECT_THAT(code, Not(HasSubstr("nn.ReLU")));
  EXPECT_THAT(code, Not(HasSubstr("conv.bias")));
  layer.same = layer.relu = layer.use_bias = true;
  layer.pooling = Pooling::avg;
  code = pytorch_code(std::span(&layer, 1), input, "layer 1", "x.npy");
  EXPECT_THAT(code, HasSubstr("padding='same'"));
  EXPECT_THAT(code, HasSubstr("net = nn.Sequential(conv, nn.ReLU(), nn.AvgPool2d(kernel_size=2))"));
  EXPECT_THAT(code, HasSubstr("conv.bias.copy_"));
  EXPECT_THAT(code, Not(HasSubstr("Path(")));
  code = pytorch_code(std::span(&layer, 1), Tensor({3, 40, 40}), "layer 1", "it's.npy");
  EXPECT_THAT(code, HasSubstr("file = Path('it\\'s.npy')\n"));
  EXPECT_THAT(code, HasSubstr("x = torch.rand(1, 3, 40, 40)"));
}

}  // namespace
}  // namespace flatscope
