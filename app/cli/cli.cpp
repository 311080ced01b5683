#include "app/cli/cli.h"

#include <cstdio>
#include <exception>
#include <map>
#include <new>
#include <stdexcept>

#include "app/cli/subcommands.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

using cli::Arguments;

// One line whatever a file's name or a library's message holds.
void complain(const std::string& who, std::string sentence) {
  sentence = one_line(sentence);
  // A full stop goes, three dots ("LAYER...") stay.
  if (sentence.ends_with('.') && !sentence.ends_with("...")) sentence.pop_back();
  std::fprintf(stderr, "%s: %s\n", who.c_str(), sentence.c_str());
}

}  // namespace

int run_cli(const std::vector<std::string>& arguments, const CliHooks& hooks) {
  const std::map<std::string, std::function<int(const Arguments&)>> commands = {
      {"flatten", cli::run_flatten},
      {"shift", cli::run_shift},
      {"dense", cli::run_dense},
      {"conv", cli::run_conv},
      {"pool", cli::run_pool},
      {"equivariance", cli::run_equivariance},
      {"count", cli::run_count},
      {"train", cli::run_train},
      {"lesson", [&](const Arguments& rest) { return cli::run_lesson(rest, hooks); }},
      {"render", [&](const Arguments& rest) { return cli::run_render(rest, hooks); }},
  };
  Arguments rest(arguments.begin() + (arguments.empty() ? 0 : 1), arguments.end());
  std::string who = "flatscope";
  std::function<int(const Arguments&)> run = [&](const Arguments& all) { return cli::run_window_command(all, hooks); };
  if (!rest.empty()) {
    if (const auto found = commands.find(rest.front()); found != commands.end()) {
      who += " " + found->first;
      run = found->second;
      rest.erase(rest.begin());
    }
  }
  try {
    return run(rest);
  } catch (const std::bad_alloc&) {
    complain(who, "there is not enough memory for this; use a smaller input or smaller settings");
  } catch (const std::invalid_argument& error) {
    // Core names its function first ("conv2d: the bias has ..."); here the subcommand stands in its place.
    const std::string what = error.what();
    const std::size_t colon = what.find(": ");
    complain(who, colon != std::string::npos && what.find(' ') > colon ? what.substr(colon + 2) : what);
  } catch (const std::exception& error) {
    complain(who, error.what());
  }
  return 2;
}

}  // namespace flatscope
