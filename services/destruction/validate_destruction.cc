#include "services/destruction/validate_destruction.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/chip_uid.h"
#include "services/access/region_code.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"

namespace blangko::destruction {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr std::array<std::string_view, 7> kCauses = {"CARD_DAMAGED", "DIED",         "MOVED", "FOUND",
                                                     "REPLACED",     "DATA_CHANGED", "OTHER"};
constexpr size_t kTextMax = 200;  // bytes
constexpr size_t kNumberMax = 100;
constexpr size_t kNipMax = 36;
constexpr int kWitnessesMax = 10;
constexpr int kDaysMax = 365;
constexpr int64_t kPiecesMax = 100'000'000;

void CheckOffice(const std::string& office, Violations& bad) {
  if (!access::IsOfficeCode(office))
    bad.push_back({"office", office, "an office code such as 14.05 or 14.05.02"});
}

// What was typed is not repeated: it may be a name.
void CheckText(const std::string& field, const std::string& text, size_t least, size_t most,
               Violations& bad) {
  const bool control =
      std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (text.size() >= least && text.size() <= most && !control) return;
  bad.push_back(
      {field, absl::StrCat(text.size(), " bytes"), absl::StrCat(least, " to ", most, " bytes on one line")});
}

void CheckChip(const std::string& field, const std::string& uid, Violations& bad) {
  if (!ParseChipUid(uid).ok())
    bad.push_back({field, absl::StrCat(uid.size(), " characters"), "4, 7, 10 bytes in hexadecimal digits"});
}

void CheckName(const v1::CardName& name, Violations& bad) {
  switch (name.name_case()) {
    case v1::CardName::kBlankUid: return CheckChip("cards.blank_uid", name.blank_uid(), bad);
    case v1::CardName::kJob:
      return CheckText("cards.job.record_id", name.job().record_id(), 1, kNumberMax, bad);
    case v1::CardName::kSpoiledNumber:
    case v1::CardName::kWithdrawnNumber: return;
    case v1::CardName::NAME_NOT_SET: break;
  }
  bad.push_back({"cards", "", "chip, job or number of each card"});
}

template <typename Cards>
absl::Status CheckCards(const Cards& cards) {
  Violations bad;
  if (cards.empty() || cards.size() > kCardsOfARequest)
    bad.push_back({"cards", absl::StrCat(cards.size()), absl::StrCat("1 to ", kCardsOfARequest)});
  for (const v1::CardName& name : cards) CheckName(name, bad);
  return BadFields(bad);
}

bool IsDate(const common::v1::Date& date) {
  if (date.year() < 2000 || date.year() > 9999) return false;
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return day.month() == date.month() && day.day() == date.day();
}

void CheckWitness(const v1::Witness& witness, Violations& bad) {
  CheckText("witnesses.name", witness.name(), 1, kTextMax, bad);
  CheckText("witnesses.institution", witness.institution(), 1, kTextMax, bad);
  CheckText("witnesses.title", witness.title(), 0, kTextMax, bad);
  CheckText("witnesses.nip", witness.nip(), 0, kNipMax, bad);
}

void CheckPieces(const char* field, int64_t count, Violations& bad) {
  if (count >= 0 && count <= kPiecesMax) return;
  bad.push_back({field, absl::StrCat(count), absl::StrCat("0 to ", kPiecesMax)});
}

}  // namespace

absl::Status ValidateWithdraw(const v1::WithdrawCardRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  CheckText("record_id", request.record_id(), 0, kNumberMax, bad);
  if (!request.blank_uid().empty()) CheckChip("blank_uid", request.blank_uid(), bad);
  if (std::find(kCauses.begin(), kCauses.end(), request.cause()) == kCauses.end())
    bad.push_back({"cause", absl::StrCat(request.cause().size(), " bytes"),
                   "CARD_DAMAGED, DIED, MOVED, FOUND, REPLACED, DATA_CHANGED or OTHER"});
  access::CheckReason("note", request.note(), bad);
  CheckText("holder_name", request.holder_name(), 0, kTextMax, bad);
  CheckText("holder_address", request.holder_address(), 0, 2 * kTextMax, bad);
  if (request.record_id().empty() && request.holder_name().empty())
    bad.push_back({"record_id", "", "the record of the card, or holder_name as it stands on it"});
  return BadFields(bad);
}

absl::Status ValidateLimit(const v1::SetHoldingLimitRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  if (request.days() < 1 || request.days() > kDaysMax)
    bad.push_back({"days", absl::StrCat(request.days()), absl::StrCat("1 to ", kDaysMax)});
  return BadFields(bad);
}

absl::Status ValidateOpen(const v1::OpenDestructionRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  return BadFields(bad);
}

absl::Status ValidateAdd(const v1::AddCardsRequest& request) { return CheckCards(request.cards()); }

absl::Status ValidateRemove(const v1::RemoveCardsRequest& request) { return CheckCards(request.cards()); }

absl::Status ValidateAddCounted(const v1::AddCountedCardsRequest& request) {
  Violations bad;
  CheckText("lot", request.lot(), 1, kNumberMax, bad);
  CheckPieces("count", request.count(), bad);
  return BadFields(bad);
}

absl::Status ValidateDescribe(const v1::DescribeDestructionRequest& request) {
  Violations bad;
  CheckText("number", request.number(), 1, kNumberMax, bad);
  access::CheckNoNik("number", request.number(), bad);
  if (!IsDate(request.date())) bad.push_back({"date", "", "a day"});
  CheckText("place", request.place(), 1, kTextMax, bad);
  CheckText("method", request.method(), 1, kTextMax, bad);
  access::CheckNoNik("place", request.place(), bad);
  access::CheckNoNik("method", request.method(), bad);
  if (request.witnesses().empty() || request.witnesses_size() > kWitnessesMax)
    bad.push_back(
        {"witnesses", absl::StrCat(request.witnesses_size()), absl::StrCat("1 to ", kWitnessesMax)});
  for (const v1::Witness& witness : request.witnesses()) CheckWitness(witness, bad);
  return BadFields(bad);
}

absl::Status ValidatePile(const v1::CountPileRequest& request) {
  Violations bad;
  CheckPieces("pile", request.pile(), bad);
  return BadFields(bad);
}

absl::Status ValidateCancel(const v1::CancelDestructionRequest& request) {
  Violations bad;
  if (request.reason().empty()) bad.push_back({"reason", "", "why; no personal data"});
  access::CheckReason("reason", request.reason(), bad);
  return BadFields(bad);
}

}  // namespace blangko::destruction
