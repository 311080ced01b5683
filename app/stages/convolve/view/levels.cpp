// What is said and shown of every level: names, sizes, formulas.
#include "app/stages/convolve/view/levels.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/look/size_text.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Where there is no room for the spaces.
std::string close_size(const Tensor& planes) { return fmt::format("{}×{}", planes.width(), planes.height()); }

std::vector<std::string> map_sizes(const Tensor& maps) {
  const std::string size = size_text(maps);
  return {fmt::format("{} of {}", counted(maps.channels(), "map"), size),
          fmt::format("{} of {}", maps.channels(), size), size, close_size(maps)};
}

// Layers and poolings up to a level, in words: "3 layers", "2 layers and 1 pooling".
std::string depth_words(const ConvolveShown& shown, std::size_t level) {
  int layers = 0, poolings = 0;
  for (const auto& answer : shown.result.layers) {
    layers += answer->conv_level <= level ? 1 : 0;
    poolings += answer->output_level != answer->conv_level && answer->output_level <= level ? 1 : 0;
  }
  std::string words = counted(layers, "layer");
  if (poolings > 0) words += " and " + counted(poolings, "pooling");
  return words;
}

std::int64_t count_of(const FieldCells& cells) {
  return static_cast<std::int64_t>(cells.rows.size() * cells.columns.size());
}

std::string level_name(const ConvolveShown& shown, std::size_t level) {
  for (std::size_t i = 0; i < shown.result.layers.size(); ++i) {
    if (shown.result.layers[i]->conv_level == level) return fmt::format("layer {}", i + 1);
    if (shown.result.layers[i]->output_level == level) return fmt::format("pooling {}", i + 1);
  }
  return "picture";
}

// "9 outputs of layer 1, 25 of layer 2"
std::string fed_words(const ConvolveShown& shown, const ConvElement& element) {
  const ReceptiveField& field = *shown.result.field;
  std::string words;
  for (std::size_t level = element.level + 1; level < field.levels().size(); ++level) {
    const std::int64_t count = count_of(field.fed_by(element.level, element.row, element.column, level));
    words += fmt::format("{}{}{} of {}", words.empty() ? "" : ", ", grouped(count),
                         words.empty() ? (count == 1 ? " output" : " outputs") : "", level_name(shown, level));
  }
  return words;
}

struct Seen {
  std::int64_t count = 0, all = 0;
  FieldRect unclipped;
  FieldCells cells;
  bool gaps = false;  // dilation or stride leaves some between the first and the last unseen
};

// Whether an output in the middle of the level leaves out pixels between the first and the last that it sees.
bool has_gaps(const ReceptiveField& field, std::size_t level) {
  const FieldLevel& on = field.levels()[level];
  const std::int64_t row = on.rows.outputs / 2, column = on.columns.outputs / 2;
  const FieldCells cells = field.seen_by(level, row, column, 0);
  const FieldRect seen = cells.bounds(), span = field.unclipped(level, row, column);
  // What is seen beyond the span comes from padding that repeats the far side: no gap of the kernel.
  return !cells.filled() && seen.top >= span.top && seen.left >= span.left && seen.bottom <= span.bottom &&
         seen.right <= span.right;
}

Seen seen_of(const ConvolveShown& shown, const ConvElement& element) {
  const ReceptiveField& field = *shown.result.field;
  Seen seen;
  seen.cells = field.seen_by(element.level, element.row, element.column, 0);
  seen.count = count_of(seen.cells);
  const FieldLevel& picture = field.levels().front();
  seen.all = picture.rows.outputs * picture.columns.outputs;
  seen.unclipped = field.unclipped(element.level, element.row, element.column);
  seen.gaps = has_gaps(field, element.level);
  return seen;
}

// What the edge makes of the field: empty where it reaches over none.
std::string edge_words(const ConvolveShown& shown, const Seen& seen) {
  const FieldRect& whole = seen.unclipped;
  const FieldLevel& picture = shown.result.field->levels().front();
  if (whole.top >= 0 && whole.left >= 0 && whole.bottom <= picture.rows.outputs &&
      whole.right <= picture.columns.outputs)
    return {};
  if (seen.count == 0) return "here it sees nothing but padding";
  const FieldRect box = seen.cells.bounds();
  const std::int64_t height = box.bottom - box.top, width = box.right - box.left;
  if (height > whole.bottom - whole.top || width > whole.right - whole.left)
    return "here the padding reaches round to the far side";
  if (seen.gaps) return "here the rest falls on padding";
  return fmt::format("here cut to {} by the edge, the rest is padding", size_text(width, height));
}

}  // namespace

std::vector<ConvLevel> levels_of(const ConvolveShown& shown) {
  std::vector<ConvLevel> levels;
  const Tensor& picture = *shown.result.picture;
  levels.push_back(
      {0, 0, false, shown.result.picture, -1, {}, {"picture", "in"}, {size_text(picture), close_size(picture)}});
  for (std::size_t i = 0; i < shown.result.layers.size(); ++i) {
    const LayerAnswer& answer = *shown.result.layers[i];
    const auto filter = static_cast<int>(i == shown.layer ? shown.filter : 0);
    const int layer = static_cast<int>(i) + 1;
    const bool pools = answer.output_level != answer.conv_level;
    const TensorStyle style = map_style(shown.scene, answer, static_cast<std::size_t>(filter));
    levels.push_back({answer.conv_level,
                      layer,
                      false,
                      pools ? answer.conv : answer.output,
                      filter,
                      style,
                      {fmt::format("layer {}", layer), fmt::format("L{}", layer)},
                      map_sizes(*answer.conv)});
    if (!pools) continue;
    const char* kind = answer.layer.pooling == Pooling::max ? "max" : "average";
    levels.push_back({answer.output_level,
                      layer,
                      true,
                      answer.output,
                      filter,
                      style,
                      {fmt::format("{} pooling", kind), "pooling", "pool"},
                      map_sizes(*answer.output)});
  }
  return levels;
}

