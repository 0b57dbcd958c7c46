#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kCounts[] = {
    {Reason::kUnknownCount,
     {"UNKNOWN_COUNT", Code::kNotFound, "There is no count {count}.", "Tidak ada opname {count}."}},
    {Reason::kCountIsOpen,
     {"COUNT_IS_OPEN", Code::kFailedPrecondition,
      "Office {office} has a count that is not ended: {count}. Enter and settle it, or cancel it, first.",
      "Kantor {office} masih punya opname yang belum selesai: {count}. Isi dan selesaikan, atau batalkan, dahulu."}},
    {Reason::kCountStateWrong,
     {"COUNT_STATE_WRONG", Code::kFailedPrecondition,
      "Count {count} is {state}; this needs one that is {want}.",
      "Opname {count} berstatus {state}; untuk ini perlu yang berstatus {want}."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfCounts() { return kCounts; }

}  // namespace blangko
