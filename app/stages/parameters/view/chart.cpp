// Cost against resolution, dense against convolution: the frame, the lines, the handle. Words beside them are in
// chart_words.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/kept_back.h"
#include "app/stages/parameters/view/chart.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr double low_power = 3.0, high_power = 13.0;  // 8 and 8192 as powers of two
constexpr double decades = 15.0;                      // up to a thousand million million
constexpr int samples = 21;                           // two to a doubling

// The title at the left and what is counted at the right, or below where there is no room. Returns the height used.
float draw_chart_head(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  static constexpr Option kinds[] = {
      {"parameters", "Weights and biases."},
      {"multiply-adds", "Of one forward pass: one for each weight each time it is used."},
      {"bytes", "Of the parameters and of the outputs, as 32-bit floats."}};
  Cost& cost = context.edit.scene.parameters.cost;
  const std::string counted = cost == Cost::macs    ? "MULTIPLY-ADDS"
                              : cost == Cost::bytes ? "BYTES, OUTPUTS TOO,"
                                                    : "PARAMETERS";
  const std::array<std::string, 3> titles = {counted + " AGAINST RESOLUTION", "COST AGAINST RESOLUTION", "COST"};
  // Where the words would leave no room for the lines, the lines go first.
  const bool scarce = area.height() < ui.dp(170);
  float kinds_width = ui.dp(6);
  for (const Option& kind : kinds) kinds_width += ui.measure(Type::strong, kind.label).x + ui.dp(12);
  const bool beside = ui.measure(Type::section, titles[0]).x + ui.dp(16) + kinds_width <= area.width();
  const float height = ui.line_height(Type::body) + ui.dp(14), line = ui.line_height(Type::section);
  const float room = beside ? area.width() - kinds_width - ui.dp(16) : area.width();
  ui.text_fit({area.min.x, area.min.y + (beside ? (height - line) * 0.5F : 0.0F)}, room, Type::section,
              ui.colours.muted, first_fitting(ui, Type::section, room, titles));
  if (scarce && !beside) return line;
  const float top = area.min.y + (beside ? 0.0F : line + ui.dp(6));
  Column row(ui, {{beside ? area.max.x - kinds_width : area.min.x, top}, {area.max.x, area.max.y}});
  int chosen = static_cast<int>(cost);
  const Change change = row.segmented("parameters.cost", kinds, chosen);
  cost = static_cast<Cost>(chosen);
  context.edit(change);
  return row.y() - area.min.y;
}

void draw_lines(Ui& ui, const ChartShown& chart) {
  std::array<std::array<ImVec2, samples>, 3> points;
  std::array<int, 3> count{};
  for (int i = 0; i < samples; ++i) {
    const double power = low_power + (high_power - low_power) * i / (samples - 1);
    const auto side = static_cast<std::int64_t>(std::llround(std::exp2(power)));
    const ResolutionCost at =
        cost_at(chart.scene.channels, side, chart.layers.dense, chart.layers.conv, chart.scene.cost);
    const std::array<Count, 3> counts = {at.dense, at.local, at.conv};
    for (std::size_t line = 0; line < 3; ++line)
      if (counts[line].value > 0)  // 0: no patch fits into so small a picture
        points[line][static_cast<std::size_t>(count[line]++)] = {chart.x_of(static_cast<double>(side)),
                                                                 chart.y_of(counts[line])};
  }
  for (const std::size_t line : {std::size_t{0}, std::size_t{2}})
    compat::add_polyline(ui.draw, points[line].data(), count[line], chart.colours[line], false,
                         std::max(1.5F, ui.dp(2.5F)));
  // Dashed and on top: where it runs along another line both are seen.
  for (int i = 0; i + 1 < count[1]; ++i)
    marks::dashed_line(ui, points[1][static_cast<std::size_t>(i)], points[1][static_cast<std::size_t>(i) + 1],
                       chart.colours[1], std::max(1.5F, ui.dp(2)), 5.0F);
}

// Reads the pointer: a drag moves the handle, a double click puts it back to 256.
void move_handle(StageContext& context, const ChartShown& chart, const Rect& hit) {
  ParametersView& view = context.view.parameters;
  ParametersScene& edited = context.edit.scene.parameters;
  const ImGuiIO& io = ImGui::GetIO();
  hit_area(context.ui, "parameters.chart", hit, fmt::format("{}", std::lround(side_of(chart.scene))));
  const bool twice = ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0);
  if (ImGui::IsItemActivated()) {
    view.handle_aspect = static_cast<double>(edited.width) / edited.height;
    const float off = chart.handle_x - io.MousePos.x;
    const bool on_it = std::fabs(off) <= context.ui.dp(12) || chart.pill.contains(io.MousePos);
    view.handle_offset = on_it ? off : 0.0F;
  }
  if (twice) {
    edited.width = edited.height = 256;
    context.edit({true, true});
    view.handle_aspect = 1.0;
    view.handle_offset = chart.x_of(256.0) - io.MousePos.x;  // a hand that trembles leaves it there
    return;
  }
  if (ImGui::IsItemActive() && (ImGui::IsMouseDragging(0) || (ImGui::IsItemActivated() && view.handle_offset == 0.0F)))
    set_side(edited, chart.side_at(io.MousePos.x + view.handle_offset), view.handle_aspect);
  if (ImGui::IsItemDeactivated()) context.edit({true, true});
}

