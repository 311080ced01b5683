#include "app/platform/pictures/rendering.h"

#include <imgui.h>
#include <imgui_impl_opengl3.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "app/files/export_items.h"
#include "app/gl/objects.h"
#include "app/platform/alone.h"
#include "app/platform/own_imgui.h"
#include "app/platform/pictures/bands.h"
#include "app/shell/app.h"
#include "app/svg/frame.h"
#include "app/widgets/imgui_compat.h"
#include "core/files/image.h"
#include "core/tensor/breathe.h"

namespace flatscope {
namespace {

// A frame asks the workers for what it shows (results, thumbnails), the next shows it and may ask for more.
constexpr int least_frames = 3, most_frames = 34;
// What scrolls knows its height, and so its bar, only in the frame after the one that shows it first.
constexpr int frames_an_answer = 2;

// The backend asks for all letters as RGBA when it first draws, and then they are there.
void prepare_texture(ImFontAtlas& atlas) {
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
}

}  // namespace

struct Rendering::State {
  State(RenderWish w, std::function<void()> wake_up, bool record)
      : wish(std::move(w)), wake(std::move(wake_up)), recorded(record), worker(wake) {}
  // The parts that are drawn with need their context until they are gone.
  ~State() { end_drawing(); }

  bool svg() const { return wish.format == PictureFormat::svg; }
  ImU32 ground() const { return (wish.view.lesson.on_paper ? paper_palette() : palette(wish.theme)).ground; }
  ImVec2 screen() const {
    return {static_cast<float>(wish.width * wish.pixels), static_cast<float>(wish.height * wish.pixels)};
  }

  // Each is a phase: it does a part of its work and says what is next; `phase` is the one to be called.
  Next load();
  Next begin();
  Next prepare();
  Next draw_frame();
  Next paint();
  Next write();
  Next await();
  Next finish() { return Next::done; }
  Next go_on_with(Next (State::*next)()) {
    phase = next;
    return Next::go_on;
  }
  // Runs `job` on the worker, then goes on with `next` unless the job has thrown.
  Next leave_to_worker(Worker::Job job, Next (State::*next)());
  void end_drawing();

  RenderWish wish;
  std::function<void()> wake;
  bool recorded;
  Next (State::*phase)() = &State::load;
  Next (State::*after_worker)() = nullptr;
  bool answered = false;
  std::string problem;

