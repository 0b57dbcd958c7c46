// Layer by layer: key codec, overlay, line, ledger, and a whole Update on memory and on rocks.
#include <memory>
#include <string>

#include "absl/strings/str_format.h"
#include "benchmark/benchmark.h"
#include "storage/key_codec.h"
#include "storage/layers/ledger_log.h"
#include "storage/layers/line.h"
#include "storage/memory/memory_store.h"
#include "storage/overlay.h"
#include "storage/rocks/rocks_store.h"
#include "tests/support/temp_dir.h"

namespace blangko::bench {
namespace {

using storage::MemoryStore;
using storage::Table;

const absl::Time kDay = absl::FromCivil(absl::CivilDay(2017, 5, 1), absl::UTCTimeZone());

storage::LinePlace PlaceOf(int64_t number) {
  return {.key = kDay + absl::Seconds(number * 7919 % 86'400'00),
          .ready = kDay,
          .record_id = absl::StrFormat("PLW-%07d", number)};
}

const storage::LineId kLine{.site = "14.05", .state = 2, .class_id = 1, .generation = 1};

void WriteKey(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        storage::KeyWriter(Table::kLine).Text("14.05").U64(2).U64(1).Time(kDay).Text("PLW-0000001").Take());
  }
}
BENCHMARK(WriteKey);

void ReadKey(benchmark::State& state) {
  const std::string key = storage::KeyWriter(Table::kLine).Text("14.05").U64(2).Time(kDay).Take();
  for (auto _ : state) {
    storage::KeyReader reader(key);
    benchmark::DoNotOptimize(reader.Text());
    benchmark::DoNotOptimize(reader.U64());
    benchmark::DoNotOptimize(reader.Time());
  }
}
BENCHMARK(ReadKey);

// Rows in the overlay: what a group of that many closures of five rows leaves.
void OverlayPutAndGet(benchmark::State& state) {
  storage::WriteMap writes;
  for (int64_t row = 0; row < state.range(0); ++row)
    writes[absl::StrFormat("key-%08d", row * 7919)] = "value";
  int64_t row = 0;
  for (auto _ : state) {
    const std::string key = absl::StrFormat("key-%08d", row++ % state.range(0) * 7919);
    writes.insert_or_assign(key, std::string(100, 'v'));
    benchmark::DoNotOptimize(storage::FindWrite(writes, key));
  }
}
BENCHMARK(OverlayPutAndGet)->Arg(8)->Arg(512);

void FillLine(MemoryStore& store, int64_t rows) {
  for (int64_t row = 0; row < rows; ++row) {
    store
        .Update("bench.line",
                [&](storage::Txn& txn) { return storage::InsertIntoLine(txn, kLine, PlaceOf(row), "v"); })
        .IgnoreError();
  }
}

void LineInsertAndErase(benchmark::State& state) {
  MemoryStore store({.seed = 1, .max_runs = 1});
  FillLine(store, state.range(0));
  int64_t row = state.range(0);
  for (auto _ : state) {
    const storage::LinePlace place = PlaceOf(row++);
    const absl::Status inserted = store.Update(
        "bench.insert", [&](storage::Txn& txn) { return storage::InsertIntoLine(txn, kLine, place, "v"); });
    const absl::Status erased = store.Update(
        "bench.erase", [&](storage::Txn& txn) { return storage::EraseFromLine(txn, kLine, place); });
    if (!inserted.ok() || !erased.ok()) state.SkipWithError("the line refused a row");
  }
}
BENCHMARK(LineInsertAndErase)->Arg(1'000)->Arg(100'000);

void LineRank(benchmark::State& state) {
  MemoryStore store({.seed = 1, .max_runs = 1});
  FillLine(store, state.range(0));
  int64_t row = 0;
  for (auto _ : state) {
    const absl::Status read = store.View([&](storage::Snapshot& snapshot) {
      return storage::RankInLine(snapshot, kLine, PlaceOf(row++ % state.range(0))).status();
    });
    if (!read.ok()) state.SkipWithError("no rank");
  }
}
BENCHMARK(LineRank)->Arg(1'000)->Arg(100'000);

void LedgerPosting(benchmark::State& state) {
  MemoryStore store({.seed = 1, .max_runs = 1});
  const std::string entry(200, 'e');
  const std::string balances(60, 'b');
  for (auto _ : state) {
    const absl::Status posted = store.Update("bench.ledger", [&](storage::Txn& txn) {
      return storage::AppendLog(txn, {"14.05", "LOT-1"}, kDay, entry, balances).status();
    });
    if (!posted.ok()) state.SkipWithError("not posted");
  }
}
BENCHMARK(LedgerPosting);

// A closure of five rows of 200 bytes, as many after each other as there are rounds.
void UpdateFiveRows(benchmark::State& state, storage::Store& store) {
  int64_t round = 0;
  const std::string value(200, 'v');
  for (auto _ : state) {
    const absl::Status done = store.Update("bench.update", [&](storage::Txn& txn) {
      for (int row = 0; row < 5; ++row) txn.Put(absl::StrFormat("\x7f%012d-%d", round, row), value);
      return absl::OkStatus();
    });
    ++round;
    if (!done.ok()) state.SkipWithError("not committed");
  }
}

void UpdateOnMemory(benchmark::State& state) {
  MemoryStore store({.seed = 1, .max_runs = 1});
  UpdateFiveRows(state, store);
}
BENCHMARK(UpdateOnMemory);

// Each one synced: what the disk allows to one client.
void UpdateOnRocks(benchmark::State& state) {
  const TempDir dir;
  const auto store = storage::OpenRocksStore({.directory = dir.path()});
  if (!store.ok()) {
    state.SkipWithError("no store");
    return;
  }
  UpdateFiveRows(state, **store);
}
BENCHMARK(UpdateOnRocks)->UseRealTime();

}  // namespace
}  // namespace blangko::bench
