#include "app/stages/train/model/pytorch.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "app/files/network_code.h"
#include "app/files/toml_text.h"
#include "app/look/number_text.h"
#include "core/training/models.h"
#include "core/training/predictor.h"
#include "core/training/sample_switches.h"

namespace flatscope {
namespace {

const TrainData& data_of(const NetworkState& state) {
  if (state.inputs.data == nullptr) throw std::invalid_argument("There is no data yet.");
  return *state.inputs.data;
}

std::int64_t in_range(const NetworkState& state, std::int64_t sample) {
  const auto samples = static_cast<std::int64_t>(data_of(state).set->test.labels.size());
  return std::clamp<std::int64_t>(sample, 0, std::max<std::int64_t>(0, samples - 1));
}

// Little-endian, as numpy.frombuffer reads it with "<f4".
std::string base64_of(const Tensor& tensor) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(static_cast<std::size_t>(tensor.size()) * 4);
  for (const float value : tensor.values()) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(bits >> shift & 255U));
  }
  return base64(bytes);
}

std::string axes(const Shape& shape) {
  std::string text = "(";
  for (const std::int64_t axis : shape) text += fmt::format("{}, ", axis);
  text.resize(text.size() - (shape.size() > 1 ? 2 : 1));
  return text + ")";
}

std::string weights_in_code(const std::vector<NamedTensor>& weights) {
  std::string text = "weights = {  # float32, as base64\n";
  constexpr std::size_t width = 100;
  for (const NamedTensor& one : weights) {
    const std::string packed = base64_of(one.tensor);
    text += fmt::format("    {}: ({},\n", python_string(one.name), axes(one.tensor.shape()));
    for (std::size_t at = 0; at < packed.size(); at += width)
      text += fmt::format("        \"{}\"\n", packed.substr(at, width));
    text += "    ),\n";
  }
  return text +
         "}\n"
         "for name, (shape, packed) in weights.items():\n"
         "    values = np.frombuffer(base64.b64decode(packed), \"<f4\").reshape(shape)\n"
         "    weights[name] = torch.from_numpy(values.copy())\n";
}

// `file` is there behind it, or the code has ended with a sentence.
std::string find_file(const CodeFile& file, std::string_view what) {
  std::string text = file.own.empty() ? fmt::format("file = Path({})\n", python_string(file.name))
                                      : fmt::format(
                                            "file = Path(__file__)\n"
                                            "file = file.with_name(file.name.removesuffix({}) + {})\n",
                                            python_string(file.own), python_string(file.other));
  return text + fmt::format(
                    "if not file.exists():\n"
                    "    raise SystemExit(f\"{{file}} is not here: export {} from Flatscope (Ctrl+E), and put "
                    "it there.\")\n",
                    what);
}

std::string heading(const NetworkState& state, std::string_view name, std::string_view what) {
  const Shape input = data_of(state).input();
  std::string text = fmt::format("# From Flatscope: {}, {}.\n", name, what);
  return text + fmt::format("# {} on {} x {} x {} (channels, height, width): {}\n", data_of(state).set->name, input[0],
                            input[1], input[2], layers_text(state.inputs.settings.layers));
}

std::string course(const NetworkState& state) {
  if (!state.trained()) return "its weights as they were drawn, not trained yet";
  std::string text = fmt::format("after {}", counted(state.epochs, "epoch"));
  if (state.step_in_epoch > 0) text += fmt::format(" and {}", counted(state.step_in_epoch, "step"));
  return text;
}

std::string logits_text(const std::vector<float>& logits) {
  std::string text;
  for (const float value : logits) text += fmt::format("{}{:.4f}", text.empty() ? "" : " ", value);
  return text;
}

}  // namespace

Tensor network_input(const NetworkState& state, std::int64_t sample) {
  const TrainData& data = data_of(state);
  const Shape input = data.input();
  const std::int64_t size = element_count(input);
  const float* const from = data.set->test.images.data() + in_range(state, sample) * size;
  Tensor image({1, input[0], input[1], input[2]}, {from, from + size});
  const TrainSettings& settings = state.inputs.settings;
  return settings.shuffle_pixels ? with_pixels_permuted(image, shuffle_of(settings.seed, input)) : image;
}

