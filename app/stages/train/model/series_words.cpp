#include "app/stages/train/model/series_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/number_text.h"

namespace flatscope {

std::string seconds_left_words(double seconds) {
  if (seconds >= 90.0) return fmt::format("about {:.0f} min left", seconds / 60.0);
  return fmt::format("about {:.0f} s left", std::max(1.0, seconds));
}

std::string points_words(double share) {
  const double points = share * 100.0;
  return fmt::format("{}{:.1f} points", points < 0.0 ? "−" : "+", std::fabs(points));
}

std::string percent_number(double share) { return std::isnan(share) ? "–" : fmt::format("{:.1f}", share * 100.0); }

std::string series_name(const HungerResult& result, int network, bool moved) {
  return result.names[static_cast<std::size_t>(network)] + (moved ? ", moved" : "");
}

std::vector<std::string> hunger_titles(const HungerResult* result) {
  const std::vector<std::string> question = {"How many pictures does each network need?",
                                             "How many pictures are needed?", "Data hunger"};
  if (result == nullptr) return question;
  const HungerFinding finding = finding_of(*result);
  if (finding.frugal < 0) return question;
  const std::string& frugal = result->names[static_cast<std::size_t>(finding.frugal)];
  const std::string& other = result->names[static_cast<std::size_t>(1 - finding.frugal)];
  // A network that still gained something might have come further: nothing is claimed of it.
  if (finding.other_gave_up || finding.few == 0 || finding.few >= finding.most) return question;
  const std::string few = grouped(finding.few), most = grouped(finding.most);
  return {
      fmt::format("Over all shifts, {} moved pictures do more for the {} than {} for the {}", few, frugal, most, other),
      fmt::format("Over all shifts, {} pictures do more for the {} than {} for the {}", few, frugal, most, other),
      fmt::format("{} from {} pictures beats {} from {}", frugal, few, other, most),
      fmt::format("{} from {} > {} from {}", frugal, few, other, most), "Data hunger"};
}

std::string reach_words(const HungerResult& result, std::int64_t samples) {
  const HungerFinding finding = finding_of(result);
  if (finding.frugal < 0) return {};
  const HungerPoint* const point = result.find(finding.frugal, true, samples);
  if (point == nullptr || !point->known()) return {};
  const std::string& frugal = result.names[static_cast<std::size_t>(finding.frugal)];
  const std::string& other = result.names[static_cast<std::size_t>(1 - finding.frugal)];
  std::string words = fmt::format("From {} moved pictures the {} reads {} % over all shifts. ", grouped(samples),
                                  frugal, percent_number(point->over_shifts));
  if (const auto needed = samples_to_reach(result, 1 - finding.frugal, true, point->over_shifts)) {
    words += *needed == samples ? fmt::format("From as many the {} reads at least as much.", other)
                                : fmt::format("The {} needs {} for as much.", other, grouped(*needed));
    return words;
  }
  return words + fmt::format("The {} does not get there{}: {} % at its best, from {}.", other,
                             result.over() ? fmt::format(" with {}", grouped(finding.most)) : " so far",
                             percent_number(finding.many_accuracy), grouped(finding.many));
}

std::string gave_up_words(const HungerResult& result) {
  std::vector<std::string> which;
  for (const bool moved : {false, true})
    for (const int network : {0, 1}) {
      std::vector<std::string> samples;
      for (const HungerPoint& point : result.points)
        if (point.known() && point.gave_up && point.network == network && point.moved == moved)
          samples.push_back(grouped(point.samples));
      if (!samples.empty())
        which.push_back(fmt::format("{} from {}", series_name(result, network, moved), fmt::join(samples, ", ")));
    }
  if (which.empty()) return {};
  return fmt::format("Still gaining when {} steps were used up, so more might be in them: {}.",
                     grouped(result.in_hand.most_steps), fmt::join(which, "; "));
}

std::vector<std::string> now_words(const HungerResult& result) {
  if (result.over()) return {};
  const HungerPoint& point = result.points[result.now];
  const HungerNow& now = result.in_hand;
  const auto named = [&](const HungerPoint& one) {
    return fmt::format("{}, {} samples", series_name(result, one.network, one.moved), grouped(one.samples));
  };
  const std::string head = named(point);
  const std::string step = now.reading ? ", trained; reading every shift" : fmt::format(", step {}", grouped(now.step));
  const std::string idle =
      now.reading || now.idle == 0 ? "" : fmt::format(", nothing gained in {} of {} checks", now.idle, now.patience);
  std::vector<std::string> words;
  if (result.now + 1 < result.points.size())
    words.push_back(head + step + idle + "  ·  then: " + named(result.points[result.now + 1]));
  words.push_back(head + step + idle);
  words.push_back(head + step);
  words.push_back(head);
  return words;
}

// --- the ladder ------------------------------------------------------------------------------------------------------

namespace {

std::string_view pictures_of(DataKind data) {
  if (data == DataKind::fashion) return "clothes";
  return data == DataKind::shapes ? "shapes" : "digits";
}

std::string range_words(double low, double high) {
  const long from = std::lround(low * 100.0), to = std::lround(high * 100.0);
  return from == to ? fmt::format("{} %", from) : fmt::format("{} to {} %", from, to);
}

}  // namespace

std::vector<std::string> ladder_titles(const LadderResult* result) {
  const std::vector<std::string> plain = {"Five networks of 1989: fewer and fewer free weights",
                                          "Five networks of 1989", "The ladder"};
  if (result == nullptr) return plain;
  const LadderFinding finding = finding_of(*result);
  // Half of the seeds would claim what the others take back.
  if (!finding.known || !(result->over() || result->stopped)) return plain;
  const std::string_view what = pictures_of(result->settings.data);
  const std::string moved = result->settings.moved > 0 ? "moved " : "";
  if (finding.all_alike)
    return {fmt::format("Fewer free weights, and no fewer {}{} right", moved, what),
            fmt::format("Fewer weights, no fewer {} right", what), "The ladder"};
  if (finding.best != 4)
    return {fmt::format("Here network {} reads {}{} best, not the fifth", finding.best + 1, moved, what),
            fmt::format("Here network {} is the best", finding.best + 1), "The ladder"};
  return {fmt::format("The fewest free weights read {}{} best", moved, what),
          fmt::format("Fewest weights, most {} right", what), "The ladder"};
}

LadderLines ladder_lines(const LadderResult& result) {
  LadderLines lines;
  const LadderFinding finding = finding_of(result);
  if (!finding.known) return lines;
  const std::string_view what = pictures_of(result.settings.data);
  const std::string moved = result.settings.moved > 0 ? "moved " : "";
  const std::string seeds = counted(static_cast<std::int64_t>(finding.seeds), "seed");
  const std::int64_t classes = classes_of(result.settings.data);
  const std::int64_t fewest = ladder_count(4, classes).weights;
  const bool less_than_half =
      2 * fewest < ladder_count(0, classes).weights && 2 * fewest < ladder_count(1, classes).weights;
  const std::string share = less_than_half ? "less than half of the weights" : "fewer weights";
  const bool many = finding.seeds > 1;
  const std::string so_far =
      result.over() ? "" : fmt::format("so far, {} of {}: ", finding.seeds, counted(result.settings.seeds, "seed"));
  if (finding.best == 4) {
    const std::string mean = many ? " on average" : "";
    const std::string claim = fmt::format("network 5 reads {}{} best{}", moved, what, mean);
    const std::string pair = many ? fmt::format("; better than network 1 in {} of {}", finding.beats_first, seeds) : "";
    const std::string alone = many ? fmt::format(", best of all in {}", finding.best_in) : "";
    lines.carries = {fmt::format("{}, with {} of networks 1 and 2{}{}.", claim, share, pair, alone),
                     fmt::format("{}, with {} of 1 and 2{}.", claim, share, pair),
                     fmt::format("{}, with the fewest weights.", claim), "5 is best."};
    if (!less_than_half) lines.carries.erase(lines.carries.begin(), lines.carries.begin() + 2);
  } else {
    lines.carries = {fmt::format("not here: network {} reads {}{} best, {} % on average over {}.", finding.best + 1,
                                 moved, what, percent_number(finding.spreads[finding.best].mean), seeds),
                     fmt::format("not here: network {} is best.", finding.best + 1)};
  }
  for (std::string& words : lines.carries) words = so_far + words;
  const double then = ladder_rungs[4].published - ladder_rungs[0].published;
  const std::string gain = fmt::format("the size of the gain from 1 to 5: {} in 1989, {} here", points_words(then),
                                       points_words(finding.gain));
  const std::string brief = fmt::format("the gain: {} then, {} here", points_words(then), points_words(finding.gain));
  const std::string alike = finding.all_alike      ? "; all five lie within each other’s spread"
                            : finding.others_alike ? "; 1 to 4 lie within each other’s spread"
                                                   : "";
  const std::string still =
      result.settings.moved == 0 || std::isnan(finding.still_low)
          ? ""
          : fmt::format(" Not moved, all five: {}.", range_words(finding.still_low, finding.still_high));
  lines.does_not = {gain + alike + "." + still, gain + alike + ".", brief + alike + ".", brief + "."};
  return lines;
}

std::string ladder_method(const LadderSettings& settings, const LadderResult* result) {
  std::string words = ladder_data_words(settings.data);
  if (settings.moved > 0)
    words += fmt::format(", moved sideways by up to {}, in training and in the test, each seed its own way",
                         counted(settings.moved, "pixel"));
  words += fmt::format(". {} training samples", grouped(settings.samples));
  if (result != nullptr && result->test_samples > 0)
    words += fmt::format(", {} to test", grouped(result->test_samples));
  words += fmt::format(". Adam, learning rate 0.003, batch 32, {}, tanh.", counted(settings.epochs, "epoch"));
  if (settings.seeds > 1) words += " The bar is one standard deviation over the seeds, each tick a seed.";
  if (result == nullptr) return words;
  const LadderFinding finding = finding_of(*result);
  if (finding.known)
    words +=
        fmt::format(" All five read {} of their training samples.", range_words(finding.train_low, finding.train_high));
  return words;
}

}  // namespace flatscope
