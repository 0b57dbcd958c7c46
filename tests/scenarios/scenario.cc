#include "tests/scenarios/scenario.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "base/hash.h"
#include "base/log.h"
#include "services/node/node.h"
#include "services/rpc/channel.h"

namespace blangko::scenarios {
namespace {

constexpr char kLot[] = "LOT-1";

node::Config ConfigIn(const std::string& folder) {
  node::Config config;
  config.set_listen("127.0.0.1:0");
  config.set_metrics_listen("off");
  config.set_data_dir(folder);
  return node::WithDefaults(std::move(config));
}

absl::Time At(absl::CivilMinute minute) { return absl::FromCivil(minute, cases::Wib()); }

}  // namespace

Scenario::Scenario() : clock_(absl::UnixEpoch()) {
  InitCrypto();
  SetLogLevel(LogLevel::kWarning);
}

Scenario::~Scenario() = default;

void Scenario::StartNode() {
  auto node = node::Node::Start(ConfigIn(dir_.path()), clock_, rng_);
  ASSERT_OK(node);
  node_ = *std::move(node);
  const auto channel = rpc::OpenChannel(node_->address());
  office_ = std::make_unique<support::OfficeClient>(channel, clock_);
  for (const auto& station : stations_) station->Reconnect(channel);
}

void Scenario::Begin(const CaseSpec& spec, absl::CivilMinute now, bool district_sites) {
  Set(now);
  regency_ = spec.regency;
  ASSERT_NO_FATAL_FAILURE(StartNode());
  ASSERT_OK(office().PutRegency(regency_, spec.made_up_districts, district_sites));
}

void Scenario::RestartServer() {
  node_->Stop(absl::Seconds(1));
  node_.reset();
  StartNode();
}

void Scenario::Set(absl::CivilMinute now) { clock_.Set(At(now)); }

support::StationClient& Scenario::AddStation(const std::string& id, const std::vector<std::string>& sites) {
  stations_.push_back(
      std::make_unique<support::StationClient>(rpc::OpenChannel(node_->address()), id, clock_));
  support::StationClient& station = *stations_.back();
  EXPECT_OK(office().RegisterStation(id, sites.front(), sites, station.public_key()));
  EXPECT_OK(station.Heartbeat());
  return station;
}

void Scenario::ReceiveBlanks(int64_t count) {
  ASSERT_OK(office().CreateLot(kLot));
  ASSERT_OK(office().Receive(regency_, kLot, count, absl::StrCat("SJ-", ++documents_)));
}

void Scenario::ImportRows(const std::vector<CaseRow>& rows) {
  std::string csv(cases::CsvHeader());
  for (const CaseRow& row : rows) csv += cases::CsvLine(row);
  const auto reply = office().Import(regency_, csv);
  ASSERT_OK(reply);
  ASSERT_EQ(reply->import().row_count(), static_cast<int64_t>(rows.size()));
  ASSERT_EQ(reply->import().refused_count(), 0)
      << reply->errors(0).field() << " " << reply->errors(0).reason();
}

int64_t Scenario::Available(std::string_view at) {
  const auto balances = office().BalancesOf(at);
  EXPECT_OK(balances);
  return balances.ok() ? balances->available() : -1;
}

Ids Scenario::ReadyIds(std::string_view site) {
  const auto ready = office().ListRecords(site, {records::v1::RECORD_STATE_READY});
  EXPECT_OK(ready);
  Ids ids;
  if (ready.ok()) {
    for (const auto& record : *ready) ids.push_back(record.record_id());
  }
  return ids;
}

void Scenario::ExpectExactEquation() {
  const auto equation = office().Equation(regency_);
  ASSERT_OK(equation);
  EXPECT_TRUE(equation->exact());
  EXPECT_EQ(equation->received(), equation->remaining() + equation->printed() + equation->spoiled() +
                                      equation->sent() + equation->difference());
}

std::vector<CaseRow> OldestFirst(const std::vector<CaseRow>& rows) {
  std::vector<CaseRow> ready;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(ready),
               [](const CaseRow& row) { return row.IsPrintReady(); });
  std::stable_sort(ready.begin(), ready.end(),
                   [](const CaseRow& a, const CaseRow& b) { return a.recorded < b.recorded; });
  return ready;
}

Ids IdsOf(const std::vector<CaseRow>& rows) {
  Ids ids;
  for (const CaseRow& row : rows) ids.push_back(row.record_id);
  return ids;
}

bool InOrderOfCapture(const Ids& ids, const std::vector<CaseRow>& rows) {
  std::map<std::string, absl::CivilMinute> recorded;
  for (const CaseRow& row : rows) recorded[row.record_id] = row.recorded;
  return std::is_sorted(ids.begin(), ids.end(), [&](const std::string& a, const std::string& b) {
    return recorded[a] < recorded[b];
  });
}

}  // namespace blangko::scenarios
