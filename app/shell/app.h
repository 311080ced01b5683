// The program without its window: all its state, and one frame() that never blocks. The loop around it belongs to the
// platform (native/loop.cpp), or to a single picture (platform/pictures/rendering.h).
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/dialogs/chooser/chooser.h"
#include "app/dialogs/export/dialog.h"
#include "app/dialogs/link.h"
#include "app/dialogs/notices.h"
#include "app/engine/computer.h"
#include "app/engine/history.h"
#include "app/engine/scene.h"
#include "app/engine/stage_table.h"
#include "app/engine/view_state.h"
#include "app/engine/worker.h"
#include "app/files/render_wish.h"
#include "app/files/session.h"
#include "app/files/settings.h"
#include "app/lessons/model/draft.h"
#include "app/lessons/model/lesson.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/notes.h"
#include "app/platform/platform.h"
#include "app/stages/stage.h"
#include "app/widgets/fonts.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/key_press.h"
#include "app/widgets/screen_record.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/thumbnails.h"

namespace flatscope {

struct HandoutFigure;

// Where a pixel of the display is `display_scale` wide and text is set to `text` times its size. Presented, no text is
// smaller than a 36th of the screen's height (in pixels, 0: unknown); beside a lesson's bar it is only as large as the
// stage and the bar have room for.
TextSize wanted_text(float text, const ViewState& view, float screen_height, float display_scale);

class App {
 public:
  // `platform` outlives it. Needs a current OpenGL context and an ImGui context.
  App(Scene scene, Settings settings, Platform& platform);
  ~App();

  using Clock = std::chrono::steady_clock;
  // Builds one frame of `screen` pixels in the current ImGui frame. True if the Scene changed meanwhile.
  // With `answer_by` it asks for the answers to the Scene first and waits for them until then at most; without, it only
  // takes the input, and what it shows may be behind it.
  bool frame(ImVec2 screen, const std::vector<KeyPress>& events, std::optional<Clock::time_point> answer_by);
  // Asks for what the Scene as it is now wants to know.
  void ask_for_answers();
  // The frame built last is the one that is shown: what it says goes into the record (screen_record.h).
  void frame_shown();

