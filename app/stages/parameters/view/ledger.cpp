// A row a layer: shapes, counts, and their sums.
#include "app/stages/parameters/view/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/widgets/scroll_area.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

// What the rows hold besides layers: everything, nothing, or only that.
enum class Sums { too, none, only };

// Where everything stands, from the top at 0; returns its height.
float place_entries(const Ui& ui, const ParametersShown& shown, float row, Sums sums,
                    std::vector<LedgerEntry>& entries) {
  using What = LedgerEntry::What;
  entries.clear();
  float y = 0.0F;
  const auto add = [&](What what, int network, int layer) {
    const bool is_sum = what == What::total || what == What::ratio;
    if (is_sum ? sums == Sums::none : sums == Sums::only) return;
    entries.push_back({what, network, layer, {{0.0F, y}, {0.0F, y + row}}, sums == Sums::only});
    y += row;
  };
  for (int n = 0; n < static_cast<int>(shown.networks.size()); ++n) {
    const CountedNetwork& network = shown.networks[static_cast<std::size_t>(n)];
    if (n > 0 && sums != Sums::only) y += ui.dp(6);
    for (int i = 0; i < static_cast<int>(network.count.layers.size()); ++i) add(What::layer, n, i);
    if (network.count.layers.empty()) add(What::empty, n, 0);
    if (has_total(network)) add(What::total, n, 0);
  }
  if (shown.networks.size() > 1 &&
      !ratio_text(shown.networks[0].count.total.parameters, shown.networks[1].count.total.parameters).empty())
    add(What::ratio, 0, 0);
  return y;
}

void answer_key(StageContext& context) {
  using Ask = ParametersView::Ask;
  const Ask ask = std::exchange(context.view.parameters.ask, Ask::none);
  if (ask == Ask::none) return;
  ParametersScene& scene = context.edit.scene.parameters;
  const bool done =
      ask == Ask::remove ? remove_layer(scene) : move_layer(scene, scene.layer + (ask == Ask::up ? -1 : 1));
  context.edit.commit = context.edit.commit || done;
}

void draw_titles(Ui& ui, const std::vector<LedgerColumn>& columns, float y) {
  for (const LedgerColumn& column : columns) {
    const bool words = is_words(column.figure);
    ui.text_fit({words ? column.left : column.right, y}, column.right - column.left + 1.0F, Type::small,
                ui.colours.muted, title_of(column.figure), words ? Align::left : Align::right);
    ui.tooltip(Rect{{column.left, y}, {column.right, y + ui.line_height(Type::small)}}, meaning_of(column.figure));
  }
}

// "64x256x256"
std::string by_x(const Shape& shape) {
  std::string text;
  for (const std::int64_t axis : shape) text += (text.empty() ? "" : "x") + std::to_string(axis);
  return text;
}

void record_counts(ScreenRecord& record, const ParametersShown& shown) {
  if (!record.on()) return;
  const auto fact = [&](const std::string& key, const Count& count) {
    record.fact(key, count.past ? ">" + std::to_string(count.value) : std::to_string(count.value));
  };
  for (std::size_t n = 0; n < shown.networks.size(); ++n) {
    const CountedNetwork& network = shown.networks[n];
    record.fact(fmt::format("parameters.network.{}", n), layers_text(network.network.layers));
    fact(fmt::format("parameters.total.{}", n), network.count.total.parameters);
    if (static_cast<int>(n) != shown.scene.network) continue;
    for (std::size_t i = 0; i < network.count.layers.size(); ++i) {
      const LayerCount& count = network.count.layers[i];
      const std::string key = fmt::format("parameters.layer.{}.", i);
      fact(key + "parameters", count.parameters);
      fact(key + "weights", count.weights);
      fact(key + "biases", count.biases);
      fact(key + "macs", count.macs);
      fact(key + "activations", count.activations);
      fact(key + "bytes", count.bytes);
      fact(key + "training_bytes", count.training_bytes);
      record.fact(key + "output", by_x(count.output));
      record.fact(key + "problem", count.problem);
    }
  }
  record.fact("parameters.in_hand", fmt::format("{}.{}", shown.scene.network, shown.scene.layer));
  record.fact("parameters.input", by_x(shown.input));
}

