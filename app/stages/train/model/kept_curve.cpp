#include "app/stages/train/model/kept_curve.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "core/files/crc32.h"

namespace flatscope {
namespace {

using Json = nlohmann::json;

constexpr const char* curve_key = "curve";
constexpr const char* settings_key = "settings";
// What each number of a row is; a row is an epoch.
constexpr const char* columns_key = "curve_columns";
constexpr const char* columns = "epoch steps loss train_accuracy test_accuracy test_loss";
constexpr std::size_t numbers_of_an_epoch = 6, most_epochs = 1'000'000;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }
double number(const Json& value) { return value.is_number() ? value.get<double>() : unknown; }

// Settings have paths, which are nobody's business who is given the weights.
std::string sign_of(const std::string& settings) {
  return fmt::format("{:08x}", crc32(std::as_bytes(std::span(settings.data(), settings.size()))));
}

std::optional<EpochPoint> point_of(const Json& row) {
  if (!row.is_array() || row.size() != numbers_of_an_epoch || !row[0].is_number_unsigned() ||
      !row[1].is_number_unsigned())
    return std::nullopt;
  EpochPoint point{row[0].get<std::int64_t>(),
                   row[1].get<std::int64_t>(),
                   number(row[2]),
                   number(row[3]),
                   number(row[4]),
                   number(row[5])};
  for (const double share : {point.train_accuracy, point.test_accuracy})
    if (share < 0.0 || share > 1.0) return std::nullopt;
  return point;
}

}  // namespace

WeightsNotes curve_notes(const TrainedNetwork& network) {
  if (network.curve == nullptr || network.curve->size() < 2) return {};
  Json rows = Json::array();
  for (const EpochPoint& point : *network.curve)
    rows.push_back({point.epoch, point.steps, number(point.loss), number(point.train_accuracy),
                    number(point.test_accuracy), number(point.test_loss)});
  return {{curve_key, rows.dump()}, {columns_key, columns}, {settings_key, sign_of(network.made_with)}};
}

std::shared_ptr<const std::vector<EpochPoint>> curve_in(const WeightsNotes& notes, const TrainedNetwork& network) {
  const auto text = notes.find(curve_key), settings = notes.find(settings_key), named = notes.find(columns_key);
  if (text == notes.end() || settings == notes.end() || settings->second != sign_of(network.made_with)) return nullptr;
  if (named == notes.end() || named->second != columns) return nullptr;
  const Json rows = Json::parse(text->second, nullptr, false);
  if (!rows.is_array() || rows.empty() || rows.size() > most_epochs) return nullptr;
  auto curve = std::make_shared<std::vector<EpochPoint>>();
  for (const Json& row : rows) {
    const std::optional<EpochPoint> point = point_of(row);
    const bool goes_on =
        point.has_value() &&
        (curve->empty() || (point->epoch >= curve->back().epoch && point->steps >= curve->back().steps));
    if (!goes_on) return nullptr;
    curve->push_back(*point);
  }
  const std::int64_t first = network.before == nullptr ? 0 : network.before->epochs;
  const bool of_these =
      curve->front().epoch == first && curve->back().epoch <= network.epochs && curve->back().steps <= network.steps;
  return of_these ? curve : nullptr;
}

}  // namespace flatscope