  std::shared_ptr<ImFontAtlas> atlas = std::make_shared<ImFontAtlas>();  // shared with the worker that fills it
  FontSet fonts;
  std::optional<OwnImGui> imgui;
  PlatformAlone platform{wake};
  std::optional<App> app;
  std::vector<TextRun> texts;
  int frames = 0;
  int to_draw = 0;  // frames that answers which came are still to be shown in
  std::optional<BandPainter> bands;
  std::vector<std::byte> file;
  Worker worker;
};

Rendering::Next Rendering::State::leave_to_worker(Worker::Job job, Next (State::*next)()) {
  answered = false;
  after_worker = next;
  phase = &State::await;
  worker.submit(Worker::Lane::background, "picture", std::move(job), [this](const std::string& what) {
    problem = what;
    answered = true;
  });
  return Next::wait;
}

Rendering::Next Rendering::State::await() {
  worker.collect();
  if (!answered) return Next::wait;
  if (!problem.empty()) throw std::runtime_error(problem);
  return go_on_with(after_worker);
}

// The letters of a large scale take a tenth of a second. They come first, while there is no context yet that could be
// gone before the worker is done: Dear ImGui counts what it allocates in whichever is current.
Rendering::Next Rendering::State::load() {
  const TextSize size = wanted_text(wish.text_scale, wish.view, screen().y, static_cast<float>(wish.pixels));
  return leave_to_worker(
      [this, size, into = atlas]() -> Worker::Delivery {
        const FontSet loaded = load_fonts(*into, size);
        breathe();
        if constexpr (!compat::fonts_bake_themselves) prepare_texture(*into);
        return [this, loaded] {
          fonts = loaded;
          answered = true;
        };
      },
      &State::begin);
}

Rendering::Next Rendering::State::begin() {
  imgui.emplace(*atlas);
  const OwnImGui::Turn turn(*imgui);
  Settings settings;
  settings.theme = settings.presented_theme = wish.theme;
  settings.text_scale = wish.text_scale;
  app.emplace(wish.scene, settings, platform);
  if (!recorded) app->record_nothing();
  app->start_with(std::move(wish.results));
  app->view() = wish.view;
  app->set_display_scale(static_cast<float>(wish.pixels));
  app->set_screen(screen());
  app->take_fonts(fonts, app->wanted_text());
  if (svg()) {
    draw_for_svg(ImGui::GetStyle());
    app->keep_text(&texts);
  }
  return go_on_with(&State::prepare);
}

// The backend translates its shaders and uploads the letters, which is a step of its own.
Rendering::Next Rendering::State::prepare() {
  const OwnImGui::Turn turn(*imgui);
  ImGui_ImplOpenGL3_NewFrame();
  return go_on_with(&State::draw_frame);
}

Rendering::Next Rendering::State::draw_frame() {
  const OwnImGui::Turn turn(*imgui);
  if (frames >= least_frames) {
    const App::Work work = app->take_work();
    if (work == App::Work::goes_on) {
      to_draw = frames_an_answer;
      return Next::wait;
    }
    if (work == App::Work::came) {
      to_draw = frames_an_answer;
      return Next::go_on;
    }
    if (to_draw-- <= 0 || frames >= most_frames) return go_on_with(&State::paint);
  }
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = screen();
  io.DeltaTime = 1.0F / 60.0F;
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  app->frame(screen(), {}, App::Clock::now());
  app->frame_shown();
  ImGui::Render();
  ++frames;
  return Next::go_on;
}

Rendering::Next Rendering::State::paint() {
  const OwnImGui::Turn turn(*imgui);
  if (!bands) {
    bands.emplace(*ImGui::GetDrawData(), ground());
    return Next::go_on;
  }
  return bands->step() ? go_on_with(&State::write) : Next::go_on;
}

Rendering::Next Rendering::State::write() {
  const auto put = [this](std::vector<std::byte> bytes) -> Worker::Delivery {
    return [this, kept = std::make_shared<std::vector<std::byte>>(std::move(bytes))] {
      file = std::move(*kept);
      answered = true;
    };
  };
  if (wish.known) wish.known(app->results());
  std::vector<std::uint8_t> pixels = bands->take();
  if (svg()) {
    std::shared_ptr<const SvgFrame> frame;
    {
      const OwnImGui::Turn turn(*imgui);
      const std::string& title = wish.title.empty() ? app->title() : wish.title;
      SvgFrame drawn = svg_frame(*ImGui::GetDrawData(), app->painter(), texts, std::move(pixels), ground(),
                                 title.empty() ? "Flatscope" : title);
      drawn.ids = wish.ids;
      frame = std::make_shared<const SvgFrame>(std::move(drawn));
    }
    end_drawing();
    return leave_to_worker([put, frame] { return put(text_bytes(svg_of_frame(*frame))); }, &State::finish);
  }
  end_drawing();
  return leave_to_worker([put, kept = std::make_shared<const std::vector<std::uint8_t>>(std::move(pixels)),
                          width = wish.width * wish.pixels,
                          height = wish.height * wish.pixels] { return put(encode_png(*kept, width, height, 3)); },
                         &State::finish);
}

void Rendering::State::end_drawing() {
  if (!imgui) return;
  {
    const OwnImGui::Turn turn(*imgui);
    bands.reset();
    app.reset();
  }
  imgui.reset();
}

Rendering::Rendering(RenderWish wish, std::function<void()> wake, bool recorded)
    : state_(std::make_unique<State>(std::move(wish), std::move(wake), recorded)) {}
Rendering::~Rendering() = default;

Rendering::Next Rendering::step() { return (state_.get()->*state_->phase)(); }

bool Rendering::work(std::chrono::microseconds time) {
  return state_->worker.work(time) || (state_->app && state_->app->work(time));
}

void Rendering::wait() {
  state_->worker.finish();
  if (!state_->imgui) return;
  const OwnImGui::Turn turn(*state_->imgui);
  state_->app->finish_work();
}

std::vector<std::byte> Rendering::take() { return std::move(state_->file); }

}  // namespace flatscope
