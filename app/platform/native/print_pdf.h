// A page printed to a PDF by a browser that is installed, which is started without a window.
#pragma once

#include <filesystem>
#include <string_view>

namespace flatscope {

// A PdfPrinter (platform.h). Throws where no browser is found, where it does not answer within two minutes, and where
// nothing can be written.
void print_to_pdf(std::string_view html, const std::filesystem::path& pdf);

}  // namespace flatscope