std::vector<float> logits_of(const NetworkState& state, std::int64_t sample) {
  if (state.weights == nullptr) throw std::invalid_argument("The network has no weights yet.");
  Predictor predictor(data_of(state).input(), state.inputs.settings.layers);
  predictor.set_parameters(*state.weights);
  const Tensor logits = predictor.answers(network_input(state, sample)).logits;
  return {logits.values().begin(), logits.values().end()};
}

std::string answer_code(const NetworkState& state, std::string_view name, std::int64_t sample,
                        const CodeFile& weights) {
  const std::vector<float> logits = logits_of(state, sample);
  const Dataset& set = *data_of(state).set;
  const std::vector<NetLayer>& layers = state.inputs.settings.layers;
  sample = in_range(state, sample);
  const bool in_code = state.parameters <= most_parameters_in_code;
  std::string text = heading(state, name, course(state));
  text += in_code ? "import base64\n\n" : "from pathlib import Path\n\n";
  text += "import numpy as np\nimport torch\nfrom torch import nn\n\n";
  if (const std::string classes = pytorch_classes(data_of(state).input(), layers); !classes.empty())
    text += classes + "\n";
  text += pytorch_sequential(data_of(state).input(), layers) + "\n";
  if (in_code) {
    text += weights_in_code(*state.weights);
  } else {
    text += find_file(weights, "its weights (.npz)");
    text += "arrays = np.load(file)\nweights = {name: torch.from_numpy(arrays[name]) for name in arrays.files}\n";
  }
  text += "net.load_state_dict(weights)\n\n";
  std::string classes;
  for (const std::string& one : set.classes) classes += (classes.empty() ? "" : ", ") + python_string(one);
  text += fmt::format("classes = [{}]\n", classes);
  text += fmt::format("# Sample {} of the test part{}, of the class {}.\n", sample,
                      state.inputs.settings.shuffle_pixels ? ", its pixels shuffled as the network gets them" : "",
                      python_string(set.classes[set.test.labels[static_cast<std::size_t>(sample)]]));
  text += fmt::format("x = {}\n\n", tensor_code(network_input(state, sample), ""));
  text += "net.eval()\nwith torch.no_grad():\n    logits = net(x)[0]\n";
  text += "print(\" \".join(f\"{z:.4f}\" for z in logits))\n";
  text += fmt::format("# Here: {}\n", logits_text(logits));
  text += "print(\"read as\", classes[logits.argmax()])\n";
  return text;
}

std::vector<NamedTensor> data_arrays(const NetworkState& state) {
  const Dataset& set = *data_of(state).set;
  std::vector<NamedTensor> arrays;
  const auto add = [&](const char* part, const LabelledImages& from, std::int64_t samples) {
    Shape shape = from.images.shape();
    shape[0] = samples;
    const std::span<const float> pixels = from.images.values().first(static_cast<std::size_t>(element_count(shape)));
    std::vector<float> labels(from.labels.begin(), from.labels.begin() + samples);
    arrays.push_back({fmt::format("{}_images", part), Tensor(shape, {pixels.begin(), pixels.end()})});
    arrays.push_back({fmt::format("{}_labels", part), Tensor({samples}, std::move(labels))});
  };
  const auto training = static_cast<std::int64_t>(set.train.labels.size());
  const std::int64_t wanted = state.inputs.settings.samples;
  add("train", set.train, wanted == 0 ? training : std::min(wanted, training));
  add("test", set.test, static_cast<std::int64_t>(set.test.labels.size()));
  return arrays;
}