  // --- what shortcuts and buttons do ---
  void undo();
  void redo();
  void show_stage(Stage stage);
  // What a person does to the stage that is shown: `change` is given its row, and one step of undo comes of it.
  void command(const std::function<void(StageEdit& edit, const StageModel& stage)>& change);
  void step_picture(int by);  // next or previous opened picture
  void close_picture();
  void toggle_full_screen() { platform_.show_full_screen(!platform_.full_screen()); }
  bool full_screen() const { return platform_.full_screen(); }
  Theme theme() const;  // of the picture: a presented lesson has its own
  void toggle_theme();  // that one
  void set_text_scale(float scale);
  void set_reduce_motion(bool reduce);
  void open_chooser();
  void save_scene(bool ask_for_name);
  void open_export();
  void copy_code(CodeOf what);                                 // PyTorch code, to the clipboard
  void open(const std::vector<std::filesystem::path>& paths);  // pictures or one scene; loads in the background
  // The same for what may take any time, such as a pipe that nobody writes to: a notice says what is waited for.
  void open_slowly(const std::vector<std::filesystem::path>& paths, bool as_scene);
  void open_bundled(const std::string& name);
  void reopen_last_session();
  void offer_last_session();     // of a run that ended well: a quiet notice with a button
  void resume(Session session);  // of a run that did not: shown at once
  void take_renderer(RenderLater renderer) { render_later_ = std::move(renderer); }  // draws pictures to be exported
  void start_with(Results results) { computer_.start_with(std::move(results)); }     // what is known of the Scene
  // What the frames say is kept for who reads it aloud (screen_record.h).
  void keep_record() { record_.keep(); }
  std::string record() const { return record_.json(); }
  void record_nothing() { recorded_ = false; }  // as if nobody had asked for it
  void set_scene_path(std::filesystem::path path) { scene_path_ = std::move(path); }
  // --- the scene as a link (links.cpp) ---
  void show_link();  // as a code, with its address; or closes it
  void copy_link();
  void paste_link();
  void open_link(const std::string& link);  // read in the background, and one step of undo
  // --- lessons (lessons.cpp) ---
  // Reads it in the background; `to_write`: opens its text as well.
  void play_lesson(const std::filesystem::path& path, int step = 0, bool to_write = false);
  void show_lessons();        // the list of them, or closes it
  void offer_first_lesson();  // a quiet notice with a button
  void begin(std::shared_ptr<const Lesson> lesson, int step);
  void go_to_step(int step);
  void restore_step();  // the Scene as the step has it
  void leave_lesson();
  // --- writing them (lesson_writing.cpp) ---
  void new_lesson();   // of the Scene that is shown
  void edit_lesson();  // its text, or back to playing it
  // One that can't be played yet: its text is opened, and the stages show what they show.
  void write_on_broken(const std::filesystem::path& path, std::filesystem::file_time_type written,
                       const std::vector<LessonMistake>& mistakes);
  void add_lesson_step();  // the Scene that is shown, behind the step in hand
  void undo_lesson_edit();
  bool writes_lesson() const { return view_.lesson.editing && draft_.has_value(); }
  // --- what is taken home of one (handout.cpp) ---
  void ask_for_handout();
  void ask_for_answers_file();
  // `full`: the window fills the screen meanwhile.
  void present(bool on, bool full = false);
  // While a lesson is presented its notes stand in a window of their own, where the platform has one.
  bool wants_notes_window() const { return presents_lesson(view_) && view_.lesson.notes; }
  void close_notes() { view_.lesson.notes = false; }
  // What stands there, for a platform that shows it as text, and the action of a button that was pressed.
  struct Notes {
    std::vector<NoteLine> lines;
    std::vector<NoteButton> buttons;
  };
  Notes notes() const;
  void press_note(std::string_view action);
  // All of that window, in the Dear ImGui that is current; `scale` is that of the fonts.
  void draw_notes_window(ImVec2 size, const FontSet& fonts, float scale);
  TextSize ordinary_text() const { return {settings_.text_scale * display_scale_, 0.0F}; }
  void tell_key(std::string_view cap, std::string_view words);  // to a class, where pressed keys are shown
  void let_glide() { glides_ = true; }                          // from step to step: in a window that somebody watches
  void escape();                                                // closes what is open on top, lets go of a pin
  void say(Notice notice);

  // --- read by the loop ---
  const Settings& settings() const { return settings_; }
  Settings& settings() { return settings_; }
  const Scene& scene() const { return scene_; }
  const History& history() const { return history_; }
  const Results& results() const { return computer_.results(); }
  // Worker::work() of its worker.
  bool work(std::chrono::microseconds time) { return worker_.work(time); }
  // Draw a frame: there is something to do.
  bool has_news() const { return worker_.has_deliveries() || asks_later_ || clipboard_->answered(); }
  bool answer_may_come() const { return !unseen_ && computer_.picture_behind(); }  // to a frame that waits for it
  // Of the frame drawn last.
  bool picture_behind() const { return changed_ || asks_later_ || computer_.picture_behind(); }
  ViewState& view() { return view_; }
  const ViewState& view() const { return view_; }
  const LessonPlay& lesson() const { return view_.lesson; }
  Chooser& chooser() { return chooser_; }
  std::optional<double> wants_frame_in() const;  // seconds; empty: sleep until something happens
  TextSize wanted_text() const;
  bool fonts_stale() const;  // text scale or display scale changed: call load_fonts_now()
  void load_fonts_now();
  void take_fonts(const FontSet& fonts, const TextSize& text);  // already in the context's atlas
  void set_display_scale(float scale);
  // The window's size in pixels, where it is known before the first frame.
  void set_screen(ImVec2 pixels) { screen_ = pixels; }
  const std::string& title() const { return title_; }  // for the window's bar
  bool quitting() const { return quitting_; }
  void quit() { quitting_ = true; }
  void goodbye();      // the session ended well
  bool finish_work();  // waits until everything shown is up to date; false if there was nothing to wait for
  // The same in parts, for who can't wait: takes what has come and asks for what is missing.
  enum class Work { none, came, goes_on };
  Work take_work();
  TensorPainter& painter() { return painter_; }
  void keep_text(std::vector<TextRun>* runs) { text_runs_ = runs; }  // of each frame from now on; null: no longer

