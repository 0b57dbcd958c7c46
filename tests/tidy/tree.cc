#include "tests/tidy/tree.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace blangko::tidy {
namespace {

bool IsSkipped(const std::string& folder) {
  return folder == ".git" || folder == ".run" || folder == "build" || folder == "node_modules";
}

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::vector<Source> ReadTree(const std::filesystem::path& root) {
  std::vector<Source> tree;
  for (auto entry = std::filesystem::recursive_directory_iterator(root);
       entry != std::filesystem::recursive_directory_iterator(); ++entry) {
    if (entry->is_directory() && IsSkipped(entry->path().filename().string()))
      entry.disable_recursion_pending();
    // A worktree's .git is a file that names a place on this machine.
    if (!entry->is_regular_file() || entry->path().filename() == ".git") continue;
    tree.push_back(
        MakeSource(entry->path().lexically_relative(root).generic_string(), ReadFile(entry->path())));
  }
  std::sort(tree.begin(), tree.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return tree;
}

}  // namespace blangko::tidy
