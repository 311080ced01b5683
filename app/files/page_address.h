// Where flatscope.html lies on the web: what a link to a scene begins with, so that a phone finds it.
#pragma once

#include <string>
#include <string_view>

namespace flatscope {

// What somebody typed as an address: white space around it is none of it, and where it does not say how to get there
// it gets https://. Spaces within become %20, since a link is one word. Names of files stay what they are.
std::string as_page_address(std::string_view typed);

// Whether another machine may find the page there.
bool leads_to_a_page(std::string_view address);

}  // namespace flatscope
