// What can be taken away from the Flatten stage.
#pragma once

#include <string>
#include <vector>

#include "app/engine/results.h"
#include "app/files/export.h"

namespace flatscope {

// An index table has a line for each element; more than this are refused.
inline constexpr std::int64_t most_index_lines = 1'000'000;

// The vector, where each of its elements comes from, and what stands in the two tables of the stage, as far as they
// are computed.
std::vector<ExportItem> flatten_exports(const Results& results);

// "channel,row,column,index,value", in the order of the vector, everything counted from 0.
std::string index_csv(const FlattenResult& result);
// "order,mean,worst,mean_horizontal,worst_horizontal,mean_vertical,worst_vertical"
std::string distances_csv(const DistanceTable& table);
// "lag,correlation"
std::string correlation_csv(const Correlation& correlation);

}  // namespace flatscope
