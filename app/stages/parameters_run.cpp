// What fits into memory, what can be taken away, and really running it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/scene/machine.h"
#include "app/scene/run_networks.h"
#include "app/stages/parameters_stage.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Of a phone as most are sold today; an assumption, and its tooltip says so.
constexpr std::int64_t phone_bytes = 8'000'000'000;

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

// Orange for a network without a convolution, green for one with.
ImU32 colour_of(const Ui& ui, const Network& network) {
  const bool conv = std::any_of(network.layers.begin(), network.layers.end(),
                                [](const NetLayer& layer) { return layer.kind == LayerKind::conv; });
  return conv ? ui.colours.conv : ui.colours.dense;
}

bool fits(Count bytes, std::int64_t into) { return !bytes.past && bytes.value <= into; }

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
  const float phone =
      bar.min.x + bar.width() * static_cast<float>(phone_bytes) / static_cast<float>(std::max<std::int64_t>(1, whole));
  if (phone < bar.max.x)
    ui.draw->AddLine({phone, bar.min.y - ui.dp(1)}, {phone, bar.max.y + ui.dp(1)}, ui.colours.text, 1.0F);
  ui.tooltip({words.min, bar.max}, tooltip);
  column.gap(4);
}

std::string place_words(const char* where, bool values, bool training) {
  if (values && training) return fmt::format("{} fits, training too", where);
  if (values) return fmt::format("{} fits, but training does not fit", where);
  return fmt::format("{} does not fit", where);
}

std::string fact_name(const char* what, std::size_t network) { return fmt::format("parameters.{}.{}", what, network); }

void show_refused_run(Ui& ui, Column& column, const NetworkRun& run, bool current) {
  const ImU32 ink = current ? ui.colours.text : ui.colours.faint;
  const float height = ui.text_wrapped({column.left() + ui.dp(12), column.y()}, column.width() - ui.dp(12), Type::small,
                                       ink, run.refusal);
  column.take_pixels(height);
}

void show_run_numbers(Ui& ui, Column& column, const NetworkRun& run, bool current) {
  std::string shape;
  for (const std::int64_t axis : run.output) shape += (shape.empty() ? "" : " \xC3\x97 ") + grouped_text(axis);
  const ImU32 name_ink = current ? ui.colours.muted : ui.colours.faint;
  const ImU32 number_ink = current ? ui.colours.text : ui.colours.faint;
  const std::array<std::array<std::string, 2>, 3> rows = {{{"weights", bytes_words(run.weight_bytes)},
                                                           {"input and outputs", bytes_words(run.activation_bytes)},
                                                           {"answers", shape}}};
  for (const auto& [name, value] : rows) {
    const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(1));
    const float width = ui.text({row.max.x, row.min.y}, Type::mono, number_ink, value, Align::right);
    ui.text_fit({row.min.x + ui.dp(12), row.min.y}, row.width() - width - ui.dp(20), Type::small, name_ink, name);
  }
}

// One network's run: a name with its time, and what it took below.
void show_run(StageContext& context, Column& column, std::size_t index, const std::string& name) {
  Ui& ui = context.ui;
  const RunShown& shown = context.results.runs[index];
  if (!shown.running && !shown.done) return;
  column.gap(10);
  const bool current = !shown.running && shown.done.inputs == network_run_inputs(context.scene, index);
  const Rect row = column.take_pixels(ui.line_height(Type::mono_strong) + ui.dp(4));
  const ImU32 colour =
      colour_of(ui, shown.running ? context.scene.parameters.networks[index] : shown.done.inputs.network);
  ui.draw->AddRectFilled({row.min.x, row.min.y + ui.dp(2)}, {row.min.x + ui.dp(4), row.max.y - ui.dp(4)},
                         current || shown.running ? colour : ui.colours.faint, ui.dp(2));
  const bool measured = !shown.running && shown.done->refusal.empty();
  const std::string time = shown.running ? "running\xE2\x80\xA6"
                           : measured    ? time_words(shown.done->seconds)
                                         : "not run";
  const float width = ui.text({row.max.x, row.min.y}, measured ? Type::mono_strong : Type::body,
                              current ? ui.colours.text : ui.colours.muted, time, Align::right);
  ui.text_fit({row.min.x + ui.dp(12), row.min.y}, row.width() - width - ui.dp(20), Type::body,
              current || shown.running ? ui.colours.text : ui.colours.faint, name);
  if (measured)
    ui.tooltip(row, shown.done->passes > 1
                        ? "One forward pass by the clock, weights and input being there: the middle of three."
                        : "One forward pass by the clock, weights and input being there.");
  const std::string state = shown.running ? "running" : !current ? "stale" : measured ? "done" : "refused";
  ui.record.fact(fact_name("run", index) + ".state", state);
  if (shown.running) return;
  if (measured) {
    show_run_numbers(ui, column, *shown.done, current);
    ui.record.fact(fact_name("run", index) + ".seconds", fmt::format("{:.9g}", shown.done->seconds));
    ui.record.fact(fact_name("run", index) + ".weight_bytes", std::to_string(shown.done->weight_bytes));
    ui.record.fact(fact_name("run", index) + ".activation_bytes", std::to_string(shown.done->activation_bytes));
  } else {
    show_refused_run(ui, column, *shown.done, current);
    ui.record.fact(fact_name("run", index) + ".refusal", shown.done->refusal);
  }
}

