// Who may include whom. An area is a folder; the table names, for each, the areas below it that it may see.
#include <algorithm>
#include <regex>

#include "tests/tidy/includes.h"
#include "tests/tidy/rules.h"

namespace blangko::tidy {
namespace {

using Patterns = std::vector<std::string_view>;

struct Area {
  std::string_view folder;
  Patterns may_include;  // patterns of include paths inside the repository, besides the area itself
};

const Patterns kClient = {"base/*",
                          "proto:*",
                          "services/journal_file/*",
                          "services/refusal/*",
                          "services/screen/*",
                          "services/rpc/channel.h",
                          "services/rpc/station_proof.h",
                          "services/rpc/status_mapping.h"};

// Longest folders first: the first that a path begins with is its area. services/node may see everything.
const std::vector<Area>& Areas() {
  static const Patterns kBelowDomains = {"base/*",         "storage/*",           "proto:*",
                                         "rows:*",         "services/access/*",   "services/refusal/*",
                                         "services/rpc/*", "services/incidents/*"};
  auto above = [](Patterns more) {
    more.insert(more.end(), kBelowDomains.begin(), kBelowDomains.end());
    return more;
  };
  static const Patterns kThree = {"services/records/*", "services/stock/*", "services/printers/*",
                                  "services/journal_file/*"};
  static const Patterns kScheduler = {"services/records/*", "services/stock/*", "services/printers/*",
                                      "services/scheduler/*"};
  static const Patterns kAudited = {"services/records/*", "services/stock/*", "services/printers/*",
                                    "services/scheduler/*", "services/loans/*"};
  static const Patterns kAll = {"services/records/*",     "services/stock/*",     "services/printers/*",
                                "services/scheduler/*",   "services/planning/*",  "services/desk/*",
                                "services/papers/*",      "services/documents/*", "services/counts/*",
                                "services/destruction/*", "services/movements/*"};
  static const std::vector<Area> kAreas = {
      {"services/access/",
       {"base/*", "storage/*", "proto:*", "rows:*", "services/refusal/*", "services/rpc/*"}},
      {"services/refusal/", {"base/*", "proto:*"}},
      {"services/journal_file/", {"base/*", "proto:*"}},
      {"services/rpc/", {"base/*", "proto:*", "services/refusal/*", "services/access/*"}},
      {"services/incidents/", above({})},
      {"services/records/", above({})},
      {"services/stock/", above({})},
      {"services/printers/", above({"services/journal_file/*"})},
      {"services/counts/", above({"services/stock/*", "services/printers/*"})},
      {"services/comparison/", above({"services/records/*", "services/stock/*", "services/scheduler/*"})},
      {"services/consumables/", above({"services/stock/*", "services/printers/*"})},
      {"services/opening/", above(kScheduler)},
      {"services/drawers/", above({"services/records/*", "services/stock/*", "services/printers/*"})},
      {"services/scheduler/", above(kThree)},
      {"services/destruction/", above({"services/records/*", "services/stock/*"})},
      {"services/planning/", above(kScheduler)},
      {"services/desk/", above(kScheduler)},
      {"services/movements/", above({"services/stock/*"})},
      {"services/documents/", above({"services/stock/*"})},
      {"services/loans/loans_outside_test", {"*"}},
      {"services/loans/", above({"services/stock/*"})},
      {"services/packs/", above({"services/stock/*"})},
      {"services/recovery/", above(kScheduler)},
      {"services/exports/", above({})},
      {"services/papers/",
       above({"services/records/*", "services/stock/*", "services/counts/*", "services/destruction/*"})},
      {"services/reports/", above(kAll)},
      {"services/audit/", above(kAudited)},
      {"services/screen/", {"base/*", "services/refusal/*"}},
      {"services/web/", {"base/*", "proto:*", "services/rpc/*"}},
      {"services/node/", {"*"}},
      {"services/cli/", kClient},
      {"printer/", kClient},
      {"storage/", {"base/*", "rows:*"}},
      {"base/", {}},
  };
  return kAreas;
}

// Libraries that only some files may use.
struct Guarded {
  std::string_view header;
  Patterns files;
};

const std::vector<Guarded>& GuardedHeaders() {
  static const Patterns kGrpc = {"services/*_service.*", "services/rpc/*", "services/web/*",
                                 "storage/etcd/*",       "printer/*",      "services/cli/*",
                                 "services/node/main.cc"};
  static const std::vector<Guarded> kGuarded = {
      {"rocksdb/*", {"storage/rocks/*"}},
      {"cups/*", {"printer/ipp/*"}},
      {"net-snmp/*", {"printer/snmp/*"}},
      {"etcdserverpb/*", {"storage/etcd/*"}},
      {"grpcpp/*", kGrpc},
      {"grpc/*", kGrpc},
      {"*.grpc.pb.h", kGrpc},
      {"boost/*", {"printer/page/http_server*", "services/web/*"}},
  };
  return kGuarded;
}

bool IsRepositoryPath(std::string_view target) {
  static const Patterns kOwn = {"base/*", "storage/*", "services/*", "printer/*", "tests/*"};
  return MatchesAny(kOwn, target);
}

// Generated headers get a name of their own: "rows:" for stored rows, "proto:" for the wire.
std::string NameOf(const std::string& target) {
  if (target.starts_with("blangko/rows/")) return "rows:" + target;
  if (target.starts_with("blangko/") || target.starts_with("google/rpc/")) return "proto:" + target;
  return target;
}

const Area* AreaOf(std::string_view path) {
  const std::vector<Area>& areas = Areas();
  auto area = std::find_if(areas.begin(), areas.end(),
                           [path](const Area& candidate) { return path.starts_with(candidate.folder); });
  return area == areas.end() ? nullptr : &*area;
}

bool MayInclude(const Area& area, const std::string& target) {
  std::string name = NameOf(target);
  bool ours = IsRepositoryPath(target) || name != target;
  return !ours || target.starts_with(area.folder) || MatchesAny(area.may_include, name);
}

}  // namespace

std::vector<Include> IncludesOf(const Source& source) {
  static const std::regex kPattern(R"re(^\s*#\s*include\s*["<]([^">]+)[">])re");
  std::vector<Include> includes;
  if (!IsCxx(source)) return includes;
  std::vector<std::string_view> lines = Lines(source.raw);
  for (size_t i = 0; i < lines.size(); ++i) {
    std::match_results<std::string_view::const_iterator> match;
    if (lines[i].find("include") == std::string_view::npos) continue;
    if (std::regex_search(lines[i].begin(), lines[i].end(), match, kPattern))
      includes.push_back({match[1], i + 1});
  }
  return includes;
}

Findings CheckIncludes(const Source& source) {
  Findings found;
  if (IsTest(source)) return found;
  const Area* area = AreaOf(source.path);
  for (const Include& include : IncludesOf(source)) {
    if (area != nullptr && !MayInclude(*area, include.target)) {
      found.push_back(
          {source.path, include.line, std::string(area->folder) + " may not include " + include.target});
    }
    for (const Guarded& guarded : GuardedHeaders()) {
      if (!Matches(guarded.header, include.target) || MatchesAny(guarded.files, source.path)) continue;
      found.push_back({source.path, include.line, include.target + " may not be included here"});
    }
  }
  return found;
}

}  // namespace blangko::tidy
