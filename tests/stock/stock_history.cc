#include "tests/stock/stock_history.h"

#include <array>
#include <ostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/refusal/refusal.h"
#include "services/stock/card_register.h"
#include "services/stock/ledger_fold.h"
#include "services/stock/stock_table.h"

namespace blangko::stock {
namespace {

const std::array<std::string, 3> kOffices = {kDinas, kBunut, kKerumutan};
const std::array<std::string, 4> kReceivers = {kDinas, kBunut, kKerumutan, "14.71"};
const std::array<std::string, 2> kSenders = {"maker", "14.71"};
const std::array<std::string, 3> kLots = {"A", "B", "UNKNOWN"};

struct Arrow {
  Account from;
  Account to;
};
constexpr std::array<Arrow, 9> kJobs = {{{rows::v1::ACCOUNT_AVAILABLE, rows::v1::ACCOUNT_RESERVED},
                                         {rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_CONSUMED},
                                         {rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_SPOILED_HELD},
                                         {rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_UNCERTAIN_HELD},
                                         {rows::v1::ACCOUNT_RESERVED, rows::v1::ACCOUNT_AVAILABLE},
                                         {rows::v1::ACCOUNT_UNCERTAIN_HELD, rows::v1::ACCOUNT_CONSUMED},
                                         {rows::v1::ACCOUNT_CONSUMED, rows::v1::ACCOUNT_SPOILED_HELD},
                                         {rows::v1::ACCOUNT_SPOILED_HELD, rows::v1::ACCOUNT_DESTROYED},
                                         {rows::v1::ACCOUNT_UNEXPLAINED, rows::v1::ACCOUNT_CONSUMED}}};

template <typename Items>
const auto& Pick(const Items& items, int choice) {
  return items[static_cast<size_t>(choice) % items.size()];
}

std::string Differ(std::string_view what, const std::string& got, const std::string& want) {
  return got == want ? "" : absl::StrCat(std::string(what), ": got \"", got, "\", want \"", want, "\"");
}

std::string AnswerOf(const absl::Status& status) {
  if (status.ok()) return "";
  const std::string reason = ReasonOf(status);
  return reason.empty() ? status.ToString() : reason;
}

// A delivery as the request says it.
v1::ShipmentLine LineOf(const Delivery& delivery) {
  v1::ShipmentLine line;
  line.set_lot(delivery.lot);
  line.set_shipped_count(delivery.shipped);
  line.set_accepted_count(delivery.accepted);
  line.set_rejected_count(delivery.rejected);
  line.set_missing_count(delivery.missing);
  line.set_surplus_count(delivery.surplus);
  return line;
}

// Balances by the names of their fields, which are the names of the accounts.
Pile PileOf(const v1::Balances& balances) {
  Pile pile;
  const auto* type = v1::Balances::descriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const int64_t count = v1::Balances::GetReflection()->GetInt64(balances, type->field(i));
    if (count != 0) pile[type->field(i)->name()] = count;
  }
  return pile;
}

Pile WithoutZeros(Pile pile) {
  std::erase_if(pile, [](const auto& entry) { return entry.second == 0; });
  return pile;
}

// What the register of spoiled cards holds of a lot, against its balance.
std::string CompareRegister(storage::Store& store, const Place& place, const Pile& pile) {
  int64_t kept = -1;
  const absl::Status read = store.View([&](storage::Snapshot& snapshot) -> absl::Status {
    const auto office = ReadRegister(snapshot, place.first);
    if (office.ok()) kept = HeldPieces(LotOf(*office, place.second));
    return office.status();
  });
  if (!read.ok()) return read.ToString();
  const auto spoiled = pile.find("spoiled_held");
  const int64_t held = spoiled == pile.end() ? 0 : spoiled->second;
  return Differ(absl::StrCat("register of spoiled cards of ", place.first, ", lot ", place.second),
                absl::StrCat(kept), absl::StrCat(held));
}

std::string Show(const Pile& pile) {
  std::string text;
  for (const auto& [account, count] : pile)
    absl::StrAppend(&text, text.empty() ? "" : " ", account, "=", count);
  return text;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Step& step) {
  static constexpr std::array<const char*, kDoings> kNames = {"take", "open",   "send", "arrive",
                                                              "job",  "repeat", "wait"};
  return out << Pick(kNames, step.doing) << "(office " << step.office << ", other " << step.other << ", lot "
             << step.lot << ", count " << step.count << ", -" << step.rejected << " -" << step.missing << " +"
             << step.surplus << ", choice " << step.choice << ")";
}

Step RandomStep(Rng& rng) {
  const auto below = [&](uint64_t bound) { return static_cast<int>(rng.Below(bound)); };
  const int differences = below(3) == 0 ? 3 : 1;
  return {below(kDoings),
          below(3),
          below(4),
          below(16) == 0 ? 2 : below(2),
          below(12),
          below(static_cast<uint64_t>(differences)),
          below(static_cast<uint64_t>(differences)),
          below(static_cast<uint64_t>(differences)),
          below(100)};
}

StockHistory::StockHistory(uint64_t seed) : at_(storage::MemoryOptions{.seed = seed}) {
  for (const char* lot : {"A", "B"}) {
    EXPECT_OK(at_.CreateLot(lot));
    model_.AddLot(lot);
  }
}

template <typename Request, typename Response>
absl::StatusOr<Response> StockHistory::Ask(absl::StatusOr<Response> (Stock::*method)(const access::Act&,
                                                                                     const Request&),
                                           const Request& request, const Step& step) {
  const access::Act act = at_.ActFor(request);
  if (step.choice % 7 == 0) {
    at_.store.FailSyncs();
    const auto lost = (at_.stock.*method)(act, request);
    at_.store.Crash();
    if (lost.ok()) return absl::InternalError("a reply left though nothing reached the disk");
  }
  const auto response = (at_.stock.*method)(act, request);
  if (response.ok()) {
    repeat_ = [this, method, act, request, first = response->SerializeAsString()] {
      const auto again = (at_.stock.*method)(act, request);
      return again.ok() ? Differ("repeated", again->SerializeAsString(), first) : again.status().ToString();
    };
  }
  return response;
}

std::string StockHistory::Answered(std::string_view doing, const absl::Status& got, const std::string& want) {
  const std::string answer = AnswerOf(got);
  seen_.insert(absl::StrCat(std::string(doing), " ", answer.empty() ? "ok" : answer));
  return Differ(std::string(doing), answer, want);
}

std::string StockHistory::Take(const Step& step) {
  const int64_t off = step.choice % 9 == 1 ? 1 : 0;  // now and then it does not add up
  const Delivery delivery{.lot = Pick(kLots, step.lot),
                          .shipped = step.count + step.rejected + step.missing + off,
                          .accepted = step.count,
                          .rejected = step.rejected,
                          .missing = step.missing,
                          .surplus = step.surplus};
  v1::ReceiveFromOutsideRequest request;
  request.set_office(Pick(kOffices, step.office));
  request.set_from_office(Pick(kSenders, step.other));
  request.set_document(absl::StrCat("D", step.choice % 20));
  *request.add_lines() = LineOf(delivery);
  const absl::Status got = Ask(&Stock::ReceiveFromOutside, request, step).status();
  const std::string want =
      model_.TakeFromOutside(request.office(), request.from_office(), request.document(), delivery);
  return Answered("take", got, want);
}

std::string StockHistory::Open(const Step& step) {
  v1::RecordOpeningRequest request;
  request.set_office(Pick(kOffices, step.office));
  request.add_lines()->set_lot(Pick(kLots, step.lot));
  request.mutable_lines(0)->set_count(step.count);
  const absl::Status got = Ask(&Stock::RecordOpening, request, step).status();
  return Answered("open", got, model_.Open({request.office(), Pick(kLots, step.lot)}, step.count));
}

std::string StockHistory::Send(const Step& step) {
  const std::string& from = Pick(kOffices, step.office);
  const std::string& to = Pick(kReceivers, step.other);
  const StockModel::Sending sending{.from = {from, Pick(kLots, step.lot)},
                                    .to = to,
                                    .count = step.count,
                                    .note = step.choice % 3 == 0 ? absl::StrCat("N", step.choice % 20) : ""};
  auto request = Pelalawan::Sending(to, {{sending.from.second, step.count}}, from);
  request.set_delivery_note(sending.note);
  const auto sent = Ask(&Stock::DispatchShipment, request, step);
  const std::string want = from == to ? "INVALID_FIELD" : model_.CanSend(sending);
  if (sent.ok() && want.empty() && model_.IsNew(sending)) {
    shipments_.push_back(sent->shipment().shipment_id());
    model_.Send(sending, to == kReceivers.back(), shipments_.back());
  }
  return Answered("send", sent.status(), want);
}

std::string StockHistory::Arrive(const Step& step) {
  if (shipments_.empty()) return "";
  const std::string& id = Pick(shipments_, step.choice);
  const auto shipment = at_.stock.GetShipment(at_.actor, id);
  if (!shipment.ok()) return shipment.status().ToString();
  const int64_t shipped = shipment->lines(0).shipped_count();
  const Delivery delivery{.lot = step.choice % 11 == 3 ? Pick(kLots, step.lot) : shipment->lines(0).lot(),
                          .shipped = 0,
                          .accepted = std::max<int64_t>(0, shipped - step.rejected - step.missing) +
                                      (step.choice % 9 == 1 ? 1 : 0),
                          .rejected = step.rejected,
                          .missing = step.missing,
                          .surplus = step.surplus};
  v1::ReceiveShipmentRequest request;
  request.set_shipment_id(id);
  *request.add_lines() = LineOf(delivery);
  const absl::Status got = Ask(&Stock::ReceiveShipment, request, step).status();
  return Answered("arrive", got, model_.Arrive(id, delivery));
}

std::string StockHistory::Job(const Step& step) {
  const Arrow& arrow = Pick(kJobs, step.choice);
  const Place place{Pick(kOffices, step.office), Pick(kLots, step.lot)};
  const int64_t count = 1 + step.count / 4;
  rows::v1::Movement movement = OneBlank(arrow.from, arrow.to, "r1", 1);
  movement.set_count(count);
  const absl::Status posted = at_.store.Update("test", [&](storage::Txn& txn) -> absl::Status {
    const Posting posting{.office = place.first,
                          .lot = place.second,
                          .movements = {movement},
                          .record = {},
                          .subject = "",
                          .event = "JOB"};
    return StockTable(txn).Post(access::SystemAct("test", at_.clock.Now()), posting).status();
  });
  const std::string want =
      model_.Job(place, std::string(NameOf(arrow.from)), std::string(NameOf(arrow.to)), count);
  return Answered("job", posted, want);
}

std::string StockHistory::Compare() {
  for (const auto& [place, pile] : model_.piles()) {
    v1::ListBalancesRequest request;
    request.set_office(place.first);
    request.set_lot(place.second);
    const auto listed = at_.stock.ListBalances(at_.actor, request);
    if (!listed.ok()) return listed.status().ToString();
    Pile got;
    for (const auto& row : listed->balances()) {
      if (row.office() == place.first) got = PileOf(row.balances());
    }
    const std::string where = absl::StrCat("blanks of ", place.first, ", lot ", place.second);
    const std::string apart = Differ(where, Show(got), Show(WithoutZeros(pile)));
    if (!apart.empty()) return apart;
    const std::string unlisted = CompareRegister(at_.store, place, pile);
    if (!unlisted.empty()) return unlisted;
  }
  const absl::Status ledger =
      at_.store.View([](storage::Snapshot& snapshot) { return CheckLedger(snapshot); });
  if (!ledger.ok()) return ledger.ToString();
  return at_.Equation().exact() ? "" : "the equation is not exact";
}

std::string StockHistory::Do(const Step& step) {
  std::string apart;
  switch (static_cast<Doing>(step.doing % kDoings)) {
    case Doing::kTake: apart = Take(step); break;
    case Doing::kOpen: apart = Open(step); break;
    case Doing::kSend: apart = Send(step); break;
    case Doing::kArrive: apart = Arrive(step); break;
    case Doing::kJob: apart = Job(step); break;
    case Doing::kRepeat: apart = repeat_ ? repeat_() : ""; break;
    case Doing::kWait: at_.clock.Advance(absl::Seconds(step.count - 3)); break;  // clocks also go back
  }
  return apart.empty() ? Compare() : apart;
}

std::string RunRandomHistory(uint64_t seed, int steps) {
  SeededRng rng(seed);
  StockHistory history(seed);
  for (int i = 0; i < steps; ++i) {
    const Step step = RandomStep(rng);
    const std::string apart = history.Do(step);
    if (apart.empty()) continue;
    return absl::StrCat("seed ", seed, ", step ", i, ": ", apart);
  }
  return "";
}

std::set<std::string> SeenInHistory(uint64_t seed, int steps) {
  SeededRng rng(seed);
  StockHistory history(seed);
  for (int i = 0; i < steps; ++i) history.Do(RandomStep(rng));
  return history.seen();
}

}  // namespace blangko::stock
