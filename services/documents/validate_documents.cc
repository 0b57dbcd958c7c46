#include "services/documents/validate_documents.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/ids.h"
#include "base/status_macros.h"
#include "services/access/region_code.h"
#include "services/access/validate_offices.h"
#include "services/documents/body.h"
#include "services/documents/document_key.h"
#include "services/refusal/refusal.h"
#include "services/stock/validate_stock.h"

namespace blangko::documents {
namespace {

using Violations = std::vector<FieldViolation>;
using Content = v1::DocumentContent;

constexpr uint64_t kNumberMax = 1'000'000'000'000;
constexpr size_t kTextMax = 100;  // bytes
constexpr size_t kNoteMax = 500;
constexpr int kInputsMax = 50;
constexpr int64_t kTimeMax = 253'402'300'799;  // seconds: the end of the year 9999

void CheckText(std::string_view field, std::string_view text, size_t min, size_t max, Violations& bad) {
  bool plain = true;
  for (const char c : text) plain = plain && static_cast<unsigned char>(c) >= ' ' && c != '\x7f';
  if (text.size() >= min && text.size() <= max && plain) return;
  bad.push_back({std::string(field), plain ? absl::StrCat(text.size(), " bytes") : "control characters",
                 absl::StrCat(min, " to ", max, " bytes on one line")});
}

void CheckOffice(std::string_view field, std::string_view code, Violations& bad) {
  if (access::IsOfficeCode(code)) return;
  bad.push_back({std::string(field), std::string(code.substr(0, kTextMax)),
                 "an office code such as 14.05 or 14.05.02"});
}

void CheckTime(std::string_view field, const google::protobuf::Timestamp& time, Violations& bad) {
  const bool right =
      time.seconds() > 0 && time.seconds() <= kTimeMax && time.nanos() >= 0 && time.nanos() < 1'000'000'000;
  if (!right) bad.push_back({std::string(field), absl::StrCat(time.seconds()), "a time after 1970"});
}

void CheckUuid(std::string_view field, std::string_view id, Violations& bad) {
  if (TimeOfUuid7(id).has_value()) return;
  bad.push_back(
      {std::string(field), std::string(id.substr(0, kTextMax)), "a UUID of version 7 in lower case"});
}

void CheckCount(int64_t count, Violations& bad) {
  if (count >= 1 && count <= stock::kCountMax) return;
  bad.push_back({"count", absl::StrCat(count), absl::StrCat("1 to ", stock::kCountMax)});
}

// What each pack holds is said beside its id, and together they hold what the line ships.
void CheckPackCounts(const v1::ShippedLot& line, Violations& bad) {
  int64_t sum = 0;
  for (const int64_t count : line.pack_counts()) {
    CheckCount(count, bad);
    sum += std::clamp<int64_t>(count, 0, stock::kCountMax);
  }
  const bool fits =
      line.packs_size() == line.pack_counts_size() && (line.packs().empty() || sum == line.count());
  if (fits) return;
  bad.push_back({"lines.pack_counts", absl::StrCat(line.pack_counts_size(), " counts, ", sum, " blanks"),
                 absl::StrCat(line.packs_size(), " counts, ", line.count(), " blanks")});
}

// NEED and PLAN_LINE have the same parts.
template <typename Body>
void CheckPlanned(const Body& body, Violations& bad) {
  CheckOffice("office", body.office(), bad);
  CheckText("blank_type", body.blank_type(), 0, kTextMax, bad);
  CheckCount(body.count(), bad);
  CheckTime("as_of_time", body.as_of_time(), bad);
  CheckText("note", body.note(), 0, kNoteMax, bad);
  if (body.inputs_size() > kInputsMax) {
    bad.push_back({"inputs", absl::StrCat(body.inputs_size()), absl::StrCat("at most ", kInputsMax)});
  }
  for (const v1::FormulaInput& input : body.inputs())
    CheckText("inputs.name", input.name(), 1, kTextMax, bad);
}

absl::Status CheckShipment(const Content& content) {
  const v1::ShipmentBody& body = content.shipment();
  Violations bad;
  CheckUuid("shipment_id", body.shipment_id(), bad);
  CheckTime("ship_time", body.ship_time(), bad);
  for (const v1::ShippedLot& line : body.lines()) CheckPackCounts(line, bad);
  RETURN_IF_ERROR(BadFields(bad));
  RETURN_IF_ERROR(stock::ValidateDispatchShipment(AsDispatch(content)));
  for (const v1::ShippedLot& line : body.lines()) RETURN_IF_ERROR(stock::ValidateCreateLot(AsLot(line)));
  return absl::OkStatus();
}

absl::Status CheckReceipt(const Content& content) {
  const v1::ReceiptBody& body = content.receipt();
  Violations bad;
  CheckUuid("shipment_id", body.shipment_id(), bad);
  CheckTime("receive_time", body.receive_time(), bad);
  RETURN_IF_ERROR(BadFields(bad));
  return stock::ValidateReceiveShipment(AsReceipt(body));
}

absl::Status CheckBody(const Content& content) {
  Violations bad;
  switch (content.body_case()) {
    case Content::kShipment: return CheckShipment(content);
    case Content::kReceipt: return CheckReceipt(content);
    case Content::kNeed: CheckPlanned(content.need(), bad); break;
    case Content::kPlanLine:
      CheckPlanned(content.plan_line(), bad);
      CheckText("lot", content.plan_line().lot(), 0, kTextMax, bad);
      break;
    case Content::BODY_NOT_SET: break;
  }
  return BadFields(bad);
}

void CheckEnds(std::string_view from, std::string_view to, Violations& bad) {
  CheckOffice("from_office", from, bad);
  CheckOffice("to_office", to, bad);
  if (from == to)
    bad.push_back({"to_office", std::string(to.substr(0, kTextMax)), "another office than from_office"});
}

}  // namespace

absl::Status ValidateContent(const Content& content) {
  Violations bad;
  if (content.kind() == v1::DOCUMENT_KIND_UNSPECIFIED || content.kind() != KindOf(content)) {
    bad.push_back({"kind", v1::DocumentKind_Name(content.kind()), "the kind of its body"});
  }
  CheckEnds(content.from_office(), content.to_office(), bad);
  CheckUuid("from_store", content.from_store(), bad);
  if (content.store_epoch() < 1 || content.store_epoch() > kNumberMax) {
    bad.push_back({"store_epoch", absl::StrCat(content.store_epoch()), absl::StrCat("1 to ", kNumberMax)});
  }
  if (content.number() < 1 || content.number() > kNumberMax) {
    bad.push_back({"number", absl::StrCat(content.number()), absl::StrCat("1 to ", kNumberMax)});
  }
  CheckTime("time", content.time(), bad);
  RETURN_IF_ERROR(BadFields(bad));
  return CheckBody(content);
}

absl::Status ValidateTrustOffice(const v1::TrustOfficeRequest& request) {
  RETURN_IF_ERROR(access::CheckRequestId(request.request_id()));
  Violations bad;
  CheckOffice("office", request.office(), bad);
  CheckText("name", request.name(), 1, kTextMax, bad);
  CheckText("reason", request.reason(), 1, 200, bad);
  if (!ParsePublicKey(request.public_key()).has_value()) {
    bad.push_back({"public_key", absl::StrCat(request.public_key().size(), " characters"),
                   "64 hexadecimal digits, from documents identity"});
  }
  return BadFields(bad);
}

absl::Status ValidateSubmit(const v1::SubmitDocumentsRequest& request) {
  RETURN_IF_ERROR(access::CheckRequestId(request.request_id()));
  if (request.documents_size() >= 1 && request.documents_size() <= kSubmitMax) return absl::OkStatus();
  return BadField("documents", absl::StrCat(request.documents_size()), absl::StrCat("1 to ", kSubmitMax));
}

absl::Status ValidateMake(const v1::MakeDocumentRequest& request) {
  RETURN_IF_ERROR(access::CheckRequestId(request.request_id()));
  Violations bad;
  CheckEnds(request.from_office(), request.to_office(), bad);
  if (request.body_case() == v1::MakeDocumentRequest::BODY_NOT_SET) {
    bad.push_back({"body", "(none)", "a need or a plan_line"});
  }
  if (request.has_need()) CheckPlanned(request.need(), bad);
  if (request.has_plan_line()) CheckPlanned(request.plan_line(), bad);
  return BadFields(bad);
}

}  // namespace blangko::documents
