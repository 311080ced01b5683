// The networks to choose from, a card each: its picture, what it costs, and which side trains it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/engine/structure_reason.h"
#include "app/stages/train/view/network_pictures.h"
#include "app/stages/train/view/set_up.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr const char* sides[] = {"left", "right"};

struct CardPlaces {
  Rect name, picture, count;  // the count stands at its right edge
  std::array<Rect, 2> buttons;
};

float button_height(const Ui& ui) { return ui.line_height(Type::body) + ui.dp(8); }
float words_height(const Ui& ui) { return ui.line_height(Type::strong) + ui.line_height(Type::small) + ui.dp(2); }

CardPlaces places_in(const Ui& ui, const Rect& card) {
  CardPlaces places;
  const float height = button_height(ui), gap = ui.dp(6), pad = ui.dp(8);
  const Rect inner{{card.min.x + pad, card.min.y}, {card.max.x - pad, card.max.y}};
  if (cards_are_wide(ui, card.width())) {
    const float button = ui.dp(68), right = inner.max.x, y = std::round(card.centre().y - height * 0.5F);
    places.buttons[1] = {{right - button, y}, {right, y + height}};
    places.buttons[0] = {{right - 2 * button - gap, y}, {right - button - gap, y + height}};
    const float count_right = places.buttons[0].min.x - ui.dp(20);
    const float count_line = ui.line_height(Type::mono_strong);
    places.count = {{count_right - ui.dp(88), std::round(card.centre().y - count_line * 0.5F)}, {count_right, 0}};
    places.count.max.y = places.count.min.y + count_line;
    const float words = words_height(ui),
                name_width = std::round(std::clamp(card.width() * 0.22F, ui.dp(160), ui.dp(240)));
    places.name = {{inner.min.x + ui.dp(8), std::round(card.centre().y - words * 0.5F)}, {inner.min.x + name_width, 0}};
    places.name.max.y = places.name.min.y + words;
    places.picture = {{places.name.max.x + ui.dp(8), card.min.y + ui.dp(3)},
                      {places.count.min.x - ui.dp(8), card.max.y - ui.dp(3)}};
    return places;
  }
  // The buttons stand beside the two lines of words, the count before the second.
  const float left = inner.min.x + ui.dp(8), y = card.min.y + ui.dp(6), words = words_height(ui);
  const float button = ui.measure(Type::strong, "right").x + ui.dp(20), top = std::round(y + (words - height) * 0.5F);
  places.buttons[1] = {{inner.max.x - button, top}, {inner.max.x, top + height}};
  places.buttons[0] = {{inner.max.x - 2 * button - gap, top}, {inner.max.x - button - gap, top + height}};
  places.name = {{left, y}, {places.buttons[0].min.x - ui.dp(8), y + words}};
  const float second = y + ui.line_height(Type::strong) + ui.dp(2);
  places.count = {{left, second}, {left, second + ui.line_height(Type::mono_strong)}};
  places.picture = {{left, places.name.max.y + ui.dp(6)}, {inner.max.x, card.max.y - ui.dp(6)}};
  return places;
}

// Why this network, which is chosen, can't be trained; empty where it can.
std::string trouble_of(const StageContext& context, const NetworkRow& row, const NetworkCount& count) {
  for (std::size_t i = 0; i < count.layers.size(); ++i)
    if (!count.layers[i].problem.empty()) return fmt::format("Layer {}: {}.", i + 1, count.layers[i].problem);
  for (std::size_t side = 0; side < 2; ++side) {
    const NetworkState* const state = context.results.train.networks[side].get();
    if ((side == 0 ? row.left : row.right) && state != nullptr && state->inputs.settings.layers == row.layers &&
        !state->refusal.empty())
      return state->refusal;
  }
  return {};
}

