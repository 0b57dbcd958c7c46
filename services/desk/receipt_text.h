// What a receipt says: as little as is useful, because it may be lost, and in the words of the public.
//
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "blangko/desk/v1/receipts.pb.h"
#include "blangko/scheduler/v1/scheduler_service.pb.h"

namespace blangko::desk {

// "B*** S***" for "BUDI SANTOSO": initials of the first two names.
std::string MaskName(std::string_view name);

v1::ReceiptStatus StatusOf(const scheduler::v1::ExplainRecordResponse& explained);
// The one answer to every code that does not hold.
v1::ReceiptStatus UnknownCode();

void FillPapers(v1::Receipt& receipt);

}  // namespace blangko::desk