 private:
  void take_over(const Scene& next, bool commit, std::string_view gesture = {});
  void autosave();
  void begin_anew(const Scene& scene);  // with nothing of how the one before was looked at
  std::string page_address();
  void look_after_link();
  void put_link_on_clipboard(const SceneLink& link);
  void draw_link_panel(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys);
  void open_scene(const std::filesystem::path& path);
  Worker::Delivery read_scene(const std::filesystem::path& path);  // on a worker; the rest on the window's thread
  Worker::Delivery read_pictures(const std::vector<std::filesystem::path>& paths);
  void open_one_slowly(const std::filesystem::path& path, bool as_scene);
  bool end_wait(long long wait);  // false if it was given up
  void tell_of_slow_reading();
  // The chooser asks, or the platform does; the answer goes to chosen().
  void ask_for_files(const FileQuestion& question);
  void chosen(const FileChoice& choice);
  void ask_for_file(FileAsk ask);  // of a stage; the answer goes to take_file()
  void take_file(const std::filesystem::path& path);
  void added(std::vector<Picture> pictures, std::vector<std::string> complaints);
  void make_handout(const std::filesystem::path& path);
  void write_handout(const std::shared_ptr<const Lesson>& lesson, const std::filesystem::path& path,
                     const PdfPrinter& print, const std::shared_ptr<const std::vector<HandoutFigure>>& figures);
  void watch_lesson(const std::filesystem::path& path, std::filesystem::file_time_type written);
  void write_lesson_file(const std::string& name, int step,
                         std::function<std::string(const std::filesystem::path&)> text);
  void keep_draft();   // once a frame: it is written when nothing was changed for a moment
  void write_draft();  // now
  void show_wanted_step();
  void take_text(const std::string& text);
  void look_after_waits();  // of a step: its recorded run is shown where its training takes too long
  void update_title();
  void forget_old_notices();
  void forget_problems();  // something has succeeded
  void take_clipboard_answer();
  ExportPicture export_picture() const;
  void exported(const std::vector<std::filesystem::path>& files, const std::string& problem);
  // --- a frame (frame.cpp; of a lesson presenting.cpp) ---
  // What is shown where that is not what is: a frozen picture, or one on its way to the next step.
  struct Apart {
    Scene scene;
    ViewState view;
    std::optional<Results> results;
  };
  StageContext context_of(Ui& ui, Edit& edit);  // with what is shown
  const Scene& shown_scene() const { return apart_ ? apart_->scene : scene_; }
  ViewState& context_view() { return apart_ ? apart_->view : view_; }
  std::vector<KeyPress> without_let_go(const std::vector<KeyPress>& events);  // what is let go of is told first
  void request();                                                             // what the shown Scene asks core for
  void count_time();                                                          // of the step that is shown
  void glide_from(const Scene& scene, const ViewState& view);
  void look_apart();
  void fade_in(Ui& ui, const Rect& area);
  Rect draw_page(Ui& ui, Edit& edit, const Rect& screen);  // with rail and inspector, or the picture alone
  Rect draw_presented_lesson(Ui& ui, Edit& edit, const Rect& screen);
  void draw_stage(Ui& ui, Edit& edit, const Rect& inner, const Rect& area);
  void draw_inspector(Ui& ui, Edit& edit, const Rect& area);
  void draw_pictures(Ui& ui, Edit& edit, Column& column);
  void draw_rail(Ui& ui, const Rect& area);
  void draw_overlays(Ui& ui, const Rect& screen, const Rect& middle, const std::vector<KeyPress>& keys);

