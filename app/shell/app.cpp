#include "app/shell/app.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/files/settings_file.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

// Long enough to read two lines twice.
constexpr double notice_seconds = 10.0, problem_seconds = 12.0;

// Presented, the smallest text is read from the last row: a part of the screen's height, which is what text of the body
// has at scale 1 in design units.
constexpr float smallest_presented = 1.0F / 36.0F, body_units = 13.0F;
// The stage and a lesson's bar share the window's height: text grows only as far as it stays this high at scale 1.
constexpr float lesson_height = 520.0F;  // design units

// Seconds until what waits for the Scene to stand still is asked for again.
constexpr double ask_again_in = 0.03;

}  // namespace

TextSize wanted_text(float text, const ViewState& view, float screen_height, float display_scale) {
  if (!view.presenting && beside_bar(view.lesson) && screen_height > 0.0F)
    text = std::min(text, std::max(1.0F, screen_height / lesson_height / display_scale));
  if (!view.presenting || screen_height <= 0.0F) return {text * display_scale, 0.0F};
  const float least = screen_height * smallest_presented;
  // A lesson's words and its picture share the screen: there is room for text of one size.
  if (presents_lesson(view)) return {least / body_units, least};
  return {std::max(text * display_scale, least / body_units), least};
}

App::App(Scene scene, Settings settings, Platform& platform)
    : platform_(platform),
      settings_(std::move(settings)),
      scene_(std::move(scene)),
      history_(scene_),
      worker_([&platform] { platform.wake(); }),
      computer_(worker_),
      chooser_(worker_),
      export_dialog_(worker_, [this](const auto& files, const auto& problem) { exported(files, problem); }),
      thumbnails_(worker_),
      saved_scene_(scene_) {
  clamp(scene_);
  history_.reset(scene_);
  update_title();
  clipboard_hooks_ = {[this](const char* text) { clipboard_->copy(text); },
                      [this] {
                        pasting_field_ = compat::active_item();
                        clipboard_->ask();
                      }};
  compat::use_clipboard(clipboard_hooks_);
}

App::~App() = default;

void App::take_over(const Scene& next, bool commit, std::string_view gesture) {
  if (next != scene_) {
    scene_ = next;
    clamp(scene_);
    changed_ = true;
    update_title();
  }
  if (commit && history_.commit(scene_, gesture)) autosave();
}

void App::undo() {
  model_of(scene_.stage).come_to_rest(view_);
  history_.commit(scene_);  // a change that was not let go yet is a step of its own
  if (std::optional<Scene> old = history_.undo()) {
    scene_ = std::move(*old);
    ++view_.walks;
    changed_ = true;
    update_title();
    autosave();
  }
}

void App::redo() {
  model_of(scene_.stage).come_to_rest(view_);
  if (std::optional<Scene> next = history_.redo()) {
    scene_ = std::move(*next);
    ++view_.walks;
    changed_ = true;
    update_title();
    autosave();
  }
}

void App::show_stage(Stage stage) {
  Scene next = scene_;
  next.stage = stage;
  view_.lesson.editing = false;  // whoever asks for a stage wants to see it
  model_of(scene_.stage).come_to_rest(view_);
  take_over(next, true);
}

void App::command(const std::function<void(StageEdit& edit, const StageModel& stage)>& change) {
  StageEdit edit{scene_, view_, computer_.results()};
  change(edit, model_of(scene_.stage));
  take_over(edit.scene, edit.commit);
}

void App::step_picture(int by) {
  Scene next = scene_;
  const int count = static_cast<int>(scene_.pictures.size());
  next.picture = ((scene_.picture + by) % count + count) % count;
  take_over(next, true);
}

void App::close_picture() {
  if (scene_.pictures.size() < 2) {
    say({"This is the only picture: open another one before closing it.", false, "", {}});
    return;
  }
  Scene next = scene_;
  next.pictures.erase(next.pictures.begin() + next.picture);
  next.picture = std::min(next.picture, static_cast<int>(next.pictures.size()) - 1);
  take_over(next, true);
}

Theme App::theme() const { return presents_lesson(view_) ? settings_.presented_theme : settings_.theme; }

void App::toggle_theme() {
  Theme& theme = presents_lesson(view_) ? settings_.presented_theme : settings_.theme;
  theme = theme == Theme::dark ? Theme::light : Theme::dark;
  store_settings(platform_.storage(), settings_);
}

void App::set_text_scale(float scale) {
  settings_.text_scale = std::clamp(scale, 0.8F, 2.5F);
  store_settings(platform_.storage(), settings_);
}

