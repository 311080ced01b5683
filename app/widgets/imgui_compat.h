// Dear ImGui 1.86 to 1.92 in one code base: the only place with version checks.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string_view>

namespace flatscope::compat {

// 1.92.8 swapped the order of flags and thickness in these.
inline void add_rect(ImDrawList* list, ImVec2 a, ImVec2 b, ImU32 colour, float rounding, float thickness) {
#if IMGUI_VERSION_NUM >= 19280
  list->AddRect(a, b, colour, rounding, thickness, 0);
#else
  list->AddRect(a, b, colour, rounding, 0, thickness);
#endif
}

inline void add_polyline(ImDrawList* list, const ImVec2* points, int count, ImU32 colour, bool closed,
                         float thickness) {
#if IMGUI_VERSION_NUM >= 19280
  list->AddPolyline(points, count, colour, thickness, closed ? ImDrawFlags_Closed : ImDrawFlags_None);
#else
  list->AddPolyline(points, count, colour, closed ? ImDrawFlags_Closed : ImDrawFlags_None, thickness);
#endif
}

// The item under the pointer so far in this frame, 0 for none.
inline unsigned hovered_item() { return ImGui::GetCurrentContext()->HoveredId; }

// The last item takes the wheel while the pointer is over it: what it lies in does not scroll then.
inline void own_wheel() {
#if IMGUI_VERSION_NUM >= 18940
  ImGui::SetItemKeyOwner(ImGuiKey_MouseWheelY);
#else
  ImGui::SetItemUsingMouseWheel();
#endif
}

// True while turning the wheel goes on scrolling what it began to scroll: until the pointer moves or the wheel rests.
inline bool wheel_scrolls() { return ImGui::GetCurrentContext()->WheelingWindow != nullptr; }

// Pressed in this frame, repeats included. Before 1.87 Dear ImGui's keys are numbered by the backend.
inline bool key_pressed(ImGuiKey key) {
#if IMGUI_VERSION_NUM >= 18700
  return ImGui::IsKeyPressed(key);
#else
  return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key));
#endif
}

inline ImTextureID texture_id(unsigned int gl_name) { return (ImTextureID)(std::intptr_t)gl_name; }

inline unsigned int gl_name(const ImDrawCmd& command) {
  return static_cast<unsigned int>((std::intptr_t)command.GetTexID());
}

// What follows in `list` shows the texture that `command` shows, until it is taken back.
inline void push_texture_of(ImDrawList* list, const ImDrawCmd& command) {
#if IMGUI_VERSION_NUM >= 19200
  list->PushTexture(command.TexRef);
#else
  list->PushTextureID(command.GetTexID());
#endif
}
inline void pop_texture(ImDrawList* list) {
#if IMGUI_VERSION_NUM >= 19200
  list->PopTexture();
#else
  list->PopTextureID();
#endif
}

// The lists of all windows of this frame, from the back to the front.
template <class See>
void for_each_list(See see) {
  for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows)
    if (window->Active && !window->Hidden) see(*window->DrawList);
}

// False while the backend has still to make or change a texture of its own before it can draw.
inline bool textures_ready() {
#if IMGUI_VERSION_NUM >= 19200
  for (const ImTextureData* texture : ImGui::GetPlatformIO().Textures)
    if (texture->Status != ImTextureStatus_OK) return false;
#endif
  return true;
}

inline bool draws_font(const ImDrawCmd& command) {
#if IMGUI_VERSION_NUM >= 19200
  return command.GetTexID() == ImGui::GetIO().Fonts->TexRef.GetTexID();
#else
  return command.GetTexID() == ImGui::GetIO().Fonts->TexID;
#endif
}

// For frames that are looked at and never drawn.
inline void build_frames_without_backend() {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#else
  ImGui::GetIO().Fonts->Build();
#endif
}

// Before 1.92 a font is baked at one size and pushed without one.
inline void push_font(ImFont* font, [[maybe_unused]] float size) {
#if IMGUI_VERSION_NUM >= 19200
  ImGui::PushFont(font, size);
#else
  ImGui::PushFont(font);
#endif
}

