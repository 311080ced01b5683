#include <nlohmann/json.hpp>

#include "app/cli/files.h"
#include "app/cli/subcommands.h"
#include "core/layers/network.h"

namespace flatscope::cli {
namespace {

Shape parse_input(std::string_view typed) {
  const auto wrong = [&] {
    return UsageError("--input is " + shown(typed) + "; it must be CxHxW, such as 3x256x256, each from 1 to " +
                      std::to_string(highest_integer));
  };
  Shape shape;
  for (std::string_view rest = typed; shape.size() <= 3;) {
    const std::size_t by = rest.find('x');
    const std::string_view axis = rest.substr(0, by);
    if (axis.empty() || axis.find_first_not_of("0123456789") != std::string_view::npos) throw wrong();
    try {
      shape.push_back(parse_integer("--input", axis, 1));
    } catch (const UsageError&) {
      throw wrong();
    }
    if (by == std::string_view::npos) break;
    rest.remove_prefix(by + 1);
  }
  if (shape.size() != 3) throw wrong();
  return shape;
}

nlohmann::ordered_json numbers(const LayerCount& count, const std::string& who) {
  nlohmann::ordered_json json;
  const auto add = [&](const char* name, const Count& number) {
    if (number.past)
      throw UsageError(who + " has more than 9223372036854775807 " + name +
                       ", the largest number that is counted; make the layers or the input smaller");
    json[name] = number.value;
  };
  add("weights", count.weights);
  add("biases", count.biases);
  add("parameters", count.parameters);
  add("macs", count.macs);
  add("activations", count.activations);
  add("bytes", count.bytes);
  add("activation_bytes", count.activation_bytes);
  add("training_bytes", count.training_bytes);
  return json;
}

}  // namespace

int run_count(const Arguments& arguments) {
  Command command(
      "flatscope count",
      "Counts what each layer of a network costs, without building it.\n"
      "LAYER: flatten, linear:OUT[:nobias], conv:OUT:K[:stride=S][:padding=P][:dilation=D][:nobias|:unitbias],\n"
      "local:OUT:K[:stride=S][:padding=P][:nobias], relu, tanh, maxpool:K[:stride=S], avgpool:K[:stride=S], "
      "blurpool:3[:stride=S], globalavgpool, globalmaxpool",
      "--input CxHxW LAYER...", "flatscope count --input 3x256x256 conv:64:3:padding=1 relu globalavgpool linear:10");
  command.positional("LAYER", "The layers, in order", true);
  command.option("--input", "CxHxW", "Channels, height and width of the input");
  if (!command.parse(arguments)) return 0;

  const Shape input = parse_input(command.required("--input"));
  if (command.words().empty()) throw UsageError("LAYER is missing; give at least one, such as conv:64:3:padding=1");
  std::vector<NetLayer> layers;
  for (const std::string& word : command.words()) layers.push_back(parse_layer(word));

  const NetworkCount network = count_network(input, layers);
  nlohmann::ordered_json json;
  json["layers"] = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const LayerCount& count = network.layers[i];
    const std::string who = "layer " + std::to_string(i + 1) + ", " + command.words()[i];
    if (!count.problem.empty()) throw UsageError(who + ", " + count.problem);
    nlohmann::ordered_json layer;
    layer["layer"] = command.words()[i];
    layer["output_shape"] = count.output;
    layer.update(numbers(count, who));
    json["layers"].push_back(std::move(layer));
  }
  json["total"] = numbers(network.total, "the network");
  print_line(json.dump());
  return 0;
}

}  // namespace flatscope::cli
