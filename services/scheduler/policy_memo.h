// PolicyMemo: what the policy table says of one office, remembered across transactions.
//
// It is kept by setup stamp (access/setup_stamp.h), which names the contents of the table: what was read under a stamp is
// true wherever that stamp is found again, whichever store it was read from. The newest stamps alone are kept.
//
// Threads: any.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "blangko/rows/v1/scheduler.pb.h"

namespace blangko::scheduler {

struct OfficePolicies {
  std::vector<rows::v1::Policy> own;  // by time and version
  std::string above;  // the office whose policy holds where there is no own one; empty = the default
};

class PolicyMemo {
 public:
  // Null when nothing is remembered.
  std::shared_ptr<const OfficePolicies> Find(std::string_view stamp, std::string_view office);
  void Keep(std::string_view stamp, std::string_view office, std::shared_ptr<const OfficePolicies> policies);

 private:
  using ByOffice = std::map<std::string, std::shared_ptr<const OfficePolicies>, std::less<>>;
  struct Stamped {
    std::string stamp;
    ByOffice offices;
  };

  std::mutex mutex_;
  std::deque<Stamped> newest_;  // the stamp that came last in front
};

// The one of this process.
PolicyMemo& PoliciesRemembered();

}  // namespace blangko::scheduler
