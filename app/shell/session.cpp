// The session, which survives a crash: kept after every change, and brought back.
#include "app/files/session.h"

#include <span>
#include <stdexcept>

#include "app/engine/stage_table.h"
#include "app/files/scene_file.h"
#include "app/files/settings_file.h"
#include "app/shell/app.h"
#include "core/files/file.h"

namespace flatscope {
namespace {

constexpr std::int64_t most_weights = 50'000'000;  // bytes; more would hold the window's closing up

// Of each stage all or nothing, so that much data on one does not cost what was trained on another.
void keep_trained(Scene& scene, const Results& results, const Storage& storage) {
  const std::filesystem::path folder = storage.session_files();
  if (folder.empty()) return;
  std::int64_t bytes = 0;
  for (const StageModel* model : stage_models()) {
    const Scene before = scene;
    try {
      const std::vector<BesideFile> files = model->keep(scene, results, folder / "session-");
      std::int64_t more = 0;
      for (const BesideFile& file : files) more += file.bytes;
      if (bytes + more > most_weights) throw std::length_error("too many weights");
      if (!files.empty()) std::filesystem::create_directories(folder);
      for (const BesideFile& file : files) {
        const std::vector<std::byte> made = file.make();
        write_file(file.path, std::span<const std::byte>(made));
      }
      bytes += more;
    } catch (const std::exception&) {
      scene = before;  // nobody would read a sentence; the settings are kept all the same
    }
  }
}

}  // namespace

void App::reopen_last_session() {
  std::vector<std::string> complaints;
  std::optional<Session> session = load_session(platform_.storage(), complaints);
  for (const std::string& complaint : complaints) say({complaint, true, "", {}});
  if (!session) return;
  scene_path_ = session->scene_path;
  take_over(session->scene, true);
}

void App::offer_last_session() {
  say({"Your last session is still here.", false, "Bring it back", [](App& app) { app.reopen_last_session(); }});
}

void App::resume(Session session) {
  scene_ = std::move(session.scene);
  clamp(scene_);
  history_.reset(scene_);
  scene_path_ = session.scene_path;
  if (!session.saved) saved_scene_ = {};
  update_title();
  say({session.ended_well ? "Everything is as you left it."
                          : "Flatscope stopped unexpectedly last time. Everything is as you left it.",
       false,
       "",
       {}});
}

void App::autosave() {
  const Session session{scene_, scene_path_, scene_ == saved_scene_, false};
  worker_.submit(
      Worker::Lane::background, "autosave",
      [this, session]() -> Worker::Delivery {
        std::optional<std::string> complaint = session_keeper_.keep(session);
        return [this, complaint] {
          if (complaint && !autosave_failed_) say({*complaint, true, "", {}});
          autosave_failed_ = complaint.has_value();
        };
      },
      [this](const std::string& what) {
        say({what, true, "", {}});
      });
}

// What was trained is kept now and not before: while it goes on, it changes with every step.
void App::goodbye() {
  Session session{scene_, scene_path_, scene_ == saved_scene_, true};
  keep_trained(session.scene, computer_.results(), platform_.storage());
  session_keeper_.end(session);
  if (draft_ && put_together(draft_->text) != draft_->written) {
    try {
      write_file(draft_->path, std::string_view(put_together(draft_->text)));
    } catch (const std::exception&) {
      // Nobody is there to read a sentence.
    }
  }
  store_settings(platform_.storage(), settings_);
}

}  // namespace flatscope
