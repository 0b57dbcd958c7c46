// History: cards of one office that two persons destroy.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/stock/history.h"

namespace blangko::proof {
namespace {

using destruction::Destructions;

destruction::v1::DescribeDestructionRequest Description(const std::string& id) {
  destruction::v1::DescribeDestructionRequest request;
  request.set_destruction_id(id);
  request.set_number("BA-MUSNAH-1");
  request.mutable_date()->set_year(2026);
  request.mutable_date()->set_month(3);
  request.mutable_date()->set_day(1);
  request.set_place("halaman kantor");
  request.set_method("dibakar sampai habis");
  request.add_witnesses()->set_name("Saksi Contoh");
  request.mutable_witnesses(0)->set_institution("Satpol PP");
  return request;
}

// What somebody may put on a list: some cards that are held; now and then one that was burnt or that nobody has.
std::vector<uint64_t> Chosen(const Register& office, const Step& step) {
  std::vector<uint64_t> numbers;
  const auto size = static_cast<size_t>(1 + step.count / 3);
  const auto skipped = static_cast<uint64_t>(step.other);
  for (const Piece& piece : office.pieces) {
    if (piece.held && numbers.size() < size && (piece.number + skipped) % 4 != 0)
      numbers.push_back(piece.number);
  }
  const auto burnt = std::find_if(office.pieces.begin(), office.pieces.end(),
                                  [](const Piece& piece) { return piece.burnt; });
  if (step.choice % 5 == 1 && burnt != office.pieces.end()) numbers.push_back(burnt->number);
  if (step.choice % 11 == 2) numbers.push_back(office.pieces.size() + 1);
  return numbers;
}

}  // namespace

// From the cards to the approval; the first refusal, "" when they are destroyed.
std::string History::CloseList(const Step& step, const std::string& id, const std::vector<uint64_t>& numbers,
                               int64_t pile, bool described) {
  std::string got;
  if (!numbers.empty()) {
    destruction::v1::AddCardsRequest add;
    add.set_destruction_id(id);
    for (const uint64_t number : numbers) add.add_cards()->set_spoiled_number(number);
    got = AnswerOf(at_.destructions.Add(at_.ActOf(at_.siti, add), add).status());
  }
  if (got.empty() && described) {
    const auto describe = Description(id);
    got = AnswerOf(at_.destructions.Describe(at_.ActOf(at_.siti, describe), describe).status());
  }
  destruction::v1::CountPileRequest counted;
  counted.set_destruction_id(id);
  counted.set_pile(pile);
  if (got.empty()) got = AnswerOf(at_.destructions.CountPile(at_.ActOf(at_.siti, counted), counted).status());
  destruction::v1::ProposeDestructionRequest propose;
  propose.set_destruction_id(id);
  propose.set_pin(kPin);
  if (got.empty())
    got = TwoPersons(at_.destructions.Propose(at_.ActOf(Proposer(step), propose), propose), step);
  if (got.empty()) return got;
  destruction::v1::CancelDestructionRequest cancel;
  cancel.set_destruction_id(id);
  cancel.set_reason("tidak jadi");
  const auto done = at_.destructions.Cancel(at_.ActOf(at_.siti, cancel), cancel);
  return done.ok() ? got : got + ", and not cancelled: " + AnswerOf(done.status());
}

std::string History::Destroy(const Step& step) {
  const std::string office = Pick(kOffices, step.office);
  const auto kept = model_.registers().find(office);
  const Register cards = kept == model_.registers().end() ? Register() : kept->second;
  const std::vector<uint64_t> numbers = Chosen(cards, step);
  destruction::v1::OpenDestructionRequest open;
  open.set_office(office);
  const access::Actor actor = Who(step, at_.siti);
  const auto opened = Ask(at_.destructions, &Destructions::Open, actor, open, step);
  if (actor.scope == "14.06") return Answered(AnswerOf(opened.status()), "OUT_OF_SCOPE");
  if (!opened.ok()) return Answered(AnswerOf(opened.status()), "");

  int64_t pile = step.choice % 7 == 3 ? 1 : 0;
  bool held = true;
  for (const uint64_t number : numbers) {
    const bool known = number <= cards.pieces.size() && cards.pieces[number - 1].held;
    held = held && known;
    pile += known ? cards.pieces[number - 1].count : 0;
  }
  const bool described = step.choice % 9 != 4;
  const std::string got = CloseList(step, opened->destruction_id(), numbers, pile, described);
  // Who adds a card that is not there is told at once; the paper is looked at before the pile.
  const bool whole = !numbers.empty() && described;
  return Answered(got, whole || !held ? model_.Destroy(office, numbers, pile) : "DESTRUCTION_INCOMPLETE");
}

}  // namespace blangko::proof
