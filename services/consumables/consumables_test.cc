// Ribbons and films: what goes in and out, what is refused, and what is left for cards.
#include "services/consumables/consumables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "blangko/printers/v1/printers.pb.h"
#include "services/printers/station_table.h"
#include "services/refusal/refusal.h"
#include "tests/support/stock_fixture.h"

namespace blangko::consumables {
namespace {

using stock::kBunut;
using stock::kDinas;

class ConsumablesTest : public testing::Test {
 protected:
  ConsumablesTest() {
    EXPECT_OK(at_.store.Update("test.station", [&](storage::Txn& txn) {
      printers::StationRow station;
      station.set_station_id("dinas-1");
      station.set_office(kDinas);
      printers::PutStation(txn, station);
      printers::PrinterRow printer;
      printer.set_station_id("dinas-1");
      printer.set_printer_id("p1");
      auto& ribbon = *printer.add_supplies();
      ribbon.set_kind(printers::v1::SUPPLY_KIND_RIBBON);
      ribbon.set_percent(40);
      printers::PutPrinter(txn, printer);
      return absl::OkStatus();
    }));
  }
  ~ConsumablesTest() override { unsetenv("BLANGKO_PLANT"); }

  static std::string Told(const absl::StatusOr<v1::SupplyEntry>& entry) {
    return entry.ok() ? absl::StrCat(entry->number(), ": ", entry->after()) : ReasonOf(entry.status());
  }
  std::string Receive(int64_t pieces, const std::string& kind = "RIBBON",
                      const std::string& office = kDinas) {
    v1::ReceiveSuppliesRequest request;
    request.set_office(office);
    request.set_kind(kind);
    request.set_pieces(pieces);
    request.set_document("SPK-1");
    return Told(supplies_.Receive(at_.ActFor(request), request));
  }
  template <typename Request>
  Request ToPrinter(int64_t pieces, const std::string& station = "dinas-1",
                    const std::string& printer = "p1") {
    Request request;
    request.set_office(kDinas);
    request.set_kind("RIBBON");
    request.set_pieces(pieces);
    request.set_station_id(station);
    request.set_printer_id(printer);
    return request;
  }
  std::string Issue(int64_t pieces, const std::string& station = "dinas-1",
                    const std::string& printer = "p1") {
    const auto request = ToPrinter<v1::IssueSuppliesRequest>(pieces, station, printer);
    return Told(supplies_.Issue(at_.ActFor(request), request));
  }
  std::string Return(int64_t pieces) {
    const auto request = ToPrinter<v1::ReturnSuppliesRequest>(pieces);
    return Told(supplies_.Return(at_.ActFor(request), request));
  }
  std::string Count(int64_t counted, const std::string& reason) {
    v1::CountSuppliesRequest request;
    request.set_office(kDinas);
    request.set_kind("RIBBON");
    request.set_counted(counted);
    request.set_reason(reason);
    return Told(supplies_.Count(at_.ActFor(request), request));
  }

