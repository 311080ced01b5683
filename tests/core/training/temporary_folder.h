// A folder for one test, gone after it.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "core/files/file.h"

namespace flatscope {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    path_ = std::filesystem::temp_directory_path() / ("flatscope_" + std::string(info->test_suite_name()) + "_" +
                                                      info->name() + "_" + std::to_string(std::random_device{}()));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // Makes the folders that `name` needs.
  void write(const std::string& name, std::span<const std::byte> bytes) const {
    std::filesystem::create_directories((path_ / path_from_utf8(name)).parent_path());
    write_file(path_ / path_from_utf8(name), bytes);
  }
  void write(const std::string& name, std::string_view text) const {
    write(name, std::as_bytes(std::span(text.data(), text.size())));
  }

 private:
  std::filesystem::path path_;
};

}  // namespace flatscope
