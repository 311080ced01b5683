#include "app/cli/command.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/cli/files.h"
#include "app/look/nearest.h"
#include "core/files/file.h"

namespace flatscope::cli {
namespace {

// CLI11's help, with the usage line that the design gives and our own section about the positional words.
class Help : public CLI::Formatter {
 public:
  explicit Help(std::string usage) : usage_(std::move(usage)) {}
  void describe(const std::string& name, const std::string& text) { positionals_ = {name, text}; }

  std::string make_usage(const CLI::App*, std::string) const override { return "\nUsage: " + usage_ + "\n"; }
  std::string make_positionals(const CLI::App*) const override {
    if (positionals_.first.empty()) return {};
    return fmt::format("\nInput:\n  {:<28}{}\n", positionals_.first, positionals_.second);
  }

 private:
  std::string usage_;
  std::pair<std::string, std::string> positionals_;
};

}  // namespace

Command::Command(const std::string& name, const std::string& summary, std::string usage, const std::string& example)
    : app_(summary, name), name_(name), usage_(std::move(usage)) {
  auto help = std::make_shared<Help>(name_ + " " + usage_);
  help->column_width(30);
  app_.formatter(help);
  app_.footer("Example:\n  " + example);
  app_.set_help_flag("-h,--help", "Print this and exit");
  // The words that are no options are collected, not thrown, so that the sentences about them can be ours and a file's
  // name is never taken for anything else.
  app_.allow_extras();
}

void Command::positional(const std::string& name, const std::string& description, bool many) {
  positional_ = name;
  many_ = many;
  std::dynamic_pointer_cast<Help>(app_.get_formatter())->describe(name, description);
}

void Command::option(const std::string& name, const std::string& value, const std::string& description) {
  CLI::Option* option = app_.add_option(name)->description(description)->option_text(value);
  option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  options_.push_back(option);
}

void Command::hidden_option(const std::string& name) {
  option(name, "VALUE", "");
  options_.back()->group("");
}

void Command::flag(const std::string& name, const std::string& description) {
  options_.push_back(app_.add_flag(name)->description(description));
}

bool Command::parse(const std::vector<std::string>& arguments) {
  // After "--" everything is a word, however it starts.
  const auto words_begin = std::find(arguments.begin(), arguments.end(), "--");
  std::vector<std::string> reversed(arguments.begin(), words_begin);
  std::reverse(reversed.begin(), reversed.end());
  try {
    app_.parse(std::move(reversed));
  } catch (const CLI::CallForHelp&) {
    print(app_.help());
    return false;
  } catch (const CLI::ParseError& error) {
    const std::string what = error.what();
    throw UsageError(
        fmt::format("{} needs one value; {} --help shows how it is used", what.substr(0, what.find(':')), name_));
  }
  for (const std::string& extra : app_.remaining()) {
    if (extra.starts_with("-") && extra.size() > 1) refuse_unknown_option(extra);
    words_.push_back(extra);
  }
  if (words_begin != arguments.end()) words_.insert(words_.end(), words_begin + 1, arguments.end());
  check_repeats();
  if (!many_ && words_.size() > 1) {
    throw UsageError(fmt::format("{} is one word too many; the usage is {} {}", shown(words_[1]), name_, usage_));
  }
  return true;
}

void Command::refuse_unknown_option(const std::string& word) const {
  std::error_code none;
  if (!positional_.empty() && std::filesystem::exists(path_from_utf8(word), none)) {
    throw UsageError(fmt::format("there is no option {0}; for the file of that name write ./{0}", word));
  }
  const std::string typed = word.substr(0, word.find('='));
  std::vector<std::string> options;
  for (const CLI::Option* option : options_) {
    if (!option->get_group().empty()) options.push_back("--" + option->get_single_name());
  }
  const std::optional<std::string_view> near =
      nearest(typed, std::vector<std::string_view>(options.begin(), options.end()));
  throw UsageError(near ? fmt::format("there is no option {}; did you mean {}?", typed, *near)
                        : fmt::format("there is no option {}; its options are {}", typed, fmt::join(options, ", ")));
}

void Command::check_repeats() const {
  for (const CLI::Option* option : options_) {
    const std::string name = "--" + option->get_single_name();
    if (option->count() > 1)
      throw UsageError(fmt::format("{} was given {} times; once is enough", name, option->count()));
    if (option->count() == 1 && option->get_items_expected_max() == 0 && option->results().front() != "true") {
      throw UsageError(fmt::format("{} takes no value, but it was given {}", name, shown(option->results().front())));
    }
    // "--out --dx 5" takes --dx as the file's name, which nobody means.
    if (option->count() == 1 && option->get_items_expected_max() > 0 && option->results().front().starts_with("--")) {
      throw UsageError(fmt::format("{} has no value before {}; give it one", name, option->results().front()));
    }
  }
}

bool Command::given(const std::string& name) const {
  return name == positional_ ? !words_.empty() : app_.get_option(name)->count() > 0;
}

std::optional<std::string> Command::text(const std::string& name) const {
  if (!given(name)) return std::nullopt;
  return name == positional_ ? words_.front() : app_.get_option(name)->results().front();
}

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
