#include "core/layers/axis_links.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/layers/conv2d.h"
#include "core/layers/extent.h"

namespace flatscope {
namespace {

// With these, the table of links stays within the memory and its places within 64 bits.
constexpr std::int64_t largest_option = 4096;
constexpr std::int64_t most_links = 100'000'000;

void check(const char* name, std::int64_t value, std::int64_t least, std::int64_t most = largest_option) {
  if (value >= least && value <= most) return;
  throw std::invalid_argument(std::string("The ") + name + " is " + std::to_string(value) + "; it must be " +
                              std::to_string(least) + " to " + std::to_string(most) + ".");
}

std::int64_t checked_outputs(std::int64_t size, const AxisLayer& layer) {
  check("kernel size", layer.kernel, 1);
  check("stride", layer.stride, 1);
  check("dilation", layer.dilation, 1);
  // "same" pads by up to dilation * (kernel - 1).
  check("padding", layer.before, 0, largest_option * largest_option);
  check("padding", layer.after, 0, largest_option * largest_option);
  if (size < 1) throw std::invalid_argument("The input has no elements; it needs at least 1.");
  const std::int64_t outputs =
      conv_output_size(size, layer.before, layer.after, layer.kernel, layer.stride, layer.dilation);
  if (outputs < 1) {
    throw std::invalid_argument("The kernel's extent is " + std::to_string(extent_of(layer.kernel, layer.dilation)) +
                                " elements, but with its padding the input has " +
                                std::to_string(size + layer.before + layer.after) +
                                "; use more padding, a smaller kernel or less dilation.");
  }
  if (outputs > most_links / layer.kernel) {
    throw std::invalid_argument("The layer has " + std::to_string(outputs) + " outputs along one axis with " +
                                std::to_string(layer.kernel) + " taps each, which is too large to be drawn.");
  }
  return outputs;
}

}  // namespace

AxisLinks::AxisLinks(std::int64_t size, const AxisLayer& layer)
    : inputs_(size), outputs_(checked_outputs(size, layer)), layer_(layer) {
  link_outputs();
  link_inputs();
  find_runs();
}

void AxisLinks::link_outputs() {
  forward_starts_.reserve(static_cast<std::size_t>(outputs_) + 1);
  forward_starts_.push_back(0);
  std::vector<std::pair<std::int64_t, std::int64_t>> reads;  // input, tap
  for (std::int64_t output = 0; output < outputs_; ++output) {
    reads.clear();
    for (std::int64_t tap = 0; tap < layer_.kernel; ++tap) {
      const std::int64_t place = output * layer_.stride + tap * layer_.dilation - layer_.before;
      const std::int64_t input = source_index(place, inputs_, layer_.border);
      if (input >= 0) reads.emplace_back(input, tap);
    }
    std::sort(reads.begin(), reads.end());
    for (const auto& [input, tap] : reads) {
      if (static_cast<std::int64_t>(forward_.size()) == forward_starts_.back() || forward_.back().other != input) {
        forward_.push_back({input, static_cast<std::int64_t>(taps_.size()), 0});
      }
      taps_.push_back(tap);
      ++forward_.back().tap_count;
    }
    forward_starts_.push_back(static_cast<std::int64_t>(forward_.size()));
  }
}

void AxisLinks::link_inputs() {
  backward_starts_.assign(static_cast<std::size_t>(inputs_) + 1, 0);
  for (const AxisLink& link : forward_) ++backward_starts_[static_cast<std::size_t>(link.other) + 1];
  for (std::size_t i = 1; i < backward_starts_.size(); ++i) backward_starts_[i] += backward_starts_[i - 1];
  backward_.resize(forward_.size());
  std::vector<std::int64_t> next(backward_starts_.begin(), backward_starts_.end() - 1);
  for (std::int64_t output = 0; output < outputs_; ++output) {
    for (const AxisLink& link : of_output(output)) {
      const std::int64_t at = next[static_cast<std::size_t>(link.other)]++;
      backward_[static_cast<std::size_t>(at)] = {output, link.first_tap, link.tap_count};
    }
  }
}

void AxisLinks::find_runs() {
  std::vector<std::size_t> open, still_open;  // runs that the last output and this one take part in
  for (std::int64_t output = 0; output < outputs_; ++output) {
    still_open.clear();
    for (const AxisLink& link : of_output(output)) {
      const std::span<const std::int64_t> wanted = taps(link);
      const auto goes_on = [&](std::size_t index) {
        const AxisRun& run = runs_[index];
        const std::span<const std::int64_t> own = taps(run);
        return run.input + run.length * layer_.stride == link.other &&
               std::equal(own.begin(), own.end(), wanted.begin(), wanted.end());
      };
      const auto found = std::find_if(open.begin(), open.end(), goes_on);
      if (found != open.end()) {
        ++runs_[*found].length;
        still_open.push_back(*found);
      } else {
        still_open.push_back(runs_.size());
        runs_.push_back({output, link.other, 1, link.first_tap, link.tap_count});
      }
    }
    std::swap(open, still_open);
  }
}

std::span<const AxisLink> AxisLinks::of_output(std::int64_t output) const {
  const std::int64_t from = forward_starts_[static_cast<std::size_t>(output)];
  const std::int64_t to = forward_starts_[static_cast<std::size_t>(output) + 1];
  return {forward_.data() + from, static_cast<std::size_t>(to - from)};
}

std::span<const AxisLink> AxisLinks::of_input(std::int64_t input) const {
  const std::int64_t from = backward_starts_[static_cast<std::size_t>(input)];
  const std::int64_t to = backward_starts_[static_cast<std::size_t>(input) + 1];
  return {backward_.data() + from, static_cast<std::size_t>(to - from)};
}

const AxisLink* AxisLinks::find(std::int64_t output, std::int64_t input) const {
  const std::span<const AxisLink> links = of_output(output);
  const auto found = std::lower_bound(links.begin(), links.end(), input,
                                      [](const AxisLink& link, std::int64_t value) { return link.other < value; });
  return found != links.end() && found->other == input ? &*found : nullptr;
}

}  // namespace flatscope
