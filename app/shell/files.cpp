// What the program does with files: opening pictures and scenes, saving.
#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <utility>

#include "app/engine/picture.h"
#include "app/files/assets.h"
#include "app/files/file_listing.h"
#include "app/files/scene_file.h"
#include "app/files/settings_file.h"
#include "app/lessons/model/library.h"
#include "app/shell/app.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

bool is_scene_file(const std::filesystem::path& path) { return path.extension() == ".toml"; }

}  // namespace

void App::ask_for_files(const FileQuestion& question) {
  const bool asked = platform_.ask_for_files(question, [this](const FileChoice& choice) { chosen(choice); });
  if (!asked) chooser_.open(question, settings_);
}

void App::chosen(const FileChoice& choice) {
  if (has_own_answer(choice.use)) {
    take_file(choice.paths.front());
  } else if (choice.use == FileUse::save_handout) {
    make_handout(choice.paths.front());
  } else if (saves(choice.use)) {
    scene_path_ = choice.paths.front();
    settings_.folder = scene_path_.parent_path();
    save_scene(false);
  } else if (!choice.bundled.empty()) {
    open_bundled(choice.bundled);
  } else {
    open(choice.paths);
  }
}

void App::save_scene(bool ask_for_name) {
  if (scene_path_.empty() || ask_for_name) {
    std::filesystem::path suggested = scene_path_;
    if (suggested.empty()) {
      suggested = settings_.folder / path_from_utf8(stem_of(current_picture(scene_)) + std::string(scene_ending));
    }
    ask_for_files({FileUse::save_scene, suggested});
    return;
  }
  const std::filesystem::path path = scene_path_;
  const Scene scene = scene_;
  Scene kept = scene_;
  std::vector<BesideFile> beside = keep_results(kept, computer_.results(), beside_scene(path));
  worker_.submit(
      Worker::Lane::background, "save",
      [this, scene, path, kept = std::move(kept), beside = std::move(beside)]() -> Worker::Delivery {
        flatscope::save_scene(kept, path, beside);
        return [this, scene, path, beside] {
          platform_.hand_out(path);
          for (const BesideFile& file : beside) platform_.hand_out(file.path);
          saved_scene_ = scene;
          remember(settings_, path);
          store_settings(platform_.storage(), settings_);
          update_title();
          autosave();
          say({fmt::format("Saved as {}{}.", shown(path),
                           beside.empty() ? "" : ", with the weights of what was trained beside it"),
               false,
               "",
               {}});
        };
      },
      [this](const std::string& what) {
        say({what, true, "", {}});
      });
}

void App::open(const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> pictures;
  for (const std::filesystem::path& path : paths) {
    if (is_scene_file(path)) {
      open_scene(path);
    } else {
      pictures.push_back(path);
    }
  }
  if (pictures.empty()) return;
  ++opening_;
  // A key of its own for every request: opening one picture must not cancel the opening of another.
  worker_.submit(
      Worker::Lane::background, fmt::format("open {}", ++requests_),
      [this, pictures]() -> Worker::Delivery {
        std::vector<std::filesystem::path> files, streams;
        for (const std::filesystem::path& path : pictures) (is_stream(path) ? streams : files).push_back(path);
        return [this, streams, files, show = files.empty() ? Worker::Delivery() : read_pictures(files)] {
          --opening_;
          if (show) show();
          open_slowly(streams, false);
        };
      },
      [this](const std::string& what) {
        --opening_;
        say({what, true, "", {}});
      });
}

Worker::Delivery App::read_pictures(const std::vector<std::filesystem::path>& paths) {
  std::vector<Picture> loaded;
  std::vector<std::string> complaints;
  for (const std::filesystem::path& path : paths) {
    try {
      loaded.push_back(open_picture(path));
    } catch (const std::bad_alloc&) {
      complaints.push_back(fmt::format("{} needs more memory than there is.", shown(path.filename())));
    } catch (const std::exception& error) {
      complaints.emplace_back(error.what());
    }
  }
  return [this, loaded = std::move(loaded), complaints = std::move(complaints)] { added(loaded, complaints); };
}

void App::open_slowly(const std::vector<std::filesystem::path>& paths, bool as_scene) {
  for (const std::filesystem::path& path : paths) open_one_slowly(path, as_scene);
}

void App::open_one_slowly(const std::filesystem::path& path, bool as_scene) {
  const long long wait = ++requests_;
  waits_.push_back(wait);
  ++opening_;
  say({fmt::format("Waiting for {}: nothing has come from it yet.", shown(path)), false, "Stop waiting",
       [wait](App& app) { app.end_wait(wait); }, 0.0, wait});
  worker_.submit_apart(
      [this, wait, path, as_scene]() -> Worker::Delivery {
        return [this, wait, show = as_scene ? read_scene(path) : read_pictures({path})] {
          if (end_wait(wait)) show();
        };
      },
      [this, wait](const std::string& what) {
        if (end_wait(wait)) say({what, true, "", {}});
      });
}

bool App::end_wait(long long wait) {
  const auto found = std::find(waits_.begin(), waits_.end(), wait);
  if (found == waits_.end()) return false;
  waits_.erase(found);
  --opening_;
  std::erase_if(notices_, [wait](const Notice& one) { return one.wait == wait; });
  return true;
}

