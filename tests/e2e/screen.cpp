#include "screen.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace flatscope::testing {
namespace {

Box box_of(const nlohmann::json& list) {
  return {list.at(0).get<double>(), list.at(1).get<double>(), list.at(2).get<double>(), list.at(3).get<double>()};
}

}  // namespace

Box Box::common(const Box& other) const {
  return {std::max(left, other.left), std::max(top, other.top), std::min(right, other.right),
          std::min(bottom, other.bottom)};
}

std::string Screen::fact(const std::string& key) const {
  const auto at = facts.find(key);
  return at == facts.end() ? std::string() : at->second;
}

std::string Screen::value(const std::string& control) const {
  const auto at = controls.find(control);
  return at == controls.end() ? std::string() : at->second.value;
}

const Box& Screen::area(const std::string& key) const {
  const auto at = areas.find(key);
  if (at == areas.end()) throw std::runtime_error("the screen has no area named " + key);
  return at->second;
}

std::string Screen::words() const {
  std::string all;
  for (const Text& text : texts) all += text.words + " ";
  return all;
}

Screen parse_screen(const std::string& json) {
  const nlohmann::json in = nlohmann::json::parse(json);
  Screen screen;
  screen.frame = in.at("frame").get<long long>();
  screen.width = in.at("width").get<int>();
  screen.height = in.at("height").get<int>();
  for (const auto& text : in.at("texts"))
    screen.texts.push_back({text.at("text").get<std::string>(), box_of(text.at("rect")), box_of(text.at("clip")),
                            text.at("layer").get<int>()});
  for (const auto& [name, control] : in.at("controls").items())
    screen.controls[name] = {box_of(control.at("rect")), control.at("value").get<std::string>()};
  for (const auto& [name, area] : in.at("areas").items()) screen.areas[name] = box_of(area);
  for (const auto& [key, value] : in.at("facts").items()) screen.facts[key] = value.get<std::string>();
  return screen;
}

}  // namespace flatscope::testing
