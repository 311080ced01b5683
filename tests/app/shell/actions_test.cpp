// Every key of the table does what its row says. The program runs here without its window: keys go in, and what they
// change is looked at, not what was called.
#include "app/shell/actions.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "app/files/assets.h"
#include "app/files/scene_link.h"
#include "app/shell/chords.h"
#include "core/layers/kernel_text.h"
#include "core/training/models.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

constexpr int ctrl = GLFW_MOD_CONTROL, shift_key = GLFW_MOD_SHIFT, alt = GLFW_MOD_ALT;
struct Row {
  int key, modifiers;
  const char* what;
  std::function<void(Alone&)> prepare;  // may be empty
  std::function<bool(Alone&, const Scene& before)> happened;
};

class Actions : public ::testing::Test {
 protected:
  // Three pictures, the second in hand, and everything away from where it begins.
  static Scene start(Stage stage) {
    Scene scene = first_scene();
    scene.pictures.push_back(bundled_picture("coffee.png"));
    scene.pictures.push_back(bundled_picture("horse.png"));
    scene.picture = 1;
    scene.stage = stage;
    scene.flatten.pinned = Place{0, 4, 6};
    scene.shift.dx = 3;
    scene.shift.dy = -2;
    scene.convolve.row = 3;
    scene.convolve.column = 4;
    scene.parameters.networks = {{{NetLayer{}, NetLayer{LayerKind::linear, 64}, NetLayer{LayerKind::relu}}}};
    scene.parameters.network = 0;
    scene.parameters.layer = 1;
    scene.train.sample = 20;
    for (std::vector<NetLayer>& layers : scene.train.networks) layers = parse_layers("flatten linear:10");  // quick
    return scene;
  }
  void check(Stage stage, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
      SCOPED_TRACE(std::string(to_string(stage)) + ": " + row.what);
      known_.insert({row.key, row.modifiers});
      Alone alone(ground_, start(stage));
      if (row.prepare) row.prepare(alone);
      const Scene before = alone.scene();
      alone.press(row.key, row.modifiers);
      EXPECT_TRUE(row.happened(alone, before));
    }
  }
  // The same scene but for what the change does to it.
  static Scene with(Scene scene, const std::function<void(Scene&)>& change) {
    change(scene);
    return scene;
  }
  using Change = std::function<void(Scene&)>;
  static Row becomes(int key, int modifiers, const char* what, const Change& change) {
    return {key, modifiers, what, {}, [change](Alone& alone, const Scene& before) {
              return alone.scene() == with(before, change) && !(alone.scene() == before);
            }};
  }

  Ground ground_;
  std::set<std::pair<int, int>> known_;
};

using Rows = std::vector<Row>;

Rows moves(Stage stage) {
  struct Way {
    int key, x, y;
  };
  Rows rows;
  for (const Way& way :
       {Way{GLFW_KEY_LEFT, -1, 0}, Way{GLFW_KEY_RIGHT, 1, 0}, Way{GLFW_KEY_UP, 0, -1}, Way{GLFW_KEY_DOWN, 0, 1}}) {
    for (const int by : {1, 10}) {
      rows.push_back({way.key,
                      by == 10 ? shift_key : 0,
                      by == 10 ? "ten steps" : "one step",
                      {},
                      [stage, dx = way.x * by, dy = way.y * by](Alone& alone, const Scene& before) {
                        Scene wanted = before;
                        if (stage == Stage::shift) {
                          wanted.shift.dx += dx;
                          wanted.shift.dy += dy;
                        } else if (stage == Stage::flatten) {
                          wanted.flatten.pinned->column += dx;
                          wanted.flatten.pinned->row += dy;
                        } else if (stage == Stage::convolve) {
                          wanted.convolve.column += dx;
                          wanted.convolve.row += dy;
                        } else if (stage == Stage::parameters) {
                          wanted.parameters.layer += dx + dy;
                        } else {
                          wanted.train.sample += dx + dy;
                        }
                        clamp(wanted);
                        return alone.scene() == wanted && !(wanted == before);
                      }});
    }
  }
  return rows;
}