// Events that Dear ImGui keeps for later frames: since 1.87 it hands on no more at once than a slow program can follow.
inline bool events_waiting() {
#if IMGUI_VERSION_NUM >= 18700
  return !ImGui::GetCurrentContext()->InputEventsQueue.empty();
#else
  return false;
#endif
}

// The next item, a text field with this label, gets the keyboard in the next frame. SetKeyboardFocusHere of 1.90 gives
// it to nobody where a click has been in a child window before.
inline void focus_next_field([[maybe_unused]] const char* label) {
#if IMGUI_VERSION_NUM >= 18970
  ImGuiContext& context = *ImGui::GetCurrentContext();
  context.NavNextActivateId = ImGui::GetID(label);
  context.NavNextActivateFlags = ImGuiActivateFlags_PreferInput;
#else
  ImGui::SetKeyboardFocusHere();
#endif
}

// From 1.92 on the backend bakes glyphs when they are first drawn.
inline constexpr bool fonts_bake_themselves = IMGUI_VERSION_NUM >= 19200;

inline bool begin_tooltip() {
#if IMGUI_VERSION_NUM >= 18940
  return ImGui::BeginTooltip();
#else
  ImGui::BeginTooltip();
  return true;
#endif
}

// Before 1.87 a key that went down and up again between two frames is lost on Dear ImGui; this shows it for this frame.
inline void press_again([[maybe_unused]] int glfw_key) {
#if IMGUI_VERSION_NUM < 18700
  ImGuiIO& io = ImGui::GetIO();
  if (glfw_key >= 0 && glfw_key < 512 && !io.KeysDown[glfw_key]) io.KeysDownDuration[glfw_key] = 0.0F;
#endif
}

// The keys that Dear ImGui itself listens to, for a backend of our own: it tells them with GLFW's numbers.
struct NamedKey {
  ImGuiKey named;
  int glfw_key;
};
inline constexpr NamedKey own_keys[] = {
    {ImGuiKey_Space, 32},    {ImGuiKey_A, 65},           {ImGuiKey_C, 67},          {ImGuiKey_V, 86},
    {ImGuiKey_X, 88},        {ImGuiKey_Y, 89},           {ImGuiKey_Z, 90},          {ImGuiKey_Escape, 256},
    {ImGuiKey_Enter, 257},   {ImGuiKey_Tab, 258},        {ImGuiKey_Backspace, 259}, {ImGuiKey_Insert, 260},
    {ImGuiKey_Delete, 261},  {ImGuiKey_RightArrow, 262}, {ImGuiKey_LeftArrow, 263}, {ImGuiKey_DownArrow, 264},
    {ImGuiKey_UpArrow, 265}, {ImGuiKey_PageUp, 266},     {ImGuiKey_PageDown, 267},  {ImGuiKey_Home, 268},
    {ImGuiKey_End, 269},
};
inline void start_own_keys() {
#if IMGUI_VERSION_NUM < 18700
  for (const NamedKey& key : own_keys) ImGui::GetIO().KeyMap[key.named] = key.glfw_key;
#endif
}
inline void tell_key(int glfw_key, bool down) {
  ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM < 18700
  if (glfw_key >= 0 && glfw_key < 512) io.KeysDown[glfw_key] = down;
#else
  for (const NamedKey& key : own_keys)
    if (key.glfw_key == glfw_key) io.AddKeyEvent(key.named, down);
#endif
}
inline void tell_modifiers(bool control, bool shift_key, bool alt, bool logo) {
  ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM < 18700
  io.KeyCtrl = control, io.KeyShift = shift_key, io.KeyAlt = alt, io.KeySuper = logo;
#elif IMGUI_VERSION_NUM < 18837
  io.AddKeyEvent(ImGuiKey_ModCtrl, control), io.AddKeyEvent(ImGuiKey_ModShift, shift_key);
  io.AddKeyEvent(ImGuiKey_ModAlt, alt), io.AddKeyEvent(ImGuiKey_ModSuper, logo);
#else
  io.AddKeyEvent(ImGuiMod_Ctrl, control), io.AddKeyEvent(ImGuiMod_Shift, shift_key);
  io.AddKeyEvent(ImGuiMod_Alt, alt), io.AddKeyEvent(ImGuiMod_Super, logo);
#endif
}
// The pointer outside of the window: x and y at -FLT_MAX.
inline void tell_pointer(ImVec2 at) {
#if IMGUI_VERSION_NUM < 18700
  ImGui::GetIO().MousePos = at;
#else
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
#endif
}
// Before 1.87 buttons are handed over from a MouseQueue.
inline void tell_button([[maybe_unused]] int button, [[maybe_unused]] bool down) {
#if IMGUI_VERSION_NUM >= 18700
  ImGui::GetIO().AddMouseButtonEvent(button, down);
#endif
}
inline void tell_wheel(float x, float y) {
#if IMGUI_VERSION_NUM < 18700
  ImGui::GetIO().MouseWheelH += x;
  ImGui::GetIO().MouseWheel += y;
#else
  ImGui::GetIO().AddMouseWheelEvent(x, y);
#endif
}

