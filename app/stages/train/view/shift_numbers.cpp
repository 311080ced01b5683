// The numbers beside a heat map, and what they stand on.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/stages/kept_back.h"
#include "app/stages/train/view/kept_shuffle.h"
#include "app/stages/train/view/sample_picture.h"
#include "app/stages/train/view/shift_map.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

const ShiftMap* map_of(const StageContext& context, std::size_t network) {
  const NetworkState* const state = context.results.train.networks[network].get();
  return state == nullptr ? nullptr : state->shifts.get();
}

// Numbers that are read off its map are not those of the curve's end.
bool is_about(const NetworkState& state) {
  return state.shifts->samples < state.shifts->of_samples || state.shifts->epoch != state.last().epoch;
}

struct Told {
  std::string number;
  std::vector<std::string> words;  // from long to short
  ImU32 ink;
  std::optional<std::pair<int, int>> moved;  // a sample moved like this stands beside it
};

std::vector<Told> told_numbers(const StageContext& context, const ShiftPanel& panel, std::size_t network) {
  const Ui& ui = context.ui;
  const NetworkState* const state = context.results.train.networks[network].get();
  const ShiftMap* const map = map_of(context, network);
  const ImU32 ink = network_ink(context, network);
  const auto shift = told_shift(context);
  const bool about = map != nullptr && is_about(*state);
  const auto said = [&](double share) { return share_words({share, about}, map); };
  std::vector<std::string> place = told_shift_words(shift);
  const double leaving = leaving_share(context.results.train.data->rooms, shift.first, shift.second);
  if (leaving > 0.0)
    place.insert(place.begin(), fmt::format("{}; {} of them leave the canvas", place.front(), per_cent(leaving)));
  const int side = 2 * panel.radius + 1;
  const std::string all = grouped(side * side);
  return {{share_words(share_at(state, 0, 0), map), {"in the middle"}, ui.colours.text, std::pair(0, 0)},
          {share_words(share_at(state, shift.first, shift.second), map), std::move(place), ink, shift},
          {said(map == nullptr ? unknown : map->mean),
           {fmt::format("on average over all {} shifts", all), "over all shifts"},
           ink,
           {}},
          {said(map == nullptr ? unknown : map->consistency),
           {"how often two moved views get the same class", "two moved views get the same class",
            "two views, the same class"},
           ui.colours.text,
           {}}};
}

// Why a map is darker at its edge, at the shift under the pointer: from long to short, empty where nothing is near it.
std::vector<std::string> at_the_border(const StageContext& context, std::size_t network) {
  const auto& shift = context.view.train.pointed_shift;
  if (!shift) return {};
  const auto [dx, dy] = *shift;
  const std::vector<EdgeRoom>& rooms = context.results.train.data->rooms;
  if (const double leave = leaving_share(rooms, dx, dy); leave > 0.0)
    return {fmt::format("the border cuts {} of the test pictures off here", per_cent(leave)),
            fmt::format("{} are cut off here", per_cent(leave))};
  const auto further = [](int by) { return by + (by > 0 ? 1 : by < 0 ? -1 : 0); };
  const double touch = leaving_share(rooms, further(dx), further(dy));
  if (touch <= 0.0) return {};
  const NetworkFamily family = family_of(context.scene.train.networks[network]);
  std::vector<std::string> words = {fmt::format("{} of the test pictures touch the border here", per_cent(touch)),
                                    fmt::format("{} touch the border here", per_cent(touch))};
  if (family == NetworkFamily::cnn || family == NetworkFamily::local)
    words.insert(words.begin(), fmt::format("{} touch the border here: fewer windows see their edge", per_cent(touch)));
  return words;
}

}  // namespace

float big_shift_row(const Ui& ui) { return ui.line_height(Type::number) + ui.line_height(Type::small) + ui.dp(2); }
float small_shift_row(const Ui& ui) { return ui.line_height(Type::mono_strong) + ui.dp(4); }

ShiftShare share_at(const NetworkState* state, int dx, int dy) {
  if (state == nullptr) return {};
  if (dx == 0 && dy == 0 && state->measured()) return {state->last().test_accuracy, false};
  const ShiftMap* const map = state->shifts.get();
  if (map == nullptr) return {};
  return {map->at(dx, dy), is_about(*state)};
}

std::string share_words(const ShiftShare& share, const ShiftMap* map) {
  constexpr std::int64_t many = 400;  // from here on a tenth of a per cent is worth telling
  if (std::isnan(share.share)) return "–";
  if (!share.about || map == nullptr) return per_cent(share.share);
  return map->samples < many ? fmt::format("~{:.0f} %", share.share * 100.0) : "~" + per_cent(share.share);
}

