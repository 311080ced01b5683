// One subcommand's options: declared once, read from there for parsing, for help and for the sentences about mistakes.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/numbers.h"

namespace flatscope::cli {

class Command {
 public:
  // `name` as typed ("flatscope conv"), `usage` what may follow it, `example` a line that works as it stands.
  Command(const std::string& name, const std::string& summary, std::string usage, const std::string& example);

  // The words that are no options: one at most, or with `many` any number. Call it once.
  void positional(const std::string& name, const std::string& description, bool many = false);
  void option(const std::string& name, const std::string& value, const std::string& description);
  // One that is understood, so that it can be refused in words of its own, but not shown.
  void hidden_option(const std::string& name);
  void flag(const std::string& name, const std::string& description);

  // False when help was asked for; it has been printed then. Throws UsageError for an unknown option, one given twice
  // or without its value, and for too many words.
  bool parse(const std::vector<std::string>& arguments);

  // What was typed. The name is one declared above.
  bool given(const std::string& name) const;
  std::optional<std::string> text(const std::string& name) const;
  const std::vector<std::string>& words() const { return words_; }  // the positional ones
  // Throws UsageError saying what is missing.
  std::string required(const std::string& name) const;

  // The option's number, or `fallback` where it was not given; see numbers.h.
  std::int64_t integer(const std::string& name, std::int64_t fallback, std::int64_t low,
                       std::int64_t high = highest_integer) const;
  std::int64_t required_integer(const std::string& name) const;

  // The option's value as one of `all`, each typed as name_of(value); `fallback` where it was not given.
  template <class Value, class List = std::initializer_list<Value>, class Name>
  Value choice(const std::string& name, Value fallback, const List& all, Name name_of) const {
    const std::optional<std::string> typed = text(name);
    if (!typed) return fallback;
    std::vector<std::string_view> names;
    for (const Value& value : all) {
      if (name_of(value) == *typed) return value;
      names.push_back(name_of(value));
    }
    refuse_choice(name, *typed, names);
  }
  template <class Value, class List = std::initializer_list<Value>>
  Value choice(const std::string& name, Value fallback, const List& all) const {
    return choice(name, fallback, all, [](Value value) { return to_string(value); });
  }

  // "--order is zigzag; it must be row-major, column-major or hilbert".
  [[noreturn]] static void refuse_choice(const std::string& name, const std::string& typed,
                                         const std::vector<std::string_view>& names);

 private:
  void refuse_unknown_option(const std::string& word) const;
  void check_repeats() const;

  CLI::App app_;
  std::string name_;
  std::string usage_;
  std::string positional_;
  bool many_ = false;
  std::vector<CLI::Option*> options_;
  std::vector<std::string> words_;
};

}  // namespace flatscope::cli