// Where Dear ImGui's fields copy to, and what they ask for a text to paste. There is none at once: it comes as letters
// that are typed, later.
struct ClipboardHooks {
  std::function<void(const char* text)> copy;
  std::function<void()> ask;
};

// `hooks` must outlive the context or be replaced.
inline void use_clipboard(ClipboardHooks& hooks) {
#if IMGUI_VERSION_NUM >= 19110
  ImGuiPlatformIO& io = ImGui::GetPlatformIO();
  io.Platform_ClipboardUserData = &hooks;
  io.Platform_SetClipboardTextFn = [](ImGuiContext*, const char* text) {
    static_cast<ClipboardHooks*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->copy(text);
  };
  io.Platform_GetClipboardTextFn = [](ImGuiContext*) -> const char* {
    static_cast<ClipboardHooks*>(ImGui::GetPlatformIO().Platform_ClipboardUserData)->ask();
    return nullptr;
  };
#else
  ImGuiIO& io = ImGui::GetIO();
  io.ClipboardUserData = &hooks;
  io.SetClipboardTextFn = [](void* data, const char* text) { static_cast<ClipboardHooks*>(data)->copy(text); };
  io.GetClipboardTextFn = [](void* data) -> const char* {
    static_cast<ClipboardHooks*>(data)->ask();
    return nullptr;
  };
#endif
}

// Letters as if they were typed in this frame, into the field that has the keyboard.
inline void type_now(std::string_view text) {
  for (const char *at = text.data(), *end = at + text.size(); at < end;) {
    unsigned int letter = 0;
    at += std::max(1, ImTextCharFromUtf8(&letter, at, end));
    if (letter >= 32 && letter != 127)
      ImGui::GetIO().InputQueueCharacters.push_back(
          static_cast<ImWchar>(letter <= IM_UNICODE_CODEPOINT_MAX ? letter : IM_UNICODE_CODEPOINT_INVALID));
  }
}

// Ctrl, Shift, Alt and the logo key, taken for let go of until they are given back in the same frame.
struct Modifiers {
  bool control, shift_key, alt, logo;
  decltype(ImGuiIO::KeyMods) all;
};
inline Modifiers take_modifiers() {
  ImGuiIO& io = ImGui::GetIO();
  const Modifiers held{io.KeyCtrl, io.KeyShift, io.KeyAlt, io.KeySuper, io.KeyMods};
  io.KeyCtrl = io.KeyShift = io.KeyAlt = io.KeySuper = false;
  io.KeyMods = {};
  return held;
}
inline void give_back(const Modifiers& held) {
  ImGuiIO& io = ImGui::GetIO();
  io.KeyCtrl = held.control, io.KeyShift = held.shift_key, io.KeyAlt = held.alt, io.KeySuper = held.logo;
  io.KeyMods = held.all;
}

// The field that has the keyboard, 0 for none.
inline unsigned active_item() { return ImGui::GetCurrentContext()->ActiveId; }

}  // namespace flatscope::compat
