#include "tests/app/cli/svg_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace flatscope::testing {
namespace {

struct Tag {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text(const std::string& key) const {
    const auto at = attributes.find(key);
    return at == attributes.end() ? std::string() : at->second;
  }
  double number(const std::string& key, double without = 0.0) const {
    const auto at = attributes.find(key);
    return at == attributes.end() ? without : std::stod(at->second);
  }
  Box box() const { return {number("x"), number("y"), number("x") + number("width"), number("y") + number("height")}; }
};

// <name key="value" ...>; the closing slash is nobody's business.
Tag tag_of(std::string_view inside) {
  Tag tag;
  const std::size_t end = inside.find_first_of(" />");
  tag.name = inside.substr(0, inside.front() == '/' ? inside.size() : end);
  for (std::size_t at = 0; (at = inside.find("=\"", at)) != std::string_view::npos;) {
    const std::size_t key = inside.rfind(' ', at) + 1, close = inside.find('"', at + 2);
    tag.attributes[std::string(inside.substr(key, at - key))] = inside.substr(at + 2, close - at - 2);
    at = close;
  }
  return tag;
}

Rgb colour_of(const std::string& text) {
  if (text.size() != 7 || text[0] != '#') throw std::runtime_error("no colour: " + text);
  return hex(static_cast<unsigned>(std::stoul(text.substr(1), nullptr, 16)));
}

std::vector<std::byte> from_base64(std::string_view text) {
  static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::byte> bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char letter : text) {
    const std::size_t value = letters.find(letter);
    if (value == std::string_view::npos) break;
    held = held << 6 | static_cast<std::uint32_t>(value);
    if ((bits += 6) < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<std::byte>(held >> bits & 255));
  }
  return bytes;
}

// M, L, H, V and Z, all absolute.
std::vector<std::vector<Point>> polygons_of(const std::string& data) {
  std::vector<std::vector<Point>> all;
  const char* at = data.c_str();
  Point here;
  const auto number = [&at] {
    char* end = nullptr;
    const double value = std::strtod(at, &end);
    at = end;
    return value;
  };
  while (*at != '\0') {
    const char what = *at++;
    if (what == 'M' || what == 'L') {
      here.x = number();
      here.y = number();
      if (what == 'M') all.emplace_back();
    } else if (what == 'H') {
      here.x = number();
    } else if (what == 'V') {
      here.y = number();
    } else {
      continue;  // Z, spaces
    }
    all.back().push_back(here);
  }
  return all;
}

bool inside(const Box& box, Point p) {
  return p.x >= box.left && p.x < box.right && p.y >= box.top && p.y < box.bottom;
}

bool inside(const std::vector<Point>& polygon, Point p) {
  bool odd = false;
  for (std::size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    const Point &a = polygon[i], &b = polygon[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) odd = !odd;
  }
  return odd;
}

Rgb mixed(const Rgb& a, const Rgb& b, double share) {
  const auto one = [share](int x, int y) { return static_cast<int>(std::lround(x + (y - x) * share)); };
  return {one(a.red, b.red), one(a.green, b.green), one(a.blue, b.blue)};
}

}  // namespace

