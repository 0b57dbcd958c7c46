// A regency that destroys its cards, for tests: Siti makes the list, Budi proposes, Ratna approves.
//
// Failure: the test that uses it fails. Threads: one test.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "services/destruction/destruction_executor.h"
#include "services/destruction/destructions.h"
#include "services/destruction/registers.h"
#include "services/destruction/take_up.h"
#include "services/stock/blank_uids.h"
#include "services/stock/card_register.h"
#include "services/stock/stock_table.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"
#include "tests/support/two_persons.h"

namespace blangko::destruction {

using stock::kBunut;
using stock::kDinas;

class DestructionFixture : public TwoPersons {
 protected:
  // 1,000 blanks of lot A and 200 of lot B; the registers are kept from the first day.
  DestructionFixture() : TwoPersons({{access::v1::PROPOSAL_KIND_DESTROY_CARDS, &destroyed_}}) {
    for (const char* lot : {"A", "B"}) EXPECT_OK(at_.CreateLot(lot));
    EXPECT_OK(at_.Receive("A", 1000));
    EXPECT_OK(at_.Receive("B", 200));
    EXPECT_OK(TakeUpAll(at_.store, at_.clock.Now()));
  }
  // ---- what happens to blanks

  absl::Status Post(const std::string& lot, rows::v1::Movement movement, const std::string& office = kDinas) {
    const access::Act act{.actor = siti_, .now = at_.clock.Now(), .request_id = "", .fingerprint = ""};
    return at_.store.Update("test.post", [&](storage::Txn& txn) -> absl::Status {
      if (!movement.blank_uid().empty() && !movement.record_id().empty()) {
        const stock::UidUse use{movement.record_id(), movement.attempt(), office, lot, "", movement.to()};
        RETURN_IF_ERROR(stock::NoteUid(txn, act, movement.blank_uid(), use).status());
      }
      const stock::Posting posting{.office = office,
                                   .lot = lot,
                                   .movements = {movement},
                                   .record = {},
                                   .subject = "test",
                                   .event = "TEST"};
      return stock::StockTable(txn).Post(act, posting).status();
    });
  }
  static rows::v1::Movement Moving(rows::v1::Account from, rows::v1::Account to, int64_t count) {
    rows::v1::Movement movement;
    movement.set_from(from);
    movement.set_to(to);
    movement.set_count(count);
    movement.set_reason("GAGAL_CETAK");
    return movement;
  }
  // A card of that record was spoiled.
  void Spoil(const std::string& record, const std::string& uid = "", const std::string& lot = "A") {
    rows::v1::Movement movement = Moving(rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_SPOILED_HELD, 1);
    movement.set_record_id(record);
    movement.set_attempt(1);
    movement.set_blank_uid(uid);
    EXPECT_OK(Post(lot, movement));
  }
  void SpoilMany(int count, const std::string& lot = "A") {
    for (int i = 1; i <= count; ++i) Spoil("S-" + lot + "-" + std::to_string(i), "", lot);
  }

  // ---- lists; each answers "" or the reason of the refusal

