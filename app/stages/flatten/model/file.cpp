#include "app/stages/flatten/model/file.h"

#include <fmt/format.h>

#include "app/files/toml_choice.h"

namespace flatscope {

std::string flatten_text(const FlattenScene& flatten) {
  std::string text = "\n[flatten]\n";
  text += fmt::format("working_size = {}\n", flatten.working_size);
  text += fmt::format("colour = {}\n", flatten.colour);
  text += fmt::format("order = {}\n", toml_string(to_string(flatten.order)));
  text += fmt::format("layout = {}\n", toml_string(to_string(flatten.layout)));
  if (flatten.pinned) {
    text += fmt::format("pinned = {{ channel = {}, row = {}, column = {} }}\n", flatten.pinned->channel,
                        flatten.pinned->row, flatten.pinned->column);
  }
  text += fmt::format("unroll = {}\n", number(flatten.unroll));
  return text;
}

void read_flatten(const TomlTable& table, FlattenScene& flatten) {
  set(flatten.working_size, table.whole("working_size"));
  set(flatten.colour, table.yes_or_no("colour"));
  set_choice(flatten.order, table, "order", all_orders);
  constexpr Layout layouts[] = {Layout::chw, Layout::hwc};
  set_choice(flatten.layout, table, "layout", layouts);
  if (const TomlTable pinned = table.table("pinned")) {
    Place place;
    set(place.channel, pinned.large_whole("channel"));
    set(place.row, pinned.large_whole("row"));
    set(place.column, pinned.large_whole("column"));
    flatten.pinned = place;
  }
  set(flatten.unroll, table.decimal("unroll"));
}

}  // namespace flatscope
