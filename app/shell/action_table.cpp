// The table of actions.
#include "app/engine/stage_table.h"
#include "app/shell/actions.h"
#include "app/shell/app.h"
#include "app/shell/browser_keys.h"
#include "app/shell/lesson_actions.h"
#include "app/shell/presenting_actions.h"

namespace flatscope {
namespace {

using Actions = std::vector<Action>;

constexpr std::string_view stages = "Stages", on_the_stage = "On the stage", files = "Pictures and scenes",
                           lessons = "In a lesson", everything = "Everything";

constexpr float text_step = 0.1F;

void add_stages(Actions& all) {
  for (const StageModel* model : stage_models())
    all.push_back({.id = model->show_id,
                   .words = model->title,
                   .keys = model->key,
                   .group = stages,
                   .run = [stage = model->stage](App& app) { app.show_stage(stage); },
                   // Before a class digits are an answer, and the stage is the lesson's.
                   .possible = [](const App& app) { return !presents_lesson(app.view()); }});
}

// The arrow keys, which every stage answers in its own way.
void add_nudges(Actions& all) {
  struct Way {
    std::string_view id, words, keys, line_words;
    std::string_view far_id, far_words, far_keys;
    int dx, dy;
  };
  static constexpr Way ways[] = {
      {"nudge.left", "Left by one", "←", "Move the object, the pinned pixel or the window left", "nudge.far-left",
       "Left by ten", "Shift ←", -1, 0},
      {"nudge.right", "Right by one", "→", "… right", "nudge.far-right", "Right by ten", "Shift →", 1, 0},
      {"nudge.up", "Up by one", "↑", "… up; the layer above (Parameters)", "nudge.far-up", "Up by ten", "Shift ↑", 0,
       -1},
      {"nudge.down", "Down by one", "↓", "… down; the layer below (Parameters)", "nudge.far-down", "Down by ten",
       "Shift ↓", 0, 1},
  };
  const auto by = [](int dx, int dy) {
    return [dx, dy](App& app) {
      app.command([dx, dy](StageEdit& edit, const StageModel& stage) { stage.nudge(edit, dx, dy); });
    };
  };
  for (const Way& way : ways)
    all.push_back({.id = way.id,
                   .words = way.words,
                   .keys = way.keys,
                   .group = on_the_stage,
                   .run = by(way.dx, way.dy),
                   .possible = [](const App& app) { return !moves_by_keys(app.lesson()); },
                   .repeats = true,
                   .line_words = way.line_words});
  for (const Way& way : ways)
    all.push_back({.id = way.far_id,
                   .words = way.far_words,
                   .keys = way.far_keys,
                   .group = on_the_stage,
                   .run = by(way.dx * 10, way.dy * 10),
                   .repeats = true,
                   .line_keys = "Shift ←→↑↓",
                   .line_words = "The same by 10",
                   .told_above = &way != &ways[0]});
}

void add_stages_own(Actions& all) {
  for (const StageModel* model : stage_models())
    for (const StageAction& one : model->actions)
      all.push_back({.id = one.id,
                     .words = one.words,
                     .keys = one.keys,
                     .group = on_the_stage,
                     .run =
                         [&one](App& app) {
                           if (app.view().presenting && !one.in_presenter) return;
                           app.command([&one](StageEdit& edit, const StageModel&) { one.run(edit); });
                         },
                     .repeats = one.repeats,
                     .stage = model->stage,
                     .yields_to_fields = one.yields_to_fields,
                     .line_keys = one.line_keys,
                     .line_words = one.line_words,
                     .told_above = one.told_above});
}

void add_of_every_stage(Actions& all) {
  const auto resize = [](int steps) {
    return [steps](App& app) {
      app.command([steps](StageEdit& edit, const StageModel& stage) { stage.change_working_size(edit, steps); });
    };
  };
  all.insert(
      all.end(),
      {{.id = "colour",
        .words = "Grey or colour",
        .keys = "G",
        .group = on_the_stage,
        .run =
            [](App& app) { app.command([](StageEdit& edit, const StageModel& stage) { stage.toggle_colour(edit); }); }},
       {.id = "smaller-size",
        .words = "Smaller working size",
        .keys = "−",
        .group = on_the_stage,
        .run = resize(-1),
        .repeats = true},
       {.id = "larger-size",
        .words = "Larger working size",
        .keys = "+",
        .group = on_the_stage,
        .run = resize(1),
        .repeats = true},
       {.id = "reset",
        .words = "See all again; object and window back, line rolled up",
        .keys = "Home",
        .group = on_the_stage,
        .run = [](App& app) { app.command([](StageEdit& edit, const StageModel& stage) { stage.reset(edit); }); }}});
}

void add_files(Actions& all) {
  const auto several = [](const App& app) { return app.scene().pictures.size() > 1; };
  all.insert(
      all.end(),
      {{.id = "open",
        .words = "Open pictures or a scene",
        .keys = "Ctrl O",
        .group = files,
        .run = [](App& app) { app.open_chooser(); },
        .icon = icons::folder},
       {.id = "save",
        .words = "Save the scene",
        .keys = "Ctrl S",
        .group = files,
        .run = [](App& app) { app.save_scene(false); },
        .icon = icons::save},
       {.id = "save-as",
        .words = "Save it under another name",
        .keys = "Ctrl Shift S",
        .group = files,
        .run = [](App& app) { app.save_scene(true); }},
       {.id = "export",
        .words = "Export: pictures, numbers, code, an evidence folder",
        .keys = "Ctrl E",
        .group = files,
        .run = [](App& app) { app.open_export(); },
        .icon = icons::share},
       {.id = "copy-link",
        .words = "Copy a link to the scene as it is",
        .keys = "Ctrl K",
        .group = files,
        .run = [](App& app) { app.copy_link(); }},
       {.id = "show-link",
        .words = "Show the link as a QR code",
        .keys = "Q",
        .group = files,
        .run = [](App& app) { app.show_link(); },
        .icon = icons::code},
       {.id = "paste-link",
        .words = "Paste a link: its scene opens",
        .keys = "Ctrl V",
        .group = files,
        .run = [](App& app) { app.paste_link(); },
        .yields_to_fields = true},
       {.id = "copy-code",
        .words = "Copy the layer or network as PyTorch code",
        .keys = "Ctrl Shift C",
        .group = files,
        .run = [](App& app) { app.copy_code(CodeOf::what_is_in_hand); }},
       {.id = "copy-all-code",
        .words = "Copy all layers, or the training, as PyTorch code",
        .run = [](App& app) { app.copy_code(CodeOf::all_layers); }},
       {.id = "next-picture",
        .words = "Next opened picture",
        .keys = "Page Down",
        .group = files,
        .run = [](App& app) { app.step_picture(1); },
        .possible = several,
        .repeats = true},
       {.id = "previous-picture",
        .words = "Previous opened picture",
        .keys = "Page Up",
        .group = files,
        .run = [](App& app) { app.step_picture(-1); },
        .possible = several,
        .repeats = true},
       {.id = "close-picture", .words = "Close this picture", .keys = "Ctrl W", .group = files, .run = [](App& app) {
          app.close_picture();
        }}});
}

void add_everything(Actions& all) {
  const auto scale = [](float by) { return [by](App& app) { app.set_text_scale(app.settings().text_scale + by); }; };
  all.insert(
      all.end(),
      {{.id = "undo",
        .words = "Undo",
        .keys = "Ctrl Z",
        .group = everything,
        .run = [](App& app) { app.undo(); },
        .icon = icons::undo,
        .possible = [](const App& app) { return app.history().can_undo() && !app.writes_lesson(); },
        .repeats = true},
       {.id = "redo",
        .words = "Redo",
        .keys = "Ctrl Shift Z, Ctrl Y",
        .group = everything,
        .run = [](App& app) { app.redo(); },
        .icon = icons::redo,
        .possible = [](const App& app) { return app.history().can_redo() && !app.writes_lesson(); },
        .repeats = true},
       {.id = "lessons",
        .words = "Lessons",
        .keys = "L",
        .group = everything,
        .run = [](App& app) { app.show_lessons(); },
        .icon = icons::book},
       {.id = "present",
        .words = "Presenter: only the picture",
        .keys = "P",
        .group = everything,
        .run = [](App& app) { app.present(!app.view().presenting); }},
       {.id = "present-full",
        .words = "Presenter, filling the screen",
        .keys = "F5",
        .group = everything,
        .run = [](App& app) { app.present(!app.view().presenting, true); }},
       {.id = "full-screen",
        .words = "Full screen",
        .keys = "F11",
        .group = everything,
        .run = [](App& app) { app.toggle_full_screen(); }},
       {.id = "reduce-motion",
        .words = "Less motion from step to step, or as before",
        .keys = "Ctrl M",
        .group = everything,
        .run = [](App& app) { app.set_reduce_motion(!app.settings().reduce_motion); }},
       {.id = "theme",
        .words = "Dark or light",
        .keys = "T",
        .group = everything,
        .run = [](App& app) { app.toggle_theme(); },
        .icon = icons::sun_or_moon},
       {.id = "larger-text",
        .words = "Larger text",
        .keys = "Ctrl +",
        .group = everything,
        .run = scale(text_step),
        .icon = icons::larger,
        .repeats = true},
       {.id = "smaller-text",
        .words = "Smaller text",
        .keys = "Ctrl −",
        .group = everything,
        .run = scale(-text_step),
        .icon = icons::smaller,
        .repeats = true},
       {.id = "usual-text",
        .words = "Text as it was",
        .keys = "Ctrl 0",
        .group = everything,
        .run = [](App& app) { app.set_text_scale(1.0F); }},
       {.id = "keys",
        .words = "These keys",
        .keys = "?, F1",
        .group = everything,
        .run = [](App& app) { app.view().help = !app.view().help; },
        .icon = icons::question},
       {.id = "escape",
        .words = "Close what is on top, let go of a pin",
        .keys = "Esc",
        .group = everything,
        .run = [](App& app) { app.escape(); }},
       {.id = "quit", .words = "Leave", .keys = "Ctrl Q", .group = everything, .run = [](App& app) { app.quit(); }}});
}

Actions make() {
  Actions all;
  add_stages(all);
  add_nudges(all);
  add_stages_own(all);
  add_of_every_stage(all);
  add_of_lessons(all, lessons);
  add_presenting(all, lessons);
  add_files(all);
  add_everything(all);
  return all;
}

}  // namespace

const std::vector<Action>& actions() {
  static const std::vector<Action> all = [] {
    std::vector<Action> made = make();
    if (in_browser) leave_keys_to_browser(made);
    return made;
  }();
  return all;
}

}  // namespace flatscope
