#include "app/stages/flatten/model/exports.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "app/files/export_items.h"
#include "app/look/number_text.h"
#include "app/stages/parameters/model/networks.h"

namespace flatscope {

std::string index_csv(const FlattenResult& result) {
  std::string text = "channel,row,column,index,value\n";
  const auto& values = result.vector->values();
  for (std::int64_t i = 0; i < result.flattening->size(); ++i) {
    const Place place = result.flattening->place(i);
    fmt::format_to(std::back_inserter(text), "{},{},{},{},{}\n", place.channel, place.row, place.column, i,
                   shortest(values[static_cast<std::size_t>(i)]));
  }
  return text;
}

std::string distances_csv(const DistanceTable& table) {
  std::string text = "order,mean,worst,mean_horizontal,worst_horizontal,mean_vertical,worst_vertical\n";
  for (std::size_t i = 0; i < table.size(); ++i) {
    const NeighbourDistances& one = table[i];
    fmt::format_to(std::back_inserter(text), "{},{},{},{},{},{},{}\n", to_string(all_orders[i]), one.mean, one.worst,
                   one.mean_horizontal, one.worst_horizontal, one.mean_vertical, one.worst_vertical);
  }
  return text;
}

std::string correlation_csv(const Correlation& correlation) {
  std::string text = "lag,correlation\n";
  for (std::size_t lag = 0; lag < correlation.size(); ++lag)
    fmt::format_to(std::back_inserter(text), "{},{}\n", lag,
                   std::isfinite(correlation[lag]) ? shortest(correlation[lag]) : "nan");
  return text;
}

std::vector<ExportItem> flatten_exports(const Results& results) {
  if (!results.flatten) return {};
  const FlattenResult result = *results.flatten;
  std::vector<ExportItem> items;
  items.push_back(npy_item(result.vector, *result.vector, "vector", "Vector", "-vector.npy"));
  const std::int64_t lines = result.flattening->size();
  constexpr std::int64_t line_length = 24;
  ExportItem index =
      long_text_item("index", "Index table",
                     fmt::format("{} with {}", counted(lines, "element"), lines == 1 ? "its place" : "their places"),
                     "-index.csv", lines * line_length, [result] { return index_csv(result); });
  if (lines > most_index_lines)
    index.refusal = fmt::format("The vector has {} elements; a table has at most {} lines. A smaller size has fewer.",
                                grouped(lines), grouped(most_index_lines));
  items.push_back(std::move(index));
  if (results.distances)
    items.push_back(text_item("distances", "Distances of neighbours", "for each order", "-distances.csv",
                              distances_csv(*results.distances)));
  if (results.correlation)
    items.push_back(
        text_item("correlation", "Correlation",
                  fmt::format("lag 0 to {}", results.correlation->empty() ? 0 : results.correlation->size() - 1),
                  "-correlation.csv", correlation_csv(*results.correlation)));
  return items;
}

}  // namespace flatscope