// What the runs shown were of, where that is not what is on the screen now.
void tell_stale(StageContext& context, Column& column, std::size_t networks) {
  for (std::size_t i = 0; i < context.results.runs.size(); ++i) {
    const RunShown& shown = context.results.runs[i];
    if (shown.running || !shown.done) continue;
    if (i < networks && shown.done.inputs == network_run_inputs(context.scene, i)) continue;
    column.gap(8);
    column.note("Grey: measured for another network, input or picture. Run again to compare.");
    return;
  }
}

void tell_comparison(StageContext& context, Column& column) {
  const auto& runs = context.results.runs;
  for (std::size_t i = 0; i < 2; ++i)
    if (context.scene.parameters.networks.size() < 2 || runs[i].running || !runs[i].done ||
        !runs[i].done->refusal.empty() || runs[i].done.inputs != network_run_inputs(context.scene, i))
      return;
  column.gap(8);
  const bool same = runs[0].done->output == runs[1].done->output;
  std::string words =
      same ? "Both give outputs of the same shape." : "Their outputs differ in shape: they do not do the same work.";
  if (runs[0].done->left_out + runs[1].done->left_out > 0) words += " Impossible layers were left out.";
  column.note(words);
}

}  // namespace

void inspect_memory(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const ParametersScene& scene = context.scene.parameters;
  const MachineMemory memory = machine_memory();
  const std::int64_t whole = memory.total > 0 ? memory.total : phone_bytes;
  column.section("MEMORY HERE");
  column.note(
      memory.total > 0
          ? fmt::format("This machine has {}, {} of it free. The mark is a phone's {}.", bytes_words(memory.total),
                        bytes_words(memory.available), bytes_words(phone_bytes))
          : fmt::format("This system does not say how much it has. Bars show a phone's {}.", bytes_words(phone_bytes)));
  const std::array<std::string, 2> names = network_names(scene);
  const Shape input = input_of(scene);
  for (std::size_t i = 0; i < scene.networks.size(); ++i) {
    const LayerCount total = count_network(input, scene.networks[i].layers).total;
    const ImU32 colour = colour_of(ui, scene.networks[i]);
    column.gap(10);
    const std::string phone_tip =
        fmt::format("A phone is taken to have {}; many have less free.", bytes_words(phone_bytes));
    memory_bar(ui, column, names[i], total.bytes, whole, colour,
               "Weights and biases as 32-bit floats: 4 bytes each. " + phone_tip);
    memory_bar(
        ui, column, "while training with Adam", total.training_bytes, whole, with_alpha(colour, 0.75F),
        "Values, their gradients and Adam's two means: 16 bytes for each parameter; outputs kept for the way back "
        "come on top. " +
            phone_tip);
    const std::string here =
        memory.total > 0
            ? place_words("Here it", fits(total.bytes, memory.total), fits(total.training_bytes, memory.total)) + "; "
            : "";
    const std::string phone = place_words(here.empty() ? "On a phone it" : "on a phone it",
                                          fits(total.bytes, phone_bytes), fits(total.training_bytes, phone_bytes));
    column.note(here + phone + ".");
    ui.record.fact(fact_name("memory", i), here + phone);
  }
}

void inspect_network_evidence(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const ParametersScene& scene = context.scene.parameters;
  const auto& runs = context.results.runs;
  const bool running = std::any_of(runs.begin(), runs.end(), [](const RunShown& run) { return run.running; });
  const bool two = scene.networks.size() > 1;
  column.section("RUN IT");
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(14));
  const bool picture = scene.channels == 1 || scene.channels == 3;
  const std::string source =
      picture ? fmt::format("{} at {} \xC3\x97 {}", name_of(current_picture(context.scene)), scene.height, scene.width)
              : std::string("random numbers, as a picture has 1 or 3 channels");
  if (push_button(ui, "parameters.run", row,
                  running ? "running\xE2\x80\xA6"
                  : two   ? "Run both, and time them"
                          : "Run it, and time it",
                  "Really allocates the weights and runs one forward pass on " + source +
                      ". The weights are random: only time and memory count.",
                  !running, !running))
    context.edit.run_networks = true;
  const std::array<std::string, 2> names = network_names(scene);
  for (std::size_t i = 0; i < scene.networks.size(); ++i) show_run(context, column, i, names[i]);
  tell_comparison(context, column);
  tell_stale(context, column, scene.networks.size());
  column.section("TAKE AWAY");
  if (column.button("parameters.code", "Copy as PyTorch",
                    "The network in hand as nn.Sequential, with its parameter count (Ctrl Shift C)."))
    context.edit.copy_network_code = true;
  column.gap(6);
  if (column.button("parameters.export", "Export\xE2\x80\xA6",
                    "The picture, the numbers and the code, as files (Ctrl E)."))
    context.edit.open_export = true;
}

}  // namespace flatscope
