#include "app/files/page_address.h"

#include <gtest/gtest.h>

namespace flatscope {
namespace {

TEST(PageAddress, IsCompletedWhereItIsShort) {
  EXPECT_EQ(as_page_address("school.example/flatscope.html"), "https://school.example/flatscope.html");
  EXPECT_EQ(as_page_address("  https://school.example/my page.html\n"), "https://school.example/my%20page.html");
  EXPECT_EQ(as_page_address("http://10.0.0.5:8000/"), "http://10.0.0.5:8000/");
  EXPECT_EQ(as_page_address(" \n"), "");
  for (const char* file : {"file:///home/me/flatscope.html", "/home/me/flatscope.html", "C:\\a\\flatscope.html"})
    EXPECT_EQ(as_page_address(file), file);
}

TEST(PageAddress, LeadsSomewhereIfItIsOnTheWeb) {
  for (const char* page : {"https://school.example/flatscope.html", "http://10.0.0.5:8000/"})
    EXPECT_TRUE(leads_to_a_page(page)) << page;
  for (const char* none : {"", "https://", "flatscope.html", "file:///home/me/flatscope.html", "C:\\a\\flatscope.html",
                           "ftp://school.example/flatscope.html"})
    EXPECT_FALSE(leads_to_a_page(none)) << none;
}

}  // namespace
}  // namespace flatscope
