#include "app/stages/train/model/ladder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/files/assets.h"
#include "core/tensor/random.h"
#include "core/training/canvas.h"
#include "core/training/digits_dataset.h"
#include "core/training/fashion.h"
#include "core/training/models.h"
#include "core/training/shapes.h"

namespace flatscope {
namespace {

constexpr std::int64_t all_digits = 1797;
constexpr std::int64_t most_tests = 1400, least_tests = 400, shape_tests = 1000;
constexpr std::uint32_t shapes_seed = 1;

// The first `most` of a part.
LabelledImages beginning_of(LabelledImages part, std::int64_t most) {
  Shape shape = part.images.shape();
  if (shape[0] <= most) return part;
  shape[0] = most;
  const float* const from = part.images.data();
  part.images = Tensor(shape, std::vector<float>(from, from + element_count(shape)));
  part.labels.resize(static_cast<std::size_t>(most));
  return part;
}

void move_sideways(LabelledImages& part, int most, Generator& generator) {
  const Shape shape = part.images.shape();
  const std::int64_t width = shape[3], rows = shape[1] * shape[2];
  std::vector<float> row(static_cast<std::size_t>(width));
  float* at = part.images.data();
  for (std::int64_t i = 0; i < shape[0]; ++i) {
    const std::int64_t dx =
        static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(2 * most + 1))) - most;
    for (std::int64_t r = 0; r < rows; ++r, at += width) {
      std::fill(row.begin(), row.end(), 0.0F);
      for (std::int64_t x = 0; x < width; ++x)
        if (x + dx >= 0 && x + dx < width) row[static_cast<std::size_t>(x + dx)] = at[x];
      std::copy(row.begin(), row.end(), at);
    }
  }
}

}  // namespace

std::vector<NetLayer> ladder_layers(std::size_t rung, std::int64_t classes) {
  const auto& all = models();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Model& model) { return model.name == ladder_rungs[rung].model; });
  return layers_of(*found, classes);
}

LadderCount ladder_count(std::size_t rung, std::int64_t classes) {
  const std::vector<NetLayer> layers = ladder_layers(rung, classes);
  const NetworkCount count = count_network({1, ladder_canvas, ladder_canvas}, layers);
  LadderCount sum;
  sum.weights = count.total.parameters.value;
  // A link for each multiplication, and one for each output that a bias is added to.
  for (const LayerCount& layer : count.layers) {
    sum.links += layer.macs.value;
    if (layer.biases.value > 0) sum.links += layer.activations.value;
  }
  return sum;
}

int most_ladder_samples(DataKind data) {
  return data == DataKind::digits ? static_cast<int>(all_digits - least_tests) : 3000;
}

LadderSettings possible(LadderSettings settings) {
  settings.samples = std::min(settings.samples, most_ladder_samples(settings.data));
  return settings;
}

Dataset ladder_data(const LadderSettings& settings) {
  Placement placement{.canvas = ladder_canvas, .share = ladder_fill / 100.0};
  Dataset data;
  if (settings.data == DataKind::fashion) {
    data = placed(bundled_fashion(), placement);
  } else if (settings.data == DataKind::shapes) {
    data = shapes_dataset(shapes_seed, ladder_canvas, settings.samples, shape_tests);
  } else {
    data = digits_dataset(bundled_digits(), placement, settings.samples);
  }
  data.train = beginning_of(std::move(data.train), settings.samples);
  data.test = beginning_of(std::move(data.test), most_tests);
  return data;
}

std::string ladder_data_words(DataKind data) {
  if (data == DataKind::fashion) return "Fashion-MNIST averaged down to 12 × 12 on 16 × 16";
  if (data == DataKind::shapes) return "Shapes drawn by rule on 16 × 16";
  return "UCI digits enlarged to 12 × 12 on 16 × 16";
}

Dataset moved_sideways(Dataset data, int most, std::uint32_t seed) {
  if (most <= 0) return data;
  Generator generator(seed);
  move_sideways(data.train, most, generator);
  move_sideways(data.test, most, generator);
  return data;
}

