#include "app/files/session.h"

#include <fmt/format.h>

#include "app/files/folders.h"
#include "app/files/scene_file.h"
#include "app/files/toml_read.h"
#include "app/files/toml_text.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

// The last table of the file, so that it can be written anew without touching the scene before it.
constexpr std::string_view own_table = "\n[session]\n";
constexpr std::uintmax_t longest_file = 16'000'000;

fs::path session_path() {
  const fs::path folder = state_folder();
  return folder.empty() ? folder : folder / "session.toml";
}

std::string session_text(const fs::path& scene_path, bool saved, bool ended_well) {
  std::string text(own_table);
  if (!scene_path.empty()) text += path_line("scene_path", scene_path);
  return text + fmt::format("saved = {}\nended_well = {}\n", saved, ended_well);
}

// Empty where there is no file; throws where it can't be read.
std::optional<std::string> read_session_text() {
  const fs::path path = session_path();
  std::error_code error;
  if (path.empty() || !fs::exists(path, error)) return std::nullopt;
  const std::vector<std::byte> bytes = read_plain_file(path, longest_file);
  return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
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

fs::path state_folder() { return user_folder("XDG_STATE_HOME", ".local/state"); }

std::string session_problem() {
  const fs::path path = session_path();
  if (!is_stream(path)) return {};
  return fmt::format("The session is not kept, so a crash would lose this work: {} is a pipe or a device, not a file.",
                     shown(path));
}

std::optional<std::string> store_session(const Session& session) {
  const fs::path path = session_path();
  if (path.empty()) return "There is no home folder to keep the session in, so a crash would lose this work.";
  if (std::string problem = session_problem(); !problem.empty()) return problem;
  try {
    fs::create_directories(path.parent_path());
    // No folder to be relative to: the session's own moves with nothing.
    const std::string text =
        scene_to_toml(session.scene, {}) + session_text(session.scene_path, session.saved, session.ended_well);
    write_file(path, std::string_view(text));
    return std::nullopt;
  } catch (const std::exception& error) {
    return fmt::format("The session could not be kept, so a crash would lose this work. {}", error.what());
  }
}

std::optional<Session> load_session(std::vector<std::string>& complaints) {
  try {
    const std::optional<std::string> text = read_session_text();
    if (!text) return std::nullopt;
    Session session = read_own_table(*text);
    session.scene = scene_from_toml(*text, state_folder(), complaints);
    return session;
  } catch (const std::exception& error) {
    complaints.push_back(fmt::format("The last session can't be read. {}", error.what()));
    return std::nullopt;
  }
}

bool last_session_ended_well() {
  try {
    const std::optional<std::string> text = read_session_text();
    return !text || read_own_table(*text).ended_well;
  } catch (const std::exception&) {
    return true;  // nothing that could be brought back
  }
}

bool has_session() {
  const fs::path path = session_path();
  std::error_code error;
  return !path.empty() && fs::is_regular_file(path, error);
}

void mark_session_ended() {
  try {
    const std::optional<std::string> text = read_session_text();
    if (!text) return;
    const Session session = read_own_table(*text);
    const std::string scene = text->substr(0, text->rfind(own_table));
    write_file(session_path(), std::string_view(scene + session_text(session.scene_path, session.saved, true)));
  } catch (const std::exception&) {
    // The window is closing and nobody would read a sentence; at worst the next start offers this session again.
  }
}

std::optional<std::string> SessionKeeper::keep(const Session& session) {
  const std::lock_guard lock(mutex_);
  return ended_ ? std::nullopt : store_session(session);
}

void SessionKeeper::end(const Session& session) {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  store_session(session);
}

}  // namespace flatscope
