// The session, which survives a crash: kept after every change, and brought back.
#include "app/files/session.h"

#include "app/files/settings_file.h"
#include "app/shell/app.h"

namespace flatscope {

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
  say({"Flatscope stopped unexpectedly last time. Everything is as you left it.", false, "", {}});
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

void App::goodbye() {
  session_keeper_.end({scene_, scene_path_, scene_ == saved_scene_, true});
  store_settings(platform_.storage(), settings_);
}

}  // namespace flatscope