  stock::Pelalawan at_;
  Consumables supplies_{at_.store};
};

TEST_F(ConsumablesTest, WhatComesInGoesToAPrinterAndComesBack) {
  EXPECT_EQ(Receive(10), "1: 10");
  EXPECT_EQ(Issue(3), "2: 7");
  EXPECT_EQ(Return(1), "3: 8");
  EXPECT_EQ(Count(7, "satu sobek"), "4: 7");
  EXPECT_EQ(Count(7, ""), "5: 7");
  const auto balances = supplies_.Balances(at_.actor, "", {});
  ASSERT_OK(balances);
  ASSERT_EQ(balances->rows.size(), 1U);
  const v1::SupplyBalance& balance = balances->rows[0];
  EXPECT_EQ(balance.received() - balance.issued() + balance.returned() + balance.adjusted(),
            balance.pieces());
  const auto entries = supplies_.Entries(at_.actor, {kDinas, "RIBBON"}, {.size = 2, .after = ""});
  ASSERT_OK(entries);
  ASSERT_EQ(entries->rows.size(), 2U);
  EXPECT_EQ(entries->rows[0].number(), 5U);
  EXPECT_EQ(entries->next, "4");
}

TEST_F(ConsumablesTest, WhatIsNotThereIsRefusedAndNothingChanges) {
  EXPECT_EQ(Receive(2), "1: 2");
  EXPECT_EQ(Issue(3), "SUPPLY_SHORT");
  EXPECT_EQ(Issue(0), "INVALID_FIELD");
  EXPECT_EQ(Issue(1, "dinas-9"), "UNKNOWN_STATION");
  EXPECT_EQ(Issue(1, "dinas-1", "p9"), "UNKNOWN_PRINTER");
  EXPECT_EQ(Issue(2), "2: 0");
  EXPECT_EQ(Return(3), "SUPPLY_NOT_AT_PRINTER");
  EXPECT_EQ(Count(1, ""), "INVALID_FIELD");
  EXPECT_EQ(Receive(1, "TINTA"), "UNKNOWN_SUPPLY_KIND");
  EXPECT_EQ(Receive(1, "RIBBON", "14.05.99"), "UNKNOWN_OFFICE");
  const auto request = ToPrinter<v1::IssueSuppliesRequest>(1);
  access::Act act = at_.ActFor(request);
  act.actor.scope = kBunut;
  EXPECT_EQ(ReasonOf(supplies_.Issue(act, request).status()), "OUT_OF_SCOPE");
}

TEST_F(ConsumablesTest, TheRefusalNamesTheBalance) {
  EXPECT_EQ(Receive(2), "1: 2");
  const auto request = ToPrinter<v1::IssueSuppliesRequest>(5);
  const auto refused = supplies_.Issue(at_.ActFor(request), request);
  EXPECT_THAT(std::string(refused.status().message()),
              testing::HasSubstr("holds 2 of RIBBON; 5 were wanted"));
}

TEST_F(ConsumablesTest, TheSameRequestIsOneEntry) {
  v1::ReceiveSuppliesRequest request;
  request.set_office(kDinas);
  request.set_kind("FILM");
  request.set_pieces(4);
  request.set_document("SPK-2");
  const access::Act act = at_.ActFor(request);
  EXPECT_EQ(Told(supplies_.Receive(act, request)), "1: 4");
  EXPECT_EQ(Told(supplies_.Receive(act, request)), "1: 4");
  EXPECT_EQ(Receive(1, "FILM"), "2: 5");
}

TEST_F(ConsumablesTest, ADocumentOfTomorrowIsRefused) {
  v1::ReceiveSuppliesRequest request;
  request.set_office(kDinas);
  request.set_kind("FILM");
  request.set_pieces(4);
  request.set_document("SPK-2");
  request.mutable_document_date()->set_year(2150);
  request.mutable_document_date()->set_month(1);
  request.mutable_document_date()->set_day(1);
  EXPECT_EQ(Told(supplies_.Receive(at_.ActFor(request), request)), "INVALID_FIELD");
}

TEST_F(ConsumablesTest, TheOutlookJoinsStoreRoomAndMarkers) {
  EXPECT_EQ(Receive(2), "1: 2");
  const auto lines = supplies_.Outlook(at_.actor, kDinas);
  ASSERT_OK(lines);
  ASSERT_EQ(lines->size(), 3U);  // film, ribbon, the ribbon in the printer
  EXPECT_EQ((*lines)[1].cards_in_store(), 1000);
  EXPECT_EQ((*lines)[2].marker_percent(), 40);
  EXPECT_EQ((*lines)[2].cards_in_printer(), 200);
  v1::SupplyKind kind;
  kind.set_kind("RIBBON");
  kind.set_cards_each(250);
  EXPECT_OK(supplies_.SetKind(at_.ActOf("kind"), kind));
  EXPECT_EQ((*supplies_.Outlook(at_.actor, kDinas))[1].cards_in_store(), 500);
  kind.set_kind("tinta");
  EXPECT_EQ(ReasonOf(supplies_.SetKind(at_.ActOf("bad"), kind).status()), "INVALID_FIELD");
}

TEST_F(ConsumablesTest, PlantedABalanceBelowZeroIsCaught) {
  EXPECT_EQ(Receive(2), "1: 2");
  setenv("BLANGKO_PLANT", "supplies-below-zero", 1);
  EXPECT_EQ(Issue(3), "2: -1");  // what the test above refuses
}

}  // namespace
}  // namespace blangko::consumables
