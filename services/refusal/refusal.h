// Refusals: the one way a use case says no. Each has a reason that a program can switch on, an English and an
// Indonesian sentence, and, for bad input, the field, what was got and what is wanted.
//
//   return Refuse(Reason::kNoBlanks, {{"site", "14.05"}, {"free", "0"}});
//   return BadField("max_jobs", "0", "1 to 50");
//
// The details travel inside the absl::Status (payload google.rpc.Status) and reach the client unchanged; services/rpc
// adds nothing to them. Sentences with {placeholders} are in catalogue.cc, next to the canonical code of the reason.
// Nothing personal may be put into a refusal: mask a NIK with MaskNik. What a caller typed may be a NIK wherever it was
// typed, so 16 digits in a row are masked in every value that goes into a refusal.
// Threads: any.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "google/rpc/status.pb.h"
#include "services/refusal/reason.h"

namespace blangko {

struct FieldViolation {
  std::string field;
  std::string got;
  std::string want;
};

using RefusalData = std::vector<std::pair<std::string, std::string>>;

absl::Status Refuse(Reason reason, const RefusalData& data = {},
                    const std::vector<FieldViolation>& fields = {});

// INVALID_FIELD for one field.
absl::Status BadField(std::string_view field, std::string_view got, std::string_view want);
// INVALID_FIELD for several; OK when there are none.
absl::Status BadFields(const std::vector<FieldViolation>& fields);

// RESOURCE_EXHAUSTED or UNAVAILABLE with a time after which to try again.
absl::Status RefuseForNow(Reason reason, absl::Duration retry_after, const RefusalData& data = {});

// The reason's UPPER_SNAKE name inside a status, or "" when it is no refusal.
std::string ReasonOf(const absl::Status& status);
// The Indonesian sentence inside a status, or "".
std::string IndonesianOf(const absl::Status& status);
// Code, message and details for the wire; nothing when the status is no refusal.
std::optional<google::rpc::Status> DetailsOf(const absl::Status& status);
// A status with the same details again, on the client's side.
absl::Status FromDetails(const google::rpc::Status& details);

// "************0001": the last four digits stay.
std::string MaskNik(std::string_view nik);
// The text with every run of 16 digits or more masked: "no record ************0001".
std::string MaskNiks(std::string_view text);

}  // namespace blangko
