#include "app/svg/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/files/toml_text.h"
#include "core/files/plain_text.h"

namespace flatscope {
namespace {

// Hundredths of a pixel.
std::string hundredths(float value) {
  const double rounded = std::round(static_cast<double>(value) * 100.0) / 100.0;
  return fmt::format("{}", rounded == 0.0 ? 0.0 : rounded);
}

std::string colour_of(ImU32 colour) {
  return fmt::format("#{:02x}{:02x}{:02x}", (colour >> IM_COL32_R_SHIFT) & 255, (colour >> IM_COL32_G_SHIFT) & 255,
                     (colour >> IM_COL32_B_SHIFT) & 255);
}

float alpha_of(ImU32 colour) { return static_cast<float>((colour >> IM_COL32_A_SHIFT) & 255) / 255.0F; }

std::string opacity_of(const char* name, ImU32 colour) {
  const float alpha = alpha_of(colour);
  return alpha < 1.0F ? fmt::format(" {}=\"{:.3g}\"", name, alpha) : std::string();
}

std::string rect_attributes(const Rect& rect) {
  return fmt::format("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", hundredths(rect.min.x), hundredths(rect.min.y),
                     hundredths(rect.width()), hundredths(rect.height()));
}

Rect common(const Rect& a, const Rect& b) {
  return {{std::max(a.min.x, b.min.x), std::max(a.min.y, b.min.y)},
          {std::min(a.max.x, b.max.x), std::min(a.max.y, b.max.y)}};
}

Rect bounds(std::span<const ImVec2> points, float margin) {
  Rect box{points[0], points[0]};
  for (const ImVec2 p : points) {
    box.min = {std::min(box.min.x, p.x), std::min(box.min.y, p.y)};
    box.max = {std::max(box.max.x, p.x), std::max(box.max.y, p.y)};
  }
  return box.inset(-margin);
}

std::string path_of(std::span<const ImVec2> points, bool closed) {
  std::string data;
  for (const ImVec2 p : points)
    data += fmt::format("{}{} {}", data.empty() ? 'M' : 'L', hundredths(p.x), hundredths(p.y));
  return closed ? data + "Z" : data;
}

}  // namespace

SvgWriter::SvgWriter(ImVec2 size, ImU32 ground, std::string_view title, std::string_view ids)
    : screen_{{0, 0}, size}, clip_(screen_), ground_(ground), title_(title), ids_(ids) {}

SvgWriter::Seen SvgWriter::seen(const Rect& box) const {
  const Rect part = common(box, common(clip_, screen_));
  if (part.width() <= 0.0F || part.height() <= 0.0F) return Seen::no;
  constexpr float hair = 0.01F;
  const bool whole = box.min.x >= clip_.min.x - hair && box.min.y >= clip_.min.y - hair &&
                     box.max.x <= clip_.max.x + hair && box.max.y <= clip_.max.y + hair;
  return whole ? Seen::whole : Seen::cut;
}

bool SvgWriter::begin(const Rect& box) {
  const Seen how = seen(box);
  if (how == Seen::no) return false;
  int wanted = -1;
  if (how == Seen::cut) {
    const std::string attributes = rect_attributes(common(clip_, screen_));
    const auto [at, fresh] = clips_.try_emplace(attributes, static_cast<int>(clips_.size()));
    wanted = at->second;
    if (fresh) defs_ += fmt::format("<clipPath id=\"{}c{}\"><rect {}/></clipPath>\n", ids_, wanted, attributes);
  }
  if (wanted == group_) return true;
  end_path();
  if (group_ >= 0) body_ += "</g>\n";
  if (wanted >= 0) body_ += fmt::format("<g clip-path=\"url(#{}c{})\">\n", ids_, wanted);
  group_ = wanted;
  return true;
}

void SvgWriter::add_path(const std::string& look, const std::string& data) {
  if (look != path_look_) end_path();
  path_look_ = look;
  path_data_ += data;
  // What can be seen through shows where it lies over itself: it stays by itself.
  if (look.find("opacity") != std::string::npos) end_path();
}

void SvgWriter::end_path() {
  if (!path_data_.empty()) body_ += fmt::format("<path {} d=\"{}\"/>\n", path_look_, path_data_);
  path_data_.clear();
  path_look_.clear();
}

void SvgWriter::rect(const Rect& whole, ImU32 colour) {
  if (alpha_of(colour) <= 0.0F || seen(whole) == Seen::no) return;
  const Rect rect = common(whole, common(clip_, screen_));
  if (!begin(rect)) return;
  add_path(fmt::format("fill=\"{}\"{}", colour_of(colour), opacity_of("fill-opacity", colour)),
           fmt::format("M{} {}H{}V{}H{}Z", hundredths(rect.min.x), hundredths(rect.min.y), hundredths(rect.max.x),
                       hundredths(rect.max.y), hundredths(rect.min.x)));
}

void SvgWriter::gradient(const Rect& rect, ImU32 from, ImU32 to, bool across) {
  if (!begin(rect)) return;
  end_path();
  const std::string stops = fmt::format(
      "{}><stop offset=\"0\" stop-color=\"{}\"{}/><stop offset=\"1\" stop-color=\"{}\"{}/></linearGradient>\n",
      across ? "" : " x2=\"0\" y2=\"1\"", colour_of(from), opacity_of("stop-opacity", from), colour_of(to),
      opacity_of("stop-opacity", to));
  const auto [at, fresh] = gradients_.try_emplace(stops, static_cast<int>(gradients_.size()));
  if (fresh) defs_ += fmt::format("<linearGradient id=\"{}g{}\"{}", ids_, at->second, stops);
  body_ += fmt::format("<rect {} fill=\"url(#{}g{})\"/>\n", rect_attributes(rect), ids_, at->second);
}

void SvgWriter::polygon(std::span<const ImVec2> points, ImU32 colour) {
  if (points.size() < 3 || alpha_of(colour) <= 0.0F || !begin(bounds(points, 0.0F))) return;
  end_path();
  body_ += fmt::format("<path fill=\"{}\"{} d=\"{}\"/>\n", colour_of(colour), opacity_of("fill-opacity", colour),
                       path_of(points, true));
}

void SvgWriter::stroke(std::span<const ImVec2> points, float thickness, ImU32 colour, bool closed) {
  if (points.size() < 2 || alpha_of(colour) <= 0.0F || !begin(bounds(points, thickness * 0.5F))) return;
  add_path(fmt::format("fill=\"none\" stroke=\"{}\"{} stroke-width=\"{}\"", colour_of(colour),
                       opacity_of("stroke-opacity", colour), hundredths(thickness)),
           path_of(points, closed));
}

void SvgWriter::text(const TextRun& run) {
  const Rect box{run.at, {run.at.x + run.width, run.at.y + run.size}};
  if (alpha_of(run.colour) <= 0.0F || !begin(box)) return;
  end_path();
  const FontStyle style = font_style(run.type);
  // Dear ImGui puts the line of the letters' feet on a whole pixel.
  const float foot = run.at.y + std::floor(style.ascent * run.size + 1.0F);
  const char* const family = style.mono ? "'JetBrains Mono','DejaVu Sans Mono',Menlo,Consolas,monospace"
                                        : "Inter,'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif";
  const std::string weight = style.weight == 400 ? "" : fmt::format(" font-weight=\"{}\"", style.weight);
  const bool many = run.words.size() > 1;
  // Viewers without the font, or that do not heed textLength, still keep the end that the layout holds by.
  float x = run.at.x;
  const char* anchor = "";
  if (run.align == Align::right) x += run.width, anchor = " text-anchor=\"end\"";
  if (run.align == Align::centre) x += run.width * 0.5F, anchor = " text-anchor=\"middle\"";
  body_ += fmt::format(
      "<text x=\"{}\" y=\"{}\"{} font-family=\"{}\" font-size=\"{}\"{} fill=\"{}\"{}{} "
      "xml:space=\"preserve\">{}</text>\n",
      hundredths(x), hundredths(foot), anchor, family, hundredths(style.em * run.size), weight, colour_of(run.colour),
      opacity_of("fill-opacity", run.colour),
      many ? fmt::format(" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", hundredths(run.width)) : "",
      xml_text(run.words));
}

void SvgWriter::image(const Rect& rect, std::span<const std::byte> png, float opacity) {
  if (!begin(rect)) return;
  end_path();
  body_ += fmt::format(
      "<image {}{} preserveAspectRatio=\"none\" style=\"image-rendering:optimizeSpeed;image-rendering:pixelated\" "
      "xlink:href=\"data:image/png;base64,{}\"/>\n",
      rect_attributes(rect), opacity < 1.0F ? fmt::format(" opacity=\"{:.3g}\"", opacity) : "",
      base64({reinterpret_cast<const std::uint8_t*>(png.data()), png.size()}));
}

std::string SvgWriter::finish() {
  end_path();
  if (group_ >= 0) body_ += "</g>\n";
  group_ = -1;
  const std::string width = hundredths(screen_.width()), height = hundredths(screen_.height());
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" "
      "width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "style=\"font-kerning:none;font-variant-ligatures:none\">\n"
      "<title>{2}</title>\n<defs>\n{3}</defs>\n<rect width=\"{0}\" height=\"{1}\" fill=\"{4}\"/>\n{5}</svg>\n",
      width, height, xml_text(title_), defs_, colour_of(ground_), body_);
}

}  // namespace flatscope
