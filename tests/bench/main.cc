// blangko-bench: what the first release promises in numbers, measured through gRPC on a real blangkod: records per second
// of an import, and what backlog, rank and list cost at a regency's size and at a million records.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/clock.h"
#include "base/rng.h"
#include "base/status_macros.h"
#include "services/rpc/channel.h"
#include "tests/cases/generator.h"
#include "tests/support/grpc_call.h"
#include "tests/support/office_client.h"
#include "tests/support/server_process.h"
#include "tests/support/temp_dir.h"

namespace blangko::bench {
namespace {

struct Options {
  std::string bin;
  std::string json;
  std::vector<int64_t> sizes = {17113, 1000000};
  int repeats = 201;
};

struct Row {
  int64_t records = 0;
  double import_seconds = 0;
  double backlog_ms = 0;
  double rank_ms = 0;
  double list_ms = 0;
};

using Question = std::function<absl::Status()>;

double Milliseconds(absl::Duration duration) { return absl::ToDoubleMilliseconds(duration); }

// The median over many askings, in milliseconds.
absl::StatusOr<double> Median(int repeats, const Question& ask) {
  const SystemClock clock;
  std::vector<absl::Duration> times;
  for (int i = 0; i < repeats; ++i) {
    const absl::Time start = clock.Now();
    RETURN_IF_ERROR(ask());
    times.push_back(clock.Now() - start);
  }
  const auto middle = times.begin() + static_cast<ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return Milliseconds(*middle);
}

std::string CsvOf(int64_t records) {
  const cases::CaseSpec spec = cases::Scaled(*cases::FindCase("pelalawan"), records);
  cases::Generator generator(spec, cases::MadeUpRegency(spec.regency, spec.made_up_districts, 8));
  std::string csv(cases::CsvHeader());
  while (!generator.Done()) csv += cases::CsvLine(generator.Next());
  return csv;
}

absl::StatusOr<double> TimeImport(support::OfficeClient& office, int64_t records) {
  const std::string csv = CsvOf(records);
  const SystemClock clock;
  const absl::Time start = clock.Now();
  ASSIGN_OR_RETURN(const auto reply, office.Import("14.05", csv));
  const double seconds = absl::ToDoubleSeconds(clock.Now() - start);
  if (reply.import().added_count() != records) {
    return absl::InternalError(
        absl::StrCat("import: added ", reply.import().added_count(), ", want ", records));
  }
  return seconds;
}

// A record somewhere in the middle half of the line; each asking takes another one.
class Places {
 public:
  explicit Places(int64_t records) : records_(static_cast<uint64_t>(records)), rng_(records_) {}
  std::string Draw() { return absl::StrFormat("PLW-%07d", records_ / 4 + rng_.Below(records_ / 2) + 1); }

 private:
  const uint64_t records_;
  SeededRng rng_;
};

// Not every record is in a line: one that is not cleared has no rank, and its refusal costs no line.
absl::Status AskRank(support::OfficeClient& office, Places& places) {
  for (;;) {
    const absl::StatusOr<int64_t> rank = office.RankOf(places.Draw());
    if (rank.ok() || !absl::IsFailedPrecondition(rank.status())) return rank.status();
  }
}

// A page of 100 from the middle of the list: the pages before it are walked once, outside of the measurement.
absl::StatusOr<records::v1::ListRecordsRequest> MiddlePage(support::OfficeClient& office, int64_t records) {
  records::v1::ListRecordsRequest request;
  request.set_site("14.05");
  request.add_states(records::v1::RECORD_STATE_READY);
  request.set_page_size(1000);
  for (int64_t seen = 0; seen < records / 4; seen += request.page_size()) {
    ASSIGN_OR_RETURN(const auto page,
                     support::Call(office.records(), &support::RecordsStub::ListRecords, request));
    request.set_page_token(page.next_page_token());
  }
  return request;
}

absl::StatusOr<Row> Measure(const Options& options, int64_t records) {
  const SystemClock clock;
  const TempDir dir;
  ASSIGN_OR_RETURN(const int port, support::FreePort());
  support::ServerProcess server(options.bin + "/blangkod", dir.path().string(), port);
  RETURN_IF_ERROR(server.Start());
  support::OfficeClient office(rpc::OpenChannel(server.address()), clock);
  RETURN_IF_ERROR(office.PutRegency("14.05", 12, false));
  Row row{.records = records};
  ASSIGN_OR_RETURN(row.import_seconds, TimeImport(office, records));
  ASSIGN_OR_RETURN(row.backlog_ms,
                   Median(options.repeats, [&] { return office.CountWaiting("14.05").status(); }));
  Places places(records);
  ASSIGN_OR_RETURN(row.rank_ms, Median(options.repeats, [&] { return AskRank(office, places); }));
  ASSIGN_OR_RETURN(auto page, MiddlePage(office, records));
  page.set_page_size(100);
  ASSIGN_OR_RETURN(
      row.list_ms, Median(options.repeats, [&] {
        return support::Call(office.records(), &support::RecordsStub::ListRecords, page).status();
      }));
  server.Kill(SIGTERM);
  server.Wait();
  return row;
}

void Print(const Row& row) {
  std::printf("%10lld %10.1f %12.0f %12.3f %12.3f %12.3f\n", static_cast<long long>(row.records),
              row.import_seconds, static_cast<double>(row.records) / row.import_seconds, row.backlog_ms,
              row.rank_ms, row.list_ms);
  std::fflush(stdout);
}

std::string Json(const Row& row) {
  return absl::StrFormat(
      "{\"records\":%d,\"import_seconds\":%.2f,\"import_per_second\":%.0f,\"backlog_ms\":%.3f,\"rank_ms\":%.3f,"
      "\"list_ms\":%.3f}\n",
      row.records, row.import_seconds, static_cast<double>(row.records) / row.import_seconds, row.backlog_ms,
      row.rank_ms, row.list_ms);
}

absl::Status Run(const Options& options) {
  std::printf("%10s %10s %12s %12s %12s %12s\n", "records", "import s", "records/s", "backlog ms", "rank ms",
              "list ms");
  std::vector<Row> rows;
  std::string json;
  for (const int64_t size : options.sizes) {
    ASSIGN_OR_RETURN(const Row row, Measure(options, size));
    Print(row);
    rows.push_back(row);
    json += Json(row);
  }
  const Row& first = rows.front();
  const Row& last = rows.back();
  std::printf("%10s %10s %12s %12.2f %12.2f %12.2f\n", "ratio", "", "", last.backlog_ms / first.backlog_ms,
              last.rank_ms / first.rank_ms, last.list_ms / first.list_ms);
  if (options.json.empty()) return absl::OkStatus();
  std::ofstream file(options.json, std::ios::trunc);
  file << json;
  file.flush();
  return file ? absl::OkStatus() : absl::UnavailableError("bench: cannot write " + options.json);
}

}  // namespace
}  // namespace blangko::bench

int main(int argc, char** argv) {
  CLI::App app("Measures import, backlog, rank and list through gRPC on a real blangkod (medians).");
  blangko::bench::Options options;
  app.add_option("--bin", options.bin, "folder of blangkod")->required();
  app.add_option("--json", options.json, "one JSON object per line and size");
  app.add_option("--records", options.sizes, "sizes, smallest first")->delimiter(',');
  app.add_option("--repeats", options.repeats, "askings per median")->check(CLI::PositiveNumber);
  CLI11_PARSE(app, argc, argv);
  const absl::Status status = blangko::bench::Run(options);
  if (!status.ok()) std::fprintf(stderr, "blangko-bench: %s\n", status.ToString().c_str());
  return status.ok() ? 0 : 1;
}
