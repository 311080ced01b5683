#include "app/platform/beginning.h"

#include <utility>

#include "app/engine/stage_table.h"
#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/files/scene_link.h"
#include "core/files/file.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

// The first Scene: what the command line names, or the bundled cat.
Scene scene_to_start_with(const WindowOptions& options, Beginning& beginning) {
  Scene scene;
  if (options.link)
    scene = read_scene_link(*options.link, beginning.complaints);
  else if (options.scene && is_stream(*options.scene))
    beginning.late_scene = options.scene;
  else if (options.scene)
    scene = load_scene(*options.scene, beginning.complaints);
  const auto first = static_cast<int>(scene.pictures.size());
  for (const std::filesystem::path& file : options.files) {
    if (is_stream(file)) {
      beginning.late_pictures.push_back(file);
      continue;
    }
    try {
      scene.pictures.push_back(open_picture(file));
    } catch (const std::exception& error) {
      beginning.complaints.emplace_back(error.what());
    }
  }
  if (static_cast<int>(scene.pictures.size()) > first) scene.picture = first;
  if (!options.files.empty() && !options.scene && !options.link)
    for (const StageModel* stage : stage_models()) stage->picture_chosen(scene);
  if (scene.pictures.empty()) {
    const Scene bundled = first_scene();
    scene.pictures = bundled.pictures;
    scene.picture = bundled.picture;
  }
  return scene;
}

}  // namespace

Beginning read_beginning(const WindowOptions& options, const Storage& storage) {
  Beginning beginning;
  const bool asked_for_something =
      !options.files.empty() || options.scene.has_value() || options.lesson.has_value() || options.link.has_value();
  if (std::string problem = session_problem(storage); !problem.empty())
    beginning.complaints.push_back(std::move(problem));
  if (!asked_for_something && storage.has(KeptText::session)) {
    if (options.brings_back || !last_session_ended_well(storage))
      beginning.interrupted = load_session(storage, beginning.complaints);
    // It may be that of another page, which is still open.
    if (beginning.interrupted && options.brings_back) beginning.interrupted->ended_well = true;
    beginning.offer_last = !beginning.interrupted;
  }
  if (!beginning.interrupted) beginning.scene = scene_to_start_with(options, beginning);
  return beginning;
}

Beginning beginning_without_files(const WindowOptions& options) {
  Beginning beginning;
  beginning.scene = options.link ? read_scene_link(*options.link, beginning.complaints) : first_scene();
  beginning.late_scene = options.scene;
  beginning.late_pictures = options.files;
  if (!options.scene && !options.link && options.files.empty())
    beginning.complaints.emplace_back("The last session can’t be brought back: the disk does not answer.");
  return beginning;
}

}  // namespace flatscope
