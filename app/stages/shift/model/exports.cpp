#include "app/stages/shift/model/exports.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "app/engine/picture.h"
#include "app/files/assets.h"
#include "app/files/export_items.h"
#include "app/look/number_text.h"
#include "core/files/file.h"

namespace flatscope {
namespace {

int digit_label(const Scene& scene) {
  const std::vector<std::uint8_t>& labels = bundled_digits().labels;
  return labels.at(std::min(labels.size() - 1, static_cast<std::size_t>(std::max(0, scene.shift.digit))));
}

}  // namespace

std::string dense_csv(const ShiftResult& result) {
  std::string text = "output,before,after\n";
  const auto &before = result.before->dense.values(), &after = result.after->dense.values();
  for (std::size_t i = 0; i < before.size(); ++i)
    fmt::format_to(std::back_inserter(text), "{},{},{}\n", i, shortest(before[i]), shortest(after[i]));
  return text;
}

std::string shift_numbers_csv(const LayerInputs& inputs, const ShiftResult& result) {
  std::string text = "what,value\n";
  const auto line = [&](std::string_view what, const auto& value) {
    fmt::format_to(std::back_inserter(text), "{},{}\n", csv_cell(what), value);
  };
  line("dx", inputs.dx);
  line("dy", inputs.dy);
  line("border", to_string(inputs.border));
  line("stride", inputs.stride);
  line("pooling", to_string(inputs.pooling));
  line("dense outputs", inputs.dense_outputs);
  line("dense seed", inputs.dense_seed);
  line("elements of the vector", result.after->picture.size());
  line("elements changed", result.elements_changed);
  line("dense relative change", shortest(result.dense_relative_change));
  const EquivarianceResult& residual = result.equivariance;
  line("f(Tx) - Tf(x) inside: largest", residual.interior_elements > 0 ? shortest(residual.interior_max_abs) : "");
  line("f(Tx) - Tf(x) inside: outputs", residual.interior_elements);
  line("f(Tx) - Tf(x) at the border: largest", residual.border_elements > 0 ? shortest(residual.border_max_abs) : "");
  line("f(Tx) - Tf(x) at the border: outputs", residual.border_elements);
  line("global pooling: largest change", shortest(result.pooled_change));
  for (std::size_t i = 0; i < inputs.filters.size(); ++i) {
    const auto peak = [&](const char* when, const std::vector<Peak>& peaks) {
      if (i >= peaks.size()) return;
      const std::string name = fmt::format("{}: peak {}, ", to_string(inputs.filters[i]), when);
      line(name + "row", peaks[i].row);
      line(name + "column", peaks[i].column);
      line(name + "value", shortest(peaks[i].value));
    };
    peak("before", result.peaks_before);
    peak("after", result.peaks_after);
    if (i < result.peak_followed.size())
      line(fmt::format("{}: the same peak", to_string(inputs.filters[i])), result.peak_followed[i] ? "yes" : "no");
  }
  return text;
}

std::vector<ExportItem> shift_exports(const Results& results) {
  if (!results.shift || !results.shift->before || !results.shift->after) return {};
  const ShiftResult& result = *results.shift;
  const std::shared_ptr<const Answers>&before = result.before, &after = result.after;
  std::vector<ExportItem> items;
  items.push_back(npy_item(before, before->picture, "before", "Picture before", "-before.npy"));
  items.push_back(npy_item(after, after->picture, "after", "Picture after", "-after.npy"));
  items.push_back(npy_item(before, before->dense, "dense_before", "Dense outputs before", "-dense-before.npy"));
  items.push_back(npy_item(after, after->dense, "dense_after", "Dense outputs after", "-dense-after.npy"));
  items.push_back(text_item("dense", "Dense outputs, as a table", "before and after", "-dense.csv", dense_csv(result)));
  const auto maps = [&](const std::shared_ptr<const Answers>& answers) {
    return [inputs = results.shift.inputs, answers] { return maps_of(inputs, *answers); };
  };
  items.push_back(npy_item(before->maps_shape, maps(before), "maps_before", "Feature maps before", "-maps-before.npy"));
  items.push_back(npy_item(after->maps_shape, maps(after), "maps_after", "Feature maps after", "-maps-after.npy"));
  items.push_back(text_item("numbers", "The numbers", "what changed, by how much", "-numbers.csv",
                            shift_numbers_csv(results.shift.inputs, result)));
  return items;
}

std::string shift_heading(const Scene& scene) {
  const std::string picture = name_of(current_picture(scene));
  const bool on_picture = scene.shift.background == Background::picture;
  const std::string on = on_picture ? " on " + picture : "";
  switch (scene.shift.object) {
    case ObjectKind::picture:
      return picture;
    case ObjectKind::cutout:
      return "A cut-out of " + picture + on;
    case ObjectKind::silhouette:
      return "The horse" + on;
    case ObjectKind::digit:
      return fmt::format("The digit {}{}", digit_label(scene), on);
    case ObjectKind::doodle:
      return "A doodle" + on;
  }
  return picture;
}

std::string shift_base(const Scene& scene) {
  const std::string stem = stem_of(current_picture(scene));
  switch (scene.shift.object) {
    case ObjectKind::picture:
      return stem;
    case ObjectKind::cutout:
      return stem + "-cutout";
    case ObjectKind::silhouette:
      return "horse";
    case ObjectKind::digit:
      return fmt::format("digit-{}", digit_label(scene));
    case ObjectKind::doodle:
      return "doodle";
  }
  return stem;
}

}  // namespace flatscope
