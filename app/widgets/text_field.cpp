#include "app/widgets/text_field.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/files/file_listing.h"
#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"
#include "core/files/utf8.h"

namespace flatscope {
namespace {

// Frames in which a field that wants the keyboard asks for another frame.
constexpr int longest_asking = 8;

// How much of a file's name stands before its ending, where it has one; a scene's has two parts.
std::size_t stem_size(std::string_view name) {
  if (name.ends_with(scene_ending)) return name.size() - scene_ending.size();
  return std::min(name.rfind('.'), name.size());
}

}  // namespace

void TextField::set(std::string text, Select select) {
  text_ = std::move(text);
  select_ = select;
  replace_ = place_caret_ = true;
}

void TextField::focus(Select select) {
  wants_focus_ = !active_;
  frames_asked_ = 0;
  select_ = select;
  place_caret_ = true;
}

// ImGui keeps its own copy of the text while it is being edited; this is the one place where both meet.
int TextField::on_event(ImGuiInputTextCallbackData* data) {
  TextField& self = *static_cast<TextField*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    self.text_.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = self.text_.data();
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackCompletion) {
    self.completes_ = true;
  } else if (data->EventFlag == ImGuiInputTextFlags_CallbackAlways && self.place_caret_) {
    if (self.replace_) {
      const std::string text = self.text_;  // inserting may resize it
      data->DeleteChars(0, data->BufTextLen);
      data->InsertChars(0, text.c_str());
    }
    int end = data->BufTextLen;
    if (self.select_ == Select::stem) {
      const std::string_view typed(data->Buf, static_cast<std::size_t>(data->BufTextLen));
      if (const std::size_t stem = stem_size(typed); stem > 0) end = static_cast<int>(stem);
    }
    data->CursorPos = end;
    data->SelectionStart = self.select_ == Select::none ? end : 0;
    data->SelectionEnd = end;
    self.replace_ = self.place_caret_ = false;
  }
  return 0;
}

// Letters typed before the field has the keyboard would be lost, and those that come with a new selection would not
// replace it: ImGui sets them before on_event is asked.
void TextField::take_waiting_letters(Events& events) {
  ImVector<ImWchar>& waiting = ImGui::GetIO().InputQueueCharacters;
  for (const ImWchar letter : waiting) {
    if (letter < 32 || letter == 127) continue;
    if (select_ == Select::all) text_.clear();
    if (select_ == Select::stem) text_.erase(0, stem_size(text_));
    select_ = Select::none;
    append_character(text_, letter);
    replace_ = place_caret_ = true;
    events.changed = true;
  }
  waiting.resize(0);
}

TextField::Events TextField::type_into(Ui& ui, const char* id, const Rect& rect, const Look& look, float padding,
                                       bool quiet) {
  Events events;
  ImGui::GetIO().ConfigInputTextCursorBlink = false;  // a blinking caret would keep the window awake
  if (wants_focus_ || (active_ && place_caret_)) take_waiting_letters(events);
  // A click that is under way belongs to what it began on; the keyboard would take it from there.
  const bool asks = wants_focus_ && !active_ && !ImGui::IsMouseDown(0);
  // It takes Dear ImGui a frame or two. Whatever else keeps the keyboard away must not keep the window awake.
  if (asks && frames_asked_++ < longest_asking) ui.ask_for_frame(0.0);

  const FontSet::Face& face = ui.fonts[look.type];
  compat::push_font(face.font, face.size);
  const ImVec4 none{0, 0, 0, 0};
  ImGui::PushStyleColor(ImGuiCol_FrameBg, none);
  ImGui::PushStyleColor(ImGuiCol_Border, none);
  ImGui::PushStyleColor(ImGuiCol_Text, quiet ? 0U : look.ink);  // the caret too
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, quiet ? 0U : with_alpha(ui.colours.horizontal, 0.4F));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      ImVec2(padding, std::max(0.0F, std::round((rect.height() - face.size) * 0.5F))));
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0.0F);
  ImGui::SetCursorScreenPos(rect.min);
  ImGui::SetNextItemWidth(rect.width());
  const ImGuiInputTextFlags flags = ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackResize |
                                    ImGuiInputTextFlags_CallbackCompletion | ImGuiInputTextFlags_CallbackAlways;
  ImGui::PushID(id);
  if (asks) compat::focus_next_field("##field");
  const std::string before = text_;
  events.entered = ImGui::InputText("##field", text_.data(), text_.capacity() + 1, flags, &TextField::on_event, this);
  ImGui::PopID();
  const bool was_active = std::exchange(active_, ImGui::IsItemActive());
  events.clicked = ImGui::IsItemClicked(0);
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(4);
  ImGui::PopFont();

  if (active_) wants_focus_ = false;
  events.changed = events.changed || (was_active && text_ != before);
  events.completes = std::exchange(completes_, false);
  ui.record.control(id, rect.min, rect.max, text_);
  return events;
}

TextField::Events TextField::draw(Ui& ui, const char* id, const Rect& rect, std::string_view hint,
                                  std::string_view tooltip, bool quiet) {
  ui.draw->AddRectFilled(rect.min, rect.max, ui.colours.raised, ui.dp(6));
  if (active_ && !quiet)
    compat::add_rect(ui.draw, rect.min, rect.max, ui.colours.muted, ui.dp(6), std::max(1.0F, ui.dp(1)));
  const Events events = type_into(ui, id, rect, {Type::body, 0, ui.colours.text, false}, ui.dp(10), quiet);
  const float y = rect.centre().y - ui.line_height(Type::body) * 0.5F;
  if (text_.empty() || quiet)
    ui.text_fit({rect.min.x + ui.dp(10), y}, rect.width() - ui.dp(20), Type::body,
                text_.empty() ? ui.colours.faint : ui.colours.muted, text_.empty() ? hint : std::string_view(text_));
  if (!tooltip.empty()) ui.tooltip(tooltip);
  return events;
}

TextField::Events TextField::draw(Ui& ui, const char* id, const Rect& rect, const Look& look) {
  ui.draw->AddRectFilled(rect.min, rect.max, look.ground, ui.dp(4));
  const float spare = rect.width() - ui.measure(look.type, text_).x;
  const float padding = look.centred ? std::max(ui.dp(2), std::round(spare * 0.5F)) : ui.dp(6);
  return type_into(ui, id, rect, look, padding, false);
}

}  // namespace flatscope
