#include "app/cli/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace flatscope::cli {
namespace {

// CLI11's help, with the usage line that the design gives.
class Help : public CLI::Formatter {
 public:
  explicit Help(std::string usage) : usage_(std::move(usage)) {}
  std::string make_usage(const CLI::App*, std::string) const override { return "\nUsage: " + usage_ + "\n"; }

 private:
  std::string usage_;
};

}  // namespace

Command::Command(const std::string& name, const std::string& summary, std::string usage, const std::string& example)
    : app_(summary, name), name_(name), usage_(std::move(usage)) {
  auto help = std::make_shared<Help>(name_ + " " + usage_);
  help->column_width(30);
  help->label("Positionals", "Input");
  app_.formatter(help);
  app_.footer("Example:\n  " + example);
  app_.set_help_flag("-h,--help", "Print this and exit");
  // Extra words are collected, not thrown, so that the sentence about them can be ours.
  app_.allow_extras();
}

void Command::positional(const std::string& name, const std::string& description, bool many) {
  CLI::Option* option = app_.add_option(name)->description(description)->option_text(" ");
  option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  option->expected(0, many ? 1 << 20 : 1);
  options_.push_back(option);
}

void Command::option(const std::string& name, const std::string& value, const std::string& description) {
  CLI::Option* option = app_.add_option(name)->description(description)->option_text(value);
  option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  options_.push_back(option);
}

void Command::flag(const std::string& name, const std::string& description) {
  options_.push_back(app_.add_flag(name)->description(description));
}

bool Command::parse(const std::vector<std::string>& arguments) {
  try {
    app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::CallForHelp&) {
    std::fputs(app_.help().c_str(), stdout);
    return false;
  } catch (const CLI::ParseError& error) {
    const std::string what = error.what();
    throw UsageError(
        fmt::format("{} needs one value; {} --help shows how it is used", what.substr(0, what.find(':')), name_));
  }
  std::vector<std::string_view> names;
  for (const CLI::Option* option : options_) names.push_back(option->get_single_name());
  const std::vector<std::string> extras = app_.remaining();
  for (const std::string& extra : extras) {
    if (!extra.starts_with("-") || extra.size() == 1) continue;
    const std::string typed = extra.substr(0, extra.find('='));
    std::vector<std::string> options;
    for (const CLI::Option* option : options_) {
      if (option->nonpositional()) options.push_back("--" + option->get_single_name());
    }
    const std::optional<std::string_view> near =
        nearest(typed, std::vector<std::string_view>(options.begin(), options.end()));
    throw UsageError(near ? fmt::format("there is no option {}; did you mean {}?", typed, *near)
                          : fmt::format("there is no option {}; its options are {}", typed, fmt::join(options, ", ")));
  }
  if (!extras.empty()) {
    throw UsageError(fmt::format("{} is one word too many; the usage is {} {}", shown(extras.front()), name_, usage_));
  }
  for (const CLI::Option* option : options_) {
    if (!option->nonpositional()) continue;
    if (option->count() > 1) {
      throw UsageError(
          fmt::format("--{} was given {} times; once is enough", option->get_single_name(), option->count()));
    }
    // "--out --dx 5" takes --dx as the file's name, which nobody means.
    if (option->count() == 1 && option->get_items_expected_max() > 0 && option->results().front().starts_with("--")) {
      throw UsageError(fmt::format("--{} has no value before {}; give it one", option->get_single_name(),
                                   option->results().front()));
    }
  }
  return true;
}

const CLI::Option& Command::declared(const std::string& name) const {
  const CLI::Option* option = app_.get_option(name);
  return *option;
}

bool Command::given(const std::string& name) const { return declared(name).count() > 0; }

std::optional<std::string> Command::text(const std::string& name) const {
  if (!given(name)) return std::nullopt;
  return declared(name).results().front();
}

std::vector<std::string> Command::texts(const std::string& name) const { return declared(name).results(); }

std::string Command::required(const std::string& name) const {
  if (!given(name)) throw UsageError(fmt::format("{} is missing; the usage is {} {}", name, name_, usage_));
  return *text(name);
}

std::int64_t Command::integer(const std::string& name, std::int64_t fallback, std::int64_t low,
                              std::int64_t high) const {
  const std::optional<std::string> typed = text(name);
  return typed ? parse_integer(name, *typed, low, high) : fallback;
}

std::int64_t Command::required_integer(const std::string& name) const { return parse_integer(name, required(name)); }

void Command::refuse_choice(const std::string& name, const std::string& typed,
                            const std::vector<std::string_view>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) list += i + 1 == names.size() ? " or " : ", ";
    list += names[i];
  }
  throw UsageError(fmt::format("{} is {}; it must be {}", name, shown(typed), list));
}

}  // namespace flatscope::cli
