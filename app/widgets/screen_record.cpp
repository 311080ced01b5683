#include "app/widgets/screen_record.h"

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/files/file.h"

namespace flatscope {

ScreenRecord::ScreenRecord() {
  const char* path = std::getenv("FLATSCOPE_SCREEN_RECORD");
  if (path != nullptr && *path != '\0') path_ = path_from_utf8(path);
}

void ScreenRecord::begin_frame() {
  texts_.clear();
  controls_.clear();
  areas_.clear();
  facts_.clear();
}

void ScreenRecord::text(std::string_view words, ImVec2 min, ImVec2 max, ImVec2 clip_min, ImVec2 clip_max, int layer) {
  if (on()) texts_.push_back({std::string(words), {}, min, max, clip_min, clip_max, layer});
}

void ScreenRecord::control(std::string_view id, ImVec2 min, ImVec2 max, std::string_view value) {
  if (on()) controls_.push_back({std::string(id), std::string(value), min, max, {}, {}, 0});
}

void ScreenRecord::fact(std::string_view key, std::string_view value) {
  if (on()) facts_.emplace_back(key, value);
}

void ScreenRecord::area(std::string_view key, ImVec2 min, ImVec2 max) {
  if (on()) areas_.push_back({std::string(key), {}, min, max, {}, {}, 0});
}

void ScreenRecord::end_frame(long long frame, int width, int height) {
  frame_ = frame, width_ = width, height_ = height;
  if (!path_) return;
  // Renamed over the last one, so that a reader never sees half a frame; not flushed to the disk, unlike a document.
  std::filesystem::path part = *path_;
  part += ".part";
  std::ofstream(part, std::ios::binary) << json();
  std::error_code ignored;
  std::filesystem::rename(part, *path_, ignored);
}

std::string ScreenRecord::json() const {
  using nlohmann::json;
  const auto rect = [](ImVec2 min, ImVec2 max) { return json::array({min.x, min.y, max.x, max.y}); };
  json out = {{"frame", frame_}, {"width", width_}, {"height", height_}};
  out["texts"] = json::array();
  out["controls"] = json::object();
  out["areas"] = json::object();
  out["facts"] = json::object();
  for (const Box& box : texts_)
    out["texts"].push_back({{"text", box.name},
                            {"rect", rect(box.min, box.max)},
                            {"clip", rect(box.clip_min, box.clip_max)},
                            {"layer", box.layer}});
  for (const Box& box : controls_) out["controls"][box.name] = {{"rect", rect(box.min, box.max)}, {"value", box.value}};
  for (const Box& box : areas_) out["areas"][box.name] = rect(box.min, box.max);
  for (const auto& [key, value] : facts_) out["facts"][key] = value;
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace flatscope