// What it is about in two or three words, for narrow cards.
std::string_view brief_about(UsualNetwork kind) {
  switch (kind) {
    case UsualNetwork::single:
      return "no hidden units";
    case UsualNetwork::mlp:
      return "all to all";
    case UsualNetwork::local:
      return "kernels unshared";
    case UsualNetwork::cnn_flat:
      return "shared, dense head";
    case UsualNetwork::cnn_global:
      return "shared, no places";
    case UsualNetwork::own:
      break;
  }
  return {};
}

// `beside`: what stands before the second line takes so much of it.
void draw_words(StageContext& context, const SetUpShown& shown, const NetworkRow& row, const Rect& area, float beside,
                const std::string& trouble) {
  Ui& ui = context.ui;
  std::string name{title_of(row.kind)};
  const std::shared_ptr<const TrainedNetwork> loaded = own_weights(context.scene.train, row.left ? 0 : 1);
  if (row.kind == UsualNetwork::own && loaded != nullptr && !loaded->name.empty()) name = loaded->name;
  ui.text_fit(area.min, area.width(), Type::strong, ui.colours.text, name);
  const bool chosen = row.left || row.right, assumed = chosen && loaded != nullptr && !loaded->assumed.empty();
  std::vector<std::string> about = {std::string(about_of(row.kind)), std::string(brief_about(row.kind))};
  if (row.kind == UsualNetwork::own) about = {(assumed ? "assumed: " : "") + structure_words(shown.input, row.layers)};
  if (!trouble.empty()) about = {trouble};
  const float room = area.width() - beside;
  ui.text_fit({area.min.x + beside, area.max.y - ui.line_height(Type::small)}, room, Type::small,
              trouble.empty() ? ui.colours.muted : ui.colours.wrong, first_fitting(ui, Type::small, room, about));
}

// Filled where it is chosen, an outline where it is not.
bool side_button(Ui& ui, const std::string& id, const Rect& rect, std::string_view label, bool chosen, ImU32 ink,
                 std::string_view tooltip) {
  const bool clicked = hit_area(ui, id.c_str(), rect, chosen ? "on" : "off");
  const bool hovered = ImGui::IsItemHovered();
  const float round = rect.height() * 0.5F, y = rect.centre().y - ui.line_height(Type::body) * 0.5F;
  if (chosen) {
    ui.draw->AddRectFilled(rect.min, rect.max, ink, round);
    ui.text({rect.centre().x, y}, Type::strong, ink_on(ink), label, Align::centre);
  } else {
    if (hovered) ui.draw->AddRectFilled(rect.min, rect.max, ui.colours.raised, round);
    compat::add_rect(ui.draw, rect.min, rect.max,
                     hovered ? ui.colours.muted : mix(ui.colours.line, ui.colours.muted, 0.35F), round,
                     std::max(1.0F, ui.dp(1)));
    ui.text({rect.centre().x, y}, Type::body, hovered ? ui.colours.text : ui.colours.muted, label, Align::centre);
  }
  ui.tooltip(rect, tooltip);
  return clicked;
}

