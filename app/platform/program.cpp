#include "app/platform/program.h"

#include <glad/gl.h>
#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "app/files/settings_file.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

// A file of the command line, or the last session, that takes longer comes when the window is there already.
constexpr double longest_wait_for_files = 3.0;

// A frame that waits for its answer still takes no longer than this, from its beginning until it is shown.
constexpr std::chrono::milliseconds longest_frame{31};
// So long it may wait in any case.
constexpr std::chrono::milliseconds least_patience{5};

void bake_fonts(App& app) {
  app.load_fonts_now();
  if constexpr (!compat::fonts_bake_themselves) ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
}

}  // namespace

Program::Program(WindowOptions options, const Home& home) : options_(std::move(options)), platform_(home.platform) {
  first_start_ = !platform_->storage().has(KeptText::settings);
  settings_ = load_settings(platform_->storage(), complaints_);
  if (options_.theme) settings_.theme = *options_.theme;
  if (options_.text_scale) settings_.text_scale = *options_.text_scale;
  font_size_ = {settings_.text_scale};  // right unless the display magnifies; then they are loaded again

  reader_.emplace([this] { platform_->wake(); });
  const auto failed = [this](const std::string& what) { failure_ = what; };
  reader_->submit(
      Worker::Lane::frame, "fonts",
      [this, atlas = atlas_, size = font_size_]() -> Worker::Delivery {
        return [this, fonts = load_fonts(*atlas, size)] {
          fonts_ = fonts;
          window_->start_imgui(*atlas_);
        };
      },
      failed);
  reader_->submit(
      Worker::Lane::frame, "files",
      [this, asked = options_, platform = platform_]() -> Worker::Delivery {
        return [this, read = read_beginning(asked, platform->storage())] { beginning_ = read; };
      },
      failed);
  window_ = home.open_window(settings_, first_start_ && !options_.text_scale);
  opened_at_ = window_->now();
}

Program::~Program() {
  renders_.reset();
  notes_.reset();
  app_.reset();
  reader_.reset();
}

bool Program::work(std::chrono::microseconds time) {
  if (reader_ && reader_->work(time)) return true;
  if (app_ && app_->work(time)) return true;
  return renders_ && renders_->work(time);
}

std::string Program::record() {
  if (!app_) return {};
  app_->keep_record();
  return app_->record();
}

bool Program::over() const { return window_->closing() || (app_ && app_->quitting()); }

void Program::end() {
  if (!app_) return;
  window_->remember_place(app_->settings());
  app_->goodbye();
}

bool Program::started(std::optional<double>& left) {
  reader_->collect();
  if (failure_) throw std::runtime_error(*failure_);
  if (!fonts_) return false;
  if (!beginning_) {
    left = longest_wait_for_files - (window_->now() - opened_at_);
    if (*left > 0.0) return false;
    beginning_ = beginning_without_files(options_);
  }
  return true;
}

void Program::start_app() {
  Beginning& beginning = *beginning_;
  Scene& first = beginning.interrupted ? beginning.interrupted->scene : beginning.scene;
  if (options_.stage) first.stage = *options_.stage;
  painter_.emplace();
  app_.emplace(first, std::move(settings_), *platform_);
  App& app = *app_;
  app.take_fonts(*fonts_, font_size_);
  app.let_glide();
  renders_.emplace([this] { platform_->wake(); });
  app.take_renderer([this](RenderWish wish, FileAnswer answer) { renders_->add(std::move(wish), std::move(answer)); });
  app.set_display_scale(window_->display_scale());
  if (beginning.interrupted) {
    app.resume(std::move(*beginning.interrupted));
  } else if (beginning.offer_last) {
    app.offer_last_session();
  }
  if (options_.scene && !beginning.late_scene) app.set_scene_path(*options_.scene);
  complaints_.insert(complaints_.end(), beginning.complaints.begin(), beginning.complaints.end());
  for (const std::string& complaint : complaints_) app.say({complaint, true, "", {}});
  if (options_.lesson)
    app.play_lesson(*options_.lesson);
  else if (first_start_ && options_.files.empty() && !options_.scene && !options_.link)
    app.offer_first_lesson();
  if (beginning.late_scene) app.open_slowly({*beginning.late_scene}, true);
  if (!beginning.late_pictures.empty()) app.open_slowly(beginning.late_pictures, false);
  // Where a file does not answer it stays, since it would wait for its job.
  if (!reader_->busy(Worker::Lane::frame)) reader_.reset();
}

