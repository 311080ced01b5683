// A row of the ledger: a layer, a network's totals, or how two networks compare.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/files/network_code.h"
#include "app/stages/kept_back.h"
#include "app/stages/parameters/model/run_networks.h"
#include "app/stages/parameters/view/ledger.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

float top_of(const Ui& ui, const Rect& box, Type type) { return box.centre().y - ui.line_height(type) * 0.5F; }

void draw_bar(Ui& ui, const Rect& box, float x, ImU32 colour) {
  const float half = std::min(ui.dp(7), box.height() * 0.5F - 1.0F), y = std::round(box.centre().y);
  ui.draw->AddRectFilled({x, y - half}, {x + ui.dp(4), y + half}, colour, ui.dp(2));
}

std::string short_text(Figure figure, const LayerCount& count) {
  switch (figure) {
    case Figure::weights:
      return letter_count(count.weights);
    case Figure::biases:
      return letter_count(count.biases);
    case Figure::macs:
      return letter_count(count.macs);
    case Figure::activations:
      return letter_count(count.activations);
    case Figure::bytes:
      return bytes_words(count.bytes);
    case Figure::training:
      return bytes_words(count.training_bytes);
    case Figure::parameters:
      return letter_count(count.parameters);
    case Figure::name:
    case Figure::output:
      break;
  }
  return figure_text(figure, count);
}

// `part`: what a lesson calls these numbers; while they are kept back each is a question mark.
void draw_figures(const StageContext& context, const std::vector<LedgerColumn>& columns, const Rect& box,
                  const LayerCount& count, const CostFormulas* formulas, std::string_view part) {
  Ui& ui = context.ui;
  for (const LedgerColumn& column : columns) {
    if (column.figure == Figure::name || (formulas == nullptr && column.figure == Figure::output)) continue;
    const PartState state = state_of(context, column.figure == Figure::output ? "parameters.outputs" : part);
    if (state != PartState::shown) {
      const bool left = is_words(column.figure);
      if (state == PartState::kept_back)
        ui.text({left ? column.left : column.right, top_of(ui, box, Type::mono)}, Type::mono, ui.colours.muted, "?",
                left ? Align::left : Align::right);
      continue;
    }
    const Type type = type_of(column.figure, count);
    // A number is never cut: where it grew out of its column it is said shorter, and its tooltip says it whole.
    const std::array<std::string, 2> texts = {figure_text(column.figure, count), short_text(column.figure, count)};
    const std::string& text = first_fitting(ui, type, column.room, texts);
    const bool counts = column.figure == Figure::parameters && text != "0";
    const ImU32 ink = counts ? ui.colours.text : ui.colours.muted;
    const bool words = is_words(column.figure);
    ui.text_fit({words ? column.left : column.right, top_of(ui, box, type)}, column.room, type, ink, text,
                words ? Align::left : Align::right);
    const std::string formula =
        formulas != nullptr ? formula_of(column.figure, *formulas) : texts[0] + ", the sum over its layers.";
    if (!formula.empty() && (formulas == nullptr || context.shows("parameters.formula")))
      ui.tooltip(Rect{{column.left, box.min.y}, {column.right, box.max.y}}, formula);
  }
}

// Places of the layer in hand among the others, from where the pointer is.
int place_under(const std::vector<LedgerEntry>& entries, int network, int dragged, float y) {
  int place = 0;
  for (const LedgerEntry& entry : entries)
    if (entry.what == LedgerEntry::What::layer && entry.network == network && entry.layer != dragged &&
        entry.box.centre().y < y)
      ++place;
  return place;
}

void draw_gap(Ui& ui, const std::vector<LedgerEntry>& entries, int network, int dragged, int place) {
  if (place == dragged) return;
  for (const LedgerEntry& entry : entries) {
    if (entry.what != LedgerEntry::What::layer || entry.network != network || entry.layer != place) continue;
    const float y = place < dragged ? entry.box.min.y : entry.box.max.y;
    ui.draw->AddRectFilled({entry.box.min.x, y - ui.dp(1)}, {entry.box.max.x, y + ui.dp(1)}, ui.colours.pixel,
                           ui.dp(1));
  }
}

void take_in_hand(Edit& edit, const LedgerEntry& entry) {
  edit.scene.parameters.network = entry.network;
  edit.scene.parameters.layer = entry.layer;
}

void follow_pointer(StageContext& context, const std::vector<LedgerEntry>& entries, const LedgerEntry& entry,
                    bool clicked) {
  std::optional<int>& dragged = context.view.parameters.dragged_layer;
  const float y = ImGui::GetIO().MousePos.y;
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0)) {
    take_in_hand(context.edit, entry);
    dragged = entry.layer;
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    draw_gap(context.ui, entries, entry.network, entry.layer, place_under(entries, entry.network, entry.layer, y));
  } else if (ImGui::IsItemDeactivated() && dragged) {
    dragged.reset();
    take_in_hand(context.edit, entry);
    move_layer(context.edit.scene.parameters, place_under(entries, entry.network, entry.layer, y));
    context.edit.commit = true;
  } else if (clicked) {
    take_in_hand(context.edit, entry);
    context.edit.commit = true;
  }
}

void draw_ground(Ui& ui, const Rect& box, bool in_hand, bool hovered, bool impossible) {
  if (in_hand || hovered)
    ui.draw->AddRectFilled(box.min, box.max,
                           in_hand ? ui.colours.raised : mix(ui.colours.ground, ui.colours.raised, 0.5F), ui.dp(5));
  if (in_hand && ui.theme == Theme::light)
    ui.draw->AddRectFilled(box.min, box.max, with_alpha(ui.colours.line, 0.35F), ui.dp(5));
  if (impossible) marks::dashed_rect(ui, box.inset(1.0F), ui.colours.wrong, std::max(1.0F, ui.dp(1)));
}