TEST_F(Actions, EveryKeyDoesWhatItsRowSays) {
  // --- which stage ---
  for (const Stage stage : {Stage::parameters, Stage::flatten}) {
    const auto shows = [](int key, Stage to) {
      return Row{key, 0, "another stage", {}, [to](Alone& alone, const Scene& before) {
                   Scene wanted = before;
                   wanted.stage = to;
                   return alone.scene() == wanted;
                 }};
    };
    check(stage,
          {shows(GLFW_KEY_1, Stage::flatten), shows(GLFW_KEY_2, Stage::shift), shows(GLFW_KEY_3, Stage::convolve),
           shows(GLFW_KEY_4, Stage::parameters), shows(GLFW_KEY_5, Stage::train)});
  }

  // --- on a stage ---
  for (const Stage stage : all_stages()) check(stage, moves(stage));
  const auto plays = [](int direction) {
    return [direction](Alone& alone, const Scene&) { return alone.app().view().convolve.playing == direction; };
  };
  const auto index = [](const Scene& scene) { return scene.convolve.row * 100 + scene.convolve.column; };
  check(Stage::convolve,
        {{GLFW_KEY_SPACE, 0, "play", {}, plays(1)},
         {GLFW_KEY_B, 0, "play backward", {}, plays(-1)},
         {GLFW_KEY_SPACE, 0, "pause", [](Alone& alone) { alone.press(GLFW_KEY_SPACE); }, plays(0)},
         {GLFW_KEY_PERIOD,
          0,
          "a step forward",
          {},
          [&](Alone& alone, const Scene& before) { return index(alone.scene()) == index(before) + 1; }},
         {GLFW_KEY_COMMA,
          0,
          "a step back",
          {},
          [&](Alone& alone, const Scene& before) { return index(alone.scene()) == index(before) - 1; }},
         {GLFW_KEY_C, ctrl, "copy the kernel", [](Alone&) { ImGui::SetClipboardText("something else"); },
          [](Alone& alone, const Scene&) {
            return parse_kernel(alone.copied()) ==
                   Tensor({3, 3}, {-1.0F, 0.0F, 1.0F, -2.0F, 0.0F, 2.0F, -1.0F, 0.0F, 1.0F});
          }},
         {GLFW_KEY_V, ctrl, "paste a kernel", [](Alone&) { ImGui::SetClipboardText("1 2\n3 4"); },
          [](Alone& alone, const Scene&) {
            const Tensor& weight = *alone.scene().convolve.layers[0].weight;
            return weight.shape()[2] == 2 && weight.data()[0] == 1.0F && weight.data()[3] == 4.0F;
          }},
         becomes(GLFW_KEY_G, 0, "colour", [](Scene& scene) { scene.convolve.colour = !scene.convolve.colour; }),
         becomes(GLFW_KEY_MINUS, 0, "smaller", [](Scene& scene) { scene.convolve.working_size -= 1; }),
         becomes(GLFW_KEY_EQUAL, 0, "larger", [](Scene& scene) { scene.convolve.working_size += 1; }),
         becomes(GLFW_KEY_HOME, 0, "the window back",
                 [](Scene& scene) { scene.convolve.row = scene.convolve.column = 0; })});
  check(Stage::flatten,
        {becomes(GLFW_KEY_G, 0, "colour", [](Scene& scene) { scene.flatten.colour = !scene.flatten.colour; }),
         becomes(GLFW_KEY_O, 0, "the next order", [](Scene& scene) { scene.flatten.order = Order::column_major; }),
         becomes(GLFW_KEY_MINUS, 0, "smaller", [](Scene& scene) { scene.flatten.working_size = 15; }),
         becomes(GLFW_KEY_KP_SUBTRACT, 0, "smaller", [](Scene& scene) { scene.flatten.working_size = 15; }),
         becomes(GLFW_KEY_EQUAL, 0, "larger", [](Scene& scene) { scene.flatten.working_size = 17; }),
         becomes(GLFW_KEY_EQUAL, shift_key, "larger", [](Scene& scene) { scene.flatten.working_size = 17; }),
         becomes(GLFW_KEY_KP_ADD, 0, "larger", [](Scene& scene) { scene.flatten.working_size = 17; }),
         {GLFW_KEY_HOME, 0, "rolled up, all in sight",
          [](Alone& alone) {
            alone.app().view().flatten.lens_zoom = 2.0F;
            alone.app().view().flatten.grid.zoom = 2.0F;
          },
          [](Alone& alone, const Scene& before) {
            const FlattenView& view = alone.app().view().flatten;
            return view.lens_zoom == 1.0F && view.grid.zoom == 1.0F &&
                   before.flatten.pinned == alone.scene().flatten.pinned;
          }}});
  check(Stage::shift,
        {becomes(GLFW_KEY_G, 0, "colour", [](Scene& scene) { scene.shift.colour = !scene.shift.colour; }),
         becomes(GLFW_KEY_MINUS, 0, "smaller", [](Scene& scene) { scene.shift.working_size -= 3; }),
         becomes(GLFW_KEY_EQUAL, 0, "larger", [](Scene& scene) { scene.shift.working_size += 3; }),
         becomes(GLFW_KEY_HOME, 0, "the object back", [](Scene& scene) { scene.shift.dx = scene.shift.dy = 0; })});
  const auto kinds = [](const Scene& scene) {
    std::string all;
    for (const NetLayer& layer : scene.parameters.networks[0].layers)
      all += layer.kind == LayerKind::linear ? 'L' : layer.kind == LayerKind::relu ? 'R' : 'F';
    return all + std::to_string(scene.parameters.layer);
  };
  const auto order = [&](const char* wanted) {
    return [kinds, wanted](Alone& alone, const Scene&) { return kinds(alone.scene()) == wanted; };
  };
  check(Stage::parameters, {{GLFW_KEY_UP, alt, "the layer up", {}, order("LFR0")},
                            {GLFW_KEY_DOWN, alt, "the layer down", {}, order("FRL2")},
                            {GLFW_KEY_DELETE, 0, "the layer out", {}, order("FR1")},
                            becomes(GLFW_KEY_G, 0, "channels", [](Scene& scene) { scene.parameters.channels = 1; }),
                            becomes(GLFW_KEY_MINUS, 0, "a smaller input",
                                    [](Scene& scene) { scene.parameters.height = scene.parameters.width = 240; }),
                            becomes(GLFW_KEY_EQUAL, 0, "a larger input",
                                    [](Scene& scene) { scene.parameters.height = scene.parameters.width = 272; }),
                            {GLFW_KEY_HOME, 0, "all squares",
                             [](Alone& alone) { alone.app().view().parameters.shown = ParametersView::View::squares; },
                             [](Alone& alone, const Scene&) {
                               return alone.app().view().parameters.shown == ParametersView{}.shown &&
                                      alone.scene().parameters.zoom == 0.0F;
                             }}});

  const auto asks = [](TrainCommand::Kind kind) {
    return [kind](Alone& alone, const Scene& before) {
      const std::vector<TrainCommand>& commands = alone.app().view().train.commands;
      return alone.scene() == before && commands.size() == 1 && commands[0].kind == kind;
    };
  };
  check(Stage::train,
        {{GLFW_KEY_SPACE, 0, "train", {}, asks(TrainCommand::Kind::play)},
         {GLFW_KEY_N, 0, "a step", {}, asks(TrainCommand::Kind::step)},
         {GLFW_KEY_E, 0, "an epoch", {}, asks(TrainCommand::Kind::epoch)},
         {GLFW_KEY_B, 0, "back to the start", {}, asks(TrainCommand::Kind::rewind)},
         {GLFW_KEY_K, 0, "keep this run", {}, asks(TrainCommand::Kind::keep)},
         {GLFW_KEY_S, 0, "both taken to Shift",
          [](Alone& alone) {
            alone.press(GLFW_KEY_N);
            alone.settle();
          },
          [](Alone& alone, const Scene&) {
            return alone.scene().stage == Stage::shift && alone.scene().shift.pair != nullptr;
          }},
         becomes(GLFW_KEY_MINUS, 0, "a smaller canvas", [](Scene& scene) { scene.train.data.canvas = 23; }),
         becomes(GLFW_KEY_EQUAL, 0, "a larger canvas", [](Scene& scene) { scene.train.data.canvas = 25; })});

  // --- pictures and scenes ---
  const auto overlay = [](const char* name) {
    return [name](Alone& alone, const Scene& before) {
      return alone.now().fact("overlay") == name && alone.scene() == before;
    };
  };
  const auto saved_before = [this](Alone& alone) { alone.app().set_scene_path(ground_.folder() / "lesson.toml"); };
  const auto file_is_there = [this] { return fs::exists(ground_.folder() / "lesson.toml"); };
  check(Stage::flatten,
        {{GLFW_KEY_O, ctrl, "open", {}, overlay("open")},
         {GLFW_KEY_S, ctrl, "save, asking for a name", {}, overlay("save")},
         {GLFW_KEY_S, ctrl | shift_key, "save as", saved_before,
          [&](Alone& alone, const Scene& before) { return overlay("save")(alone, before) && !file_is_there(); }},
         {GLFW_KEY_S, ctrl, "save", saved_before,
          [&](Alone& alone, const Scene&) { return alone.now().fact("overlay").empty() && file_is_there(); }},
         {GLFW_KEY_E, ctrl, "export", {}, overlay("export")},
         {GLFW_KEY_K,
          ctrl,
          "copy a link",
          {},
          [](Alone& alone, const Scene& before) {
            std::vector<std::string> complaints;
            return read_scene_link(alone.copied(), complaints) == before;
          }},
         {GLFW_KEY_Q, 0, "the link as a code", {}, overlay("link")},
         {GLFW_KEY_Q, 0, "the code away", [](Alone& alone) { alone.press(GLFW_KEY_Q); }, overlay("")},
         {GLFW_KEY_V, ctrl, "a link pasted",
          [](Alone&) { ImGui::SetClipboardText(("#scene=" + scene_link_text(start(Stage::shift))).c_str()); },
          [](Alone& alone, const Scene&) { return alone.scene() == start(Stage::shift); }},
         becomes(GLFW_KEY_PAGE_DOWN, 0, "the next picture", [](Scene& scene) { scene.picture = 2; }),
         becomes(GLFW_KEY_PAGE_UP, 0, "the picture before", [](Scene& scene) { scene.picture = 0; }),
         becomes(GLFW_KEY_W, ctrl, "this picture closed",
                 [](Scene& scene) { scene.pictures.erase(scene.pictures.begin() + 1); })});
  const auto code = [](const char* what, const char* not_this) {
    return [what, not_this](Alone& alone, const Scene&) {
      const std::string text = alone.copied();
      return text.find(what) != std::string::npos && text.find(not_this) == std::string::npos;
    };
  };
  check(Stage::convolve, {{GLFW_KEY_C, ctrl | shift_key, "copy the layer as code", {}, code("Conv2d(", "Linear(")}});
  check(Stage::parameters,
        {{GLFW_KEY_C, ctrl | shift_key, "copy the network as code", {}, code("Linear(", "Conv2d(")}});

  // --- everything ---
  const auto changed_twice = [](Alone& alone) {
    alone.press(GLFW_KEY_O);
    alone.press(GLFW_KEY_G);
  };
  const auto undone = [changed_twice](Alone& alone) {
    changed_twice(alone);
    alone.press(GLFW_KEY_Z, ctrl);
    alone.press(GLFW_KEY_Z, ctrl);
  };
  const auto is = [](Order wanted, bool colour) {
    return [wanted, colour](Alone& alone, const Scene&) {
      return alone.scene().flatten.order == wanted && alone.scene().flatten.colour == colour;
    };
  };
  const auto scale_is = [](float wanted) {
    return [wanted](Alone& alone, const Scene& before) {
      return std::abs(alone.app().settings().text_scale - wanted) < 1e-4F && alone.scene() == before;
    };
  };
  const auto large = [](Alone& alone) { alone.app().set_text_scale(1.5F); };
  check(Stage::flatten,
        {{GLFW_KEY_Z, ctrl, "undo", changed_twice, is(Order::column_major, false)},
         {GLFW_KEY_Z, ctrl | shift_key, "redo", undone, is(Order::column_major, false)},
         {GLFW_KEY_Y, ctrl, "redo", undone, is(Order::column_major, false)},
         {GLFW_KEY_P, 0, "present", {}, [](Alone& alone, const Scene&) { return alone.app().view().presenting; }},
         {GLFW_KEY_F5,
          0,
          "present on the whole screen",
          {},
          [](Alone& alone, const Scene&) { return alone.app().view().presenting && alone.app().full_screen(); }},
         {GLFW_KEY_ESCAPE, 0, "the window as it was", [](Alone& alone) { alone.press(GLFW_KEY_F5); },
          [](Alone& alone, const Scene&) { return !alone.app().view().presenting && !alone.app().full_screen(); }},
         {GLFW_KEY_P, 0, "present no longer", [](Alone& alone) { alone.press(GLFW_KEY_P); },
          [](Alone& alone, const Scene&) { return !alone.app().view().presenting; }},
         {GLFW_KEY_F11, 0, "full screen", {}, [](Alone& alone, const Scene&) { return alone.app().full_screen(); }},
         {GLFW_KEY_F11, 0, "no full screen", [](Alone& alone) { alone.press(GLFW_KEY_F11); },
          [](Alone& alone, const Scene&) { return !alone.app().full_screen(); }},
         {GLFW_KEY_T,
          0,
          "light",
          {},
          [](Alone& alone, const Scene&) { return alone.app().settings().theme == Theme::light; }},
         {GLFW_KEY_T, 0, "dark again", [](Alone& alone) { alone.press(GLFW_KEY_T); },
          [](Alone& alone, const Scene&) { return alone.app().settings().theme == Theme::dark; }},
         {GLFW_KEY_EQUAL, ctrl, "larger text", large, scale_is(1.6F)},
         {GLFW_KEY_EQUAL, ctrl | shift_key, "larger text", large, scale_is(1.6F)},
         {GLFW_KEY_KP_ADD, ctrl, "larger text", large, scale_is(1.6F)},
         {GLFW_KEY_MINUS, ctrl, "smaller text", large, scale_is(1.4F)},
         {GLFW_KEY_KP_SUBTRACT, ctrl, "smaller text", large, scale_is(1.4F)},
         {GLFW_KEY_0, ctrl, "text as it was", large, scale_is(1.0F)},
         {GLFW_KEY_SLASH, shift_key, "the keys", {}, overlay("help")},
         {GLFW_KEY_F1, 0, "the keys", {}, overlay("help")},
         {GLFW_KEY_ESCAPE, 0, "the keys away", [](Alone& alone) { alone.press(GLFW_KEY_F1); }, overlay("")},
         {GLFW_KEY_ESCAPE,
          0,
          "the pin let go",
          {},
          [](Alone& alone, const Scene& before) {
            return before.flatten.pinned.has_value() && !alone.scene().flatten.pinned.has_value();
          }},
         {GLFW_KEY_M,
          ctrl,
          "less motion",
          {},
          [](Alone& alone, const Scene&) { return alone.app().settings().reduce_motion; }},
         {GLFW_KEY_Q, ctrl, "leave", {}, [](Alone& alone, const Scene&) { return alone.app().quitting(); }}});

  // --- in a lesson ---
  const auto played = [](int step) {
    return [step](Alone& alone) {
      alone.app().begin(std::make_shared<const Lesson>(*read_lesson_file(find_lesson("pixel-below")).lesson), step);
      alone.settle();
    };
  };
  const auto step_is = [](int step) {
    return [step](Alone& alone, const Scene&) { return alone.app().lesson().step == step; };
  };
  check(Stage::flatten,
        {{GLFW_KEY_PAGE_DOWN, 0, "the next step", played(1), step_is(2)},
         {GLFW_KEY_PAGE_UP, 0, "the step before", played(1), step_is(0)},
         {GLFW_KEY_L, 0, "the list of lessons", {}, overlay("lessons")},
         {GLFW_KEY_F6, 0, "a copy to be written on", played(1),
          [](Alone& alone, const Scene&) { return alone.now().says("A copy of it can be written on."); }},
         {GLFW_KEY_H, ctrl, "asks where its handout is saved", played(1),
          [](Alone& alone, const Scene&) { return alone.app().chooser().is_open(); }},
         {GLFW_KEY_ENTER, 0, "committed",
          [&](Alone& alone) {
            played(5)(alone);
            at_hand(alone.app().view().lesson).guess.choice = 1;
          },
          [](Alone& alone, const Scene&) { return alone.app().lesson().steps[5].phase == StepPhase::committed; }},
         {GLFW_KEY_N, 0, "notes", played(1),
          [](Alone& alone, const Scene&) { return alone.now().fact("notes") == "shown"; }}});
  const auto listed = [&](Alone& alone) {
    played(1)(alone);
    alone.app().view().lesson.list = true;
    alone.settle();
  };
  for (int digit = 0; digit < 10; ++digit)
    check(Stage::flatten,
          {{GLFW_KEY_0 + digit, 0, "jumped to", listed, step_is(digit == 0 ? 5 : std::min(digit - 1, 5))}});

  const auto counted = [&](Alone& alone) {
    played(5)(alone);
    alone.app().view().lesson.tally = true;
    at_hand(alone.app().view().lesson).tally.before = {2, 2, 2};
  };
  const auto hands_are = [](std::vector<int> wanted) {
    return [wanted](Alone& alone, const Scene&) { return at_hand(alone.app().view().lesson).tally.before == wanted; };
  };
  for (int i = 0; i < 6; ++i) {
    std::vector<int> more = {2, 2, 2}, fewer = {2, 2, 2};
    if (i < 3) ++more[static_cast<std::size_t>(i)];
    if (i < 3) --fewer[static_cast<std::size_t>(i)];
    check(Stage::flatten, {{GLFW_KEY_1 + i, 0, "a hand more", counted, hands_are(more)},
                           {GLFW_KEY_1 + i, shift_key, "a hand less", counted, hands_are(fewer)}});
  }
  check(Stage::flatten, {{GLFW_KEY_H, 0, "hands are counted", played(5),
                          [](Alone& alone, const Scene&) { return alone.app().lesson().tally; }},
                         {GLFW_KEY_V, 0, "a second vote", counted,
                          [](Alone& alone, const Scene&) { return at_hand(alone.app().view().lesson).tally.second; }}});

  // --- before a class ---
  const auto presented = [&](Alone& alone) {
    played(1)(alone);
    alone.app().present(true);
    alone.settle();
  };
  const auto drawn_on = [&](Alone& alone) {
    presented(alone);
    alone.app().view().presented.strokes = {{1, {{0.1F, 0.1F}}}, {1, {{0.2F, 0.2F}}}, {0, {{0.3F, 0.3F}}}};
  };
  const auto says = [](const char* key, const char* value) {
    return [key, value](Alone& alone, const Scene& before) {
      return alone.now().fact(key) == value && alone.scene() == before;
    };
  };
  const auto strokes_are = [](std::size_t all) {
    return [all](Alone& alone, const Scene&) { return alone.app().view().presented.strokes.size() == all; };
  };
  check(Stage::flatten, {{GLFW_KEY_B, 0, "black", presented, says("present.curtain", "black")},
                         {GLFW_KEY_W, 0, "white", presented, says("present.curtain", "white")},
                         {GLFW_KEY_S, 0, "spotlight", presented, says("present.spotlight", "yes")},
                         {GLFW_KEY_M, 0, "magnifier", presented, says("present.magnifier", "yes")},
                         {GLFW_KEY_D, 0, "pen", presented, says("present.pen", "yes")},
                         {GLFW_KEY_E, 0, "one line erased", drawn_on, strokes_are(2)},
                         {GLFW_KEY_E, shift_key, "all lines of the step erased", drawn_on, strokes_are(1)},
                         {GLFW_KEY_C, 0, "all lines of the step erased", drawn_on, strokes_are(1)},
                         {GLFW_KEY_F, 0, "frozen", presented, says("present.frozen", "yes")},
                         {GLFW_KEY_K, 0, "keys are shown", presented,
                          [](Alone& alone, const Scene&) { return alone.app().view().presented.shows_keys; }},
                         {GLFW_KEY_L, 0, "steps are listed", presented, overlay("steps")}});

  for (const Action& one : actions())
    for (const Chord& chord : chords_of(one.keys))
      EXPECT_EQ(known_.count({chord.key, chord.modifiers}), 1U)
          << one.keys << " (" << one.words << ") is not tried here";
}