  std::string Open(const std::string& office = kDinas) {
    v1::OpenDestructionRequest request;
    request.set_office(office);
    const auto list = destructions_.Open(ActOf(siti_, request), request);
    return list.ok() ? list->destruction_id() : ReasonOf(list.status());
  }
  static v1::CardName Spoiled(uint64_t number) {
    v1::CardName name;
    name.set_spoiled_number(number);
    return name;
  }
  static v1::CardName Withdrawn(uint64_t number) {
    v1::CardName name;
    name.set_withdrawn_number(number);
    return name;
  }
  static v1::CardName Chip(const std::string& uid) {
    v1::CardName name;
    name.set_blank_uid(uid);
    return name;
  }
  std::string Add(const std::string& id, const std::vector<v1::CardName>& names) {
    v1::AddCardsRequest request;
    request.set_destruction_id(id);
    for (const v1::CardName& name : names) *request.add_cards() = name;
    return ReasonOf(destructions_.Add(ActOf(siti_, request), request).status());
  }
  // Numbers from 1 to `last` of the register of spoiled cards, request by request.
  void AddUpTo(const std::string& id, uint64_t last) {
    std::vector<v1::CardName> names;
    for (uint64_t number = 1; number <= last; ++number) {
      names.push_back(Spoiled(number));
      if (names.size() < 60 && number < last) continue;
      EXPECT_EQ(Add(id, names), "");
      names.clear();
    }
  }
  std::string Remove(const std::string& id, const v1::CardName& name) {
    v1::RemoveCardsRequest request;
    request.set_destruction_id(id);
    *request.add_cards() = name;
    return ReasonOf(destructions_.Remove(ActOf(siti_, request), request).status());
  }
  std::string AddCounted(const std::string& id, const std::string& lot, int64_t count) {
    v1::AddCountedCardsRequest request;
    request.set_destruction_id(id);
    request.set_lot(lot);
    request.set_count(count);
    return ReasonOf(destructions_.AddCounted(ActOf(siti_, request), request).status());
  }
  v1::DescribeDestructionRequest Description(const std::string& id) {
    v1::DescribeDestructionRequest request;
    request.set_destruction_id(id);
    request.set_number("470/12/BA-MUSNAH/2026");
    const absl::CivilDay today = absl::ToCivilDay(at_.clock.Now(), absl::UTCTimeZone());
    request.mutable_date()->set_year(static_cast<int32_t>(today.year()));
    request.mutable_date()->set_month(today.month());
    request.mutable_date()->set_day(today.day());
    request.set_place("halaman kantor");
    request.set_method("dibakar sampai habis");
    auto& witness = *request.add_witnesses();
    witness.set_name("Saksi Contoh");
    witness.set_institution("Satpol PP");
    return request;
  }
  std::string Describe(const std::string& id) {
    const auto request = Description(id);
    return ReasonOf(destructions_.Describe(ActOf(siti_, request), request).status());
  }
  std::string Pile(const std::string& id, int64_t pile) {
    v1::CountPileRequest request;
    request.set_destruction_id(id);
    request.set_pile(pile);
    return ReasonOf(destructions_.CountPile(ActOf(siti_, request), request).status());
  }
  // The number of the proposal, or the reason of the refusal.
  std::string Propose(const std::string& id) {
    v1::ProposeDestructionRequest request;
    request.set_destruction_id(id);
    request.set_pin(kPin);
    return ProposedBy(destructions_.Propose(ActOf(budi_, request), request));
  }
  // A described list of the numbers 1 to `last`, whose pile was counted.
  std::string Whole(uint64_t last) {
    const std::string id = Open();
    AddUpTo(id, last);
    EXPECT_EQ(Describe(id), "");
    EXPECT_EQ(Pile(id, static_cast<int64_t>(last)), "");
    return id;
  }

  // ---- what is seen

  v1::Destruction Shown(const std::string& id) {
    const auto list = destructions_.Get(siti_, id);
    EXPECT_OK(list);
    return list.value_or(v1::Destruction());
  }
  // What the register holds of a lot.
  int64_t Kept(const std::string& lot) {
    int64_t pieces = -1;
    EXPECT_OK(at_.store.View([&](storage::Snapshot& snapshot) -> absl::Status {
      const auto office = stock::ReadRegister(snapshot, kDinas);
      if (office.ok()) pieces = stock::HeldPieces(stock::LotOf(*office, lot));
      return office.status();
    }));
    return pieces;
  }
  std::vector<v1::RegisteredCard> Cards(v1::CardRegister which, bool gone = false, bool overdue = false) {
    v1::ListRegisteredCardsRequest request;
    request.set_office(kDinas);
    request.set_register_(which);
    request.set_gone(gone);
    request.set_overdue(overdue);
    const auto page = registers_.ListCards(ActOf(siti_, request), request, {.size = 1000, .after = ""});
    EXPECT_OK(page);
    return page.ok() ? page->rows : std::vector<v1::RegisteredCard>();
  }
  // The number, or the reason of the refusal.
  std::string Withdraw(const std::string& record, const std::string& uid = "", const std::string& name = "") {
    v1::WithdrawCardRequest request;
    request.set_office(kDinas);
    request.set_record_id(record);
    request.set_blank_uid(uid);
    request.set_holder_name(name);
    request.set_holder_address("Jalan Contoh 1");
    request.set_cause("DIED");
    const auto response = registers_.WithdrawCard(ActOf(siti_, request), request);
    return response.ok() ? std::to_string(response->card().number()) : ReasonOf(response.status());
  }

  DestructionExecutor destroyed_;
  Registers registers_{at_.store};
  Destructions destructions_{at_.store, pins_, book_};
};

}  // namespace blangko::destruction