void draw_card(StageContext& context, const SetUpShown& shown, const NetworkRow& row, const std::string& id,
               const Rect& card) {
  Ui& ui = context.ui;
  const bool chosen = row.left || row.right;
  const ImU32 ink = ink_of(ui, family_of(row.layers));
  const CardPlaces places = places_in(ui, card);
  if (chosen) {
    ui.draw->AddRectFilled(card.min, card.max, ui.theme == Theme::dark ? ui.colours.raised : ui.colours.panel,
                           ui.dp(6));
    if (ui.theme == Theme::light)
      compat::add_rect(ui.draw, card.min, card.max, ui.colours.line, ui.dp(6), std::max(1.0F, ui.dp(1)));
    ui.draw->AddRectFilled(card.min, {card.min.x + ui.dp(3), card.max.y}, ink, ui.dp(1));
  }
  const NetworkCount count = count_network(shown.input, row.layers);
  const std::string trouble = chosen ? trouble_of(context, row, count) : std::string();
  const Count parameters = count.total.parameters;
  const bool tells = context.shows("train.parameters");
  const std::string number = !tells ? "?" : parameters.past ? "too many" : grouped(parameters.value);
  const bool wide = cards_are_wide(ui, card.width());
  const float number_width =
      ui.text({wide ? places.count.max.x : places.count.min.x, places.count.min.y}, Type::mono_strong,
              chosen ? ink : ui.colours.text, number, wide ? Align::right : Align::left);
  draw_words(context, shown, row, places.name, wide ? 0.0F : number_width + ui.dp(8), trouble);
  ui.tooltip(places.name, structure_reason(row.layers, false));
  draw_network_picture(context, places.picture, shown.input, row.layers);
  const Rect count_at{{wide ? places.count.max.x - number_width : places.count.min.x, places.count.min.y},
                      {wide ? places.count.max.x : places.count.min.x + number_width, places.count.max.y}};
  if (tells)
    ui.tooltip(count_at, fmt::format("{} parameters: {} weights and {} biases.", number,
                                     grouped(count.total.weights.value), grouped(count.total.biases.value)));
  for (std::size_t side = 0; side < places.buttons.size(); ++side) {
    const bool is = side == 0 ? row.left : row.right;
    const std::string tooltip = is ? fmt::format("It is the network on the {}.", sides[side])
                                   : fmt::format("Train this one as the network on the {}.", sides[side]);
    if (!side_button(ui, fmt::format("train.use.{}.{}", id, sides[side]), places.buttons[side], sides[side], is, ink,
                     tooltip) ||
        is)
      continue;
    choose_network(context.edit.scene.train, side, row.layers);
    context.edit.commit = true;
  }
  ui.record.fact(fmt::format("train.card.{}", id),
                 fmt::format("{}{}{}", number, row.left ? " left" : "", row.right ? " right" : ""));
  if (!trouble.empty()) ui.record.fact(fmt::format("train.card.{}.trouble", id), trouble);
  ui.record.area(fmt::format("train.card.{}", id), card.min, card.max);
}

}  // namespace

bool cards_are_wide(const Ui& ui, float width) { return width >= ui.dp(640); }

CardHeights card_heights(const Ui& ui, float width) {
  const float words = 2.0F * ui.line_height(Type::mono_small), least = words + ui.dp(34), good = words + ui.dp(44),
              most = words + ui.dp(66);
  if (cards_are_wide(ui, width)) return {least, good, most};
  const float around = words_height(ui) + ui.dp(20);
  return {around + least, around + good, around + most};
}

float cards_head_height(const Ui& ui) { return ui.line_height(Type::small) + ui.dp(6); }

float draw_network_cards(StageContext& context, const SetUpShown& shown, const Rect& area, float card) {
  Ui& ui = context.ui;
  // The cards' ground reaches a little beyond what stands in them.
  const float outside = ui.dp(8);
  Rect place{{area.min.x - outside, area.min.y + cards_head_height(ui)}, {area.max.x + outside, 0}};
  place.max.y = place.min.y + card;
  const CardPlaces first = places_in(ui, place);
  ui.text_fit(area.min, area.width(), Type::section, ui.colours.muted, "NETWORKS");
  if (cards_are_wide(ui, place.width())) {
    ui.text({first.count.max.x, area.min.y}, Type::small, ui.colours.muted, "parameters", Align::right);
    ui.text({first.buttons[1].max.x, area.min.y}, Type::small, ui.colours.muted, "train as", Align::right);
  }
  UsualNetwork before = UsualNetwork::own;
  for (std::size_t i = 0; i < shown.rows.size(); ++i) {
    const NetworkRow& row = shown.rows[i];
    const bool again = i > 0 && row.kind == before;
    before = row.kind;
    const std::string id = fmt::format("{}{}", to_string(row.kind), again ? ".second" : "");
    draw_card(context, shown, row, id, {place.min, {place.max.x, place.max.y - ui.dp(4)}});
    place = {{place.min.x, place.max.y}, {place.max.x, place.max.y + card}};
  }
  return place.min.y;
}

}  // namespace flatscope
