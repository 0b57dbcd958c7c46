#include "services/consumables/validate_supplies.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "services/access/region_code.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"

namespace blangko::consumables {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr int64_t kPiecesMax = 100'000;
constexpr int64_t kCardsMax = 1'000'000;
constexpr size_t kWordMax = 40;       // bytes of a kind
constexpr size_t kDocumentMax = 100;  // bytes

bool IsKind(std::string_view kind) {
  return !kind.empty() && kind.size() <= kWordMax && std::all_of(kind.begin(), kind.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

void CheckOffice(std::string_view office, Violations& bad) {
  if (!access::IsOfficeCode(office))
    bad.push_back({"office", std::string(office), "an office code such as 14.05 or 14.05.02"});
}

void CheckPieces(int64_t pieces, int64_t least, std::string_view field, Violations& bad) {
  if (pieces >= least && pieces <= kPiecesMax) return;
  bad.push_back({std::string(field), absl::StrCat(pieces), absl::StrCat(least, " to ", kPiecesMax)});
}

void CheckDocument(std::string_view document, size_t least, Violations& bad) {
  access::CheckNoNik("document", document, bad);
  if (document.size() >= least && document.size() <= kDocumentMax) return;
  bad.push_back({"document", absl::StrCat(document.size(), " bytes"),
                 absl::StrCat(least, " to ", kDocumentMax, " bytes on one line")});
}

void CheckPrinter(std::string_view station, std::string_view printer, Violations& bad) {
  if (station.empty()) bad.push_back({"station_id", "", "the station of the printer"});
  if (printer.empty()) bad.push_back({"printer_id", "", "a printer of that station"});
}

}  // namespace

absl::Status ValidateKind(const v1::SupplyKind& kind) {
  Violations bad;
  if (!IsKind(kind.kind()))
    bad.push_back({"kind.kind", absl::StrCat(kind.kind().size(), " bytes"),
                   "a word in capitals such as RIBBON, at most 40 bytes"});
  if (kind.cards_each() < 0 || kind.cards_each() > kCardsMax)
    bad.push_back({"kind.cards_each", absl::StrCat(kind.cards_each()), absl::StrCat("0 to ", kCardsMax)});
  return BadFields(bad);
}

absl::Status ValidateReceive(const v1::ReceiveSuppliesRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  CheckPieces(request.pieces(), 1, "pieces", bad);
  CheckDocument(request.document(), 1, bad);
  return BadFields(bad);
}

absl::Status ValidateIssue(const v1::IssueSuppliesRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  CheckPieces(request.pieces(), 1, "pieces", bad);
  CheckPrinter(request.station_id(), request.printer_id(), bad);
  return BadFields(bad);
}

absl::Status ValidateReturn(const v1::ReturnSuppliesRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  CheckPieces(request.pieces(), 1, "pieces", bad);
  CheckPrinter(request.station_id(), request.printer_id(), bad);
  access::CheckReason("reason", request.reason(), bad);
  return BadFields(bad);
}

absl::Status ValidateCount(const v1::CountSuppliesRequest& request) {
  Violations bad;
  CheckOffice(request.office(), bad);
  CheckPieces(request.counted(), 0, "counted", bad);
  CheckDocument(request.document(), 0, bad);
  access::CheckReason("reason", request.reason(), bad);
  return BadFields(bad);
}

absl::StatusOr<int64_t> DocumentDay(const v1::ReceiveSuppliesRequest& request, int64_t today) {
  if (!request.has_document_date()) return 0;
  const common::v1::Date& date = request.document_date();
  const absl::CivilDay day(date.year(), date.month(), date.day());
  const int64_t number = day - absl::CivilDay(1970, 1, 1);
  const bool exists = day.year() == date.year() && day.month() == date.month() && day.day() == date.day();
  if (exists && date.year() >= 2000 && number <= today) return number;
  return BadField("document_date", absl::StrCat(date.year(), "-", date.month(), "-", date.day()),
                  "a day that exists, not after today");
}

}  // namespace blangko::consumables
