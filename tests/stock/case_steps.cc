// History: cases of differences, and what two persons do: losses, lots written off, entries taken back.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "tests/stock/history.h"

namespace blangko::proof {
namespace {

struct Way {
  movements::v1::Resolution resolution;
  const char* name;
  bool two = false;
};
const std::array<Way, 5> kWays = {{{movements::v1::RESOLUTION_FOUND, "FOUND"},
                                   {movements::v1::RESOLUTION_LOST, "LOST", true},
                                   {movements::v1::RESOLUTION_GOOD, "GOOD"},
                                   {movements::v1::RESOLUTION_SPOILED, "SPOILED"},
                                   {movements::v1::RESOLUTION_ACCEPTED, "ACCEPTED", true}}};

bool IsOut(const access::Actor& actor) { return actor.scope == "14.06"; }

}  // namespace

std::string History::Resolve(const Step& step) {
  if (cases_.empty()) return "";
  const std::string id =
      step.choice % 23 == 7 ? "018d0000-0000-7000-8000-000000000000" : Pick(cases_, step.choice);
  const Way& way = Pick(kWays, step.other);
  const auto known = model_.cases().find(id);
  const std::string lot = known == model_.cases().end() || step.choice % 11 == 3 ? PlaceOf(step).second
                                                                                 : known->second.place.second;
  movements::v1::ResolveCaseRequest request;
  request.set_case_id(id);
  request.set_lot(lot);
  request.set_resolution(way.resolution);
  request.set_count(step.count % 4);
  request.set_note("dihitung lagi");
  request.set_pin(kPin);
  const access::Actor actor = Who(step, Proposer(step));
  std::string got;
  if (way.two) {
    const access::Act act = at_.ActOf(actor, request);
    got = TwoPersons(at_.movements.Resolve(act, request), step);
  } else {
    got = AnswerOf(Ask(at_.movements, &movements::Movements::Resolve, actor, request, step).status());
  }
  const bool out = IsOut(actor) && request.count() > 0;
  return Answered(got, out ? "UNKNOWN_CASE" : model_.Resolve(id, lot, way.name, request.count()));
}

std::string History::Lose(const Step& step) {
  const Place place = PlaceOf(step);
  movements::v1::DeclareLossRequest request;
  request.set_office(place.first);
  request.add_lines()->set_lot(place.second);
  request.mutable_lines(0)->set_count(step.count / 3);
  request.set_circumstances("hilang");
  request.set_place("gudang");
  request.mutable_lost_date()->set_year(2017);
  request.mutable_lost_date()->set_month(1);
  request.mutable_lost_date()->set_day(2);
  request.set_pin(kPin);
  const access::Actor actor = Who(step, Proposer(step));
  const auto proposed = at_.movements.DeclareLoss(at_.ActOf(actor, request), request);
  const std::string got = TwoPersons(proposed, step);
  const bool out = IsOut(actor) && step.count / 3 > 0;
  return Answered(got, out ? "OUT_OF_SCOPE" : model_.Lose(place, step.count / 3));
}

std::string History::WriteOff(const Step& step) {
  const Place place = PlaceOf(step);
  movements::v1::WriteOffLotRequest request;
  request.set_office(place.first);
  request.set_lot(place.second);
  request.set_reason("usang");
  request.set_pin(kPin);
  const access::Actor actor = Who(step, Proposer(step));
  const auto proposed = at_.movements.WriteOff(at_.ActOf(actor, request), request);
  const std::string got = TwoPersons(proposed, step);
  return Answered(got, IsOut(actor) ? "OUT_OF_SCOPE" : model_.WriteOff(place));
}

// Mostly the newest entry of the lot: older blanks are used already.
std::string History::Reverse(const Step& step) {
  const Place place = PlaceOf(step);
  const uint64_t entries = model_.Entries(place);
  const uint64_t back = static_cast<uint64_t>(step.count % 6);
  const uint64_t seq = step.choice % 7 == 2 ? entries + 1 : entries - std::min(entries, back);
  movements::v1::ReverseEntryRequest request;
  request.set_office(place.first);
  request.set_lot(place.second);
  request.set_seq(seq);
  request.set_reason("salah ketik");
  request.set_pin(kPin);
  const access::Actor actor = Who(step, Proposer(step));
  const auto proposed = at_.movements.Reverse(at_.ActOf(actor, request), request);
  const std::string got = TwoPersons(proposed, step);
  return Answered(got, IsOut(actor) && seq > 0 ? "OUT_OF_SCOPE" : model_.Reverse(place, seq));
}

}  // namespace blangko::proof
