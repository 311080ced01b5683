#include "app/platform/beginning.h"

#include <memory>
#include <thread>
#include <utility>

#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "core/files/file.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

// The first Scene: what the command line names, or the bundled cat.
Scene scene_to_start_with(const WindowOptions& options, Beginning& beginning) {
  Scene scene;
  if (options.scene && is_stream(*options.scene))
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
  if (!options.files.empty() && !options.scene) scene.shift.object = ObjectKind::picture;
  if (scene.pictures.empty()) {
    const Scene bundled = first_scene();
    scene.pictures = bundled.pictures;
    scene.picture = bundled.picture;
  }
  return scene;
}

Beginning begin_with(const WindowOptions& options) {
  Beginning beginning;
  const bool asked_for_something = !options.files.empty() || options.scene.has_value();
  if (std::string problem = session_problem(); !problem.empty()) beginning.complaints.push_back(std::move(problem));
  if (!asked_for_something && has_session()) {
    if (!last_session_ended_well()) beginning.interrupted = load_session(beginning.complaints);
    beginning.offer_last = !beginning.interrupted;
  }
  if (!beginning.interrupted) beginning.scene = scene_to_start_with(options, beginning);
  return beginning;
}

}  // namespace

BeginningReader::BeginningReader(const WindowOptions& options) : options_(options) {
  auto promise = std::make_shared<std::promise<Beginning>>();
  reading_ = promise->get_future().share();
  std::thread([promise, options] {
    try {
      promise->set_value(begin_with(options));
    } catch (...) {
      promise->set_exception(std::current_exception());
    }
  }).detach();
}

std::optional<Beginning> BeginningReader::wait(std::chrono::milliseconds patience) const {
  if (reading_.wait_for(patience) != std::future_status::ready) return std::nullopt;
  return reading_.get();
}

Beginning BeginningReader::without_files() const {
  Beginning beginning;
  beginning.scene = first_scene();
  beginning.late_scene = options_.scene;
  beginning.late_pictures = options_.files;
  if (!options_.scene && options_.files.empty())
    beginning.complaints.emplace_back("The last session can’t be brought back: the disk does not answer.");
  return beginning;
}

}  // namespace flatscope
