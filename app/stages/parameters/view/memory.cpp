// What fits into memory: a run as the button below makes one, and training.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/engine/machine.h"
#include "app/stages/kept_back.h"
#include "app/stages/parameters/model/run_networks.h"
#include "app/stages/parameters/model/words.h"
#include "app/stages/parameters/view/ledger.h"

namespace flatscope {
namespace {

// Of a phone as most are sold today; an assumption, and its words say so.
constexpr std::int64_t phone_bytes = 8'000'000'000;

// A label with its number, and a bar that is full at `whole` bytes; it ends in an arrow head where it goes on.
void memory_bar(Ui& ui, Column& column, std::string_view label, Count bytes, std::int64_t whole, ImU32 colour,
                std::string_view tooltip) {
  const Rect words = column.take_pixels(ui.line_height(Type::body) + ui.dp(2));
  const std::string number = bytes_words(bytes);
  const float width = ui.text({words.max.x, words.min.y}, Type::mono, ui.colours.text, number, Align::right);
  ui.text_fit({words.min.x, words.min.y}, words.width() - width - ui.dp(8), Type::body, ui.colours.muted, label);
  const Rect bar = column.take(6);
  ui.draw->AddRectFilled(bar.min, bar.max, ui.theme == Theme::light ? ui.colours.line : ui.colours.raised, ui.dp(3));
  const double share = whole > 0 ? static_cast<double>(bytes.value) / static_cast<double>(whole) : 0.0;
  const float end = bar.min.x + std::max(ui.dp(2), bar.width() * static_cast<float>(std::min(1.0, share)));
  if (bytes.value > 0) ui.draw->AddRectFilled(bar.min, {end, bar.max.y}, colour, ui.dp(2));
  if (share > 1.0) {
    const float h = bar.height();
    ui.draw->AddTriangleFilled({bar.max.x - h, bar.min.y - h * 0.5F}, {bar.max.x + h * 0.5F, bar.centre().y},
                               {bar.max.x - h, bar.max.y + h * 0.5F}, ui.colours.wrong);
  }
  const auto at_phone =
      static_cast<float>(usable_of(phone_bytes)) / static_cast<float>(std::max<std::int64_t>(1, whole));
  const float phone = bar.min.x + bar.width() * at_phone;
  if (phone < bar.max.x)
    ui.draw->AddLine({phone, bar.min.y - ui.dp(1)}, {phone, bar.max.y + ui.dp(1)}, ui.colours.text, 1.0F);
  ui.tooltip({words.min, bar.max}, tooltip);
  column.gap(4);
}

// Whether a run fits, and training.
struct Fits {
  bool run = false, training = false;
  bool operator==(const Fits&) const = default;
};

std::string place_words(const char* where, Fits fit) {
  if (!fit.run) return fmt::format("{} a run does not fit", where);
  return fmt::format("{} a run fits, {}", where, fit.training ? "training too" : "but training does not");
}

std::string fits_words(Fits here, Fits on_phone) {
  if (!here.run && !on_phone.run) return "A run fits neither here nor on a phone.";
  if (here == on_phone) return place_words("Here and on a phone", here) + ".";
  return place_words("Here", here) + "; " + place_words("on a phone", on_phone) + ".";
}

void tell_rule(Column& column, const MachineMemory& memory, std::int64_t usable) {
  const std::string phone = fmt::format("60 % of a phone's {}", bytes_words(phone_bytes));
  const std::string mark = usable_of(phone_bytes) < usable ? " The mark is " + phone + "." : "";
  if (memory.available > 0)
    column.note(fmt::format("{} of this machine's {} are free. A run may take 60 % of that, {}: there the bars end.{}",
                            bytes_words(memory.available), bytes_words(memory.total), bytes_words(usable), mark));
  else
    column.note(fmt::format("This system does not say how much is free. A run may take {}: there the bars end.{}",
                            bytes_words(usable), mark));
}

}  // namespace

// "Network 1", or "Dense" and "Convolution" where that tells them apart.
std::array<std::string, 2> network_names(const ParametersScene& scene) {
  const auto has = [](const Network& network, LayerKind kind) {
    return std::any_of(network.layers.begin(), network.layers.end(),
                       [kind](const NetLayer& layer) { return layer.kind == kind; });
  };
  const auto& networks = scene.networks;
  std::array<std::string, 2> names = {networks.size() > 1 ? "Network 1" : "The network", "Network 2"};
  if (networks.size() < 2) return names;
  for (std::size_t i = 0; i < 2; ++i) {
    const bool dense = has(networks[i], LayerKind::linear) && !has(networks[i], LayerKind::conv);
    const bool conv = has(networks[i], LayerKind::conv);
    const bool other_conv = has(networks[1 - i], LayerKind::conv);
    if (dense && other_conv) names[i] = "Dense";
    if (conv && !other_conv) names[i] = "Convolution";
  }
  return names;
}

void inspect_memory(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  constexpr std::string_view heading = "MEMORY HERE";
  if (!section_shows(context, column, "parameters.memory", heading)) return;
  const ParametersScene& scene = context.scene.parameters;
  const MachineMemory memory = machine_memory();
  RunLimits limits;
  limits.free_bytes = memory.available;
  const std::int64_t usable = limits.usable_bytes(), on_phone = usable_of(phone_bytes);
  column.section(heading);
  tell_rule(column, memory, usable);
  const std::array<std::string, 2> names = network_names(scene);
  const Shape input = input_of(scene);
  for (std::size_t i = 0; i < scene.networks.size(); ++i) {
    const NetworkNeeds needs = needs_of(input, scene.networks[i]);
    const Count run = needs.bytes(), training = needs.weight_bytes * count_of(4) + needs.activation_bytes;
    const ImU32 colour = network_colour(ui, input, scene.networks[i]);
    column.gap(10);
    const std::string values =
        fmt::format("{} of input and outputs, as far as they are there at a time", bytes_words(needs.activation_bytes));
    memory_bar(ui, column, names[i] + ", one run", run, usable, colour,
               fmt::format("{} of weights and biases as 32-bit floats, 4 bytes each, and {}.",
                           bytes_words(needs.weight_bytes), values));
    memory_bar(ui, column, "training with Adam, at least", training, usable, with_alpha(colour, 0.75F),
               fmt::format("Values, their gradients and Adam's two means: 16 bytes for each parameter, {}, and {}. "
                           "Outputs kept for the way back and larger batches come on top.",
                           bytes_words(needs.weight_bytes * count_of(4)), values));
    const std::string words =
        fits_words({fits(run, usable), fits(training, usable)}, {fits(run, on_phone), fits(training, on_phone)});
    column.note(words);
    ui.record.fact(fmt::format("parameters.memory.{}", i), words);
    if (fits(run, usable) && (needs.macs.past || needs.macs.value > limits.macs))
      column.note(fmt::format("It would take too long, though: more than {} multiply-adds are not run.",
                              short_count(count_of(limits.macs))));
    const std::string left_out = left_out_words(input, scene.networks[i]);
    if (left_out.empty()) continue;
    column.note(left_out);
    ui.record.fact(fmt::format("parameters.memory.{}.left_out", i), left_out);
  }
}

}  // namespace flatscope