void App::tell_of_slow_reading() {
  constexpr double patience = 0.5;  // seconds
  constexpr long long slow_reading = -1;
  const auto ours = [](const Notice& one) { return one.wait == slow_reading; };
  if (opening_ <= static_cast<int>(waits_.size())) {
    opening_since_ = -1.0;
    if (std::exchange(reading_told_, false)) std::erase_if(notices_, ours);
    return;
  }
  const double now = ImGui::GetTime();
  if (opening_since_ < 0.0) opening_since_ = now;
  if (now - opening_since_ < patience) return;
  const float done = worker_.done(Worker::Lane::background);
  const std::string words = done < 0.0F ? "Reading …" : fmt::format("Reading … {:.0f} %", done * 100.0F);
  if (!std::exchange(reading_told_, true)) return say({words, false, "", {}, 0.0, slow_reading});
  if (const auto told = std::find_if(notices_.begin(), notices_.end(), ours); told != notices_.end())
    told->words = words;
}

void App::added(std::vector<Picture> pictures, std::vector<std::string> complaints) {
  for (std::string& complaint : complaints) say({std::move(complaint), true, "", {}});
  if (pictures.empty()) return;
  if (complaints.empty()) forget_problems();
  Scene next = scene_;
  int first = -1;
  for (Picture& picture : pictures) {
    const auto same = std::find_if(next.pictures.begin(), next.pictures.end(), [&](const Picture& other) {
      return other.bundled == picture.bundled && other.path == picture.path;
    });
    int at = static_cast<int>(same - next.pictures.begin());
    if (same != next.pictures.end()) {
      *same = picture;  // the file may have changed
    } else {
      next.pictures.push_back(picture);
    }
    if (first < 0) first = at;
    if (!picture.path.empty() && !is_stream(picture.path)) {
      remember(settings_, picture.path);
      settings_.folder = picture.path.parent_path();
    }
  }
  next.picture = first;
  model_of(next.stage).picture_chosen(next);
  store_settings(platform_.storage(), settings_);
  take_over(next, true);
}

void App::open_bundled(const std::string& name) {
  worker_.submit(
      Worker::Lane::background, fmt::format("open {}", ++requests_),
      [this, name]() -> Worker::Delivery {
        Picture picture = bundled_picture(name);
        return [this, picture] { added({picture}, {}); };
      },
      [this](const std::string& what) {
        say({what, true, "", {}});
      });
}

void App::open_scene(const std::filesystem::path& path) {
  ++opening_;
  worker_.submit(
      Worker::Lane::background, fmt::format("open {}", ++requests_),
      [this, path]() -> Worker::Delivery {
        const bool stream = is_stream(path);
        if (!stream && is_lesson_file(path)) {
          return [this, path] {
            --opening_;
            play_lesson(path);
          };
        }
        return [this, path, stream, show = stream ? Worker::Delivery() : read_scene(path)] {
          --opening_;
          if (show) show();
          if (stream) open_slowly({path}, true);
        };
      },
      [this](const std::string& what) {
        --opening_;
        say({what, true, "", {}});
      });
}

Worker::Delivery App::read_scene(const std::filesystem::path& path) {
  std::vector<std::string> complaints;
  Scene scene = load_scene(path, complaints);
  // A pipe is no place to save to, nor one to find the scene in again.
  return [this, path, stream = is_stream(path), scene = std::move(scene), complaints = std::move(complaints)] {
    forget_problems();
    for (const std::string& complaint : complaints) say({complaint, true, "", {}});
    scene_path_ = stream ? std::filesystem::path() : path;
    saved_scene_ = scene;
    if (!stream) {
      remember(settings_, path);
      settings_.folder = path.parent_path();
      store_settings(platform_.storage(), settings_);
    }
    begin_anew(scene);
  };
}

void App::begin_anew(const Scene& scene) {
  ViewState fresh;
  fresh.rail = view_.rail;
  fresh.presenting = view_.presenting;
  fresh.help = view_.help;
  leave_lesson();
  view_ = fresh;
  take_over(scene, true);
  update_title();
}

void App::ask_for_file(FileAsk ask) {
  file_ask_ = std::move(ask);
  if (file_ask_.name.empty())
    ask_for_files({file_ask_.use, {}});
  else
    ask_for_files({saves(file_ask_.use) ? file_ask_.use : FileUse::save_array,
                   settings_.folder / path_from_utf8(file_ask_.name)});
}

void App::take_file(const std::filesystem::path& path) {
  const auto refused = [this](const std::string& what) { say({what, true, "", {}}); };
  const auto remember_folder = [this, path] {
    settings_.folder = path.parent_path();
    store_settings(platform_.storage(), settings_);
  };
  if (!file_ask_.name.empty()) {
    worker_.submit(
        Worker::Lane::background, "write file",
        [this, path, remember_folder, write = file_ask_.write, then = file_ask_.then]() -> Worker::Delivery {
          return [this, path, remember_folder, then, said = write(path)] {
            platform_.hand_out(path);
            remember_folder();
            say({said, false, "", {}});
            if (then) then(path);
          };
        },
        refused);
    return;
  }
  worker_.submit(
      Worker::Lane::background, "read file",
      [this, path, remember_folder, refused, read = file_ask_.read]() -> Worker::Delivery {
        return [this, remember_folder, refused, change = read(path)] {
          Scene next = scene_;
          try {
            change(next);
          } catch (const std::exception& error) {
            refused(error.what());
            return;
          }
          remember_folder();
          forget_problems();
          take_over(next, true);
        };
      },
      refused);
}

}  // namespace flatscope
