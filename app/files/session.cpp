#include "app/files/session.h"

#include <fmt/format.h>

#include "app/files/scene_file.h"
#include "app/files/toml_read.h"
#include "app/files/toml_text.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

// The last table of the file, so that it can be written anew without touching the scene before it.
constexpr std::string_view own_table = "\n[session]\n";
constexpr std::uintmax_t longest_text = 16'000'000;  // bytes

std::string session_text(const fs::path& scene_path, bool saved, bool ended_well) {
  std::string text(own_table);
  if (!scene_path.empty()) text += path_line("scene_path", scene_path);
  return text + fmt::format("saved = {}\nended_well = {}\n", saved, ended_well);
}

// Scene left out.
Session read_own_table(std::string_view text) {
  const auto start = text.rfind(own_table);
  Session session;
  if (start == std::string_view::npos) return session;
  const toml::table root = parse_toml(text.substr(start));
  const TomlTable own = TomlTable(&root, "").table("session");
  session.scene_path = own.path("scene_path").value_or(fs::path());
  session.saved = own.yes_or_no("saved").value_or(true);
  session.ended_well = own.yes_or_no("ended_well").value_or(true);
  return session;
}

}  // namespace

std::string session_problem(const Storage& storage) {
  const std::string obstacle = storage.obstacle(KeptText::session);
  if (obstacle.empty()) return {};
  return "The session is not kept, so a crash would lose this work: " + obstacle;
}

std::optional<std::string> store_session(Storage& storage, const Session& session) {
  if (std::string problem = session_problem(storage); !problem.empty()) return problem;
  try {
    // No folder to be relative to: the session's own moves with nothing.
    storage.write(KeptText::session, scene_to_toml(session.scene, {}) +
                                         session_text(session.scene_path, session.saved, session.ended_well));
    return std::nullopt;
  } catch (const std::exception& error) {
    return fmt::format("The session could not be kept, so a crash would lose this work. {}", error.what());
  }
}

std::optional<Session> load_session(const Storage& storage, std::vector<std::string>& complaints) {
  try {
    const std::optional<std::string> text = storage.read(KeptText::session, longest_text);
    if (!text) return std::nullopt;
    Session session = read_own_table(*text);
    session.scene = scene_from_toml(*text, {}, complaints);
    return session;
  } catch (const std::exception& error) {
    complaints.push_back(fmt::format("The last session can't be read. {}", error.what()));
    return std::nullopt;
  }
}

bool last_session_ended_well(const Storage& storage) {
  try {
    const std::optional<std::string> text = storage.read(KeptText::session, longest_text);
    return !text || read_own_table(*text).ended_well;
  } catch (const std::exception&) {
    return true;  // nothing that could be brought back
  }
}

void mark_session_ended(Storage& storage) {
  try {
    const std::optional<std::string> text = storage.read(KeptText::session, longest_text);
    if (!text) return;
    const Session session = read_own_table(*text);
    const std::string scene = text->substr(0, text->rfind(own_table));
    storage.write(KeptText::session, scene + session_text(session.scene_path, session.saved, true));
  } catch (const std::exception&) {
    // The window is closing and nobody would read a sentence; at worst the next start offers this session again.
  }
}

std::optional<std::string> SessionKeeper::keep(const Session& session) {
  const std::lock_guard lock(mutex_);
  return ended_ ? std::nullopt : store_session(storage_, session);
}

void SessionKeeper::end(const Session& session) {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  store_session(storage_, session);
}

}  // namespace flatscope