// The rows, which scroll where they are too many.
void draw_rows(StageContext& context, const ParametersShown& shown, const Rect& area, float height,
               const std::vector<LedgerColumn>& columns, std::vector<LedgerEntry> entries) {
  Ui& ui = context.ui;
  ParametersView& view = context.view.parameters;
  ui.record.area("parameters.ledger", area.min, area.max);
  ScrollArea scroll(ui, "##ledger", area, ui.colours.ground);
  scroll.content(height);
  const std::pair<int, int> in_hand{shown.scene.network, shown.scene.layer};
  for (const LedgerEntry& entry : entries)
    if (entry.what == LedgerEntry::What::layer && std::pair(entry.network, entry.layer) == in_hand &&
        view.revealed != in_hand)
      scroll.reveal(entry.box.min.y, entry.box.max.y);
  view.revealed = in_hand;
  const bool scrolls = height > area.height() + 0.5F;
  for (LedgerEntry& entry : entries) {
    const float up = area.min.y - scroll.scrolled();
    entry.box = {{area.min.x, entry.box.min.y + up},
                 {area.max.x - (scrolls ? ScrollArea::bar_width(ui) : 0.0F), entry.box.max.y + up}};
  }
  for (const LedgerEntry& entry : entries) draw_entry(context, shown, columns, entries, entry);
}

}  // namespace

float draw_ledger(StageContext& context, const ParametersShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  answer_key(context);
  record_counts(ui.record, shown);

  const float line = ui.line_height(Type::mono_strong), dense_row = line + ui.dp(4);
  const float head = ui.line_height(Type::small) + ui.dp(6), below = ui.dp(10);
  const auto sentence_height = [&](bool numbers) {
    return draw_in_hand(context, shown, {area.min.x, 0.0F}, area.width(), numbers, false) + below;
  };
  std::vector<LedgerEntry> entries, foot;
  const float dense_height = place_entries(ui, shown, dense_row, Sums::too, entries);
  // Words below the rows are for where rows enough stay in sight: first the numbers go, then the sentence.
  float sums = place_entries(ui, shown, dense_row, Sums::only, foot);
  const auto rows_left = [&](float words, float rows) {
    return area.height() - head - words >= std::min(dense_height, sums + std::round(dense_row * rows));
  };
  const bool roomy = rows_left(sentence_height(true), 4.5F);
  const bool told = roomy || rows_left(sentence_height(false), 2.5F);
  const float sentence = told ? sentence_height(roomy) : 0.0F;
  const float room = std::max(area.height() - head - sentence, dense_row);
  float height = place_entries(ui, shown, line + ui.dp(12), Sums::too, entries);
  if (height > room) height = place_entries(ui, shown, dense_row, Sums::too, entries);
  // Where the rows scroll, their sums stay in sight below them.
  const bool pinned = height > room + 0.5F && room - sums >= std::round(dense_row * 1.5F);
  if (pinned) height = place_entries(ui, shown, dense_row, Sums::none, entries);
  if (!pinned) foot.clear(), sums = 0.0F;
  const float seen = std::min(height, room - sums), edge = ui.dp(8);
  const float bar = height > seen + 0.5F ? ScrollArea::bar_width(ui) : 0.0F;
  HeldLedger& held = context.view.parameters.held;
  const std::vector<LedgerColumn> columns = steady_columns(ui, shown, held, area.min.x, area.max.x - bar);

  draw_titles(ui, columns, area.min.y);
  const float top = area.min.y + head;
  draw_rows(context, shown, {{area.min.x - edge, top}, {area.max.x + edge, top + seen}}, height, columns, entries);
  for (LedgerEntry& entry : foot) {
    entry.box = {{area.min.x, entry.box.min.y + top + seen}, {area.max.x - bar, entry.box.max.y + top + seen}};
    draw_entry(context, shown, columns, foot, entry);
  }
  const float words = top + seen + sums + below;
  if (told) draw_in_hand(context, shown, {area.min.x, words}, area.width(), roomy, true);
  // What is below the ledger holds still under a drag.
  const float used = head + seen + sums + sentence;
  held.height = ImGui::IsMouseDown(0) ? std::min(std::max(used, held.height), area.height()) : used;
  return held.height;
}

}  // namespace flatscope