void draw_shift_numbers(StageContext& context, const ShiftPanel& panel, std::size_t network) {
  if (const PartState part = state_of(context, "train.numbers"); part != PartState::shown) {
    if (part == PartState::kept_back) draw_kept_line(context, panel.numbers.min, panel.numbers.width());
    return;
  }
  Ui& ui = context.ui;
  const Rect& area = panel.numbers;
  const std::vector<Told> told = told_numbers(context, panel, network);
  const bool big =
      area.height() >= big_shift_row(ui) * shift_numbers && area.width() >= ui.measure(Type::number, "~99.9 %").x;
  const float height =
      big ? std::min(area.height() / shift_numbers, big_shift_row(ui) + ui.dp(16)) : small_shift_row(ui);
  const float small = ui.line_height(Type::small), mono = ui.line_height(Type::mono_strong),
              thumb = big_shift_row(ui) - ui.dp(6);
  const bool pictures = big && area.width() > thumb + ui.dp(130);
  const auto& state = context.results.train.networks[network];
  const std::span<const std::int32_t> shuffle =
      state == nullptr ? std::span<const std::int32_t>() : kept_shuffle(ui, *state);
  float y = area.min.y;
  for (const Told& one : told) {
    if (!big) {
      const float number = ui.measure(Type::mono_strong, "~99.9 %").x;
      ui.text({area.min.x + number, y}, Type::mono_strong, one.ink, one.number, Align::right);
      const float left = area.min.x + number + ui.dp(8), room = area.max.x - left;
      ui.text_fit({left, y + (mono - small) * 0.5F}, room, Type::small, ui.colours.muted,
                  first_fitting(ui, Type::small, room, one.words));
    } else {
      const float room = area.width() - (pictures && one.moved ? thumb + ui.dp(10) : 0.0F);
      ui.text({area.min.x, y}, Type::number, one.ink, one.number);
      ui.text_fit({area.min.x, y + ui.line_height(Type::number) - ui.dp(2)}, room, Type::small, ui.colours.muted,
                  first_fitting(ui, Type::small, room, one.words));
      if (pictures && one.moved) {
        const Rect where{{area.max.x - thumb, y + ui.dp(2)}, {area.max.x, y + ui.dp(2) + thumb}};
        draw_sample(ui, where, context.results.train.data, SamplePart::test, context.scene.train.sample,
                    one.moved->first, one.moved->second, shuffle);
        compat::add_rect(ui.draw, where.min, where.max, ui.colours.line, 0.0F, 1.0F);
      }
    }
    y += height;
  }
  ui.tooltip({{area.min.x, y - height}, {area.max.x, y}},
             "Shift consistency: how often two moved views of one picture get the same class, right or wrong.",
             Ui::Side::beside);
  const auto fact = [&](std::string_view name, std::string_view value) {
    const bool about = value.starts_with('~');
    ui.record.fact(fmt::format("train.shift.{}.{}", network, name), std::string(value.substr(about ? 1 : 0)));
    ui.record.fact(fmt::format("train.shift.{}.{}.about", network, name), about ? "yes" : "no");
  };
  fact("middle", told[0].number);
  fact("place", told[1].number);
  fact("mean", told[2].number);
  fact("consistency", told[3].number);
}

void draw_shift_statement(StageContext& context, const ShiftPanel& panel, std::size_t network) {
  Ui& ui = context.ui;
  const ShiftMap* const map = map_of(context, network);
  if (map == nullptr) return;
  const std::string number = grouped(map->samples), epoch = grouped(map->epoch);
  const bool all = map->samples >= map->of_samples;
  const std::vector<std::string> words = {
      all ? fmt::format("on all {} test samples · weights of epoch {}", number, epoch)
          : fmt::format("~ on {} of {} test samples · weights of epoch {}", number, grouped(map->of_samples), epoch),
      fmt::format("{}{} samples · epoch {}", all ? "" : "~ ", number, epoch),
      fmt::format("{}{} · ep. {}", all ? "" : "~ ", number, epoch)};
  const std::vector<std::string> border = at_the_border(context, network);
  const std::vector<std::string>& said = border.empty() ? words : border;
  ui.text_fit(panel.statement.min, panel.statement.width(), Type::small,
              border.empty() ? ui.colours.muted : ui.colours.text,
              first_fitting(ui, Type::small, panel.statement.width(), said));
  if (!border.empty()) ui.record.fact(fmt::format("train.shift.{}.border", network), border.front());
  ui.record.fact(fmt::format("train.shift.{}.samples", network), std::to_string(map->samples));
  ui.record.fact(fmt::format("train.shift.{}.epoch", network), std::to_string(map->epoch));
}

}  // namespace flatscope