void App::set_reduce_motion(bool reduce) {
  settings_.reduce_motion = reduce;
  store_settings(platform_.storage(), settings_);
  say({reduce ? "Steps of a lesson follow one another without motion." : "Steps of a lesson glide into one another.",
       false,
       "",
       {}});
}

void App::open_chooser() { ask_for_files({}); }

void App::escape() {
  const StageModel& stage = model_of(scene_.stage);
  StageEdit edit{scene_, view_, computer_.results()};
  if (chooser_.is_open()) {
    chooser_.close();
  } else if (view_.help) {
    view_.help = false;
  } else if (view_.link) {
    view_.link = false;
  } else if (view_.lessons) {
    view_.lessons = false;
  } else if (view_.lesson.editing) {
    view_.lesson.editing = false;
  } else if (view_.lesson.list) {
    view_.lesson.list = false;
  } else if (view_.presented.curtain != Curtain::none) {
    view_.presented.curtain = Curtain::none;
  } else if (view_.presented.pen) {
    view_.presented.pen = false;
  } else if (stage.close(edit)) {
    take_over(edit.scene, edit.commit);
  } else if (view_.presenting) {
    present(false);
  } else if (stage.let_go(edit)) {
    take_over(edit.scene, edit.commit);
  } else if (!notices_.empty()) {
    notices_.clear();
  }
}

void App::say(Notice notice) {
  notice.words = one_line(notice.words);
  // Said again, a sentence is not written twice.
  notices_.erase(std::remove_if(notices_.begin(), notices_.end(),
                                [&](const Notice& other) { return other.words == notice.words; }),
                 notices_.end());
  if (!notice.problem && !notice.offer && notice.wait == 0) forget_problems();
  constexpr double ages = 1e9;
  notice.until = ImGui::GetTime() + (notice.wait != 0 ? ages : notice.problem ? problem_seconds : notice_seconds);
  notices_.push_back(std::move(notice));
  if (notices_.size() > 3) notices_.erase(notices_.begin());
}

void App::forget_problems() {
  notices_.erase(std::remove_if(notices_.begin(), notices_.end(), [](const Notice& notice) { return notice.problem; }),
                 notices_.end());
}

void App::forget_old_notices() {
  const double now = ImGui::GetTime();
  notices_.erase(
      std::remove_if(notices_.begin(), notices_.end(), [now](const Notice& notice) { return notice.until <= now; }),
      notices_.end());
  for (const Notice& notice : notices_) {
    if (notice.wait != 0) continue;
    const double left = notice.until - now;
    wake_in_ = wake_in_ < 0 ? left : std::min(wake_in_, left);
  }
}

bool App::finish_work() {
  bool worked = false;
  for (Work work = take_work(); work != Work::none; work = take_work()) {
    worker_.finish();
    worked = true;
  }
  return worked;
}

App::Work App::take_work() {
  const bool came = worker_.collect();  // done while the last frame was drawn, and not shown by it
  request();
  if (worker_.busy(Worker::Lane::frame) || worker_.busy(Worker::Lane::background)) return Work::goes_on;
  return came || worker_.has_deliveries() || computer_.behind() ? Work::came : Work::none;
}

void App::update_title() {
  const std::string name = scene_path_.empty() ? name_of(current_picture(scene_)) : shown(scene_path_.filename());
  title_ = fmt::format("{} · Flatscope", name);
}

std::optional<double> App::wants_frame_in() const {
  // What was asked for after the frame was built may want another one, too.
  if (computer_.asks_again()) return wake_in_ < 0.0 ? ask_again_in : std::min(wake_in_, ask_again_in);
  if (wake_in_ < 0.0) return std::nullopt;
  return wake_in_;
}

TextSize App::wanted_text() const {
  return flatscope::wanted_text(settings_.text_scale, view_, screen_.y, display_scale_);
}

bool App::fonts_stale() const { return loaded_ != wanted_text(); }

void App::load_fonts_now() {
  const TextSize text = wanted_text();
  take_fonts(load_fonts(*ImGui::GetIO().Fonts, text), text);
}

void App::take_fonts(const FontSet& fonts, const TextSize& text) {
  fonts_ = fonts;
  loaded_ = text;
  ImGui::GetIO().FontDefault = fonts_[Type::body].font;
}

void App::set_display_scale(float scale) { display_scale_ = std::clamp(scale, 0.5F, 4.0F); }

}  // namespace flatscope
