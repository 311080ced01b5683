// A lesson before a class: what is shown apart from what is, how one step leads to the next, and the time that it
// takes.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/engine/stage_table.h"
#include "app/lessons/model/lesson.h"
#include "app/lessons/present/notes.h"
#include "app/lessons/present/screen.h"
#include "app/shell/actions.h"
#include "app/shell/app.h"
#include "app/shell/page.h"

namespace flatscope {
namespace {

constexpr double glide_seconds = 0.5, fade_seconds = 0.25;
constexpr std::size_t most_pressed = 8;  // keys that are remembered; the last one is shown

// Slow at both ends.
double smooth(double share) { return share * share * (3.0 - 2.0 * share); }

}  // namespace

void App::present(bool on, bool full) {
  view_.presenting = on;
  if (on && full && !platform_.full_screen()) {
    platform_.show_full_screen(true);
    filled_ = true;
  } else if (!on && std::exchange(filled_, false)) {
    platform_.show_full_screen(false);
  }
  view_.presented = {};
  view_.lesson.list = false;
  // Their window is asked for: where there is one monitor it would lie over what the class sees.
  if (on) view_.lesson.notes = false;
}

void App::tell_key(std::string_view cap, std::string_view words) {
  if (!presents_lesson(view_) || !view_.presented.shows_keys) return;
  std::vector<PressedKey>& pressed = view_.presented.pressed;
  pressed.push_back({std::string(cap), std::string(words), ImGui::GetTime()});
  if (pressed.size() > most_pressed) pressed.erase(pressed.begin());
}

std::vector<KeyPress> App::without_let_go(const std::vector<KeyPress>& events) {
  std::vector<KeyPress> keys;
  for (const KeyPress& event : events) {
    if (event.let_go)
      let_go(*this, event);
    else
      keys.push_back(event);
  }
  // Whoever does something does not wait for a picture to arrive.
  if (!keys.empty() || ImGui::IsMouseClicked(0) || ImGui::GetIO().MouseWheel != 0.0F) {
    glide_.reset();
    fades_since_.reset();
  }
  return keys;
}

void App::request() {
  if (apart_ && !apart_->results)
    computer_.request(apart_->scene, apart_->view);
  else
    computer_.request(scene_, view_);
}

void App::count_time() {
  const double now = ImGui::GetTime();
  if (view_.lesson.lesson == nullptr) {
    counted_until_.reset();
    return;
  }
  if (counted_until_) at_hand(view_.lesson).seconds += now - *counted_until_;
  counted_until_ = now;
}

// The Scene and the view are those of the next step already. What can lie between the two is shown on its way; where
// more than that differs, or nothing can, the new picture comes out of the ground.
void App::glide_from(const Scene& scene, const ViewState& view) {
  glide_.reset();
  fades_since_.reset();
  if (!glides_ || settings_.reduce_motion) return;
  const double now = ImGui::GetTime();
  Scene back = scene_;
  ViewState view_back = view_;
  const bool same = scene.stage == scene_.stage && scene.picture == scene_.picture && scene.pictures == scene_.pictures;
  if (same) model_of(scene_.stage).glide(scene, view, 0.0, back, view_back);
  const bool moves = same && (back != scene_ || view_back != view_);
  if (moves) glide_ = std::make_unique<Glide>(Glide{scene, view, now});
  if (back != scene) fades_since_ = now;
}

void App::look_apart() {
  if (presents_lesson(view_) && view_.presented.frozen) {
    if (!apart_ || !apart_->results) apart_ = std::make_unique<Apart>(Apart{scene_, view_, computer_.results()});
    return;
  }
  apart_.reset();
  if (!glide_) return;
  const double share = (ImGui::GetTime() - glide_->started) / glide_seconds;
  if (share >= 1.0) {
    glide_.reset();
    return;
  }
  apart_ = std::make_unique<Apart>(Apart{scene_, view_, std::nullopt});
  model_of(scene_.stage).glide(glide_->scene, glide_->view, smooth(share), apart_->scene, apart_->view);
  clamp(apart_->scene);
}

StageContext App::context_of(Ui& ui, Edit& edit) {
  const bool frozen = apart_ && apart_->results;
  return {ui,
          shown_scene(),
          frozen ? *apart_->results : computer_.results(),
          context_view(),
          edit,
          !frozen && computer_.behind()};
}

void App::fade_in(Ui& ui, const Rect& area) {
  if (glide_) ui.ask_for_frame(0.0);
  if (!fades_since_) return;
  const double share = (ImGui::GetTime() - *fades_since_) / fade_seconds;
  if (share >= 1.0) {
    fades_since_.reset();
    return;
  }
  ui.draw->AddRectFilled(area.min, area.max, with_alpha(ui.colours.ground, static_cast<float>(1.0 - smooth(share))));
  ui.ask_for_frame(0.0);
}

Rect App::draw_presented_lesson(Ui& ui, Edit& edit, const Rect& screen) {
  if (view_.presented.curtain != Curtain::none) return screen;
  StageContext context = context_of(ui, edit);
  const PresentedPlace place = place_presented(context, screen);
  draw_presented(context, place);
  ui.headings = false;
  const Rect& picture = place.picture;
  const float edge = ui.dp(8);
  draw_stage(ui, edit, picture,
             {{picture.min.x - edge, picture.min.y - edge}, {picture.max.x + edge, picture.max.y + edge}});
  ui.headings = true;
  if (!step_of(context.view.lesson)->operate.empty()) draw_operated(context, place.operate);
  // A click on a dot is meant for the lesson itself, whatever picture of it is shown.
  if (apart_) view_.lesson.jump = apart_->view.lesson.jump;
  return screen;
}

App::Notes App::notes() const { return {notes_of(view_.lesson, computer_.results()), note_buttons(view_.lesson)}; }

void App::press_note(std::string_view id) { run(*this, action(id)); }

void App::draw_notes_window(ImVec2 size, const FontSet& fonts, float scale) {
  Ui ui(palette(settings_.theme), fonts, settings_.theme, scale, notes_record_, painter_, notes_kept_);
  style_imgui(ui);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(size);
  ImGui::Begin("##notes", nullptr, plain_window & ~ImGuiWindowFlags_NoScrollWithMouse);
  ui.draw = ImGui::GetWindowDrawList();
  Edit edit{scene_, false};
  StageContext context{ui, scene_, computer_.results(), view_, edit, computer_.behind()};
  ui.draw->AddRectFilled({0, 0}, size, ui.colours.panel);
  const float side = ui.dp(24), foot = ui.dp(56);
  ImGui::BeginChild("##page", {size.x, size.y - foot}, false, ImGuiWindowFlags_NoNav);
  ui.draw = ImGui::GetWindowDrawList();
  Column column(ui, {{side, ui.dp(20) - ImGui::GetScrollY()}, {size.x - side, size.y}});
  draw_notes(context, column);
  column.gap(20);
  ImGui::SetCursorScreenPos({1, column.y()});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  ui.draw = ImGui::GetWindowDrawList();
  draw_notes_foot(context, {{side, size.y - foot}, {size.x - side, size.y}});
  ImGui::End();
  ui.draw_tooltip();
  for (const std::string_view id : edit.actions) run(*this, action(id));
}

}  // namespace flatscope
