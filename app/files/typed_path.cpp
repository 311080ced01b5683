#include "app/files/typed_path.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "app/files/file_listing.h"
#include "app/files/folders.h"
#include "core/files/file.h"
#include "core/files/paths.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"
#include "core/files/utf8.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

std::string quoted(const fs::path& name) { return "“" + shown(name) + "”"; }

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  if (text.size() >= 2 && text.front() == text.back() && (text.front() == '\'' || text.front() == '"'))
    text = text.substr(1, text.size() - 2);
  return text;
}

std::size_t last_separator(std::string_view text) {
#ifdef _WIN32
  return text.find_last_of("/\\");
#else
  return text.rfind('/');
#endif
}

bool same_letter(char a, char b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return lower(a) == lower(b);
}

bool begins_like(std::string_view text, std::string_view start, bool exactly) {
  if (text.size() < start.size()) return false;
  return std::equal(start.begin(), start.end(), text.begin(),
                    [exactly](char a, char b) { return exactly ? a == b : same_letter(a, b); });
}

// How much of `b` agrees with `a`, never in the midst of a character.
std::size_t common_length(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return whole_characters(a, n);
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error) && !error;
}

// The deepest part of `path` that is missing, told against the folder that should hold it.
std::string missing_sentence(const fs::path& path) {
  fs::path name = path.filename(), holder = path.parent_path();
  if (name.empty()) return missing_sentence(holder);
  if (is_folder(holder) || holder == path) return "There is no " + quoted(name) + " in " + shown(holder) + ".";
  std::error_code error;
  if (fs::exists(holder, error)) return quoted(holder.filename()) + " is a file, so nothing can be inside it.";
  while (holder.has_parent_path() && holder != holder.parent_path() && !is_folder(holder.parent_path()))
    holder = holder.parent_path();
  return "There is no folder " + shown(holder) + ".";
}

#ifndef _WIN32
// The names that the desktop gave its folders, from user-dirs.dirs: XDG_PICTURES_DIR="$HOME/Bilder".
fs::path desktop_folder(const fs::path& home, std::string_view key) {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const fs::path folder = config != nullptr && *config != '\0' ? path_from_utf8(config) : home / ".config";
  if (is_stream(folder / "user-dirs.dirs")) return {};
  std::ifstream file(folder / "user-dirs.dirs", std::ios::binary);
  std::string line;
  const std::string start = "XDG_" + std::string(key) + "_DIR=\"";
  while (std::getline(file, line)) {
    if (line.compare(0, start.size(), start) != 0) continue;
    std::string value = line.substr(start.size());
    value = value.substr(0, value.find('"'));
    static constexpr std::string_view home_mark = "$HOME";
    if (value.compare(0, home_mark.size(), home_mark) != 0) return path_from_utf8(value);
    const std::size_t rest = value.find_first_not_of('/', home_mark.size());
    return rest == std::string::npos ? home : home / path_from_utf8(value.substr(rest));
  }
  return {};
}
#endif

}  // namespace

fs::path home_folder() {
#ifdef _WIN32
  return folder_from_environment("USERPROFILE");
#else
  const char* home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? path_from_utf8(home) : fs::path();
#endif
}

fs::path typed_path(std::string_view typed, const fs::path& folder, const fs::path& home) {
  typed = trimmed(typed);
  fs::path path;
  if (typed == "~" || typed.substr(0, 2) == "~/") {
    path = home;
    const std::size_t rest = typed.find_first_not_of('/', 1);
    if (rest != std::string_view::npos) path /= path_from_utf8(typed.substr(rest));
  } else {
    path = within(folder, path_from_utf8(typed));
  }
  path = normal_path(path);
  return path.has_filename() || path == path.root_path() ? path : path.parent_path();
}

std::string complete_path(std::string_view typed, const fs::path& folder, const fs::path& home) {
  if (typed == "~") return "~/";
  const std::size_t cut = last_separator(typed);
  const std::string_view holder_text = cut == std::string_view::npos ? std::string_view() : typed.substr(0, cut + 1);
  const std::string_view start = cut == std::string_view::npos ? typed : typed.substr(cut + 1);
  const fs::path holder = holder_text.empty() ? folder : typed_path(holder_text, folder, home);

  struct Candidate {
    std::string name;
    bool folder;
  };
  std::vector<Candidate> all, fitting;
  std::error_code error;
  for (fs::directory_iterator at(holder, error); !error && at != fs::directory_iterator(); at.increment(error)) {
    std::string name = utf8(at->path().filename());
    const bool hidden = name.empty() || name.front() == '.';
    if (hidden && (start.empty() || start.front() != '.')) continue;
    if (!begins_like(name, start, false)) continue;
    std::error_code ignored;
    const bool is_dir = at->is_directory(ignored);
    if (!is_dir && kind_of_name(name) == FileKind::other) continue;
    all.push_back({std::move(name), is_dir});
  }
  // Names that agree letter for letter come first; upper and lower case are only taken as alike if none does.
  std::copy_if(all.begin(), all.end(), std::back_inserter(fitting),
               [&](const Candidate& one) { return begins_like(one.name, start, true); });
  if (fitting.empty()) fitting = all;
  if (fitting.empty()) return std::string(typed);
  std::string agreed = fitting.front().name;
  for (const Candidate& one : fitting) agreed.resize(common_length(agreed, one.name));
  if (agreed.size() < start.size()) return std::string(typed);
  std::string result = std::string(holder_text) + agreed;
  if (fitting.size() == 1 && fitting.front().folder) result += '/';
  return result;
}

