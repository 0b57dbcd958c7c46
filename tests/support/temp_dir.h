// TempDir: an empty directory that is removed, with all that is in it, at the end of the test.
//
// Failure: ends the test program when the directory cannot be made. Threads: path() from any.
#pragma once

#include <filesystem>
#include <string>

namespace blangko {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::filesystem::path& path() const { return path_; }
  // The path of `name` inside.
  std::string File(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace blangko
