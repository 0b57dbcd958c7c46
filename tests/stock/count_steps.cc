// History: counts that two persons settle, and cards that the ministry's application printed.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/access/offices.h"
#include "tests/stock/history.h"

namespace blangko::proof {
namespace {

constexpr char kList[] = "nik;nama;waktu cetak;nomor permintaan\n1405021708950001;SPESIMEN;";

bool IsOut(const access::Actor& actor) { return actor.scope == "14.06"; }

template <typename Request>
void Name(Request& request, const std::string& office, absl::CivilDay day) {
  request.set_office(office);
  request.mutable_day()->set_year(static_cast<int32_t>(day.year()));
  request.mutable_day()->set_month(day.month());
  request.mutable_day()->set_day(day.day());
}

}  // namespace

std::string History::SpoilMeanwhile(const Place& place) {
  at_.clock.Advance(absl::Seconds(1));
  movements::v1::SpoilBlanksRequest request;
  request.set_office(place.first);
  request.set_lot(place.second);
  request.set_count(1);
  request.set_cause("CACAT");
  const absl::Status got = at_.movements.Spoil(at_.ActOf(at_.budi, request), request).status();
  return Differ("spoil while a count is open", AnswerOf(got), model_.Spoil(place, 1));
}

std::string History::SettleCount(const Step& step, const std::string& id, const std::string& lot,
                                 bool differs) {
  counts::v1::SettleCountRequest settle;
  settle.set_count_id(id);
  settle.set_document("BA-OPNAME");
  settle.set_pin(kPin);
  if (differs) {
    settle.add_explanations()->set_lot(lot);
    settle.mutable_explanations(0)->set_text("dihitung dua kali");
  }
  const std::string got = TwoPersons(at_.counts.Settle(at_.ActOf(Proposer(step), settle), settle), step);
  if (got.empty()) return got;
  counts::v1::CancelCountRequest cancel;
  cancel.set_count_id(id);
  cancel.set_reason("tidak jadi");
  const auto done = at_.counts.Cancel(at_.ActOf(at_.siti, cancel), cancel);
  return done.ok() ? got : got + ", and not cancelled: " + AnswerOf(done.status());
}

// Who counted sees no book; a movement between the count and its settling does not spoil it.
std::string History::Count(const Step& step) {
  const Place place = PlaceOf(step);
  const access::Actor actor = Who(step, at_.siti);
  if (at_.clock.Now() < latest_)
    at_.clock.Advance(latest_ - at_.clock.Now());  // the book of now holds all that is booked
  counts::v1::OpenCountRequest open;
  open.set_office(place.first);
  open.add_lots(place.second);
  const auto opened = Ask(at_.counts, &counts::Counts::Open, actor, open, step);
  if (IsOut(actor)) return Answered(AnswerOf(opened.status()), "OUT_OF_SCOPE");
  if (!model_.HasLot(place.second)) return Answered(AnswerOf(opened.status()), "UNKNOWN_LOT");
  if (!opened.ok()) return Answered(AnswerOf(opened.status()), "");
  const auto second = at_.counts.Open(at_.ActOf(at_.siti, open), open);
  if (AnswerOf(second.status()) != "COUNT_IS_OPEN") return "a second count of an office was opened";

  const int64_t book_unused = model_.Count(place, "available") + model_.Count(place, "reserved");
  const int64_t book_spoiled = model_.Count(place, "spoiled_held");
  const int64_t few = step.choice % 5 == 1 ? 3 : 0;
  const int64_t unused = std::max<int64_t>(0, book_unused + step.surplus - step.missing - few);
  const int64_t spoiled = std::max<int64_t>(0, book_spoiled + (step.choice % 7 == 2 ? 1 : 0) - step.rejected);
  counts::v1::EnterCountRequest enter;
  enter.set_count_id(opened->count_id());
  enter.add_lines()->set_lot(place.second);
  enter.mutable_lines(0)->mutable_counted()->set_unused(unused);
  enter.mutable_lines(0)->mutable_counted()->set_spoiled(spoiled);
  // Work goes on before the numbers are entered: they are of the moment of counting.
  enter.mutable_count_time()->set_seconds(absl::ToUnixSeconds(at_.clock.Now()));
  enter.mutable_count_time()->set_nanos(
      static_cast<int32_t>(absl::ToUnixNanos(at_.clock.Now()) % 1'000'000'000));
  if (step.choice % 2 == 0 && model_.Count(place, "available") > 0) {
    if (std::string apart = SpoilMeanwhile(place); !apart.empty()) return apart;
  }
  const bool own = step.choice % 9 == 4;  // who counted wants to settle
  const auto entered = at_.counts.Enter(at_.ActOf(own ? Proposer(step) : at_.siti, enter), enter);
  if (!entered.ok()) return AnswerOf(entered.status());
  const bool differs = unused != book_unused || spoiled != book_spoiled;
  const std::string got = SettleCount(step, opened->count_id(), place.second, differs);
  return Answered(got,
                  own ? "ABOUT_ONESELF" : model_.Settle(place, unused - book_unused, spoiled - book_spoiled));
}

// A list with one card of somebody who is not known here, of a day of its own.
std::string History::Outside(const Step& step) {
  const Place place = PlaceOf(step);
  const absl::CivilDay day = absl::ToCivilDay(TestStart(), absl::UTCTimeZone()) - ++days_;
  comparison::v1::ImportPrintListRequest::Header header;
  Name(header, place.first, day);
  const access::Act act = at_.ActOf(at_.budi, header);
  header.set_request_id(act.request_id);
  const auto taken =
      at_.comparisons.ImportList(act, header, absl::StrCat(kList, absl::FormatCivilTime(day), " 10:15;\n"));
  if (!taken.ok()) return AnswerOf(taken.status());
  comparison::v1::ListComparedCardsRequest list;
  Name(list, place.first, day);
  const auto cards = at_.comparisons.Cards(at_.budi, list, {.size = 10, .after = ""});
  if (!cards.ok() || cards->rows.size() != 1) return "a list of one card shows no card";
  comparison::v1::BookOutsideRequest request;
  Name(request, place.first, day);
  request.set_lot(place.second);
  request.add_card_ids(cards->rows[0].card_id());
  const access::Actor actor = Who(step, at_.budi);
  const auto got = Ask(at_.comparisons, &comparison::Comparisons::Book, actor, request, step);
  const std::string want = IsOut(actor) ? "OUT_OF_SCOPE" : model_.PrintOutside(place);
  if (const std::string apart = Answered(AnswerOf(got.status()), want); !apart.empty() || !got.ok())
    return apart;
  request.set_request_id("again");
  const auto again = at_.comparisons.Book(at_.ActOf(at_.budi, request), request);
  return Differ("booked once more", AnswerOf(again.status()), "CARD_NOT_ONLY_THERE");
}

}  // namespace blangko::proof