TEST_F(Actions, EachHasItsOwnIdAndKeys) {
  std::set<std::string_view> ids;
  std::set<std::tuple<int, int, int, bool, bool>> taken;
  for (const Action& one : actions()) {
    EXPECT_TRUE(ids.insert(one.id).second) << one.id << " is there twice";
    EXPECT_FALSE(one.words.empty()) << one.id;
    EXPECT_TRUE(one.run != nullptr) << one.id;
    // While the steps are listed digits jump to one, and no hands are counted.
    if (one.id.rfind("lesson.hand", 0) == 0) continue;
    // A kernel is pasted with the same keys, which hands on what is a link.
    if (one.id == "paste-link") continue;
    for (const Stage stage : all_stages()) {
      if (one.stage && *one.stage != stage) continue;
      for (const Chord& chord : chords_of(one.keys))
        EXPECT_TRUE(
            taken.insert({static_cast<int>(stage), chord.key, chord.modifiers, one.lesson, one.presented}).second)
            << one.keys << " of " << one.id << " has another meaning on the same stage";
    }
  }
  EXPECT_THROW(action("no-such-action"), std::logic_error);
}

TEST_F(Actions, WhatIsNotPossibleIsNotDone) {
  Alone alone(ground_, start(Stage::flatten));
  EXPECT_FALSE(action("undo").possible(alone.app()));
  const Scene before = alone.scene();
  run(alone.app(), action("undo"));
  run(alone.app(), action("convolve.step-forward"));  // of another stage
  EXPECT_EQ(alone.scene(), before);
  run(alone.app(), action("colour"));
  EXPECT_TRUE(action("undo").possible(alone.app()));
  run(alone.app(), action("undo"));
  EXPECT_EQ(alone.scene(), before);
}

