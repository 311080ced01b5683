#include "app/stages/train/model/hunger.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/files/export_items.h"
#include "app/stages/train/model/results.h"

namespace flatscope {
namespace {

// 1,234 -> 1,200; 98 stays.
std::int64_t in_two_digits(double number) {
  double step = 1.0;
  while (number / step >= 100.0) step *= 10.0;
  return static_cast<std::int64_t>(std::llround(number / step) * std::llround(step));
}

bool same_data(const std::shared_ptr<const TrainData>& a, const std::shared_ptr<const TrainData>& b) {
  if (a == b) return true;
  return a != nullptr && b != nullptr && a->inputs == b->inputs && a->inputs.choice.kind != DataKind::files;
}

}  // namespace

std::vector<std::int64_t> hunger_samples(const HungerSettings& plan) {
  std::vector<std::int64_t> samples;
  const double factor = std::pow(static_cast<double>(plan.to) / plan.from, 1.0 / std::max(1, plan.points - 1));
  for (int i = 0; i < plan.points; ++i) {
    const bool last = i + 1 == plan.points;
    const std::int64_t number = last ? plan.to : i == 0 ? plan.from : in_two_digits(plan.from * std::pow(factor, i));
    if (!samples.empty() && number <= samples.back()) continue;
    if (!last && number >= plan.to) continue;
    samples.push_back(number);
  }
  return samples;
}

std::vector<HungerPoint> planned_points(const HungerSettings& plan) {
  std::vector<HungerPoint> points;
  for (const std::int64_t samples : hunger_samples(plan))
    for (const bool moved : {false, true})
      for (const int network : {0, 1}) {
        HungerPoint point;
        point.network = network;
        point.moved = moved;
        point.samples = samples;
        points.push_back(point);
      }
  return points;
}

const HungerPoint* HungerResult::find(int network, bool moved, std::int64_t samples) const {
  for (const HungerPoint& point : points)
    if (point.network == network && point.moved == moved && point.samples == samples) return &point;
  return nullptr;
}

std::vector<std::int64_t> HungerResult::samples() const {
  std::vector<std::int64_t> all;
  for (const HungerPoint& point : points)
    if (all.empty() || all.back() != point.samples) all.push_back(point.samples);
  return all;
}

HungerInputs hunger_inputs(const TrainScene& scene, std::shared_ptr<const TrainData> data) {
  HungerInputs inputs;
  for (std::size_t i = 0; i < inputs.settings.size(); ++i) {
    inputs.settings[i] = train_settings(scene, i);
    inputs.settings[i].samples = inputs.settings[i].augment_shift = 0;
  }
  inputs.plan = scene.hunger;
  inputs.radius = scene.radius;
  const auto available = static_cast<int>(data->set->train.labels.size());
  inputs.plan.to = std::min(inputs.plan.to, available);
  inputs.plan.from = std::min(inputs.plan.from, inputs.plan.to);
  inputs.data = std::move(data);
  return inputs;
}

std::vector<std::string> what_differs(const HungerInputs& a, const HungerInputs& b) {
  std::vector<std::string> words;
  if (!same_data(a.data, b.data)) words.emplace_back("the data");
  const bool left = a.settings[0].layers != b.settings[0].layers, right = a.settings[1].layers != b.settings[1].layers;
  if (left || right)
    words.emplace_back(left && right ? "both networks" : left ? "the left network" : "the right network");
  TrainSettings other = b.settings[0];
  other.layers = a.settings[0].layers;
  if (other != a.settings[0]) words.emplace_back(other.seed != a.settings[0].seed ? "the seed" : "how it is trained");
  if (a.radius != b.radius) words.emplace_back("the shifts");
  if (a.plan != b.plan) words.emplace_back("the plan");
  return words;
}

std::optional<std::int64_t> samples_to_reach(const HungerResult& result, int network, bool moved, double accuracy) {
  std::optional<std::int64_t> fewest;
  for (const HungerPoint& point : result.points)
    if (point.known() && point.network == network && point.moved == moved && point.over_shifts >= accuracy)
      if (!fewest || point.samples < *fewest) fewest = point.samples;
  return fewest;
}

HungerFinding finding_of(const HungerResult& result) {
  HungerFinding finding;
  // Only where both were measured can one be said to do more.
  double sums[2] = {0.0, 0.0};
  for (const std::int64_t samples : result.samples()) {
    const HungerPoint *const left = result.find(0, true, samples), *const right = result.find(1, true, samples);
    if (left == nullptr || right == nullptr || !left->known() || !right->known()) continue;
    sums[0] += left->over_shifts;
    sums[1] += right->over_shifts;
    finding.most = samples;
  }
  if (finding.most == 0 || sums[0] == sums[1]) return finding;
  finding.frugal = sums[0] > sums[1] ? 0 : 1;
  for (const HungerPoint& point : result.points) {
    if (!point.known() || !point.moved || point.network == finding.frugal) continue;
    finding.other_gave_up = finding.other_gave_up || point.gave_up;
    finding.most = std::max(finding.most, point.samples);
    if (point.over_shifts <= finding.many_accuracy) continue;
    finding.many = point.samples;
    finding.many_accuracy = point.over_shifts;
  }
  if (const auto few = samples_to_reach(result, finding.frugal, true, finding.many_accuracy)) {
    finding.few = *few;
    finding.few_accuracy = result.find(finding.frugal, true, *few)->over_shifts;
  }
  return finding;
}

std::string hunger_csv(const HungerResult& result) {
  std::string text =
      "network,moved_while_training,training_samples,steps,still_gaining,train_accuracy,test_accuracy,over_shifts,"
      "test_samples,shift_test_samples,shifts\n";
  const auto cell = [](double value) { return std::isnan(value) ? std::string() : fmt::format("{}", value); };
  for (const HungerPoint& point : result.points) {
    if (!point.known()) continue;
    text += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n",
                        csv_cell(result.names[static_cast<std::size_t>(point.network)]),
                        point.moved ? result.inputs.plan.moved : 0, point.samples, point.steps,
                        point.gave_up ? "yes" : "no", cell(point.train_accuracy), cell(point.middle),
                        cell(point.over_shifts), result.test_samples, result.shift_samples, result.places);
  }
  return text;
}

}  // namespace flatscope
