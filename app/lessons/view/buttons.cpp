#include "app/lessons/view/buttons.h"

namespace flatscope {

float lesson_button_width(const Ui& ui, std::string_view label, std::string_view key) {
  const float keys = key.empty() ? 0.0F : ui.measure(Type::mono_small, key).x + ui.dp(8);
  return ui.measure(Type::strong, label).x + keys + ui.dp(32);
}

bool lesson_button(Ui& ui, const char* id, const Rect& rect, std::string_view label, std::string_view key,
                   ButtonLook look, bool enabled) {
  const bool clicked = hit_area(ui, id, rect, label) && enabled;
  const bool hovered = ImGui::IsItemHovered() && enabled;
  const bool first = look == ButtonLook::first && enabled;
  ImU32 fill = first ? ui.colours.text : ui.colours.raised;
  if (hovered) fill = mix(fill, first ? ui.colours.panel : ui.colours.text, 0.12F);
  ui.draw->AddRectFilled(rect.min, rect.max, fill, ui.dp(6));
  const ImU32 ink = !enabled ? ui.colours.muted : first ? ui.colours.panel : ui.colours.text;
  const Type type = first ? Type::strong : Type::body;
  const float key_width = key.empty() ? 0.0F : ui.measure(Type::mono_small, key).x + ui.dp(8);
  const bool with_key = ui.measure(type, label).x + key_width <= rect.width() - ui.dp(8);
  const float words = std::min(ui.measure(type, label).x, rect.width() - ui.dp(8));
  const float left = rect.centre().x - (words + (with_key ? key_width : 0.0F)) * 0.5F;
  ui.text_fit({left, rect.centre().y - ui.line_height(type) * 0.5F}, rect.width() - ui.dp(8), type, ink, label);
  if (with_key && !key.empty())
    ui.text({left + words + ui.dp(8), rect.centre().y - ui.line_height(Type::mono_small) * 0.5F}, Type::mono_small,
            first ? mix(ui.colours.panel, ui.colours.text, 0.25F) : ui.colours.muted, key);
  return clicked;
}

}  // namespace flatscope