std::optional<double> Program::step() {
  if (!app_) {
    std::optional<double> left;
    if (!started(left)) return left;
    start_app();
  }
  WindowEvents& events = window_->events();
  if (std::exchange(events.stirred, false)) pace_.stir();
  if (notes_ && notes_->stirred()) {
    if (notes_->closing()) app_->close_notes();
    pace_.stir();
  }
  if (!events.dropped.empty()) app_->open(std::exchange(events.dropped, {}));
  const auto due_in = [&] { return pace_.due_in(window_->now(), app_->has_news()); };
  // While it is minimised an event tells when it is back.
  if (window_->pixels().width > 0 && due_in() == 0.0) draw();
  // A picture to be exported gets a slice each time, and the window a frame when it asks for one: where the processor
  // paints, a frame takes longer than a slice.
  const RenderQueue::Step step = renders_->step();
  if (step == RenderQueue::Step::ended) pace_.stir();
  if (step != RenderQueue::Step::nothing) return 0.0;
  return window_->pixels().width > 0 ? due_in() : std::nullopt;
}

void Program::draw() {
  App& app = *app_;
  if (app.fonts_stale()) {
    bake_fonts(app);
    painter_->forget();
  }
  window_->remember_place(app.settings());
  log_.begin();
  const double begun = window_->now();
  build_frame();
  const App::Clock::time_point built = App::Clock::now();
  // The picture goes straight into the window; pictures/rendering.h lets the same frame() draw into a Framebuffer.
  // A copy between the two would cost 3 ms a frame where software draws.
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  const Window::Size size = window_->pixels();
  glViewport(0, 0, size.width, size.height);
  painter_->finish_frame(palette(app.theme()).ground);
  window_->show_frame();
  drawing_ = App::Clock::now() - built;
  draw_notes();
  app.frame_shown();  // not before: who reads the record may look at the pixels
  log_.end(app, painter_->painted());
  window_->show_title(app.title());
  window_->show_full_screen(platform_->full_screen(), app.settings());
  const bool left_over = window_->events().waiting() || compat::events_waiting() || app.fonts_stale();
  pace_.drawn({begun, window_->now(), app.picture_behind(), app.has_news(), left_over, app.wants_frame_in()});
}

// Opens, draws or closes the notes' window as the App wants it.
void Program::draw_notes() {
  if (!app_->wants_notes_window()) return notes_.reset();
  try {
    if (!notes_) notes_ = window_->open_notes(app_->ordinary_text());
  } catch (const std::runtime_error& error) {
    app_->close_notes();
    app_->say({error.what(), true, "", {}});
    return;
  }
  notes_->draw(*app_);
}

void Program::build_frame() {
  App& app = *app_;
  const App::Clock::time_point begun = App::Clock::now();
  const App::Clock::time_point answer_by = std::max(begun + least_patience, begun + longest_frame - drawing_);
  std::vector<KeyPress> keys = window_->events().keys_of_frame();
  // The first pass takes the input. If that asks for an answer, a second one waits for it and is what is shown: the
  // picture answers in the frame of the event.
  for (int pass = 0; pass < 2; ++pass) {
    ImGui_ImplOpenGL3_NewFrame();
    window_->begin_frame();
    MouseQueue& mouse = window_->events().mouse;
    if (pass == 0)
      mouse.hand_over(ImGui::GetIO());
    else
      mouse.repeat(ImGui::GetIO());
    ImGui::NewFrame();
    for (const KeyPress& press : keys)
      if (!press.let_go) compat::press_again(press.key);
    const ImVec2 screen = ImGui::GetIO().DisplaySize;
    const bool again = app.frame(screen, keys, pass == 0 ? std::nullopt : std::optional(answer_by));
    keys.clear();
    if (pass == 1) break;
    if (!again) app.ask_for_answers();
    if (!again && !app.answer_may_come()) break;
    ImGui::EndFrame();
  }
}

}  // namespace flatscope
