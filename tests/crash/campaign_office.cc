#include "tests/crash/campaign_office.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "tests/cases/generator.h"
#include "tests/support/wait.h"

namespace blangko::crash {
namespace {

constexpr int kDistricts = 12;
constexpr absl::Duration kAnswerLimit = absl::Seconds(10);

}  // namespace

std::vector<cases::CaseRow> PrintReadyRows(uint64_t seed, int count) {
  cases::CaseSpec spec = *cases::FindCase("pelalawan");
  spec.seed = seed;
  spec.groups = {spec.groups[0]};
  std::vector<cases::CaseRow> rows = cases::MakeRows(cases::Scaled(spec, count));
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.recorded < b.recorded; });
  return rows;
}

absl::Status FillStore(support::OfficeClient& office, const std::vector<cases::CaseRow>& rows,
                       const std::vector<std::string>& trusted_drivers) {
  RETURN_IF_ERROR(office.PutRegency(kOffice, kDistricts, false));
  std::string csv(cases::CsvHeader());
  for (const cases::CaseRow& row : rows) csv += cases::CsvLine(row);
  ASSIGN_OR_RETURN(const auto imported, office.Import(kOffice, csv));
  if (imported.import().added_count() != static_cast<int64_t>(rows.size())) {
    return absl::InternalError("campaign: the list did not go in");
  }
  RETURN_IF_ERROR(office.CreateLot(kLot));
  return office.TrustDrivers(kOffice, trusted_drivers);
}

std::shared_ptr<grpc::Channel> OpenQuickChannel(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

absl::Status AwaitAnswer(support::OfficeClient& office) {
  absl::Status answered;
  const auto asked = [&] {
    answered = office.Jobs({records::v1::RECORD_STATE_UNCERTAIN}).status();
    return answered.ok();
  };
  support::WaitUntil(asked, kAnswerLimit);
  return answered;
}

std::string ProgramPath(const std::string& bin, const std::string& name, const std::string& plant) {
  return absl::StrCat(bin, "/", name, plant.empty() ? "" : "_planted");
}

std::vector<std::string> PlantEnvironment(const std::string& plant) {
  return plant.empty() ? std::vector<std::string>() : std::vector<std::string>{"BLANGKO_PLANT=" + plant};
}

}  // namespace blangko::crash
