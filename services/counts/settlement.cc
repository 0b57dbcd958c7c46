#include "services/counts/settlement.h"

#include <algorithm>

#include "base/planted.h"

namespace blangko::counts {
namespace {

using rows::v1::Account;
using rows::v1::ACCOUNT_AVAILABLE;
using rows::v1::ACCOUNT_LOST;
using rows::v1::ACCOUNT_SPOILED_HELD;
using rows::v1::ACCOUNT_UNEXPLAINED;

constexpr char kOpname[] = "OPNAME";

// The movements so far, and what is left of the two accounts that a count goes through.
struct Work {
  std::string_view document;
  int64_t lost;
  int64_t unexplained;
  stock::Movements movements = {};

  void Move(int64_t count, Account from, Account to) {
    if (count > 0) movements.push_back(stock::Move(count, from, to, document, kOpname));
  }
};

void Lacks(Work& work, int64_t count, Account place) {
  const int64_t never_came = Planted("count-leaves-unexplained") ? 0 : std::min(count, work.unexplained);
  work.Move(never_came, place, ACCOUNT_UNEXPLAINED);
  work.Move(count - never_came, place, ACCOUNT_LOST);
  work.unexplained -= never_came;
}

void IsTooMuch(Work& work, int64_t count, Account place) {
  const int64_t found_again = std::min(count, work.lost);
  work.Move(found_again, ACCOUNT_LOST, place);
  work.Move(count - found_again, ACCOUNT_UNEXPLAINED, place);
  work.lost -= found_again;
}

void Settle(Work& work, int64_t difference, Account place) {
  if (difference < 0) Lacks(work, -difference, place);
  if (difference > 0) IsTooMuch(work, difference, place);
}

}  // namespace

int64_t UnusedDifference(const LineRow& line) { return line.unused() - line.book_unused(); }
int64_t SpoiledDifference(const LineRow& line) { return line.spoiled() - line.book_spoiled(); }
bool Differs(const LineRow& line) { return UnusedDifference(line) != 0 || SpoiledDifference(line) != 0; }

stock::Movements SettlingMovements(const LineRow& line, const stock::Balances& now,
                                   std::string_view document) {
  Work work{document, stock::Get(now, ACCOUNT_LOST), stock::Get(now, ACCOUNT_UNEXPLAINED)};
  Settle(work, UnusedDifference(line), ACCOUNT_AVAILABLE);
  Settle(work, SpoiledDifference(line), ACCOUNT_SPOILED_HELD);
  return std::move(work.movements);
}

}  // namespace blangko::counts