TEST_F(Actions, TheListOfKeysHasALineForEachThatHasKeys) {
  const std::vector<KeyLine> lines = key_lines();
  std::size_t told = 0;
  for (const Action& one : actions()) told += !one.keys.empty() && !one.told_above ? 1 : 0;
  ASSERT_EQ(lines.size(), told);
  for (const KeyLine& line : lines) {
    EXPECT_FALSE(line.group.empty()) << line.words;
    EXPECT_FALSE(line.spellings.empty()) << line.words;
  }
}

TEST_F(Actions, TheListOfKeysBeginsWithTheStageThatIsShown) {
  const std::vector<KeyLine> lines = key_lines(Stage::train);
  ASSERT_EQ(lines.size(), key_lines().size());
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines[0].group, "Train");
  EXPECT_EQ(lines[0].spellings, (std::vector<std::string>{"Space"}));
  EXPECT_EQ(lines[0].words, "Train, or pause");
  std::size_t groups = 1;
  for (std::size_t i = 1; i < lines.size(); ++i) groups += lines[i].group == "Train" && lines[i - 1].group != "Train";
  EXPECT_EQ(groups, 1U) << "the stage's keys stand together";
}

TEST(Chords, AreReadAsTheyAreWritten) {
  EXPECT_EQ(chords_of("Ctrl Shift Z"), (std::vector<Chord>{{GLFW_KEY_Z, ctrl | shift_key}}));
  EXPECT_EQ(chords_of("Alt ↑, Page Down"), (std::vector<Chord>{{GLFW_KEY_UP, alt}, {GLFW_KEY_PAGE_DOWN, 0}}));
  EXPECT_EQ(chords_of(",, ."), (std::vector<Chord>{{GLFW_KEY_COMMA, 0}, {GLFW_KEY_PERIOD, 0}}));
  EXPECT_EQ(chords_of("Ctrl +").size(), 3U);
  EXPECT_TRUE(chords_of("").empty());
  EXPECT_THROW(chords_of("Ctrl Nothing"), std::logic_error);
}

}  // namespace
}  // namespace flatscope::testing
