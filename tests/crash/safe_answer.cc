#include "tests/crash/safe_answer.h"

#include "base/status_macros.h"
#include "google/rpc/error_details.pb.h"
#include "services/refusal/refusal.h"
#include "tests/crash/campaign_office.h"
#include "tests/crash/revision_call.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

constexpr absl::Duration kAnswerLimit = absl::Seconds(10);
constexpr char kSafeMode[] = "STORE_SAFE_MODE";

std::string DataOf(const absl::Status& refusal, const std::string& key) {
  const auto details = DetailsOf(refusal);
  if (!details.has_value()) return "";
  google::rpc::ErrorInfo info;
  for (const auto& detail : details->details()) {
    if (!detail.UnpackTo(&info)) continue;
    const auto found = info.metadata().find(key);
    return found == info.metadata().end() ? "" : found->second;
  }
  return "";
}

}  // namespace

absl::StatusOr<std::string> GroupsMissing(support::OfficeClient& office) {
  absl::Status told;
  const auto refused = [&] {
    told = office.CountWaiting(kOffice).status();
    return ReasonOf(told) == kSafeMode;
  };
  if (support::WaitUntil(refused, kAnswerLimit)) return DataOf(told, "missing");
  if (told.ok()) return absl::InternalError("it serves");
  return told;
}

absl::StatusOr<uint64_t> RevisionOf(support::OfficeClient& office) {
  stock::v1::ListBalancesRequest request;
  request.set_office(kOffice);
  uint64_t revision = 0;
  RETURN_IF_ERROR(
      CallForRevision(office.stock(), &support::StockStub::ListBalances, request, kAnswerLimit, revision)
          .status());
  return revision;
}

}  // namespace blangko::crash