ConvElement element_of(const ConvolveShown& shown, const ConvolveView& view) {
  const auto& levels = shown.result.field->levels();
  const auto exists = [&](const ConvElement& element) {
    return element.level < levels.size() && element.row < levels[element.level].rows.outputs &&
           element.column < levels[element.level].columns.outputs;
  };
  if (view.hovered && exists(*view.hovered)) return *view.hovered;
  if (shown.answer != nullptr) return shown.patch;
  const FieldLevel& last = levels.back();
  return {levels.size() - 1, 0, last.rows.outputs / 2, last.columns.outputs / 2};
}

std::string field_size(const ReceptiveField& field, std::size_t level) {
  return size_text(field.levels()[level].columns.size, field.levels()[level].rows.size);
}

std::string field_formula(const ConvolveShown& shown, std::size_t level, bool rows) {
  const auto& levels = shown.result.field->levels();
  const auto axis = [&](std::size_t at) -> const FieldAxis& { return rows ? levels[at].rows : levels[at].columns; };
  std::string words = "1";
  const auto add = [&](std::int64_t kernel, std::int64_t dilation, std::size_t at) {
    const std::string spread = dilation > 1 ? fmt::format("{}·", dilation) : "";
    words += fmt::format(
        " + {}({}−"
        "1)·{}",
        spread, kernel, axis(at - 1).jump);
  };
  for (const auto& answer : shown.result.layers) {
    const ConvLayer& layer = answer->layer;
    if (answer->conv_level <= level)
      add(rows ? layer.kernel_h() : layer.kernel_w(), layer.dilation, answer->conv_level);
    if (answer->output_level != answer->conv_level && answer->output_level <= level) add(2, 1, answer->output_level);
  }
  return fmt::format("{} = {}", words, axis(level).size);
}

std::vector<std::string> element_sentences(const ConvolveShown& shown, const ConvElement& element, bool can_add) {
  const ReceptiveField& field = *shown.result.field;
  if (element.level == 0) {
    const std::string fed = fed_words(shown, element);
    const std::string where = fmt::format("row {}, column {}", element.row, element.column);
    return {fmt::format("The pixel at {} feeds {}.", where, fed), fmt::format("This pixel feeds {}.", fed)};
  }
  const std::string depth = depth_words(shown, element.level), size = field_size(field, element.level);
  const std::string down = field_formula(shown, element.level, true),
                    across = field_formula(shown, element.level, false);
  const std::string formula = down == across ? down : fmt::format("across {}, down {}", across, down);
  const Seen seen = seen_of(shown, element);
  const std::string edge = edge_words(shown, seen);
  const std::string share = fmt::format("{} of {} pixels, {}", grouped(seen.count), grouped(seen.all),
                                        per_cent(static_cast<double>(seen.count) / static_cast<double>(seen.all)));
  const std::string claim = seen.gaps ? fmt::format("After {} the extent of one output is {} pixels", depth, size)
                                      : fmt::format("After {} one output sees {} {}", depth, size,
                                                    noun((seen.unclipped.right - seen.unclipped.left) *
                                                             (seen.unclipped.bottom - seen.unclipped.top),
                                                         "pixel"));
  const std::string cut = edge.empty() ? "" : ", " + edge;
  const std::string grow =
      can_add && shown.result.layers.size() == 1 ? " Add a layer, with the + beside Layer, and it grows." : "";
  const std::string fed = fed_words(shown, element);
  const std::string feeds = fed.empty() ? "" : fmt::format(" It feeds {}.", fed);
  if (seen.gaps) {
    const ConvLayer& first = shown.result.layers.front()->layer;
    const bool one_kernel = element.level == 1;
    const std::string who =
        one_kernel ? fmt::format("Its {} taps see", size_text(first.kernel_w(), first.kernel_h())) : "It sees";
    const std::string between = fmt::format("{} {} of them{}", who, grouped(seen.count), cut);
    return {fmt::format("{}: {}. {} ({}).{}{}", claim, formula, between, share, feeds, grow),
            fmt::format("{}: {}. {}.{}", claim, formula, between, grow),
            fmt::format("{}: {}. {}.", claim, formula, between),
            fmt::format("{}. {}.", claim, between),
            fmt::format("{}.", claim),
            fmt::format("Extent {}.", size)};
  }
  return {fmt::format("{}: {}{} ({}).{}{}", claim, formula, cut, share, feeds, grow),
          fmt::format("{}: {}{}.{}", claim, formula, cut, grow),
          fmt::format("{}: {}{}.", claim, formula, cut),
          fmt::format("{}: {}.", claim, formula),
          fmt::format("{}.", claim),
          fmt::format("Sees {}.", size)};
}

std::vector<std::string> dense_sentences(const ConvolveShown& shown) {
  const FieldLevel& picture = shown.result.field->levels().front();
  const std::string all = grouped(picture.rows.outputs * picture.columns.outputs);
  const std::string claim = fmt::format("A dense output sees all {} pixels: 100 %", all);
  if (shown.answer == nullptr) return {claim + "."};
  const Seen seen = seen_of(shown, shown.patch);
  return {fmt::format("{}. The output in hand sees {} of them: {}.", claim, grouped(seen.count),
                      per_cent(static_cast<double>(seen.count) / static_cast<double>(seen.all))),
          claim + "."};
}

}  // namespace flatscope
