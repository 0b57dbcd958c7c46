// tidy ROOT: checks the style of the tree and prints "path:line: what is wrong". Exits 1 when something is.
#include <algorithm>
#include <cstdio>
#include <vector>

#include "tests/tidy/functions.h"
#include "tests/tidy/rules.h"
#include "tests/tidy/tree.h"

namespace blangko::tidy {
namespace {

// The shape of the code in one line: people watch the median, the limit is only the last resort.
void PrintShape(const std::vector<Source>& tree) {
  std::vector<size_t> lengths;
  for (const Source& source : tree) {
    for (const Function& function : FunctionsOf(source.code)) lengths.push_back(function.length());
  }
  if (lengths.empty()) return;
  std::sort(lengths.begin(), lengths.end());
  std::printf("%zu files, %zu functions; lines: median %zu, 90th percentile %zu, longest %zu\n", tree.size(),
              lengths.size(), lengths[lengths.size() / 2], lengths[lengths.size() * 9 / 10], lengths.back());
}

int Main(const char* root) {
  std::vector<Source> tree = ReadTree(root);
  Findings findings = CheckTree(tree);
  for (const Finding& finding : findings) {
    std::printf("%s:%zu: %s\n", finding.path.c_str(), finding.line, finding.message.c_str());
  }
  PrintShape(tree);
  if (tree.empty()) std::printf("no file under %s\n", root);
  return findings.empty() && !tree.empty() ? 0 : 1;
}

}  // namespace
}  // namespace blangko::tidy

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: tidy ROOT\n");
    return 2;
  }
  return blangko::tidy::Main(argv[1]);
}
