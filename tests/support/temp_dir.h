// TempDir: an empty directory that is removed, with all that is in it, at the end of the test.
//
// Failure: ends the test program when the directory cannot be made. Threads: path() from any.
#pragma once

#include <filesystem>
#include <string>

namespace blangko {

class TempDir {
 public:
  TempDir() : TempDir(std::filesystem::temp_directory_path()) {}
  explicit TempDir(const std::filesystem::path& parent);
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // The path of `name` inside.
  std::string File(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// A parent in memory where there is one: for tests that sync often and judge nothing about the disk.
std::filesystem::path MemoryTempRoot();

}  // namespace blangko
