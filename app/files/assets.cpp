#include "app/files/assets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <mutex>
#include <stdexcept>

#include "app/files/open_npy.h"
#include "app/files/program_path.h"
#include "core/files/file.h"
#include "core/files/paths.h"
#include "core/files/plain_text.h"
#include "core/training/fashion.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

bool holds_resources(const fs::path& folder) {
  std::error_code error;
  return !folder.empty() && fs::is_directory(folder / "assets", error);
}

fs::path named_by_environment() {
#ifdef _WIN32
  const wchar_t* value = _wgetenv(L"FLATSCOPE_RESOURCES");
#else
  const char* value = std::getenv("FLATSCOPE_RESOURCES");
#endif
  return value == nullptr ? fs::path() : fs::path(value);
}

std::vector<fs::path> candidates() {
  if (const fs::path named = named_by_environment(); !named.empty()) return {named};
  std::vector<fs::path> folders;
  if (const fs::path program = program_path(); !program.empty()) {
    const fs::path folder = program.parent_path();
    folders = {folder, folder.parent_path(), folder.parent_path() / "share" / "flatscope"};
  }
#ifdef FLATSCOPE_SOURCE_DIR
  folders.emplace_back(FLATSCOPE_SOURCE_DIR);  // unless the program is built to be given away
#endif
  return folders;
}

// The program's own files as they were read first: they stay as they are, so the whole process shares them. Never
// destroyed: a job that is still running when the program ends may be looking at them.
struct OwnFiles {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const Image>, std::less<>> images;
  std::map<std::string, std::vector<std::byte>, std::less<>> fonts;
};
OwnFiles& own_files() {
  static auto& all = *new OwnFiles;
  return all;
}

// What `files` holds under `name`, or what `read` makes of it. Read without the lock, so that nobody who wants another
// file waits. Of two who come at once the first to be done wins, and both get what it has read.
template <class Files, class Read>
const auto& read_once(Files& files, std::string_view name, const Read& read) {
  std::mutex& mutex = own_files().mutex;
  {
    const std::lock_guard lock(mutex);
    const auto found = files.find(name);
    if (found != files.end()) return found->second;
  }
  auto fresh = read();
  const std::lock_guard lock(mutex);
  return files.emplace(name, std::move(fresh)).first->second;
}

}  // namespace

fs::path resources() {
  const std::vector<fs::path> folders = candidates();
  for (const fs::path& folder : folders) {
    if (holds_resources(folder)) return folder;
  }
  std::string places;
  for (const fs::path& folder : folders) places += (places.empty() ? "" : ", ") + shown(folder);
  throw std::runtime_error(fmt::format(
      "Flatscope's own files (a folder named assets) were not found; looked in: {}. Set FLATSCOPE_RESOURCES to the "
      "folder that holds them.",
      places));
}

const std::vector<BundledImage>& bundled_images() {
  static const auto& all = *new std::vector<BundledImage>{
      {"chelsea.png", "Cat"}, {"astronaut.png", "Astronaut"}, {"camera.png", "Photographer"}, {"coffee.png", "Coffee"},
      {"coins.png", "Coins"}, {"horse.png", "Horse"},         {"brick.png", "Wall"},          {"rocket.jpg", "Rocket"}};
  return all;
}

std::shared_ptr<const Image> bundled_image(std::string_view name) {
  const auto& all = bundled_images();
  // Only these: a scene from somewhere must not reach other files this way.
  if (std::none_of(all.begin(), all.end(), [&](const BundledImage& one) { return one.name == name; })) {
    throw ImageError(fmt::format("There is no bundled picture named \"{}\"; there are {} others, such as \"{}\".", name,
                                 all.size(), all.front().name));
  }
  return read_once(own_files().images, name, [&] {
    return std::make_shared<const Image>(load_image(resources() / "assets" / "images" / std::string(name)));
  });
}

std::span<const std::byte> bundled_font(std::string_view name) {
  return read_once(own_files().fonts, name,
                   [&] { return read_file(resources() / "assets" / "fonts" / std::string(name)); });
}

Dataset bundled_fashion() { return load_fashion_subset(resources() / "assets" / "fashion" / "fashion.png"); }

const Digits& bundled_digits() {
  static const auto& digits = *new Digits(load_digits(resources() / "assets" / "digits" / "digits.csv.gz"));
  return digits;
}

Picture bundled_picture(std::string_view name) { return {std::string(name), {}, bundled_image(name)}; }

std::string bundled_name(const fs::path& path) {
  const auto& all = bundled_images();
  const auto found = std::find_if(all.begin(), all.end(), [&](const BundledImage& one) {
    return path.filename() == one.name &&
           path == fs::absolute(resources() / "assets" / "images" / one.name).lexically_normal();
  });
  return found == all.end() ? std::string() : found->name;
}

Picture open_picture(const fs::path& path) {
  try {
    const fs::path whole = normal_path(absolute_path(path));
    const fs::file_type type = fs::status(whole).type();
    const bool stream = type == fs::file_type::fifo || type == fs::file_type::character;
    std::optional<Image> image = stream ? open_stream(whole) : open_npy(whole);
    if (!image) image = load_image(whole);
    return {{}, whole, std::make_shared<const Image>(std::move(*image))};
  } catch (const FileError& error) {
    throw ImageError(error.what());  // names the path itself
  } catch (const std::exception& error) {
    throw ImageError(fmt::format("{}: {}", shown(path.filename().empty() ? path : path.filename()), error.what()));
  }
}

Scene first_scene() {
  Scene scene;
  scene.pictures.push_back(bundled_picture("chelsea.png"));
  return scene;
}

}  // namespace flatscope
