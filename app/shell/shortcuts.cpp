#include "app/shell/shortcuts.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/shell/app.h"

namespace flatscope {
namespace {

constexpr int ctrl = GLFW_MOD_CONTROL, shift_key = GLFW_MOD_SHIFT;

std::vector<Shortcut> make() {
  std::vector<Shortcut> all;
  const auto add = [&](int key, int modifiers, bool repeats, const char* keys, const char* group, const char* action,
                       std::function<void(App&)> run) {
    all.push_back({key, modifiers, repeats, keys, group, action, std::move(run)});
  };

  add(GLFW_KEY_1, 0, false, "1", "Stages", "Flatten", [](App& app) { app.show_stage(Stage::flatten); });
  add(GLFW_KEY_2, 0, false, "2", "Stages", "Shift", [](App& app) { app.show_stage(Stage::shift); });
  add(GLFW_KEY_3, 0, false, "3", "Stages", "Convolve", [](App& app) { app.show_stage(Stage::convolve); });
  add(GLFW_KEY_4, 0, false, "4", "Stages", "Parameters", [](App& app) { app.show_stage(Stage::parameters); });

  add(GLFW_KEY_LEFT, 0, true, "←", "On the stage", "Move the object, the pinned pixel or the window left",
      [](App& app) { app.nudge(-1, 0); });
  add(GLFW_KEY_RIGHT, 0, true, "→", "On the stage", "… right", [](App& app) { app.nudge(1, 0); });
  add(GLFW_KEY_UP, 0, true, "↑", "On the stage", "… up; the layer above (Parameters)",
      [](App& app) { app.nudge(0, -1); });
  add(GLFW_KEY_DOWN, 0, true, "↓", "On the stage", "… down; the layer below (Parameters)",
      [](App& app) { app.nudge(0, 1); });
  add(GLFW_KEY_LEFT, shift_key, true, "Shift ←→↑↓", "On the stage", "The same by 10",
      [](App& app) { app.nudge(-10, 0); });
  add(GLFW_KEY_RIGHT, shift_key, true, "", "On the stage", "", [](App& app) { app.nudge(10, 0); });
  add(GLFW_KEY_UP, shift_key, true, "", "On the stage", "", [](App& app) { app.nudge(0, -10); });
  add(GLFW_KEY_DOWN, shift_key, true, "", "On the stage", "", [](App& app) { app.nudge(0, 10); });
  add(GLFW_KEY_SPACE, 0, false, "Space", "On the stage", "Play the window, or pause (Convolve)",
      [](App& app) { app.play_window(1); });
  add(GLFW_KEY_B, 0, false, "B", "On the stage", "Play it backward", [](App& app) { app.play_window(-1); });
  add(GLFW_KEY_PERIOD, 0, true, ".", "On the stage", "One step forward along the rows",
      [](App& app) { app.step_window(1); });
  add(GLFW_KEY_COMMA, 0, true, ",", "On the stage", "One step back", [](App& app) { app.step_window(-1); });
  add(GLFW_KEY_G, 0, false, "G", "On the stage", "Grey or colour", [](App& app) { app.toggle_colour(); });
  add(GLFW_KEY_O, 0, false, "O", "On the stage", "Next order (Flatten)", [](App& app) { app.next_order(); });
  add(GLFW_KEY_MINUS, 0, true, "−", "On the stage", "Smaller working size",
      [](App& app) { app.change_working_size(-1); });
  add(GLFW_KEY_EQUAL, 0, true, "+", "On the stage", "Larger working size",
      [](App& app) { app.change_working_size(1); });
  add(GLFW_KEY_EQUAL, shift_key, true, "", "On the stage", "", [](App& app) { app.change_working_size(1); });
  add(GLFW_KEY_KP_SUBTRACT, 0, true, "", "On the stage", "", [](App& app) { app.change_working_size(-1); });
  add(GLFW_KEY_KP_ADD, 0, true, "", "On the stage", "", [](App& app) { app.change_working_size(1); });
  const auto ask_kernel = [](KernelView::Ask what) {
    return [what](App& app) {
      if (app.scene().stage == Stage::convolve && !app.view().presenting &&
          (!ImGui::GetIO().WantTextInput || app.view().convolve.cell))
        app.view().convolve.kernel.ask = what;
    };
  };
  add(GLFW_KEY_C, ctrl, false, "Ctrl C, Ctrl V", "On the stage", "Copy or paste the kernel as text (Convolve)",
      ask_kernel(KernelView::Ask::copy));
  add(GLFW_KEY_V, ctrl, false, "", "On the stage", "", ask_kernel(KernelView::Ask::paste));
  const auto ask_ledger = [](ParametersView::Ask what) {
    return [what](App& app) {
      if (app.scene().stage == Stage::parameters) app.view().parameters.ask = what;
    };
  };
  add(GLFW_KEY_UP, GLFW_MOD_ALT, true, "Alt ↑↓", "On the stage", "Move the layer up or down (Parameters)",
      ask_ledger(ParametersView::Ask::up));
  add(GLFW_KEY_DOWN, GLFW_MOD_ALT, true, "", "On the stage", "", ask_ledger(ParametersView::Ask::down));
  add(GLFW_KEY_DELETE, 0, true, "Delete", "On the stage", "Take the layer out (Parameters)",
      ask_ledger(ParametersView::Ask::remove));
  add(GLFW_KEY_HOME, 0, false, "Home", "On the stage", "See all again; object and window back, line rolled up",
      [](App& app) { app.reset_stage(); });

  add(GLFW_KEY_O, ctrl, false, "Ctrl O", "Pictures and scenes", "Open pictures or a scene",
      [](App& app) { app.open_chooser(); });
  add(GLFW_KEY_S, ctrl, false, "Ctrl S", "Pictures and scenes", "Save the scene",
      [](App& app) { app.save_scene(false); });
  add(GLFW_KEY_S, ctrl | shift_key, false, "Ctrl Shift S", "Pictures and scenes", "Save it under another name",
      [](App& app) { app.save_scene(true); });
  add(GLFW_KEY_E, ctrl, false, "Ctrl E", "Pictures and scenes", "Export: pictures, numbers, code, an evidence folder",
      [](App& app) { app.open_export(); });
  add(GLFW_KEY_C, ctrl | shift_key, false, "Ctrl Shift C", "Pictures and scenes",
      "Copy the layer or network as PyTorch code", [](App& app) { app.copy_code(false); });
  add(GLFW_KEY_PAGE_DOWN, 0, true, "Page Down", "Pictures and scenes", "Next opened picture",
      [](App& app) { app.step_picture(1); });
  add(GLFW_KEY_PAGE_UP, 0, true, "Page Up", "Pictures and scenes", "Previous opened picture",
      [](App& app) { app.step_picture(-1); });
  add(GLFW_KEY_W, ctrl, false, "Ctrl W", "Pictures and scenes", "Close this picture",
      [](App& app) { app.close_picture(); });

  add(GLFW_KEY_Z, ctrl, true, "Ctrl Z", "Everything", "Undo", [](App& app) { app.undo(); });
  add(GLFW_KEY_Z, ctrl | shift_key, true, "Ctrl Shift Z", "Everything", "Redo", [](App& app) { app.redo(); });
  add(GLFW_KEY_Y, ctrl, true, "", "Everything", "", [](App& app) { app.redo(); });
  add(GLFW_KEY_P, 0, false, "P", "Everything", "Presenter: only the picture",
      [](App& app) { app.view().presenting = !app.view().presenting; });
  add(GLFW_KEY_F11, 0, false, "F11", "Everything", "Full screen", [](App& app) { app.toggle_full_screen(); });
  add(GLFW_KEY_T, 0, false, "T", "Everything", "Dark or light",
      [](App& app) { app.set_theme(app.settings().theme == Theme::dark ? Theme::light : Theme::dark); });
  add(GLFW_KEY_EQUAL, ctrl, true, "Ctrl +", "Everything", "Larger text",
      [](App& app) { app.set_text_scale(app.settings().text_scale + 0.1F); });
  add(GLFW_KEY_EQUAL, ctrl | shift_key, true, "", "Everything", "",
      [](App& app) { app.set_text_scale(app.settings().text_scale + 0.1F); });
  add(GLFW_KEY_KP_ADD, ctrl, true, "", "Everything", "",
      [](App& app) { app.set_text_scale(app.settings().text_scale + 0.1F); });
  add(GLFW_KEY_MINUS, ctrl, true, "Ctrl −", "Everything", "Smaller text",
      [](App& app) { app.set_text_scale(app.settings().text_scale - 0.1F); });
  add(GLFW_KEY_KP_SUBTRACT, ctrl, true, "", "Everything", "",
      [](App& app) { app.set_text_scale(app.settings().text_scale - 0.1F); });
  add(GLFW_KEY_0, ctrl, false, "Ctrl 0", "Everything", "Text as it was", [](App& app) { app.set_text_scale(1.0F); });
  add(GLFW_KEY_SLASH, shift_key, false, "?", "Everything", "These keys",
      [](App& app) { app.view().help = !app.view().help; });
  add(GLFW_KEY_F1, 0, false, "", "Everything", "", [](App& app) { app.view().help = !app.view().help; });
  add(GLFW_KEY_ESCAPE, 0, false, "Esc", "Everything", "Close what is on top, let go of a pin",
      [](App& app) { app.escape(); });
  add(GLFW_KEY_Q, ctrl, false, "Ctrl Q", "Everything", "Leave", [](App& app) { app.quit(); });
  return all;
}

}  // namespace

const std::vector<Shortcut>& shortcuts() {
  static const std::vector<Shortcut> all = make();
  return all;
}

bool dispatch(App& app, const KeyPress& press) {
  // Caps Lock and Num Lock are no reason for a key not to work; Cmd stands for Ctrl.
  int modifiers = press.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SHIFT | GLFW_MOD_ALT | GLFW_MOD_SUPER);
  if ((modifiers & GLFW_MOD_SUPER) != 0) modifiers = (modifiers & ~GLFW_MOD_SUPER) | GLFW_MOD_CONTROL;
  for (const Shortcut& shortcut : shortcuts()) {
    if (shortcut.key != press.key || shortcut.modifiers != modifiers) continue;
    if (press.repeat && !shortcut.repeats) return true;
    shortcut.run(app);
    return true;
  }
  return false;
}

}  // namespace flatscope