void draw_layer(StageContext& context, const ParametersShown& shown, const std::vector<LedgerColumn>& columns,
                const std::vector<LedgerEntry>& entries, const LedgerEntry& entry) {
  Ui& ui = context.ui;
  const CountedNetwork& network = shown.networks[static_cast<std::size_t>(entry.network)];
  const auto i = static_cast<std::size_t>(entry.layer);
  const LayerCount& count = network.count.layers[i];
  const NetLayer& layer = network.network.layers[i];
  const bool in_hand = shown.scene.network == entry.network && shown.scene.layer == entry.layer;
  const std::string id = fmt::format("parameters.row.{}.{}", entry.network, entry.layer);
  const bool clicked = hit_area(ui, id.c_str(), entry.box, in_hand ? "on" : "off");
  draw_ground(ui, entry.box, in_hand, ImGui::IsItemHovered(), !count.problem.empty());
  follow_pointer(context, entries, entry, clicked);

  const LedgerColumn& name = columns.front();
  const bool lifted = in_hand && context.view.parameters.dragged_layer.has_value();
  const ImU32 colour = count.problem.empty() ? layer_colour(ui, layer.kind) : ui.colours.wrong;
  draw_bar(ui, entry.box, name.left, lifted ? ui.colours.pixel : colour);
  const ImU32 ink = count.problem.empty() ? ui.colours.text : ui.colours.muted;
  const float from = name.left + ui.dp(16);
  if (context.shows("parameters.formula"))
    ui.tooltip(Rect{{name.left, entry.box.min.y}, {name.right, entry.box.max.y}},
               sentence_about(shown, static_cast<std::size_t>(entry.network), i));
  ui.text_fit({from, top_of(ui, entry.box, Type::mono)}, name.left + name.room - from, Type::mono, ink,
              pytorch_name(network.inputs[i], layer));
  if (count.problem.empty()) {
    const CostFormulas texts = formulas(network.inputs[i], layer, count);
    draw_figures(context, columns, entry.box, count, &texts, "parameters.numbers");
    return;
  }
  const float left = is_words(columns[1].figure) ? columns[1].left : name.right + ui.dp(16);
  const std::string reason = "impossible: " + count.problem;
  ui.text_fit({left, top_of(ui, entry.box, Type::small)}, columns.back().right - left, Type::small, ui.colours.wrong,
              reason);
  ui.tooltip(entry.box, reason);
}

void draw_ratio(Ui& ui, const ParametersShown& shown, const std::vector<LedgerColumn>& columns, const Rect& box) {
  const Count &first = shown.networks[0].count.total.parameters, &second = shown.networks[1].count.total.parameters;
  const std::string ratio = ratio_text(first, second);
  if (ratio.empty()) return;
  const std::vector<std::string> sentences = ratio_sentences(shown.scene);
  const float width = columns.back().right - columns.front().left;
  const std::size_t more = first.value > second.value ? 0 : 1;
  ui.text_fit({columns.back().right, top_of(ui, box, Type::strong)}, width, Type::strong,
              first == second ? ui.colours.muted : network_colour(ui, shown.input, shown.networks[more].network),
              first_fitting(ui, Type::strong, width, sentences), Align::right);
  ui.tooltip(box, fmt::format("{} against {} parameters.", count_text(first), count_text(second)));
  ui.record.fact("parameters.ratio", ratio);
}

}  // namespace

void draw_entry(StageContext& context, const ParametersShown& shown, const std::vector<LedgerColumn>& columns,
                const std::vector<LedgerEntry>& entries, const LedgerEntry& entry) {
  Ui& ui = context.ui;
  const float left = columns.front().left;
  switch (entry.what) {
    case LedgerEntry::What::layer:
      draw_layer(context, shown, columns, entries, entry);
      return;
    case LedgerEntry::What::ratio:
      if (context.shows("parameters.total")) draw_ratio(ui, shown, columns, entry.box);
      return;
    case LedgerEntry::What::total: {
      if (state_of(context, "parameters.total") == PartState::hidden) return;
      const CountedNetwork& network = shown.networks[static_cast<std::size_t>(entry.network)];
      ui.draw->AddLine({left, entry.box.min.y}, {columns.back().right, entry.box.min.y}, ui.colours.line, 1.0F);
      const float from = left + ui.dp(16);
      const bool named = entry.pinned && shown.networks.size() > 1;
      const std::array<std::string, 3> words =
          entry.network == 0 ? std::array<std::string, 3>{"Total, first network", "Total, first", "First"}
                             : std::array<std::string, 3>{"Total, second network", "Total, second", "Second"};
      const float width = left + columns.front().room - from;
      ui.text_fit({from, top_of(ui, entry.box, Type::strong)}, width, Type::strong, ui.colours.text,
                  named ? first_fitting(ui, Type::strong, width, words) : std::string("Total"));
      draw_figures(context, columns, entry.box, network.count.total, nullptr, "parameters.total");
      return;
    }
    case LedgerEntry::What::empty: {
      const std::string id = fmt::format("parameters.row.{}.empty", entry.network);
      const bool in_hand = shown.scene.network == entry.network;
      const bool clicked = hit_area(ui, id.c_str(), entry.box, in_hand ? "on" : "off");
      draw_ground(ui, entry.box, in_hand, ImGui::IsItemHovered(), false);
      ui.text_fit({left + ui.dp(16), top_of(ui, entry.box, Type::body)}, columns.back().right - left - ui.dp(16),
                  Type::body, ui.colours.muted,
                  "No layers yet. Those under \"Add a layer\", at the right, come in here.");
      if (clicked) take_in_hand(context.edit, entry), context.edit.commit = true;
      return;
    }
  }
}

}  // namespace flatscope
