// The Convolve stage: where its views are, and what is in hand.
#include "app/stages/convolve/view/stage.h"
#include "app/stages/heading.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/look/size_text.h"
#include "app/stages/convolve/view/row.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"
#include "core/layers/extent.h"

namespace flatscope {
namespace {

struct ConvolveLayout {
  Rect row;  // at the top: input, products, output, each with its label
  Rect tabs, panel;
};

ConvolveLayout lay_out(const Ui& ui, const Rect& area) {
  const float units = area.height() / ui.scale;
  const float gap = ui.dp(units < 480.0F ? 10.0F : 20.0F);
  const float tabs = ui.line_height(Type::body) + ui.dp(14), under = ui.dp(units < 480.0F ? 6.0F : 10.0F);
  const float top = std::round((area.height() - gap - tabs - under) * (units < 320.0F ? 0.45F : 0.52F));
  ConvolveLayout layout;
  layout.row = {area.min, {area.max.x, area.min.y + top}};
  layout.tabs = {{area.min.x, area.min.y + top + gap}, {area.max.x, area.min.y + top + gap + tabs}};
  layout.panel = {{area.min.x, layout.tabs.max.y + under}, area.max};
  return layout;
}

// `says_sizes`: they say how large the output is.
std::vector<std::string> subtitles(const Scene& scene, const ConvolveShown& shown, bool says_sizes) {
  const std::string name = name_of(current_picture(scene));
  if (shown.answer == nullptr) return {shown.result.problem ? shown.result.problem->sentence : name};
  const LayerAnswer& answer = *shown.answer;
  const ConvLayer& layer = answer.layer;
  const std::string input = fmt::format("{} {}", size_text(*answer.input),
                                        shown.layer > 0                 ? "maps"
                                        : answer.input->channels() == 3 ? "colour"
                                                                        : "grey");
  const std::string gives = says_sizes ? " → " + size_text(*answer.conv) : "";
  const std::string steps = fmt::format("stride {}, padding {}{}", layer.stride,
                                        layer.same ? "'same'" : std::to_string(layer.padding), gives);
  const std::string taps = taps_words(layer);
  const std::string sizes = fmt::format("{} · {}, {}", input, taps, steps);
  std::vector<std::string> lines = {fmt::format("{} · {}", name, sizes), sizes, fmt::format("{} · {}", input, taps)};
  if (answer.layer.pooling == Pooling::none || !says_sizes) return lines;
  const std::string pooled = fmt::format("{}, pooled to {}", sizes, size_text(*answer.output));
  lines.insert(lines.begin(), {fmt::format("{} · {}", name, pooled), pooled});
  return lines;
}

ConvolveShown shown_of(StageContext& context) {
  const Scene& scene = context.scene;
  ConvolveShown shown{*context.results.convolve, answer_in_hand(*context.results.convolve, scene), scene, 0, 0, 0, {}};
  shown.layer = static_cast<std::size_t>(scene.convolve.layer);
  if (shown.answer == nullptr) return shown;
  const LayerAnswer& answer = *shown.answer;
  const auto within = [](int value, std::int64_t count) {
    return std::clamp<std::int64_t>(value, 0, std::max<std::int64_t>(count - 1, 0));
  };
  shown.filter = static_cast<std::size_t>(within(scene.convolve.filter, answer.conv->channels()));
  shown.channel = static_cast<std::size_t>(within(scene.convolve.channel, answer.input->channels()));
  shown.patch = patch_of(context, shown);
  return shown;
}

// An element that the stack no longer has, after a change of picture or layers, is under no pointer.
bool exists(const ConvolveResult& result, const ConvElement& element) {
  const std::vector<FieldLevel>& levels = result.field->levels();
  return element.level < levels.size() && element.row >= 0 && element.column >= 0 &&
         element.row < levels[element.level].rows.outputs && element.column < levels[element.level].columns.outputs;
}

// `hovered` belongs to the view that wrote it: once the pointer has left that view's item, it is nobody's.
void forget_hover(ConvolveView& view, const std::optional<ConvElement>& before) {
  const unsigned item = compat::hovered_item();
  if (view.hovered && view.hovered != before) view.hovered_item = item;
  if (view.led || (view.hovered && item != view.hovered_item)) view.hovered.reset();
}

void choose_panel(StageContext& context, const Rect& area) {
  static constexpr const char* words[] = {
      "The same layer as the dense matrix that acts on the flattened picture.",
      "What every filter of this layer answers.",
      "What an output sees of the picture, through all layers, and what a pixel feeds."};
  static constexpr std::array<Option, 3> full = {
      {{"As a matrix", words[0]}, {"All feature maps", words[1]}, {"Through the layers", words[2]}}};
  static constexpr std::array<Option, 3> brief = {{{"Matrix", words[0]}, {"Maps", words[1]}, {"Layers", words[2]}}};
  Ui& ui = context.ui;
  Column column(ui, {area.min, {area.min.x + std::min(area.width(), ui.dp(480)), area.max.y}});
  float needed = ui.dp(6);
  for (const Option& option : full) needed += ui.measure(Type::strong, option.label).x + ui.dp(8);
  int panel = static_cast<int>(context.edit.scene.convolve.panel);
  const Change change = column.segmented("convolve.panel", needed <= column.width() ? full : brief, panel);
  context.edit.scene.convolve.panel = static_cast<ConvolvePanel>(panel);
  context.edit(change);
}

// The filter whose sum the row shows: that of the map or of the matrix's row under the pointer, else the one in hand.
std::size_t pointed_filter(const ConvolveView& view, const ConvolveShown& shown) {
  const LayerAnswer& answer = *shown.answer;
  if (!view.hovered || view.led || view.hovered->level < answer.conv_level || view.hovered->level > answer.output_level)
    return shown.filter;
  const std::int64_t last = answer.conv->channels() - 1;
  return static_cast<std::size_t>(std::clamp<std::int64_t>(view.hovered->channel, 0, last));
}

// A layer without an output: the picture alone, and why.
void draw_unanswered(StageContext& context, const ConvolveShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  const Tensor& picture = *shown.result.picture;
  const auto w = static_cast<float>(picture.width()), h = static_cast<float>(picture.height());
  const float cell = std::min(area.width() * 0.4F / w, area.height() / h);
  const Rect where{area.min, {area.min.x + cell * w, area.min.y + cell * h}};
  ui.painter.draw(ui, shown.result.picture, picture, -1, where, {});
  if (shown.result.problem)
    ui.text_wrapped({where.max.x + ui.dp(24), area.min.y}, area.max.x - where.max.x - ui.dp(24), Type::body,
                    ui.colours.text, shown.result.problem->sentence);
}

}  // namespace

std::string taps_words(const ConvLayer& layer) {
  const std::string taps = size_text(layer.kernel_w(), layer.kernel_h()) + " taps";
  return layer.dilation == 1 ? taps : fmt::format("{}, extent {}", taps, extent_words(layer));
}

std::string extent_words(const ConvLayer& layer) {
  return size_text(extent_of(layer.kernel_w(), layer.dilation), extent_of(layer.kernel_h(), layer.dilation));
}

bool accept_layers(StageContext& context, const ConvolveScene& before, std::string_view control) {
  ConvolveView& view = context.view.convolve;
  Scene candidate = context.edit.scene;
  clamp(candidate);
  const ConvChain chain = conv_chain(convolve_input(candidate), candidate.convolve.layers);
  // Where there was none before (a smaller picture was chosen, say), every edit is a step on the way out.
  const bool stuck = chain.problem && conv_chain(convolve_input(context.scene), context.scene.convolve.layers).problem;
  if (!chain.problem || stuck) {
    view.refused_control.clear();
    view.refusal.clear();
    return true;
  }
  context.edit.scene.convolve = before;
  refuse(context, control, chain.problem->sentence);
  return false;
}

void refuse(StageContext& context, std::string_view control, std::string why) {
  ConvolveView& view = context.view.convolve;
  view.refused_control = control;
  view.refusal = std::move(why);
  view.refused = context.edit.scene.convolve;
  view.refusal_shown = false;
  view.kernel.said.clear();
}

void show_refusal(StageContext& context, Column& column, std::string_view control) {
  ConvolveView& view = context.view.convolve;
  if (view.refusal.empty() || view.refused_control != control) return;
  if (context.edit.scene.convolve != view.refused) {  // something else was done since
    view.refusal.clear();
    return;
  }
  // The lines below make room for the sentence: not between a press and its release, which would meet another control.
  if (!view.refusal_shown && (ImGui::IsMouseDown(0) || ImGui::IsMouseReleased(0))) {
    context.ui.ask_for_frame(0.05);
    return;
  }
  view.refusal_shown = true;
  Ui& ui = context.ui;
  column.gap(4);
  const float height =
      ui.text_wrapped({column.left(), column.y()}, column.width(), Type::small, ui.colours.wrong, view.refusal);
  column.take_pixels(height);
}

TensorStyle map_style(const Scene& scene, const LayerAnswer& answer, std::size_t map) {
  const float peak = scene.convolve.own_range ? answer.peaks[map] : answer.peak;
  const float scale = peak > 0.0F ? peak : 1.0F;
  TensorStyle style;
  style.map = scene.convolve.magnitude ? ColourMap::magnitude : ColourMap::diverging;
  style.range = {scene.convolve.magnitude ? 0.0F : -scale, scale};
  return style;
}

void draw_convolve(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const std::array<std::string, 3> titles = {"One small kernel, everywhere the same", "One kernel, everywhere",
                                             "One kernel"};
  if (!context.results.convolve) {
    draw_heading(context, area, first_fitting(ui, Type::title, area.width(), titles), "");
    return;
  }
  ConvolveView& view = context.view.convolve;
  if (view.hovered && !exists(*context.results.convolve, *view.hovered)) view.hovered.reset();
  std::optional<ConvElement> hovered_before;
  if (view.hovered) hovered_before = *view.hovered;  // a copy of the whole makes GCC 14 warn of what an empty one holds
  const ImVec2 moved = ImGui::GetIO().MouseDelta;
  if (view.playing == 0 && (moved.x != 0.0F || moved.y != 0.0F)) view.led = false;
  play_patch(context);
  ConvolveShown shown = shown_of(context);
  const std::vector<std::string> lines = subtitles(context.scene, shown, context.shows("convolve.sizes"));
  // Where there is little room, the numbers' own headings come before this line.
  const bool low = area.height() < ui.dp(380);
  const Rect body = draw_heading(context, area, first_fitting(ui, Type::title, area.width(), titles),
                                 low ? "" : first_fitting(ui, Type::body, area.width(), lines));
  ConvolveLayout layout = lay_out(ui, body);
  // A feature map enlarged takes the whole stage: in half of it its values could not be read.
  const bool enlarged = shown.answer != nullptr && context.scene.convolve.panel == ConvolvePanel::maps && view.enlarged;
  if (shown.answer != nullptr && view.numbers) {
    shown.patch = patch_of(context, shown);
    view.patch = {0, shown.patch.row, shown.patch.column};
    view.matrix = {};
    view.hovered_input.reset();
    draw_large_numbers(context, shown, body);
    forget_hover(view, hovered_before);
    ui.record.fact("convolve.row", std::to_string(shown.patch.row));
    ui.record.fact("convolve.column", std::to_string(shown.patch.column));
    return;
  }
  if (enlarged) {
    layout.panel.min.y += body.min.y - layout.tabs.min.y;
    layout.tabs = {body.min, {body.max.x, body.min.y + layout.tabs.height()}};
    shown.patch = patch_of(context, shown);
    view.patch = {0, shown.patch.row, shown.patch.column};
  } else if (shown.answer != nullptr) {
    // The row's own pictures are those of the filter in hand; elsewhere any filter can be pointed at.
    point_in_row(context, shown, place_row(ui, shown, layout.row, view.input));
    ConvolveShown pointed = shown;
    pointed.filter = pointed_filter(view, shown);
    pointed.patch = patch_of(context, pointed);
    shown.patch.row = pointed.patch.row;
    shown.patch.column = pointed.patch.column;
    follow_patch(view, pointed, place_row(ui, pointed, layout.row, view.input));
    view.patch = {0, pointed.patch.row, pointed.patch.column};
    draw_conv_row(context, pointed, place_row(ui, pointed, layout.row, view.input));
    ui.record.fact("convolve.map", std::to_string(pointed.filter + 1));
  } else {
    draw_unanswered(context, shown, layout.row);
  }
  choose_panel(context, layout.tabs);
  if (context.scene.convolve.panel != ConvolvePanel::matrix) {
    view.matrix = {};
    view.hovered_input.reset();
  }
  switch (context.scene.convolve.panel) {
    case ConvolvePanel::matrix:
      draw_conv_matrix(context, shown, layout.panel);
      break;
    case ConvolvePanel::maps:
      draw_conv_maps(context, shown, layout.panel);
      break;
    case ConvolvePanel::layers:
      draw_conv_layers(context, shown, layout.panel);
      break;
  }
  forget_hover(view, hovered_before);
  ui.record.fact("convolve.row", std::to_string(shown.patch.row));
  ui.record.fact("convolve.column", std::to_string(shown.patch.column));
}

void inspect_convolve(StageContext& context, Column& column) {
  if (!hides(context.view.lesson, "convolve.kernel")) inspect_kernel(context, column);
  if (!hides(context.view.lesson, "convolve.step")) inspect_stepping(context, column);
  inspect_conv_layer(context, column);
  inspect_field(context, column);
  inspect_conv_evidence(context, column);
}

extern constinit const StageDrawing convolve_drawing = whole({
    .stage = Stage::convolve,
    .label = "Convolve",
    .about = "A kernel in the hand, what it sees, and its matrix",
    .icon = icons::convolve,
    .draw = draw_convolve,
    .inspect = inspect_convolve,
});

}  // namespace flatscope