PathAnswer look_to_open(const fs::path& path) {
  PathAnswer answer;
  answer.path = path;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    answer.sentence = missing_sentence(path);
  } else if (error) {
    answer.sentence = error == std::errc::permission_denied
                          ? "You have no permission to look at " + shown(path) + "."
                          : shown(path) + " can’t be opened: " + error.message() + ".";
  } else if (fs::is_directory(status)) {
    fs::directory_iterator at(path, error);
    if (error)
      answer.sentence = "You have no permission to look into the folder " + shown(path) + ".";
    else
      answer.kind = PathAnswer::Kind::folder;
  } else if (!fs::is_regular_file(status)) {
    answer.sentence = quoted(path.filename()) + " is neither a file nor a folder.";
  } else if (!std::ifstream(path, std::ios::binary)) {
    answer.sentence = "You have no permission to read " + quoted(path.filename()) + ".";
  } else {
    answer.kind = PathAnswer::Kind::file;
  }
  return answer;
}

PathAnswer look_to_save(std::string_view name, const fs::path& folder, const fs::path& home, const SavedFile& wanted) {
  PathAnswer answer;
  const std::string_view text = trimmed(name);
  if (text.empty()) {
    answer.sentence = "The file needs a name, such as " + std::string(wanted.example) + ".";
    return answer;
  }
  answer.path = typed_path(text, folder, home);
  const bool ends_in_separator = last_separator(text) == text.size() - 1;
  if (ends_in_separator || is_folder(answer.path)) {
    answer.sentence = is_folder(answer.path)
                          ? quoted(answer.path.filename()) + " is a folder: write a name for the file."
                          : "There is no folder " + shown(answer.path) + ".";
    return answer;
  }
  const std::string file_name = utf8(answer.path.filename());
  if (!wanted.has_ending(file_name)) answer.path += path_from_utf8(wanted.endings.front());
  const fs::path holder = answer.path.parent_path();
  if (!is_folder(holder)) {
    answer.sentence = missing_sentence(holder);
    return answer;
  }
  if (is_folder(answer.path)) {
    answer.sentence = quoted(answer.path.filename()) + " is a folder: write another name.";
    return answer;
  }
  if (is_stream(answer.path)) {
    answer.sentence = quoted(answer.path.filename()) + " is a pipe or a device: write another name.";
    return answer;
  }
  // Permissions are told in too many ways to be read; a file that can be made and taken away again is the proof.
  const fs::path probe = holder / ".flatscope-can-write";
  const bool writable = static_cast<bool>(std::ofstream(probe, std::ios::binary));
  std::error_code ignored;
  if (writable) fs::remove(probe, ignored);
  if (!writable) {
    answer.sentence = "Nothing can be written in " + shown(holder) + ": choose another folder.";
    return answer;
  }
  std::error_code error;
  answer.kind = fs::exists(answer.path, error) ? PathAnswer::Kind::exists : PathAnswer::Kind::file;
  return answer;
}

std::vector<PlaceFolder> usual_places() {
  std::vector<PlaceFolder> places;
  const fs::path home = home_folder();
  const auto add = [&places](std::string title, const fs::path& path) {
    const bool there = std::any_of(places.begin(), places.end(), [&](const auto& one) { return one.path == path; });
    if (!path.empty() && !there && is_folder(path)) places.push_back({std::move(title), path});
  };
  add("Home", home);
#ifdef _WIN32
  for (const char* name : {"Desktop", "Pictures", "Documents", "Downloads"})
    if (!home.empty()) add(name, home / name);
  for (char letter = 'A'; letter <= 'Z'; ++letter) {
    const std::string drive = std::string(1, letter) + ":";
    add(drive, drive + "\\");
  }
#else
  const std::pair<const char*, const char*> known[] = {
      {"Desktop", "DESKTOP"}, {"Pictures", "PICTURES"}, {"Documents", "DOCUMENTS"}, {"Downloads", "DOWNLOAD"}};
  for (const auto& [title, key] : known) {
    if (home.empty()) break;
    const fs::path named = desktop_folder(home, key);
    add(title, named.empty() ? home / title : named);
  }
  const char* user = std::getenv("USER");
  for (const fs::path mounts : {"/media", "/run/media", "/Volumes"}) {
    const fs::path own = mounts == "/Volumes" ? mounts : user != nullptr ? mounts / user : fs::path();
    std::error_code error;
    if (own.empty() || !is_folder(own)) continue;
    for (fs::directory_iterator at(own, error); !error && at != fs::directory_iterator(); at.increment(error))
      add(utf8(at->path().filename()), at->path());
  }
  add("File system", "/");
#endif
  return places;
}

}  // namespace flatscope