void draw_handle(Ui& ui, const ChartShown& chart, bool tells) {
  marks::dashed_line(ui, {chart.handle_x, chart.box.min.y}, {chart.handle_x, chart.box.max.y}, ui.colours.text,
                     std::max(1.0F, ui.dp(1.5F)), 2.0F);
  ui.draw->AddRectFilled(chart.pill.min, chart.pill.max, ui.colours.text, chart.pill.height() * 0.5F);
  ui.text({chart.pill.centre().x, chart.pill.centre().y - ui.line_height(Type::mono) * 0.5F}, Type::mono,
          ui.colours.ground, chart.handle_words, Align::centre);
  if (!tells) return;
  const std::array<Count, 3> counts = chart.at_handle();
  for (std::size_t line = 0; line < 3; ++line) {
    if (counts[line].value == 0) continue;
    const ImVec2 at{chart.handle_x, chart.y_of(counts[line])};
    ui.draw->AddCircleFilled(at, ui.dp(5), ui.colours.ground, 20);
    ui.draw->AddCircle(at, ui.dp(5), chart.colours[line], 20, std::max(1.5F, ui.dp(2)));
  }
}

void record_chart(Ui& ui, const ChartShown& chart) {
  if (!ui.record.on()) return;
  const ParametersScene& scene = chart.scene;
  const auto words = [](Count count) { return count.past ? "past" : std::to_string(count.value); };
  ui.record.area("parameters.chart.box", chart.box.min, chart.box.max);
  ui.record.area("parameters.chart.pill", chart.pill.min, chart.pill.max);
  ui.record.fact("parameters.handle", scene.width == scene.height ? std::to_string(scene.width)
                                                                  : fmt::format("{}x{}", scene.height, scene.width));
  ui.record.fact("parameters.cost", to_string(scene.cost));
  ui.record.fact("parameters.dense_at_handle", words(chart.costs.dense));
  ui.record.fact("parameters.local_at_handle", words(chart.costs.local));
  ui.record.fact("parameters.conv_at_handle", words(chart.costs.conv));
}

}  // namespace

float ChartShown::x_of(double side) const {
  const double share = (std::log2(side) - low_power) / (high_power - low_power);
  return box.min.x + box.width() * static_cast<float>(std::clamp(share, 0.0, 1.0));
}

float ChartShown::y_of(Count count) const {
  const double power = std::log10(static_cast<double>(std::max<std::int64_t>(1, count.value)));
  return box.max.y - box.height() * static_cast<float>(std::min(1.0, power / decades));
}

double ChartShown::side_at(float x) const {
  const double share = std::clamp(static_cast<double>((x - box.min.x) / std::max(1.0F, box.width())), 0.0, 1.0);
  return std::round(std::exp2(low_power + (high_power - low_power) * share));
}

void draw_cost_chart(StageContext& context, const ParametersShown& shown, const Rect& area) {
  Ui& ui = context.ui;
  const PartState state = state_of(context, "parameters.chart");
  if (state == PartState::hidden) return;
  if (area.height() < ui.dp(60) || area.width() < ui.dp(100)) return;
  float head = draw_chart_head(context, area) + ui.dp(6);
  ChartShown chart{shown.scene, compared_layers(shown.scene), {}, {}, {}, {}, {}, 0.0F};
  chart.colours = {ui.colours.dense, ui.colours.muted, ui.colours.conv};
  chart.costs = cost_at(shown.input, chart.layers.dense, chart.layers.conv, shown.scene.cost);
  // A fifth of the height at most: the lines need the rest.
  head += draw_compared(ui, chart, {{area.min.x, area.min.y + head}, area.max}, area.height() * 0.2F);
  const float pill_height = ui.line_height(Type::mono) + ui.dp(4);
  place_chart(ui, chart, {{area.min.x, area.min.y + head + pill_height + ui.dp(4)}, area.max});
  if (chart.box.height() < ui.dp(24) || chart.box.width() < ui.dp(60)) return;
  chart.handle_x = chart.x_of(side_of(shown.scene));
  const bool square = shown.scene.width == shown.scene.height;
  // Width first, as screens and the pictures' own sizes are named.
  chart.handle_words =
      square ? fmt::format("{}²", shown.scene.width) : fmt::format("{} × {}", shown.scene.width, shown.scene.height);
  const float half = std::round(ui.measure(Type::mono, chart.handle_words).x * 0.5F) + ui.dp(10);
  const float middle =
      std::round(std::clamp(chart.handle_x, area.min.x + half, std::max(area.min.x + half, area.max.x - half)));
  chart.pill = {{middle - half, chart.box.min.y - ui.dp(4) - pill_height}, {middle + half, chart.box.min.y - ui.dp(4)}};
  move_handle(context, chart,
              {{chart.box.min.x - ui.dp(8), chart.pill.min.y}, {chart.box.max.x + ui.dp(8), chart.box.max.y}});
  const bool hovered = ImGui::IsItemHovered() && !ImGui::IsItemActive();
  Anchor anchor;
  anchor.name = "chart/parameters";
  anchor.visible = anchor.all = chart.box;
  anchor.x0 = std::exp2(low_power);
  anchor.x1 = std::exp2(high_power);
  anchor.y0 = std::pow(10.0, decades);
  anchor.y1 = 1.0;
  anchor.log_x = anchor.log_y = true;
  anchor.cells = false;
  ui.anchors.add(anchor);
  draw_axes(ui, chart);
  // While the lines are kept back the axes stay: there they are expected.
  const bool tells = state == PartState::shown;
  if (tells) draw_lines(ui, chart);
  if (tells) draw_line_names(ui, chart);
  draw_handle(ui, chart, tells);
  if (tells) draw_handle_values(ui, chart);
  if (tells && hovered) draw_readout(ui, chart);
  record_chart(ui, chart);
}

}  // namespace flatscope
