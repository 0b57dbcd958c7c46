#include "services/stock/validate_stock.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/dotted_version.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "blangko/records/v1/records.pb.h"
#include "services/access/region_code.h"
#include "services/access/validate_proposals.h"
#include "services/refusal/refusal.h"
#include "services/stock/receipt.h"
#include "services/stock/shipment_kind.h"
#include "services/stock/shipment_packs.h"

namespace blangko::stock {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr size_t kNumberMax = 100;  // bytes of a lot, document or receipt number
constexpr size_t kNoteMax = 500;
constexpr int64_t kPriceMax = 1'000'000'000;

bool IsPlain(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f') return false;
  }
  return true;
}

void CheckText(std::string_view field, std::string_view text, size_t min, size_t max, Violations& bad) {
  if (text.size() >= min && text.size() <= max && IsPlain(text)) return;
  bad.push_back({std::string(field),
                 IsPlain(text) ? absl::StrCat(text.size(), " bytes") : "control characters",
                 absl::StrCat(min, " to ", max, " bytes on one line")});
}

void CheckRange(std::string_view field, int64_t number, int64_t min, int64_t max, Violations& bad) {
  if (number >= min && number <= max) return;
  bad.push_back({std::string(field), absl::StrCat(number), absl::StrCat(min, " to ", max)});
}

void CheckOffice(std::string_view field, std::string_view code, Violations& bad) {
  if (access::IsOfficeCode(code)) return;
  bad.push_back({std::string(field), std::string(code), "an office code such as 14.05 or 14.05.02"});
}

// The number of lines, and that no lot has two.
template <typename Lines>
void CheckLots(const Lines& lines, size_t max, Violations& bad) {
  CheckRange("lines", lines.size(), 1, static_cast<int64_t>(max), bad);
  std::set<std::string_view> seen;
  for (const auto& line : lines) {
    CheckText("lines.lot", line.lot(), 1, kNumberMax, bad);
    if (!seen.insert(line.lot()).second) {
      bad.push_back({"lines.lot", absl::StrCat(line.lot(), " twice"), "one line for each lot"});
    }
  }
}

void CheckCounted(const google::protobuf::RepeatedPtrField<v1::CountedLot>& lines, size_t max,
                  Violations& bad) {
  CheckLots(lines, max, bad);
  for (const auto& line : lines) CheckRange("lines.count", line.count(), 1, kCountMax, bad);
}

void CheckReceived(const google::protobuf::RepeatedPtrField<v1::ShipmentLine>& lines, size_t max,
                   Violations& bad) {
  CheckLots(lines, max, bad);
  for (const auto& line : lines) {
    CheckRange("lines.shipped_count", line.shipped_count(), 0, kCountMax, bad);
    CheckRange("lines.accepted_count", line.accepted_count(), 0, kCountMax, bad);
    CheckRange("lines.rejected_count", line.rejected_count(), 0, kCountMax, bad);
    CheckRange("lines.missing_count", line.missing_count(), 0, kCountMax, bad);
    CheckRange("lines.surplus_count", line.surplus_count(), 0, kCountMax, bad);
    if (line.accepted_count() + line.rejected_count() + line.missing_count() + line.surplus_count() == 0) {
      bad.push_back(
          {"lines", absl::StrCat("lot ", line.lot(), " with no blanks"), "at least one blank in each line"});
    }
  }
}

}  // namespace

absl::Status ValidateCreateLot(const v1::CreateLotRequest& request) {
  const v1::Lot& lot = request.lot();
  Violations bad;
  CheckText("lot.lot", lot.lot(), 1, kNumberMax, bad);
  CheckText("lot.blank_type", lot.blank_type(), 0, kNumberMax, bad);
  CheckRange("lot.unit_price_idr", lot.unit_price_idr(), 0, kPriceMax, bad);
  CheckRange("lot.pack_size", lot.pack_size(), 0, kCountMax, bad);
  if (!lot.funding().empty() && lot.funding() != "APBN" && lot.funding() != "HIBAH") {
    bad.push_back({"lot.funding", lot.funding(), "APBN or HIBAH"});
  }
  if (!lot.minimum_application_version().empty() && !IsDottedVersion(lot.minimum_application_version())) {
    bad.push_back({"lot.minimum_application_version", lot.minimum_application_version(),
                   "numbers with dots such as 8.2.1, or nothing"});
  }
  for (const int32_t type : lot.allowed_request_types()) {
    if (type == 0 || !records::v1::RequestType_IsValid(type)) {
      bad.push_back({"lot.allowed_request_types", absl::StrCat(type), "a RequestType"});
    }
  }
  return BadFields(bad);
}

absl::Status ValidateRecordOpening(const v1::RecordOpeningRequest& request) {
  Violations bad;
  CheckOffice("office", request.office(), bad);
  CheckCounted(request.lines(), kLinesMax, bad);
  CheckText("document", request.document(), 0, kNumberMax, bad);
  return BadFields(bad);
}

absl::Status ValidateReceiveFromOutside(const v1::ReceiveFromOutsideRequest& request) {
  Violations bad;
  CheckOffice("office", request.office(), bad);
  if (request.from_office() != "maker") CheckOffice("from_office", request.from_office(), bad);
  CheckText("document", request.document(), 1, kNumberMax, bad);
  CheckReceived(request.lines(), kLinesMax, bad);
  CheckText("receipt_number", request.receipt_number(), 0, kNumberMax, bad);
  RETURN_IF_ERROR(BadFields(bad));
  for (const auto& line : request.lines()) RETURN_IF_ERROR(CheckAddsUp(ToRow(line)));
  return absl::OkStatus();
}

absl::Status ValidateDispatchShipment(const v1::DispatchShipmentRequest& request) {
  Violations bad;
  CheckOffice("from_office", request.from_office(), bad);
  const bool to_maker = request.kind() == v1::SHIPMENT_KIND_RETURN && request.to_office() == "maker";
  if (!to_maker) CheckOffice("to_office", request.to_office(), bad);
  if (request.from_office() == request.to_office()) {
    bad.push_back({"to_office", request.to_office(), "another office than from_office"});
  }
  CheckCounted(request.lines(), kLinesMax, bad);
  CheckPacks(request, bad);
  CheckText("delivery_note", request.delivery_note(), 0, kNumberMax, bad);
  CheckText("note", request.note(), 0, kNoteMax, bad);
  access::CheckNoNik("note", request.note(), bad);
  CheckText("bypass_reason", request.bypass_reason(), 0, kNoteMax, bad);
  access::CheckNoNik("bypass_reason", request.bypass_reason(), bad);
  CheckKindFields(request, bad);
  return BadFields(bad);
}

absl::Status ValidateReceiveShipment(const v1::ReceiveShipmentRequest& request) {
  Violations bad;
  CheckText("shipment_id", request.shipment_id(), 1, kNumberMax, bad);
  CheckReceived(request.lines(), kLinesMax, bad);
  CheckText("receipt_number", request.receipt_number(), 0, kNumberMax, bad);
  CheckText("note", request.note(), 0, kNoteMax, bad);
  access::CheckNoNik("note", request.note(), bad);
  return BadFields(bad);
}

}  // namespace blangko::stock