SvgPicture::SvgPicture(std::string_view text) {
  struct Gradient {
    std::vector<Rgb> stops;
    bool across = true;
  };
  std::map<std::string, Gradient> gradients;
  std::map<std::string, Box> clips;
  std::string open_gradient, open_clip;
  bool clipped = false;
  Box clip;
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string_view::npos;) {
    const std::size_t end = text.find('>', at);
    const Tag tag = tag_of(text.substr(at + 1, end - at - 1));
    at = end;
    if (tag.name == "clipPath") open_clip = tag.text("id");
    if (tag.name == "/clipPath") open_clip.clear();
    if (tag.name == "linearGradient") {
      open_gradient = tag.text("id");
      gradients[open_gradient].across = tag.text("y2").empty();
    }
    if (tag.name == "stop") gradients[open_gradient].stops.push_back(colour_of(tag.text("stop-color")));
    if (tag.name == "g") {
      const std::string name = tag.text("clip-path");  // url(#c0)
      clipped = !name.empty();
      if (clipped) clip = clips.at(name.substr(5, name.size() - 6));
    }
    if (tag.name == "/g") clipped = false;
    if (tag.name == "rect" && !open_clip.empty()) {
      clips[open_clip] = tag.box();
      continue;
    }
    Shape shape;
    shape.clipped = clipped;
    shape.clip = clip;
    const std::string fill = tag.text("fill");
    if (tag.name == "rect" && fill.rfind("url(#", 0) == 0) {
      const Gradient& gradient = gradients.at(fill.substr(5, fill.size() - 6));
      shape.kind = Shape::Kind::gradient;
      shape.box = tag.box();
      shape.from = gradient.stops.at(0);
      shape.to = gradient.stops.at(1);
      shape.across = gradient.across;
    } else if (tag.name == "rect") {
      const Box box = tag.box();
      shape.polygons = {{{box.left, box.top}, {box.right, box.top}, {box.right, box.bottom}, {box.left, box.bottom}}};
      shape.from = colour_of(fill);
    } else if (tag.name == "path" && fill != "none") {
      shape.polygons = polygons_of(tag.text("d"));
      shape.from = colour_of(fill);
      shape.opacity = tag.number("fill-opacity", 1.0);
    } else if (tag.name == "image") {
      shape.kind = Shape::Kind::image;
      shape.box = tag.box();
      shape.opacity = tag.number("opacity", 1.0);
      const std::string data = tag.text("xlink:href");
      shape.image = decode_image(from_base64(std::string_view(data).substr(data.find(',') + 1)));
    } else {
      continue;
    }
    shapes_.push_back(std::move(shape));
  }
}

bool SvgPicture::covers(const Shape& shape, Point place) const {
  if (shape.clipped && !inside(shape.clip, place)) return false;
  if (shape.kind != Shape::Kind::polygons) return inside(shape.box, place);
  return std::any_of(shape.polygons.begin(), shape.polygons.end(),
                     [&](const std::vector<Point>& polygon) { return inside(polygon, place); });
}

Rgb SvgPicture::colour_at(const Shape& shape, Point place) const {
  if (shape.kind == Shape::Kind::polygons) return shape.from;
  const double across = (place.x - shape.box.left) / shape.box.width();
  const double down = (place.y - shape.box.top) / shape.box.height();
  if (shape.kind == Shape::Kind::gradient) return mixed(shape.from, shape.to, shape.across ? across : down);
  const auto& samples = std::get<std::vector<std::uint8_t>>(shape.image.samples);
  const auto column = static_cast<std::int64_t>(across * static_cast<double>(shape.image.width));
  const auto row = static_cast<std::int64_t>(down * static_cast<double>(shape.image.height));
  const auto first = static_cast<std::size_t>((row * shape.image.width + column) * shape.image.channels);
  return {samples[first], samples[first + 1], samples[first + 2]};
}

Rgb SvgPicture::at(Point place) const {
  Rgb seen;
  for (const Shape& shape : shapes_)
    if (covers(shape, place)) seen = mixed(seen, colour_at(shape, place), shape.opacity);
  return seen;
}

int SvgPicture::images() const {
  return static_cast<int>(std::count_if(shapes_.begin(), shapes_.end(),
                                        [](const Shape& shape) { return shape.kind == Shape::Kind::image; }));
}

std::vector<SvgPicture::Ramp> SvgPicture::ramps() const {
  std::vector<Ramp> all;
  for (const Shape& shape : shapes_) {
    if (shape.kind != Shape::Kind::gradient || !shape.across) continue;
    const bool goes_on = !all.empty() && std::abs(all.back().box.right - shape.box.left) < 0.05 &&
                         std::abs(all.back().box.top - shape.box.top) < 0.05;
    if (!goes_on) {
      all.push_back({shape.box, {shape.from}});
    } else if (!(all.back().colours.back() == shape.from)) {
      throw std::runtime_error("a ramp has a seam where its colours jump");
    }
    all.back().box.right = shape.box.right;
    all.back().colours.push_back(shape.to);
  }
  return all;
}

}  // namespace flatscope::testing
