// The input, where to start from, and the way to the Train stage.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/stages/kept_back.h"
#include "app/stages/parameters/model/edits.h"
#include "app/stages/parameters/view/stage.h"
#include "app/stages/train/model/both_networks.h"

namespace flatscope {
namespace {

// Several changes of a frame: none is to hide that another one is finished.
void take(StageContext& context, Change change) { context.edit(change); }

void choose_channels(StageContext& context, Column& column) {
  ParametersScene& scene = context.edit.scene.parameters;
  const int now = context.scene.parameters.channels;
  const std::string other = now == 1 || now == 3 ? "More" : fmt::format("{} channels", grouped(now));
  const Option options[] = {{"Grey", "One channel (G)"},
                            {"RGB", "Three channels (G)"},
                            {other, "Any number: what a layer further down gets, say."}};
  int chosen = now == 1 ? 0 : now == 3 ? 1 : 2;
  if (const Change change = column.segmented("parameters.channels", options, chosen)) {
    scene.channels = chosen == 0 ? 1 : chosen == 1 ? 3 : 64;
    take(context, change);
  }
  if (now == 1 || now == 3) return;
  column.gap(8);
  int channels = now;
  const Change change = column.slider("parameters.channel_count", "Channels", channels, 1, largest_input_channels,
                                      "Numbers at each place of the input.", {}, true);
  if (change.changed) scene.channels = channels;
  take(context, change);
}

void use_picture(ParametersScene& scene, const Image& image) {
  scene.channels = image.colour_channels();
  scene.height = static_cast<int>(std::min<std::int64_t>(image.height, largest_input_side));
  scene.width = static_cast<int>(std::min<std::int64_t>(image.width, largest_input_side));
}

// A line of the list; true when clicked.
bool list_row(Ui& ui, Column& column, const char* id, std::string_view words, std::string_view tooltip, bool chosen) {
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(9));
  const bool clicked = hit_area(ui, id, row, chosen ? "on" : "off");
  const Rect ground{{row.min.x - ui.dp(8), row.min.y}, {row.max.x + ui.dp(8), row.max.y}};
  const bool hovered = ImGui::IsItemHovered();
  if (chosen || hovered)
    ui.draw->AddRectFilled(ground.min, ground.max,
                           chosen ? ui.colours.raised : mix(ui.colours.panel, ui.colours.raised, 0.6F), ui.dp(5));
  if (chosen)
    ui.draw->AddRectFilled({ground.min.x, row.min.y + ui.dp(5)}, {ground.min.x + ui.dp(3), row.max.y - ui.dp(5)},
                           ui.colours.conv, ui.dp(1));
  ui.text_fit({row.min.x, row.centre().y - ui.line_height(Type::body) * 0.5F}, row.width(),
              chosen ? Type::strong : Type::body, ui.colours.text, words);
  if (!tooltip.empty()) ui.tooltip(row, tooltip);
  return clicked;
}

bool same_networks(const ParametersScene& a, const ParametersScene& b) {
  return input_of(a) == input_of(b) && a.networks == b.networks;
}

}  // namespace

void inspect_input(StageContext& context, Column& column) {
  ParametersScene& scene = context.edit.scene.parameters;
  column.section("INPUT");
  int width = context.scene.parameters.width, height = context.scene.parameters.height;
  const Change across = column.slider("parameters.width", "Width", width, 1, largest_input_side,
                                      "Columns of the input, 1 to 8192.", {}, true);
  if (across.changed) scene.width = width;
  take(context, across);
  column.gap(4);
  const Change down = column.slider("parameters.height", "Height", height, 1, largest_input_side,
                                    "Rows of the input, 1 to 8192.", {}, true);
  if (down.changed) scene.height = height;
  take(context, down);
  column.gap(6);
  choose_channels(context, column);
  column.gap(8);
  const Picture& picture = current_picture(context.scene);
  const Image& image = *picture.image;
  const std::string label = fmt::format("Use {}, {} × {}", name_of(picture), image.width, image.height);
  if (column.button("parameters.use_picture", label,
                    "The opened picture's own width, height and channels become the input's.")) {
    use_picture(scene, image);
    context.edit.commit = true;
  }
}

void inspect_network_presets(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  std::optional<int>& told = context.view.parameters.told_preset;
  constexpr std::string_view heading = "START FROM";
  if (!section_shows(context, column, "parameters.presets", heading)) return;
  column.section(heading);
  const std::span<const ParametersPreset> presets = parameters_presets();
  for (std::size_t i = 0; i < presets.size(); ++i) {
    ParametersScene started = context.scene.parameters;
    start_from(started, presets[i]);
    const bool chosen = same_networks(started, context.scene.parameters);
    if (chosen) told = static_cast<int>(i);
    const std::string id = fmt::format("parameters.preset.{}", i);
    if (!list_row(ui, column, id.c_str(), presets[i].name, presets[i].shows, chosen)) continue;
    start_from(context.edit.scene.parameters, presets[i]);
    context.edit.commit = true;
  }
  const Picture& picture = current_picture(context.scene);
  ParametersScene mlp = context.scene.parameters;
  use_picture(mlp, *picture.image);
  mlp.networks = {dense_network()};
  mlp.network = 0;
  mlp.layer = 1;
  const bool chosen = same_networks(mlp, context.scene.parameters);
  if (chosen) told = static_cast<int>(presets.size());
  const std::string name = fmt::format("An MLP on {}", name_of(picture));
  static constexpr std::string_view shows =
      "Flatten, 128 units, ReLU, 10 outputs: a small dense network on the opened picture as it is. Nearly all of it is "
      "the first layer.";
  if (list_row(ui, column, "parameters.preset.mlp", name, shows, chosen)) {
    context.edit.scene.parameters = mlp;
    context.edit.commit = true;
  }
  if (!told) return;
  column.gap(6);
  const auto which = static_cast<std::size_t>(*told);
  if (which >= presets.size()) {
    column.note(fmt::format("{}. {}", name, shows));
    return;
  }
  column.note(fmt::format("{}. {}", presets[which].name, presets[which].shows));
  if (presets[which].source.empty()) return;
  column.gap(4);
  column.note(fmt::format("Source: {}.", presets[which].source));
}

void inspect_training(StageContext& context, Column& column) {
  const bool two = context.scene.parameters.networks.size() > 1;
  column.section("TRAIN IT");
  int side = -1;
  if (two) {
    if (column.button("parameters.train", "Train these two", "Both networks on the Train stage, side by side."))
      side = 0;
  } else {
    static constexpr Option sides[] = {{"Train as left", "On the Train stage, in place of the network on the left."},
                                       {"Train as right", "On the Train stage, in place of the network on the right."}};
    side = column.buttons("parameters.train", sides);
  }
  for (const std::string& sentence : changes_on_the_way(context.scene, context.results.train)) {
    column.gap(4);
    column.note(sentence);
  }
  if (side < 0) return;
  train_from_parameters(context.edit.scene, context.results.train, static_cast<std::size_t>(side));
  context.edit.commit = true;
}

}  // namespace flatscope
