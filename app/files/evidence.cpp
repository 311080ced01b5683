#include "app/files/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "app/engine/stage_table.h"
#include "app/files/export_items.h"
#include "app/files/scene_file.h"
#include "core/files/file.h"
#include "core/files/image.h"
#include "core/files/npy.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

std::string line_of(const ExportItem& file) {
  return fmt::format("  {}  {}{}{}\n", file.ending, file.label, file.details.empty() ? "" : ", ", file.details);
}

// The Scene with only those pictures that the folder has or the program brings: the one in hand, copied, and the
// bundled ones. `copy` is the copy's item, where there is one; `others` are names of what stays behind.
struct Bundle {
  Scene scene;
  std::optional<ExportItem> copy;
  std::vector<std::string> others;
};

// A name that no file of the folder has, whatever the system makes of upper and lower case.
std::string name_of_copy(const Picture& picture, const std::vector<ExportItem>& files) {
  std::string name = name_of(picture);
  for (char& letter : name)
    if (letter == '?' || letter == '/' || letter == '\\') letter = '_';  // '?': what no name should hold
  const auto lower = [](std::string text) {
    for (char& letter : text)
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return text;
  };
  const auto taken = [&](const std::string& wanted) {
    const std::string small = lower(wanted);
    return small == "readme.txt" || small == "scene.toml" ||
           std::any_of(files.begin(), files.end(), [&](const ExportItem& file) { return lower(file.ending) == small; });
  };
  while (taken(name)) name = "own-" + name;
  return name;
}

Bundle bundle(const Scene& scene, const std::vector<ExportItem>& files, const std::filesystem::path& target) {
  Bundle made{scene, std::nullopt, {}};
  made.scene.pictures.clear();
  for (std::size_t i = 0; i < scene.pictures.size(); ++i) {
    Picture picture = scene.pictures[i];
    const bool in_hand = static_cast<int>(i) == scene.picture;
    if (picture.bundled.empty() && !in_hand) {
      made.others.push_back(name_of(picture));
      continue;
    }
    if (in_hand) made.scene.picture = static_cast<int>(made.scene.pictures.size());
    if (picture.bundled.empty()) {
      ExportItem copy{"source", "A copy of your picture, as it is", "", name_of_copy(picture, files), 0, true, "", {}};
      copy.make = [picture] { return bytes_of(picture); };
      picture.path = target / path_from_utf8(copy.ending);
      made.copy = std::move(copy);
    }
    made.scene.pictures.push_back(std::move(picture));
  }
  return made;
}

std::string readme(const Scene& scene, const std::vector<ExportItem>& files, const std::vector<ExportItem>& left_out,
                   const std::vector<std::string>& others, std::string_view heading, std::string_view version) {
  std::string text = fmt::format("{}: evidence, written by Flatscope {}\n\nFiles\n", heading, version);
  for (const ExportItem& file : files) text += line_of(file);
  text += "  README.txt  This text\n";
  if (!left_out.empty() || !others.empty()) text += "\nNot here\n";
  for (const ExportItem& file : left_out)
    text += fmt::format("  {}: {}\n", file.label,
                        !file.refusal.empty()
                            ? file.refusal
                            : fmt::format("it would take {}; export it by itself.", size_in_words(file.size)));
  if (!others.empty()) {
    std::string names;
    for (const std::string& name : others) names += (names.empty() ? "" : ", ") + name;
    text += fmt::format("  Other opened pictures: {}; they are not shown here.\n", names);
  }
  text += fmt::format("\nSettings\n  Stage: {}\n  Picture in hand: {}\n", to_string(scene.stage),
                      name_of(current_picture(scene)));
  for (const std::string& line : model_of(scene.stage).settings(scene)) text += "  " + line + "\n";
  text +=
      "\nArrays (.npy) are float32 in C order, for numpy.load; pictures and maps are (channels, height, width).\n"
      "Tables (.csv) count from 0 but for layers and networks, which count from 1. Convolution is cross-correlation, "
      "as "
      "in PyTorch.\nflatscope --scene scene.toml shows all of this again; the folder can be moved and given away "
      "whole.\n";
  return text;
}

}  // namespace

std::vector<std::byte> bytes_of(const Picture& picture) {
  if (!is_stream(picture.path)) return read_file(picture.path);
  const Image& image = *picture.image;
  if (const auto* samples = std::get_if<std::vector<std::uint8_t>>(&image.samples))
    return encode_png(*samples, image.width, image.height, image.channels);
  return encode_npy(to_tensor(image));
}

ExportItem evidence_item(const Scene& scene, std::vector<ExportItem> pictures, const std::vector<ExportItem>& numbers,
                         std::string_view heading, std::string_view version, const std::filesystem::path& target,
                         std::span<const BesideFile> beside) {
  ExportItem folder{"evidence", "Evidence", "", "-evidence", 0, true, "", {}};
  folder.files = std::move(pictures);
  std::vector<ExportItem> left_out;
  for (ExportItem item : numbers) {
    if (!item.refusal.empty() || item.size > largest_evidence_file) {
      left_out.push_back(std::move(item));
      continue;
    }
    // "-maps.npy" is maps.npy here, and ".py" code.py.
    item.ending = item.ending[0] == '-' ? item.ending.substr(1) : fmt::format("code{}", item.ending);
    folder.size += item.size;
    folder.files.push_back(std::move(item));
  }
  for (const BesideFile& file : beside) {
    const std::string name = utf8(file.path.filename());
    const auto same = std::find_if(folder.files.begin(), folder.files.end(),
                                   [&](const ExportItem& other) { return other.ending == name; });
    if (same != folder.files.end()) {
      same->make = file.make;  // the scene names it, and may want more of it than was offered
      continue;
    }
    ExportItem item{name, "What the scene begins with: weights, data", "", name, file.bytes, true, "", {}};
    item.make = file.make;
    folder.files.push_back(std::move(item));
  }
  Bundle own = bundle(scene, folder.files, target);
  if (own.copy) folder.files.push_back(std::move(*own.copy));
  folder.files.push_back(
      text_item("scene", "The scene, for Flatscope", "", "scene.toml", scene_to_toml(own.scene, target)));
  const std::string text = readme(scene, folder.files, left_out, own.others, heading, version);
  folder.files.push_back(text_item("readme", "What is what", "", "README.txt", text));
  return folder;
}

}  // namespace flatscope
