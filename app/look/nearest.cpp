#include "app/look/nearest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace flatscope {

std::optional<std::string_view> nearest(std::string_view text, const std::vector<std::string_view>& candidates) {
  std::optional<std::string_view> best;
  std::size_t best_distance = text.size() > 5 ? 3 : 2;
  for (const std::string_view candidate : candidates) {
    // Levenshtein's distance with exchanged neighbours counting once, one row at a time (optimal string alignment).
    std::vector<std::size_t> row(candidate.size() + 1), above;
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < text.size(); ++i) {
      std::vector<std::size_t> next(candidate.size() + 1);
      next[0] = i + 1;
      for (std::size_t j = 0; j < candidate.size(); ++j) {
        next[j + 1] = std::min({row[j] + (text[i] == candidate[j] ? 0 : 1), next[j] + 1, row[j + 1] + 1});
        if (i > 0 && j > 0 && text[i] == candidate[j - 1] && text[i - 1] == candidate[j])
          next[j + 1] = std::min(next[j + 1], above[j - 1] + 1);
      }
      above = std::move(row);
      row = std::move(next);
    }
    if (row.back() < best_distance) {
      best_distance = row.back();
      best = candidate;
    }
  }
  return best;
}

}  // namespace flatscope
