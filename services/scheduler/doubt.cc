#include "services/scheduler/doubt.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "services/refusal/refusal.h"

namespace blangko::scheduler {
namespace {

using records::RecordRow;

std::string DigitsOf(std::string_view uid) {
  std::string digits;
  for (const char c : uid) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c)))
      digits += absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return digits;
}

absl::Status UidDiffers(const std::string& record_id, std::string_view got, std::string_view want) {
  return Refuse(
      Reason::kUidDiffers,
      {{"record", record_id}, {"got", got.empty() ? "\"\"" : std::string(got)}, {"want", std::string(want)}});
}

}  // namespace

bool TakesTwoPersons(v1::Outcome outcome) {
  if (Planted("not-printed-by-one")) return false;
  return outcome == v1::OUTCOME_NOT_PRINTED || outcome == v1::OUTCOME_CARD_MISSING;
}

std::string_view NameOf(v1::NotPrintedEvidence evidence) {
  switch (evidence) {
    case v1::NOT_PRINTED_EVIDENCE_SAME_UID_SHOWN: return "SAME_UID_SHOWN";
    case v1::NOT_PRINTED_EVIDENCE_FULL_COUNT: return "FULL_COUNT";
    default: return "";
  }
}

absl::Status CheckCurrent(const RecordRow& record, uint32_t attempt, records::Event event) {
  RETURN_IF_ERROR(records::Advance(record.record_id(), record.state(), event).status());
  const uint32_t current = records::CurrentAttempt(record)->number();
  if (current == attempt) return absl::OkStatus();
  return Refuse(
      Reason::kStaleAttempt,
      {{"record", record.record_id()}, {"got", absl::StrCat(attempt)}, {"want", absl::StrCat(current)}});
}

bool IsSameUid(std::string_view a, std::string_view b) { return DigitsOf(a) == DigitsOf(b); }

absl::Status CheckUidAlone(const access::Actor& actor, const std::string& record_id,
                           const rows::v1::Attempt& attempt, std::string_view uid) {
  const std::string& read = attempt.blank_uid();
  if (read.empty()) return absl::OkStatus();
  if (!uid.empty()) return IsSameUid(read, uid) ? absl::OkStatus() : UidDiffers(record_id, uid, read);
  if (actor.role != access::Role::kOperator) return absl::OkStatus();
  return Refuse(Reason::kUidNeeded, {{"record", record_id}});
}

absl::Status CheckShownUid(const RecordRow& record, uint32_t number, std::string_view uid) {
  const rows::v1::Attempt& attempt = *records::FindAttempt(record, number);
  if (attempt.blank_uid().empty()) {
    return Refuse(Reason::kUidNotKnown, {{"record", record.record_id()},
                                         {"attempt", absl::StrCat(attempt.number())},
                                         {"site", attempt.site()}});
  }
  return IsSameUid(attempt.blank_uid(), uid) ? absl::OkStatus()
                                             : UidDiffers(record.record_id(), uid, attempt.blank_uid());
}

}  // namespace blangko::scheduler
