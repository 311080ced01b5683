// The inspector's lines about how much of the picture one output of each layer sees.
#include <fmt/format.h>

#include <array>

#include "app/stages/convolve/view/levels.h"
#include "app/stages/convolve/view/stage.h"
#include "app/stages/kept_back.h"
#include "app/widgets/wording.h"

namespace flatscope {

void inspect_field(StageContext& context, Column& column) {
  if (!context.results.convolve) return;
  Ui& ui = context.ui;
  const ConvolveResult& result = *context.results.convolve;
  constexpr std::string_view heading = "RECEPTIVE FIELD";
  if (!section_shows(context, column, "convolve.field", heading)) return;
  column.section(heading);
  const auto in_hand = static_cast<std::size_t>(context.scene.convolve.layer);
  for (std::size_t i = 0; i < result.layers.size(); ++i) {
    const std::size_t level = result.layers[i]->output_level;
    const FieldLevel& field = result.field->levels()[level];
    const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(6));
    const bool on = i == in_hand;
    const auto top = [&](Type type) { return row.centre().y - ui.line_height(type) * 0.5F; };
    const std::string size = field_size(*result.field, level);
    const Type type = on ? Type::strong : Type::body;
    const float value =
        ui.text({row.max.x, top(Type::mono)}, Type::mono, on ? ui.colours.text : ui.colours.muted, size, Align::right);
    const std::string depth =
        fmt::format("{} layer{}{}", i + 1, i == 0 ? "" : "s", level != result.layers[i]->conv_level ? ", pooled" : "");
    const std::array<std::string, 2> names = {"extent after " + depth, depth};
    const float room = row.width() - value - ui.dp(8);
    ui.text_fit({row.min.x, top(type)}, room, type, on ? ui.colours.text : ui.colours.muted,
                first_fitting(ui, type, room, names));
    ui.tooltip(
        row, fmt::format("What one output of layer {} sees has an extent of {} pixels, from the first to the last. Its "
                         "neighbour sees the same {} further on.",
                         i + 1, size, field.rows.jump == 1 ? "one pixel" : fmt::format("{} pixels", field.rows.jump)));
    ui.record.fact(fmt::format("convolve.field.{}", i + 1), fmt::format("{}x{}", field.columns.size, field.rows.size));
  }
}

}  // namespace flatscope
