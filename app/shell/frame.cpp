// One frame of the program: the rail, the stage, the inspector, and what lies over them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/dialogs/keys.h"
#include "app/dialogs/notices.h"
#include "app/lessons/present/notes.h"
#include "app/lessons/present/steps.h"
#include "app/lessons/present/tools.h"
#include "app/lessons/view/bar.h"
#include "app/lessons/view/editor.h"
#include "app/lessons/view/list.h"
#include "app/lessons/view/overlay.h"
#include "app/shell/actions.h"
#include "app/shell/app.h"
#include "app/shell/page.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/pointer_cue.h"

namespace flatscope {
bool App::frame(ImVec2 screen, const std::vector<KeyPress>& events, std::optional<Clock::time_point> answer_by) {
  ++frames_;
  wake_in_ = -1.0;
  changed_ = false;
  painter_.begin_frame();
  record_.begin_frame();

  count_time();
  const std::vector<KeyPress> keys = without_let_go(events);
  const bool field = ImGui::GetIO().WantTextInput, stage_types = model_of(scene_.stage).takes_letters(view_);
  if (!chooser_.is_open() && !export_dialog_.is_open())
    for (const KeyPress& press : keys)
      if (!(field || stage_types) || (press.modifiers & ~1) != 0 || passes_fields(press))
        dispatch(*this, press, field && !stage_types);
  if (presents_lesson(view_)) take_pointer(view_.presented, view_.lesson.step, screen);
  look_apart();

  take_clipboard_answer();
  if (answer_by) ask_for_answers();
  // What came and was not shown yet is not held up for what comes next.
  const bool waits = answer_by && !unseen_;
  const auto left =
      std::chrono::duration_cast<std::chrono::microseconds>(answer_by.value_or(Clock::now()) - Clock::now());
  const std::uint64_t answers = computer_.answers();
  worker_.collect(waits ? left : std::chrono::microseconds{0});
  unseen_ |= computer_.answers() != answers;
  if (answer_by && !asks_later_) request();  // what just came may ask for more
  if (std::optional<std::string> error = computer_.take_error()) say({*error, true, "", {}});
  look_after_waits();
  look_after_link();
  tell_of_slow_reading();

  const bool on_paper = view_.lesson.on_paper;
  Ui ui(on_paper ? paper_palette() : palette(theme()), fonts_, theme(), loaded_.scale, record_, painter_, kept_);
  if (text_runs_ != nullptr) text_runs_->clear();
  ui.runs = text_runs_;
  ui.whole_texts = loaded_.least > 0.0F;
  style_imgui(ui);
  const Scene shown = shown_scene();
  Edit edit{shown, false};

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  // Neither a frozen picture nor one that is drawn on answers to the mouse.
  const bool deaf = presents_lesson(view_) && (view_.presented.frozen || view_.presented.pen);
  ImGui::Begin("##root", nullptr, deaf ? plain_window | ImGuiWindowFlags_NoInputs : plain_window);
  ui.draw = ImGui::GetWindowDrawList();
  const Rect all{{0, 0}, screen};
  ui.anchors.on = view_.lesson.lesson != nullptr;
  if (ui.anchors.on) ui.hides = [this](std::string_view name) { return flatscope::hides(context_view().lesson, name); };
  const Rect middle = presents_lesson(view_) ? draw_presented_lesson(ui, edit, all) : draw_page(ui, edit, all);
  if (ui.anchors.on) keep_anchors(ui);
  ImGui::End();

  draw_overlays(ui, all, middle, keys);
  if (presents_lesson(view_)) draw_tools(ui, view_.presented, view_.lesson.step, screen, settings_.reduce_motion);
  forget_old_notices();
  ui.draw_tooltip();
  if (wants_notes_window()) ui.ask_for_frame(0.5);  // its clock goes on
  if (opening_since_ >= 0.0) ui.ask_for_frame(0.2);
  if (ui.wake_in >= 0.0) wake_in_ = wake_in_ < 0.0 ? ui.wake_in : std::min(wake_in_, ui.wake_in);

  if (edit.ask_clipboard) clipboard_->ask();
  for (const std::string_view id : edit.actions) run(*this, action(id));
  // Buttons that act on the program (undo, another stage) have changed scene_ already and must not be overwritten.
  // What is shown apart from the Scene (lessons in motion, or frozen) is not edited.
  if (!apart_ && (edit.scene != shown || edit.commit)) take_over(edit.scene, edit.commit, edit.gesture);
  if (const std::optional<int> step = std::exchange(view_.lesson.jump, std::nullopt)) go_to_step(*step);
  if (edit.file) ask_for_file(std::move(*edit.file));
  keep_draft();
  painter_.end_frame();
  if (const auto held = std::exchange(held_, std::nullopt)) compat::give_back(*held);

  record_.fact("stage", to_string(scene_.stage));
  record_.fact("theme", theme() == Theme::dark ? "dark" : "light");
  record_.fact("text_scale", fmt::format("{:.2f}", settings_.text_scale));
  record_.fact("pointer", pointer_shape());
  record_.fact("picture", name_of(current_picture(scene_)));
  record_.fact("pictures", std::to_string(scene_.pictures.size()));
  record_.fact("notes.window", wants_notes_window() ? "open" : "closed");
  record_.fact("behind", asks_later_ || computer_.behind() ? "yes" : "no");
  record_.fact("opening", std::to_string(opening_));
  screen_ = screen;
  return changed_;
}

void App::ask_for_answers() {
  // What came and was not shown yet goes first: the next answer is asked for when it is on the screen, since a job and
  // the drawing of a picture on the same cores take twice as long.
  asks_later_ = unseen_;
  if (!asks_later_) request();
}

void App::frame_shown() {
  unseen_ = false;
  if (recorded_) record_.end_frame(frames_, static_cast<int>(screen_.x), static_cast<int>(screen_.y));
}

// Where the picture is; what lies over it keeps to that.
Rect App::draw_page(Ui& ui, Edit& edit, const Rect& screen) {
  StageContext lesson = context_of(ui, edit);
  const bool on_paper = view_.lesson.on_paper, alone = view_.presenting || on_paper;  // the picture has all the window
  const bool plays = lesson.view.lesson.lesson != nullptr, writes = plays && writes_lesson() && !alone;
  const bool tells = plays && !writes && !on_paper;
  const float rail = alone ? 0.0F : std::min(ui.dp(64), screen.max.x * 0.12F);
  const float bar = tells ? lesson_bar_height(lesson, screen.max.x - rail, screen.max.y) : 0.0F;
  const float low = screen.max.y - bar;
  Rect middle{{rail, 0}, {screen.max.x, low}};
  if (!alone) {
    // Large text on a small window: the picture keeps most of the width and the inspector scrolls.
    const float inspector =
        std::round(std::clamp(screen.max.x * 0.34F, std::min(ui.dp(200), screen.max.x * 0.4F), ui.dp(300)));
    middle.max.x = screen.max.x - inspector;
    ui.rail = {{0, 0}, {rail, screen.max.y}};
    ui.inspector = {{middle.max.x, 0}, {screen.max.x, low}};
    draw_rail(ui, ui.rail);
    if (!writes) draw_inspector(ui, edit, ui.inspector);
    ui.draw = ImGui::GetWindowDrawList();
  }
  if (writes) {
    draw_lesson_editor(lesson, {{rail, 0}, screen.max}, *draft_);
    return middle;
  }
  // A page has a margin of its own.
  const float side = ui.dp(on_paper ? 2 : 24), edge = ui.dp(on_paper ? 2 : 16);
  draw_stage(ui, edit, {{middle.min.x + side, edge}, {middle.max.x - side, low - edge}}, middle);
  if (tells) draw_lesson_bar(lesson, {{rail, low}, screen.max});
  return middle;
}

void App::draw_stage(Ui& ui, Edit& edit, const Rect& inner, const Rect& area) {
  ui.record.area("stage", area.min, area.max);
  StageContext context = context_of(ui, edit);
  ui.draw->PushClipRect(area.min, area.max, true);
  take_guess(context);
  drawing_of(context.scene.stage).draw(context, inner);
  ui.draw->PopClipRect();
  draw_lesson_overlay(context, area);
  fade_in(ui, area);
}

void App::draw_inspector(Ui& ui, Edit& edit, const Rect& area) {
  ui.draw->AddRectFilled(area.min, area.max, ui.colours.panel);
  ui.draw->AddLine(area.min, {area.min.x, area.max.y}, ui.colours.line, 1.0F);
  ui.record.area("inspector", area.min, area.max);
  ImGui::SetCursorScreenPos({area.min.x + 1.0F, area.min.y});
  // One for each stage, so that each keeps how far it was scrolled.
  const bool notes = view_.lesson.lesson != nullptr && view_.lesson.notes;
  const std::string id = fmt::format("##inspector/{}", notes ? "notes" : to_string(scene_.stage));
  ImGui::BeginChild(id.c_str(), {area.width() - 1.0F, area.height()}, false, ImGuiWindowFlags_NoNav);
  ui.draw = ImGui::GetWindowDrawList();
  const float side = ui.dp(20);
  const float top = area.min.y + ui.dp(20) - ImGui::GetScrollY();
  Column column(ui, {{area.min.x + side, top}, {area.max.x - side, area.max.y}});
  StageContext context = context_of(ui, edit);
  context.pictures = [&](Column& among) { draw_pictures(ui, edit, among); };
  if (notes) {
    draw_notes(context, column);
  } else {
    if (model_of(scene_.stage).offers_pictures(scene_)) context.pictures(column);
    drawing_of(scene_.stage).inspect(context, column);
  }
  column.gap(20);
  column.section({});  // a heading that still waits has nothing below it
  // The controls were placed by hand; this tells ImGui how far there is to scroll.
  ImGui::SetCursorScreenPos({area.min.x + 1.0F, column.y()});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

void App::draw_overlays(Ui& ui, const Rect& screen, const Rect& middle, const std::vector<KeyPress>& keys) {
  ui.layer = 1;
  if (!notices_.empty()) {
    const NoticeAnswer answer = flatscope::draw_notices(ui, middle, notices_);
    // Whoever points at one is still reading.
    if (answer.hovered)
      for (Notice& notice : notices_) notice.until = std::max(notice.until, ImGui::GetTime() + 3.0);
    const bool acts = !keys.empty() || (ImGui::IsMouseClicked(0) && !answer.hovered);
    if (answer.closed || answer.acted) {
      const auto index = static_cast<std::size_t>(answer.closed ? *answer.closed : *answer.acted);
      const Notice notice = notices_[index];
      notices_.erase(notices_.begin() + static_cast<std::ptrdiff_t>(index));
      if (answer.acted && notice.on_action) notice.on_action(*this);
    } else if (acts) {
      std::erase_if(notices_, [](const Notice& notice) { return notice.offer; });
    }
  }
  if (view_.help && draw_help_overlay(ui, screen, key_lines(scene_.stage))) view_.help = false;
  if (view_.lessons) {
    const std::filesystem::path playing = view_.lesson.lesson ? view_.lesson.lesson->path : std::filesystem::path();
    const LessonListAnswer answer = draw_lesson_list(ui, screen, keys, lesson_heads_, playing);
    if (answer.close || answer.open_file || answer.play) view_.lessons = false;
    if (answer.play) play_lesson(*answer.play);
    if (answer.open_file) open_chooser();
    if (answer.make_new) new_lesson();
  }
  if (view_.lesson.lesson != nullptr && view_.lesson.list) {
    Edit nothing{scene_, false};
    StageContext context{ui, scene_, computer_.results(), view_, nothing, false};
    if (draw_step_list(context, screen)) view_.lesson.list = false;
  }
  ui.whole_texts = false;  // names of files are shortened where they are too long
  if (view_.link) draw_link_panel(ui, screen, keys);
  export_dialog_.draw(ui, screen, keys);
  if (chooser_.is_open()) {
    if (const std::optional<FileChoice> choice = chooser_.draw(ui, screen, keys)) chosen(*choice);
  }
  ui.layer = 0;
}

}  // namespace flatscope