namespace {

// What is done to the samples of a batch, one function each.
std::string sample_functions(const TrainSettings& settings) {
  std::string text;
  if (settings.augment_shift > 0)
    text += fmt::format(
        "\n"
        "def moved(x, most={}):\n"
        "    \"\"\"Each picture by up to `most` pixels, another way each; zeros come in.\"\"\"\n"
        "    height, width = x.shape[2:]\n"
        "    padded = nn.functional.pad(x, (most, most, most, most))\n"
        "    corners = torch.randint(0, 2 * most + 1, (len(x), 2)).tolist()\n"
        "    return torch.stack([p[:, r : r + height, c : c + width] for p, (r, c) in zip(padded, corners)])\n\n",
        settings.augment_shift);
  if (settings.shuffle_pixels)
    text +=
        "\n"
        "shuffle = torch.randperm(train_x.shape[2] * train_x.shape[3])  # the same for every picture\n\n\n"
        "def shuffled(x):\n"
        "    return x.flatten(2)[:, :, shuffle].view_as(x)\n\n";
  return text;
}

std::string optimizer_code(const OptimizerSettings& optimizer) {
  std::string text =
      optimizer.kind == OptimizerKind::adam ? "torch.optim.Adam(net.parameters()" : "torch.optim.SGD(net.parameters()";
  text += fmt::format(", lr={}", shortest(optimizer.learning_rate));
  if (optimizer.kind == OptimizerKind::sgd && optimizer.momentum > 0.0F)
    text += fmt::format(", momentum={}", shortest(optimizer.momentum));
  if (optimizer.weight_decay > 0.0F) text += fmt::format(", weight_decay={}", shortest(optimizer.weight_decay));
  return text + ")";
}

std::string reached(const NetworkState& state) {
  const EpochPoint& last = state.last();
  if (state.steps == 0 || std::isnan(last.test_accuracy)) return {};
  return fmt::format("# Here it read {:.1f} % of the test part after {}.\n", 100.0 * last.test_accuracy,
                     counted(last.epoch, "epoch"));
}

}  // namespace

std::string training_code(const NetworkState& state, std::string_view name, std::int64_t epochs, const CodeFile& data) {
  const TrainSettings& settings = state.inputs.settings;
  const Shape input = data_of(state).input();
  std::string text = heading(state, name, "its training with the same settings");
  text += reached(state);
  text +=
      "# PyTorch draws other first weights and another order: it ends about there, not in the same numbers.\n"
      "from pathlib import Path\n\nimport numpy as np\nimport torch\nfrom torch import nn\n\n";
  if (const std::string classes = pytorch_classes(input, settings.layers); !classes.empty()) text += classes + "\n";
  text += fmt::format("torch.manual_seed({})\n", settings.seed);
  text += find_file(data, "the data (.npz)");
  text +=
      "arrays = np.load(file)\n"
      "train_x, test_x = (torch.from_numpy(arrays[part + \"_images\"]) for part in (\"train\", \"test\"))\n"
      "train_y, test_y = (torch.from_numpy(arrays[part + \"_labels\"]).long() for part in (\"train\", \"test\"))\n";
  text += fmt::format("train_x, train_y = train_x[:{0}], train_y[:{0}]\n\n", data_arrays(state)[1].tensor.size());
  text += pytorch_sequential(input, settings.layers, settings.dropout);
  if (state.inputs.start != nullptr && !state.inputs.start->source.empty())
    text += fmt::format("# Here it began with the weights of {}: net.load_state_dict(...) takes them.\n",
                        state.inputs.start->source);
  text += fmt::format("optimizer = {}\nloss_of = nn.CrossEntropyLoss()\n\n", optimizer_code(settings.optimizer));
  text += sample_functions(settings);
  text += fmt::format(
      "\n"
      "def accuracy(x, y):\n"
      "    net.eval()\n"
      "    with torch.no_grad():\n"
      "        return (net({}).argmax(1) == y).float().mean().item()\n\n\n",
      settings.shuffle_pixels ? "shuffled(x)" : "x");
  text += fmt::format("for epoch in range(1, {} + 1):\n", epochs);
  text += fmt::format(
      "    net.train()\n"
      "    loss_sum = 0.0\n"
      "    for indices in torch.{}.split({}):\n"
      "        x, y = train_x[indices], train_y[indices]\n",
      settings.in_order ? "arange(len(train_x))" : "randperm(len(train_x))", settings.batch);
  if (settings.augment_shift > 0) text += "        x = moved(x)\n";
  if (settings.shuffle_pixels) text += "        x = shuffled(x)\n";
  text +=
      "        optimizer.zero_grad()\n"
      "        loss = loss_of(net(x), y)\n"
      "        loss.backward()\n"
      "        optimizer.step()\n"
      "        loss_sum += loss.item() * len(x)\n"
      "    train, test = 100 * accuracy(train_x, train_y), 100 * accuracy(test_x, test_y)\n"
      "    print(f\"epoch {epoch}: loss {loss_sum / len(train_x):.4f}, training {train:.1f} %, test {test:.1f} %\")\n";
  return text;
}

}  // namespace flatscope
