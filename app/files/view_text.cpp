#include "app/files/view_text.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace flatscope {
namespace {

using nlohmann::json;

json text_of(const Camera& camera) { return {camera.zoom, camera.centre_x, camera.centre_y}; }

void read(const json& from, const char* key, Camera& camera) {
  if (!from.contains(key)) return;
  const json& numbers = from.at(key);
  constexpr float most = 1e6F;
  camera.zoom = std::clamp(numbers.at(0).get<float>(), 1.0F, most);
  camera.centre_x = std::clamp(numbers.at(1).get<float>(), 0.0F, 1.0F);
  camera.centre_y = std::clamp(numbers.at(2).get<float>(), 0.0F, 1.0F);
}

template <class Value>
void read(const json& from, const char* key, Value& value) {
  value = from.value(key, value);
}

}  // namespace

std::string view_to_text(const ViewState& view) {
  const MatrixCamera& matrix = view.convolve.matrix_camera;
  const json text = {
      {"presenting", view.presenting},
      {"flatten",
       {{"grid", text_of(view.flatten.grid)},
        {"overview_from", view.flatten.overview_from},
        {"overview_to", view.flatten.overview_to},
        {"lens_offset", view.flatten.lens_offset},
        {"lens_zoom", view.flatten.lens_zoom}}},
      {"shift",
       {{"canvas", text_of(view.shift.canvas)},
        {"enlarged", view.shift.enlarged ? to_string(*view.shift.enlarged) : ""},
        {"maps", text_of(view.shift.maps)}}},
      {"convolve",
       {{"input", text_of(view.convolve.input)},
        {"enlarged", view.convolve.enlarged},
        {"numbers", view.convolve.numbers},
        {"numbers_grid", view.convolve.numbers_grid},
        {"matrix_one_map", view.convolve.matrix_one_map},
        {"matrix_log", view.convolve.matrix_log},
        {"matrix", {matrix.row, matrix.rows, matrix.column, matrix.columns}}}},
      {"parameters", {{"shown", static_cast<int>(view.parameters.shown)}}},
  };
  return text.dump();
}

ViewState view_from_text(std::string_view text) {
  ViewState view;
  try {
    const json all = json::parse(text);
    read(all, "presenting", view.presenting);
    const json flatten = all.value("flatten", json::object());
    read(flatten, "grid", view.flatten.grid);
    read(flatten, "overview_from", view.flatten.overview_from);
    read(flatten, "overview_to", view.flatten.overview_to);
    read(flatten, "lens_offset", view.flatten.lens_offset);
    read(flatten, "lens_zoom", view.flatten.lens_zoom);
    const json shift = all.value("shift", json::object());
    read(shift, "canvas", view.shift.canvas);
    std::string enlarged;
    read(shift, "enlarged", enlarged);
    for (const Preset preset : all_presets)
      if (enlarged == to_string(preset)) view.shift.enlarged = preset;
    read(shift, "maps", view.shift.maps);
    const json convolve = all.value("convolve", json::object());
    read(convolve, "input", view.convolve.input);
    read(convolve, "enlarged", view.convolve.enlarged);
    read(convolve, "numbers", view.convolve.numbers);
    read(convolve, "numbers_grid", view.convolve.numbers_grid);
    view.convolve.numbers_grid = std::clamp(view.convolve.numbers_grid, 0, 2);
    read(convolve, "matrix_one_map", view.convolve.matrix_one_map);
    read(convolve, "matrix_log", view.convolve.matrix_log);
    if (convolve.contains("matrix")) {
      const json& matrix = convolve.at("matrix");
      view.convolve.matrix_camera = {matrix.at(0).get<double>(), matrix.at(1).get<double>(), matrix.at(2).get<double>(),
                                     matrix.at(3).get<double>()};
    }
    int shown = 0;
    read(all.value("parameters", json::object()), "shown", shown);
    view.parameters.shown = static_cast<ParametersView::View>(std::clamp(shown, 0, 2));
  } catch (const json::exception&) {
    throw std::runtime_error("this is not how a view is written");
  }
  return view;
}

}  // namespace flatscope
