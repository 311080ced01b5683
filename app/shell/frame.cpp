// One frame of the program: the rail, the stage, the inspector, and what lies over them.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/dialogs/keys.h"
#include "app/dialogs/notices.h"
#include "app/lessons/view/bar.h"
#include "app/lessons/view/editor.h"
#include "app/lessons/view/list.h"
#include "app/lessons/view/overlay.h"
#include "app/shell/actions.h"
#include "app/shell/app.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/pointer_cue.h"

namespace flatscope {
namespace {

constexpr ImGuiWindowFlags plain_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                          ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav |
                                          ImGuiWindowFlags_NoBackground;

void style_imgui(const Ui& ui) {
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowMinSize = {1, 1};
  style.ChildBorderSize = 0;
  style.FramePadding = {ui.dp(6), ui.dp(4)};
  style.FrameRounding = ui.dp(4);
  style.ItemSpacing = {0, 0};
  style.ScrollbarSize = ui.dp(8);
  style.ScrollbarRounding = ui.dp(4);
  const auto set = [&](ImGuiCol which, ImU32 colour) { style.Colors[which] = ImGui::ColorConvertU32ToFloat4(colour); };
  set(ImGuiCol_Text, ui.colours.text);
  set(ImGuiCol_FrameBg, ui.colours.raised);
  set(ImGuiCol_FrameBgHovered, ui.colours.raised);
  set(ImGuiCol_FrameBgActive, ui.colours.raised);
  set(ImGuiCol_TextSelectedBg, with_alpha(ui.colours.conv, 0.4F));
  set(ImGuiCol_ScrollbarBg, with_alpha(ui.colours.panel, 0.0F));
  set(ImGuiCol_ScrollbarGrab, ui.colours.line);
  set(ImGuiCol_ScrollbarGrabHovered, ui.colours.faint);
  set(ImGuiCol_ScrollbarGrabActive, ui.colours.muted);
  set(ImGuiCol_ChildBg, with_alpha(ui.colours.panel, 0.0F));
}

// A text field has no use for it.
bool types_nothing(const KeyPress& press) {
  return (press.key >= GLFW_KEY_F1 && press.key <= GLFW_KEY_F12) || press.key == GLFW_KEY_PAGE_UP ||
         press.key == GLFW_KEY_PAGE_DOWN;
}

}  // namespace

bool App::frame(ImVec2 screen, const std::vector<KeyPress>& keys, std::optional<Clock::time_point> answer_by) {
  ++frames_;
  wake_in_ = -1.0;
  changed_ = false;
  painter_.begin_frame();
  record_.begin_frame();

  const bool field = ImGui::GetIO().WantTextInput, stage_types = model_of(scene_.stage).takes_letters(view_);
  if (!chooser_.is_open() && !export_dialog_.is_open())
    for (const KeyPress& press : keys)
      if (!(field || stage_types) || (press.modifiers & ~1) != 0 || types_nothing(press))
        dispatch(*this, press, field && !stage_types);

  take_clipboard_answer();
  if (answer_by) ask_for_answers();
  // What came and was not shown yet is not held up for what comes next.
  const bool waits = answer_by && !unseen_;
  const auto left =
      std::chrono::duration_cast<std::chrono::microseconds>(answer_by.value_or(Clock::now()) - Clock::now());
  const std::uint64_t answers = computer_.answers();
  worker_.collect(waits ? left : std::chrono::microseconds{0});
  unseen_ |= computer_.answers() != answers;
  if (answer_by && !asks_later_) computer_.request(scene_, view_);  // what just came may ask for more
  if (std::optional<std::string> error = computer_.take_error()) say({*error, true, "", {}});
  look_after_waits();

  const bool on_paper = view_.lesson.on_paper;
  Ui ui(on_paper ? paper_palette() : palette(settings_.theme), fonts_, settings_.theme, loaded_scale_, record_,
        painter_, kept_);
  if (text_runs_ != nullptr) text_runs_->clear();
  ui.runs = text_runs_;
  style_imgui(ui);
  const Scene shown = scene_;
  Edit edit{shown, false};

  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(screen);
  ImGui::Begin("##root", nullptr, plain_window);
  ui.draw = ImGui::GetWindowDrawList();
  const Rect all{{0, 0}, screen};
  Rect middle = all;
  StageContext lesson{ui, scene_, computer_.results(), view_, edit, computer_.behind()};
  const bool plays = view_.lesson.lesson != nullptr;
  ui.anchors.on = plays;
  if (plays) ui.hides = [this](std::string_view name) { return flatscope::hides(view_.lesson, name); };
  const bool alone = view_.presenting || on_paper;  // the picture has all the window
  const float bar_left = alone ? 0.0F : std::min(ui.dp(64), screen.x * 0.12F);
  const bool writes = plays && writes_lesson() && !on_paper, tells = plays && !writes && !on_paper;
  const float bar = tells ? lesson_bar_height(lesson, screen.x - bar_left, screen.y) : 0.0F;
  const float low = screen.y - bar;
  middle.max.y = low;
  if (!alone) {
    const float rail = std::min(ui.dp(64), screen.x * 0.12F);
    // Large text on a small window: the picture keeps most of the width and the inspector scrolls.
    const float inspector = std::round(std::clamp(screen.x * 0.34F, std::min(ui.dp(200), screen.x * 0.4F), ui.dp(300)));
    middle = {{rail, 0}, {screen.x - inspector, low}};
    ui.rail = {{0, 0}, {rail, screen.y}};
    ui.inspector = {{middle.max.x, 0}, {screen.x, low}};
    draw_rail(ui, ui.rail);
    if (!writes) draw_inspector(ui, edit, ui.inspector);
    ui.draw = ImGui::GetWindowDrawList();
  }
  if (writes) {
    draw_lesson_editor(lesson, {{bar_left, 0}, screen}, *draft_);
  } else {
    draw_stage(ui, edit, middle);
    if (tells) draw_lesson_bar(lesson, {{bar_left, low}, screen});
  }
  ImGui::End();

  draw_overlays(ui, all, middle, keys);
  forget_old_notices();
  ui.draw_tooltip();
  if (ui.wake_in >= 0.0) wake_in_ = wake_in_ < 0.0 ? ui.wake_in : std::min(wake_in_, ui.wake_in);

  if (edit.ask_clipboard) clipboard_->ask();
  for (const std::string_view id : edit.actions) run(*this, action(id));
  // Buttons that act on the program (undo, another stage) have changed scene_ already and must not be overwritten.
  if (edit.scene != shown || edit.commit) take_over(edit.scene, edit.commit, edit.gesture);
  if (edit.file) ask_for_file(std::move(*edit.file));
  keep_draft();
  painter_.end_frame();
  if (const auto held = std::exchange(held_, std::nullopt)) compat::give_back(*held);

  record_.fact("stage", to_string(scene_.stage));
  record_.fact("theme", settings_.theme == Theme::dark ? "dark" : "light");
  record_.fact("text_scale", fmt::format("{:.2f}", settings_.text_scale));
  record_.fact("pointer", pointer_shape());
  record_.fact("picture", name_of(current_picture(scene_)));
  record_.fact("pictures", std::to_string(scene_.pictures.size()));
  record_.fact("behind", asks_later_ || computer_.behind() ? "yes" : "no");
  record_.fact("opening", std::to_string(opening_));
  screen_ = screen;
  return changed_;
}

void App::ask_for_answers() {
  // What came and was not shown yet goes first: the next answer is asked for when it is on the screen, since a job and
  // the drawing of a picture on the same cores take twice as long.
  asks_later_ = unseen_;
  if (!asks_later_) computer_.request(scene_, view_);
}

void App::frame_shown() {
  unseen_ = false;
  if (recorded_) record_.end_frame(frames_, static_cast<int>(screen_.x), static_cast<int>(screen_.y));
}

void App::draw_stage(Ui& ui, Edit& edit, const Rect& area) {
  // A page has a margin of its own.
  const bool on_paper = view_.lesson.on_paper;
  const float side = ui.dp(on_paper ? 2 : 24), above = ui.dp(on_paper ? 2 : 16);
  const Rect inner{{area.min.x + side, area.min.y + above}, {area.max.x - side, area.max.y - above}};
  ui.record.area("stage", area.min, area.max);
  StageContext context{ui, scene_, computer_.results(), view_, edit, computer_.behind()};
  ui.draw->PushClipRect(area.min, area.max, true);
  take_guess(context);
  drawing_of(scene_.stage).draw(context, inner);
  ui.draw->PopClipRect();
  draw_lesson_overlay(context, area);
}

void App::draw_inspector(Ui& ui, Edit& edit, const Rect& area) {
  ui.draw->AddRectFilled(area.min, area.max, ui.colours.panel);
  ui.draw->AddLine(area.min, {area.min.x, area.max.y}, ui.colours.line, 1.0F);
  ui.record.area("inspector", area.min, area.max);
  ImGui::SetCursorScreenPos({area.min.x + 1.0F, area.min.y});
  // One for each stage, so that each keeps how far it was scrolled.
  const std::string id = fmt::format("##inspector/{}", to_string(scene_.stage));
  ImGui::BeginChild(id.c_str(), {area.width() - 1.0F, area.height()}, false, ImGuiWindowFlags_NoNav);
  ui.draw = ImGui::GetWindowDrawList();
  const float side = ui.dp(20);
  const float top = area.min.y + ui.dp(20) - ImGui::GetScrollY();
  Column column(ui, {{area.min.x + side, top}, {area.max.x - side, area.max.y}});
  StageContext context{ui, scene_, computer_.results(), view_, edit, computer_.behind()};
  context.pictures = [&](Column& among) { draw_pictures(ui, edit, among); };
  if (model_of(scene_.stage).offers_pictures(scene_)) context.pictures(column);
  drawing_of(scene_.stage).inspect(context, column);
  column.section({});  // a heading whose controls are all hidden
  column.gap(20);
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
    if (answer.closed || answer.acted) {
      const auto index = static_cast<std::size_t>(answer.closed ? *answer.closed : *answer.acted);
      const Notice notice = notices_[index];
      notices_.erase(notices_.begin() + static_cast<std::ptrdiff_t>(index));
      if (answer.acted && notice.on_action) notice.on_action(*this);
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
  export_dialog_.draw(ui, screen, keys);
  if (chooser_.is_open()) {
    if (const std::optional<FileChoice> choice = chooser_.draw(ui, screen, keys)) chosen(*choice);
  }
  ui.layer = 0;
}

}  // namespace flatscope
