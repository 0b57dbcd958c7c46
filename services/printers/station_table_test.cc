#include "services/printers/station_table.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "services/refusal/refusal.h"
#include "storage/memory/memory_store.h"
#include "tests/support/status_matchers.h"

namespace blangko::printers {
namespace {

StationRow Station(std::string_view id, std::string_view public_key = "") {
  StationRow station;
  station.set_station_id(std::string(id));
  station.set_public_key(std::string(public_key));
  station.set_epoch(2);
  return station;
}

PrinterRow Printer(std::string_view station, std::string_view id) {
  PrinterRow printer;
  printer.set_station_id(std::string(station));
  printer.set_printer_id(std::string(id));
  return printer;
}

TEST(StationTable, FindsWhatWasPut) {
  storage::MemoryStore store;
  ASSERT_OK(store.Update("test", [](storage::Txn& txn) {
    for (const char* id : {"rumbai-1", "rumbai-10", "senapelan"}) PutStation(txn, Station(id));
    PutPrinter(txn, Printer("rumbai-1", "p2"));
    PutPrinter(txn, Printer("rumbai-1", "p1"));
    PutPrinter(txn, Printer("rumbai-10", "p1"));
    return absl::OkStatus();
  }));
  ASSERT_OK(store.View([](storage::Snapshot& snapshot) -> absl::Status {
    EXPECT_EQ(GetStation(snapshot, "rumbai-10")->epoch(), 2u);
    EXPECT_EQ(GetPrinter(snapshot, "rumbai-1", "p2")->printer_id(), "p2");
    EXPECT_EQ(PrintersOf(snapshot, "rumbai-1")->size(), 2u);
    EXPECT_EQ(ReasonOf(GetStation(snapshot, "rumbai").status()), "UNKNOWN_STATION");
    EXPECT_EQ(ReasonOf(GetPrinter(snapshot, "senapelan", "p1").status()), "UNKNOWN_PRINTER");
    return absl::OkStatus();
  }));
}

TEST(StationTable, VisitsInOrderAfterTheLastOne) {
  storage::MemoryStore store;
  ASSERT_OK(store.Update("test", [](storage::Txn& txn) {
    for (const char* id : {"a", "b", "c"}) PutStation(txn, Station(id));
    for (const char* id : {"p1", "p2"}) PutPrinter(txn, Printer("b", id));
    PutPrinter(txn, Printer("c", "p1"));
    return absl::OkStatus();
  }));
  std::string seen;
  ASSERT_OK(store.View([&](storage::Snapshot& snapshot) -> absl::Status {
    RETURN_IF_ERROR(VisitStations(snapshot, "a", [&](const StationRow& station) {
      seen += station.station_id();
      return true;
    }));
    return VisitPrinters(snapshot, "b", "p1", [&](const PrinterRow& printer) {
      seen += " " + printer.station_id() + printer.printer_id();
      return true;
    });
  }));
  EXPECT_EQ(seen, "bc bp2 cp1");
}

TEST(CheckProof, HoldsForThisKeyEpochAndText) {
  ASSERT_TRUE(InitCrypto());
  const SigningKey key = NewSigningKey();
  const StationRow station = Station("rumbai-1", key.public_key);
  const std::string signature = Sign(key, "teks");
  EXPECT_OK(CheckProof(station, 2, "teks", signature));
  EXPECT_EQ(ReasonOf(CheckProof(station, 1, "teks", signature)), "STALE_EPOCH");
  EXPECT_EQ(ReasonOf(CheckProof(station, 2, "teks lain", signature)), "STATION_PROOF_INVALID");
  EXPECT_EQ(ReasonOf(CheckProof(station, 2, "teks", Sign(NewSigningKey(), "teks"))), "STATION_PROOF_INVALID");
  EXPECT_EQ(ReasonOf(CheckProof(station, 2, "teks", "")), "STATION_PROOF_INVALID");
}

}  // namespace
}  // namespace blangko::printers
