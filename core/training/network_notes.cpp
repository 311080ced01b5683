#include "core/training/network_notes.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/training/models.h"

namespace flatscope {
namespace {

constexpr const char* layers_key = "layers";
constexpr const char* input_key = "input";
constexpr const char* steps_key = "steps";
constexpr const char* epochs_key = "epochs";
constexpr const char* pixels_key = "pixels";
constexpr const char* shuffled_pixels = "shuffled";

std::string input_text(const Shape& input) {
  std::string text;
  for (const std::int64_t axis : input) text += (text.empty() ? "" : "x") + std::to_string(axis);
  return text;
}

std::int64_t number_in(const WeightsNotes& notes, const char* key) {
  const auto found = notes.find(key);
  std::int64_t number = 0;
  if (found != notes.end()) std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
  return std::max<std::int64_t>(number, 0);
}

}  // namespace

WeightsNotes network_notes(const Shape& input, std::span<const NetLayer> layers, std::int64_t steps,
                           std::int64_t epochs, bool shuffled) {
  WeightsNotes notes = {{"format", "pt"},
                        {layers_key, layers_text(layers)},
                        {input_key, input_text(input)},
                        {steps_key, std::to_string(steps)},
                        {epochs_key, std::to_string(epochs)}};
  if (shuffled) notes[pixels_key] = shuffled_pixels;
  return notes;
}

std::optional<RecognisedNetwork> recognised_by(const WeightsNotes& notes, std::span<const NamedTensor> tensors,
                                               std::span<const Shape> inputs) {
  const auto layers = notes.find(layers_key);
  if (layers == notes.end()) return std::nullopt;
  const std::vector<NetLayer> parsed = parse_layers(layers->second);
  std::vector<Shape> own(inputs.begin(), inputs.end());
  const auto input = notes.find(input_key);
  if (input != notes.end())
    std::stable_partition(own.begin(), own.end(), [&](const Shape& one) { return input_text(one) == input->second; });
  std::optional<RecognisedNetwork> found = recognised_as(tensors, own, parsed);
  if (!found)
    throw std::invalid_argument("It says that its layers are \"" + layers->second + "\"" +
                                (input == notes.end() ? std::string() : " on " + input->second) +
                                ", but its arrays are not theirs on any picture that is possible here.");
  return found;
}

TrainedFor trained_for(const WeightsNotes& notes) {
  const auto pixels = notes.find(pixels_key);
  return {number_in(notes, steps_key), number_in(notes, epochs_key),
          pixels != notes.end() && pixels->second == shuffled_pixels};
}

}  // namespace flatscope
