#include "app/widgets/text_area.h"

#include <algorithm>
#include <utility>

#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

constexpr float inset = 8.0F;  // around the text, in design units

}  // namespace

void TextArea::set(std::string text) {
  if (text == text_) return;
  text_ = std::move(text);
  caret_ = std::min(caret_, static_cast<int>(text_.size()));
  ++field_;
}

void TextArea::insert(const std::string& words) {
  const auto at = static_cast<std::size_t>(std::min(caret_, static_cast<int>(text_.size())));
  text_.insert(at, words);
  caret_ = static_cast<int>(at + words.size());
  ++field_;
  wants_focus_ = place_caret_ = true;
}

std::string TextArea::before_caret() const {
  const auto at = static_cast<std::size_t>(std::min(caret_, static_cast<int>(text_.size())));
  const std::size_t end = text_.rfind('\n', at == 0 ? 0 : at - 1);
  const std::size_t begin = at == 0 || end == std::string::npos ? 0 : end + 1;
  return text_.substr(begin, at - std::min(begin, at));
}

int TextArea::on_event(ImGuiInputTextCallbackData* data) {
  TextArea& self = *static_cast<TextArea*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    self.text_.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = self.text_.data();
    return 0;
  }
  if (std::exchange(self.place_caret_, false))
    data->CursorPos = data->SelectionStart = data->SelectionEnd = std::min(self.caret_, data->BufTextLen);
  self.caret_ = data->CursorPos;
  return 0;
}

float TextArea::height(const Ui& ui, Type type, int lines) {
  return ui.line_height(type) * static_cast<float>(std::max(lines, 1)) + 2 * ui.dp(inset);
}

float TextArea::line_middle(const Ui& ui, Type type, float top, int line) {
  return top + ui.dp(inset) + ui.line_height(type) * (static_cast<float>(line) + 0.5F);
}

TextArea::Events TextArea::draw(Ui& ui, const char* id, const Rect& rect, Type type) {
  Events events;
  ImGui::GetIO().ConfigInputTextCursorBlink = false;  // a blinking caret would keep the window awake
  const FontSet::Face& face = ui.fonts[type];
  compat::push_font(face.font, face.size);
  const ImVec4 none{0, 0, 0, 0};
  ImGui::PushStyleColor(ImGuiCol_FrameBg, none);
  ImGui::PushStyleColor(ImGuiCol_Border, none);
  ImGui::PushStyleColor(ImGuiCol_Text, ui.colours.text);
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, with_alpha(ui.colours.horizontal, 0.4F));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(ui.dp(inset), ui.dp(inset)));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0.0F);
  ImGui::SetCursorScreenPos(rect.min);
  const int before_caret = caret_;
  const std::string before = text_;
  ImGui::PushID(id);
  ImGui::PushID(field_);
  if (std::exchange(wants_focus_, false)) {
    compat::focus_next_field("##area");
    ui.ask_for_frame(0.0);
  }
  ImGui::InputTextMultiline("##area", text_.data(), text_.capacity() + 1, {rect.width(), rect.height()},
                            ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_CallbackAlways,
                            &TextArea::on_event, this);
  ImGui::PopID();
  ImGui::PopID();
  const bool was_active = std::exchange(active_, ImGui::IsItemActive());
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(4);
  ImGui::PopFont();
  events.changed = was_active && text_ != before;
  events.moved = active_ && caret_ != before_caret;
  const auto until = text_.begin() + std::min(caret_, static_cast<int>(text_.size()));
  events.caret_line = static_cast<int>(std::count(text_.begin(), until, '\n'));
  ui.record.control(id, rect.min, rect.max, text_);
  return events;
}

}  // namespace flatscope
