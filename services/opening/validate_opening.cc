#include "services/opening/validate_opening.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/access/region_code.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"

namespace blangko::opening {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr int64_t kBlanksMax = 10'000'000;
constexpr size_t kNameMax = 100;  // bytes of a lot, a number, a record
constexpr std::string_view kCauses[] = {"GAGAL_ENCODE", "GAGAL_CETAK", "CACAT"};

void CheckOffice(std::string_view field, std::string_view office, Violations& bad) {
  if (access::IsOfficeCode(office)) return;
  bad.push_back({std::string(field), std::string(office), "an office code such as 14.05 or 14.05.02"});
}

bool IsPlain(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

void CheckName(std::string_view field, std::string_view name, size_t least, Violations& bad) {
  if (name.size() >= least && name.size() <= kNameMax && IsPlain(name)) return;
  bad.push_back({std::string(field), absl::StrCat(name.size(), " bytes"),
                 absl::StrCat(least, " to ", kNameMax, " bytes on one line")});
}

void CheckCount(std::string_view field, int64_t count, Violations& bad) {
  if (count >= 1 && count <= kBlanksMax) return;
  bad.push_back({std::string(field), absl::StrCat(count), absl::StrCat("1 to ", kBlanksMax)});
}

void CheckItems(std::string_view field, int items, Violations& bad) {
  if (items >= 1 && items <= kItemsMax) return;
  bad.push_back({std::string(field), absl::StrCat(items), absl::StrCat("1 to ", kItemsMax)});
}

}  // namespace

absl::Status ValidateSpoils(const v1::AddSpoilsRequest& request) {
  Violations bad;
  CheckOffice("office", request.office(), bad);
  CheckItems("lines", request.lines_size(), bad);
  CheckName("document", request.document(), 0, bad);
  access::CheckNoNik("document", request.document(), bad);
  for (const v1::SpoiledLot& line : request.lines()) {
    CheckName("lines.lot", line.lot(), 1, bad);
    CheckCount("lines.count", line.count(), bad);
    if (std::find(std::begin(kCauses), std::end(kCauses), line.cause()) == std::end(kCauses))
      bad.push_back({"lines.cause", MaskNiks(line.cause()), "GAGAL_ENCODE, GAGAL_CETAK or CACAT"});
  }
  return BadFields(bad);
}

absl::Status ValidateCards(const v1::AddUncollectedCardsRequest& request) {
  Violations bad;
  CheckOffice("office", request.office(), bad);
  CheckItems("cards", request.cards_size(), bad);
  return BadFields(bad);
}

absl::Status ValidateSukets(const v1::AddSuketsRequest& request) {
  Violations bad;
  CheckOffice("office", request.office(), bad);
  CheckItems("sukets", request.sukets_size(), bad);
  return BadFields(bad);
}

absl::Status ValidateLoan(const v1::AddOpenLoanRequest& request) {
  Violations bad;
  const v1::OpenLoan& loan = request.loan();
  CheckOffice("loan.lender", loan.lender(), bad);
  CheckOffice("loan.borrower", loan.borrower(), bad);
  if (loan.lender() == loan.borrower())
    bad.push_back({"loan.borrower", loan.borrower(), "another office than the lender"});
  CheckName("loan.blank_type", loan.blank_type(), 1, bad);
  CheckCount("loan.owed_count", loan.owed_count(), bad);
  CheckName("loan.document", loan.document(), 1, bad);
  access::CheckNoNik("loan.document", loan.document(), bad);
  access::CheckNoNik("loan.blank_type", loan.blank_type(), bad);
  return BadFields(bad);
}

absl::Status ValidateClose(const v1::CloseOpeningRequest& request) {
  Violations bad;
  CheckOffice("office", request.office(), bad);
  CheckName("document", request.document(), 1, bad);
  access::CheckNoNik("document", request.document(), bad);
  return BadFields(bad);
}

absl::Status ValidateCard(const v1::UncollectedCard& card) {
  Violations bad;
  CheckName("record_id", card.record_id(), 1, bad);
  CheckName("place", card.place(), 0, bad);
  if (MaskNiks(card.place()) != card.place())
    bad.push_back({"place", "a text with a NIK", "a shelf or box, no personal data"});
  return BadFields(bad);
}

absl::Status ValidateSuket(const v1::OutstandingSuket& suket) {
  Violations bad;
  CheckName("number", suket.number(), 1, bad);
  if (MaskNiks(suket.number()) != suket.number())
    bad.push_back({"number", "a text with a NIK", "the number of the paper, no personal data"});
  CheckName("record_id", suket.record_id(), 1, bad);
  return BadFields(bad);
}

absl::StatusOr<int64_t> DayOf(std::string_view field, const common::v1::Date& date, int64_t last) {
  if (date.year() == 0 && date.month() == 0 && date.day() == 0) return 0;
  const absl::CivilDay day(date.year(), date.month(), date.day());
  const int64_t number = day - absl::CivilDay(1970, 1, 1);
  const bool exists = day.year() == date.year() && day.month() == date.month() && day.day() == date.day();
  if (exists && date.year() >= 2000 && number <= last) return number;
  return BadField(field, absl::StrCat(date.year(), "-", date.month(), "-", date.day()),
                  absl::StrCat("a day that exists, from 2000 on, not after ",
                               absl::FormatCivilTime(absl::CivilDay(1970, 1, 1) + last)));
}

}  // namespace blangko::opening