Spread spread_of(std::span<const double> values) {
  Spread spread;
  if (values.empty()) return spread;
  const auto count = static_cast<double>(values.size());
  double sum = 0.0, squares = 0.0;
  for (const double value : values) sum += value;
  spread.mean = sum / count;
  for (const double value : values) squares += (value - spread.mean) * (value - spread.mean);
  if (values.size() > 1) spread.deviation = std::sqrt(squares / (count - 1.0));
  return spread;
}

LadderFinding finding_of(const LadderResult& result) {
  LadderFinding finding;
  finding.seeds = result.rungs[0].moved.size();
  for (const LadderOutcome& rung : result.rungs) finding.seeds = std::min(finding.seeds, rung.moved.size());
  finding.known = finding.seeds > 0;
  if (!finding.known) return finding;
  std::array<Spread, 5>& spreads = finding.spreads;
  for (std::size_t i = 0; i < spreads.size(); ++i)
    spreads[i] = spread_of(std::span(result.rungs[i].moved).first(finding.seeds));
  for (std::size_t i = 1; i < spreads.size(); ++i)
    if (spreads[i].mean > spreads[finding.best].mean) finding.best = i;
  for (std::size_t seed = 0; seed < finding.seeds; ++seed) {
    const auto of = [&](std::size_t i) { return result.rungs[i].moved[seed]; };
    bool alone = true;
    for (std::size_t i = 0; i < spreads.size(); ++i) alone = alone && (i == finding.best || of(i) < of(finding.best));
    if (alone) ++finding.best_in;
    if (of(4) > of(0)) ++finding.beats_first;
  }
  const auto alike = [&](std::size_t networks) {
    double low = spreads[0].mean, high = low, widest = 0.0;
    for (std::size_t i = 0; i < networks; ++i) {
      low = std::min(low, spreads[i].mean);
      high = std::max(high, spreads[i].mean);
      widest = std::max(widest, spreads[i].deviation);
    }
    return finding.seeds > 1 && high - low <= widest;
  };
  finding.others_alike = alike(4);
  finding.all_alike = alike(5);
  finding.gain = spreads[4].mean - spreads[0].mean;
  constexpr double far = std::numeric_limits<double>::infinity();
  finding.still_low = finding.train_low = far;
  finding.still_high = finding.train_high = -far;
  bool all_still = true;
  for (const LadderOutcome& rung : result.rungs) {
    all_still = all_still && !rung.still.empty();
    finding.still_low = std::min(spread_of(rung.still).mean, finding.still_low);
    finding.still_high = std::max(spread_of(rung.still).mean, finding.still_high);
    for (const double train : rung.train) {
      finding.train_low = std::min(finding.train_low, train);
      finding.train_high = std::max(finding.train_high, train);
    }
  }
  if (!all_still) finding.still_low = finding.still_high = std::numeric_limits<double>::quiet_NaN();
  return finding;
}

std::string ladder_csv(const LadderResult& result) {
  std::string text = "network,links,weights,published,moved,seed,train_accuracy,test_accuracy\n";
  const std::int64_t classes = classes_of(result.settings.data);
  for (std::size_t i = 0; i < result.rungs.size(); ++i) {
    const LadderCount count = ladder_count(i, classes);
    const LadderOutcome& rung = result.rungs[i];
    const auto line = [&](int moved, std::size_t seed, const std::string& train, double test) {
      text += fmt::format("{},{},{},{},{},{},{},{}\n", i + 1, count.links, count.weights, ladder_rungs[i].published,
                          moved, seed + 1, train, test);
    };
    for (std::size_t seed = 0; seed < rung.moved.size(); ++seed)
      line(result.settings.moved, seed, fmt::format("{}", rung.train[seed]), rung.moved[seed]);
    for (std::size_t seed = 0; seed < rung.still.size(); ++seed) line(0, seed, "", rung.still[seed]);
  }
  return text;
}

}  // namespace flatscope
