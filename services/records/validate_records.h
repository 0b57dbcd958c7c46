// Pure checks of the record requests; what needs the store is checked where it is done.
//
// Failure: INVALID_FIELD with field, got and want, never with personal data in it. Threads: pure.
#pragma once

#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "blangko/records/v1/records_service.pb.h"

namespace blangko::records {

inline constexpr size_t kRecordIdMax = 64;
inline constexpr size_t kNoteMax = 200;  // bytes of a reason or a note

// Letters, digits and ._/:- of a source's id; 1 to kRecordIdMax.
bool IsRecordId(std::string_view text);

absl::Status ValidateCreate(const v1::CreateRecordRequest& request, absl::Time now);
absl::Status ValidateHold(const v1::HoldRecordRequest& request, absl::Time now);
absl::Status ValidateRelease(const v1::ReleaseRecordRequest& request);
absl::Status ValidateCancel(const v1::CancelRecordRequest& request);
absl::Status ValidateMove(const v1::MoveRecordRequest& request);

absl::Time TimeOf(const google::protobuf::Timestamp& time);

}  // namespace blangko::records