  Platform& platform_;
  Settings settings_;
  Scene scene_;
  History history_;
  ViewState view_;
  ScreenRecord record_;
  TensorPainter painter_;
  Kept kept_;  // what views and widgets keep from one frame to the next
  Clipboard* const clipboard_ = &platform_.clipboard();
  compat::ClipboardHooks clipboard_hooks_;
  unsigned pasting_field_ = 0;             // the field that waits for the clipboard's answer, as Dear ImGui numbers it
  bool pasting_link_ = false;              // so does the whole program
  std::optional<compat::Modifiers> held_;  // taken away for this frame
  SessionKeeper session_keeper_{platform_.storage()};  // outlives the worker's jobs
  Worker worker_;
  Computer computer_;
  std::optional<Scene> link_of_;  // whose link was asked for last
  std::optional<SceneLink> link_;
  bool copies_link_ = false;  // as soon as it is there
  Chooser chooser_;
  FileAsk file_ask_;  // what a file is asked for, if a stage asked
  ExportDialog export_dialog_;
  RenderLater render_later_;
  Thumbnails thumbnails_;
  FontSet fonts_;
  float display_scale_ = 1.0F;
  TextSize loaded_{0.0F, 0.0F};
  std::filesystem::path scene_path_;
  Scene saved_scene_;
  std::vector<Notice> notices_;
  double wake_in_ = -1.0;
  long long frames_ = 0;
  ImVec2 screen_{0, 0};           // of the last frame, in pixels
  long long requests_ = 0;        // files asked for so far
  int opening_ = 0;               // files being read
  double opening_since_ = -1.0;   // in ImGui's seconds; below 0: none is
  bool reading_told_ = false;     // that it takes long: once put away, it is not told again
  std::vector<long long> waits_;  // those of them that may take any time
  bool changed_ = false;          // the Scene changed during this frame
  bool asks_later_ = false;       // the Scene of this frame was not asked for yet
  bool unseen_ = false;           // answers came that no frame has shown yet
  bool autosave_failed_ = false;
  bool recorded_ = true;  // in the record of the screen, if that is asked for

  std::optional<Clock::time_point> waits_since_;  // for the training of the lesson's step
  std::unique_ptr<Apart> apart_;
  struct Glide {
    Scene scene;  // from which it goes
    ViewState view;
    double started = 0.0;  // in ImGui's seconds
  };
  std::unique_ptr<Glide> glide_;
  std::optional<double> fades_since_;  // the next step's picture comes out of the ground
  bool glides_ = false;
  bool filled_ = false;                             // presenting made the window fill the screen
  Kept notes_kept_;                                 // of the notes' window
  ScreenRecord notes_record_;                       // nobody reads it
  std::optional<double> counted_until_;             // the time that each step is shown, in ImGui's seconds
  std::uint64_t lesson_watch_ = 0;                  // counts the files that were waited for
  std::shared_ptr<std::atomic<bool>> lesson_ends_;  // tells the wait to end
  std::vector<LessonHead> lesson_heads_;            // of those that come with the program, once they were asked for
  std::optional<LessonDraft> draft_;                // the lesson that is being written
  std::string read_text_;                           // what of the file was read last
  std::optional<int> step_wanted_;                  // to be shown when the newest text has been read
  std::string draft_text_;                          // and its text as it was in the frame before
  double draft_changed_at_ = 0.0;                   // in ImGui's seconds
  std::vector<TextRun>* text_runs_ = nullptr;
  std::string title_;
  bool quitting_ = false;
};

}  // namespace flatscope
