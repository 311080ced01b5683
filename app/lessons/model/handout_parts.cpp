#include "app/lessons/model/handout_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/files/plain_text.h"

namespace flatscope {

const std::string_view handout_style = R"(@page {
  margin: 13mm 18mm 15mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; }
}
html {
  font: 10.5pt/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif;
  color: #000; background: #fff;
}
body { max-width: 180mm; margin: 0 auto; }
@media screen { body { padding: 10mm 6mm; } }
header { margin-bottom: 6mm; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 1mm; }
h2 { font-size: 13pt; line-height: 1.3; margin: 0 0 1.5mm; break-after: avoid; }
h2 span { display: inline-block; min-width: 6mm; font-weight: 400; color: #555; }
p { margin: 0 0 1.5mm; orphans: 3; widows: 3; }
b { font-weight: 650; }
code, var {
  font-family: ui-monospace, "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: 0.95em; font-style: normal;
}
var { white-space: nowrap; }
.about { color: #555; }
.name, .write { display: flex; align-items: flex-end; gap: 3mm; margin: 4mm 0 0; }
.name i, .write i { border-bottom: 0.3mm solid #000; height: 1.4em; }
.name i { flex: 3; }
.name i:last-child { flex: 1; }
.write i { width: 50mm; }
section { break-inside: avoid; margin: 0 0 7mm; }
.apart { break-before: page; }
figure { break-inside: avoid; margin: 3.5mm 0 0; }
figure svg { display: block; width: auto; height: auto; max-width: min(100%, 164mm); max-height: 120mm; }
.question { break-inside: avoid; margin: 4.5mm 0 0; padding: 3.5mm 4mm 4mm; border: 0.3mm solid #000; border-radius: 1.5mm; }
.ask { font-size: 11.5pt; font-weight: 650; }
.hint { color: #555; }
.choices { list-style: none; margin: 2mm 0 0; padding: 0; }
.choices li { display: flex; gap: 2.5mm; margin: 1.6mm 0 0; }
.box { flex: none; width: 3.8mm; height: 3.8mm; margin-top: 0.6mm; border: 0.3mm solid #000; border-radius: 0.6mm; }
.chart { display: block; width: 100%; height: auto; max-height: 75mm; margin: 2mm 0 0; }
.answer { break-inside: avoid; margin: 6mm 0 0; }
.truth { font-size: 11.5pt; }
.others { color: #555; margin: 2mm 0 0; }
.answer ul { margin: 0.5mm 0 0; padding: 0 0 0 5mm; }
)";

std::string empty_chart(const Question& question) {
  constexpr double width = 640.0, height = 260.0, left = 70.0, right = 20.0, top = 26.0, bottom = 32.0;
  constexpr int steps_up = 4;
  const auto places = static_cast<double>(std::max<std::size_t>(question.at.size(), 2) - 1);
  const auto across = [&](std::size_t k) { return left + (width - left - right) * static_cast<double>(k) / places; };
  std::string svg = fmt::format(
      "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"sans-serif\" "
      "font-size=\"13\">\n",
      width, height);
  for (int k = 0; k <= steps_up; ++k) {
    const double share = static_cast<double>(k) / steps_up, y = height - bottom - (height - top - bottom) * share;
    svg += fmt::format(
        "<path stroke=\"{0}\" d=\"M{1} {2}H{3}\"/><text x=\"{4}\" y=\"{5}\" text-anchor=\"end\">{6}</text>\n",
        k == 0 ? "#000" : "#bbb", left, y, width - right, left - 8.0, y + 4.5,
        value_words({question.low + (question.high - question.low) * share}));
  }
  for (std::size_t k = 0; k < question.at.size(); ++k)
    svg += fmt::format(
        "<path stroke=\"{0}\" d=\"M{1} {2}V{3}\"/><text x=\"{1}\" y=\"{4}\" text-anchor=\"middle\">{5}</text>\n",
        k == 0 ? "#000" : "#bbb", across(k), top, height - bottom, height - bottom + 20.0,
        value_words({question.at[k]}));
  if (!question.unit.empty()) svg += fmt::format("<text x=\"{}\" y=\"14\">{}</text>\n", left, xml_text(question.unit));
  return svg + "</svg>\n";
}

}  // namespace flatscope
