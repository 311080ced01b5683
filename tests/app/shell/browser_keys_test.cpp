#include "app/shell/browser_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/shell/chords.h"

namespace flatscope {
namespace {

bool shares_a_key(const Action& one, const Action& other) {
  const std::vector<Chord> mine = chords_of(one.keys), others = chords_of(other.keys);
  return std::any_of(mine.begin(), mine.end(), [&](const Chord& chord) {
    return std::find(others.begin(), others.end(), chord) != others.end();
  });
}

TEST(BrowserKeys, NoActionWantsAKeyThatABrowserKeeps) {
  std::vector<Action> all = actions();
  const std::vector<Chord> kept = chords_of("Ctrl W, Ctrl +, Ctrl −, Ctrl 0, F5, F11");
  const auto wants_one = [&](const Action& action) {
    const std::vector<Chord> chords = chords_of(action.keys);
    return std::any_of(chords.begin(), chords.end(),
                       [&](const Chord& chord) { return std::find(kept.begin(), kept.end(), chord) != kept.end(); });
  };
  EXPECT_GT(std::count_if(all.begin(), all.end(), wants_one), 4);
  leave_keys_to_browser(all);
  for (const Action& action : all) EXPECT_FALSE(wants_one(action)) << action.id << ": " << action.keys;
}

TEST(BrowserKeys, WhatTheyAreInsteadIsNobodyElses) {
  std::vector<Action> all = actions();
  leave_keys_to_browser(all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].keys == actions()[i].keys || all[i].keys.empty()) continue;
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (i == k) continue;
      EXPECT_FALSE(shares_a_key(all[i], all[k])) << all[i].id << " and " << all[k].id;
    }
  }
}

}  // namespace
}  // namespace flatscope
