#include "services/rpc/admission.h"

#include <algorithm>
#include <array>

#include "base/planted.h"
#include "services/refusal/refusal.h"

namespace blangko::rpc {
namespace {

constexpr absl::Duration kTryAgain = absl::Seconds(1);

bool HasOutcomes(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("outcomes");
  return field != nullptr && field->is_repeated() && request.GetReflection()->FieldSize(request, field) > 0;
}

bool IsAnyOf(std::string_view method, std::initializer_list<std::string_view> methods) {
  return std::find(methods.begin(), methods.end(), method) != methods.end();
}

}  // namespace

Urgency UrgencyOf(std::string_view method, const google::protobuf::Message* request) {
  if (method == "scheduler.exchange")
    return request != nullptr && HasOutcomes(*request) ? Urgency::kFact : Urgency::kGrant;
  if (IsAnyOf(method, {"scheduler.report", "scheduler.start", "scheduler.resolve", "recovery.take_journal"}))
    return Urgency::kFact;
  if (method == "desk.get_receipt_status") return Urgency::kPublic;
  const bool reads = method.find(".get") != std::string_view::npos ||
                     method.find(".list") != std::string_view::npos ||
                     IsAnyOf(method, {"records.backlog", "records.rank"});
  if (reads) return Urgency::kList;
  const bool stock =
      method.starts_with("stock.") || IsAnyOf(method, {"records.import", "recovery.create_backup"});
  return stock ? Urgency::kStock : Urgency::kGrant;
}

size_t LimitOf(Urgency urgency) {
  static constexpr std::array<size_t, 5> kLimits = {SIZE_MAX, 384, 256, 192, 128};
  return kLimits[static_cast<size_t>(urgency)];
}

absl::StatusOr<Admission::Entry> Admission::Enter(Urgency urgency) {
  if (Planted("facts-shed")) urgency = Urgency::kPublic;
  if (working() >= LimitOf(urgency)) return RefuseForNow(Reason::kOverloaded, kTryAgain);
  return Entry(inside_);
}

size_t Admission::working() const {
  const size_t inside = inside_;
  const size_t waiting = waiting_ ? waiting_() : 0;
  return inside - std::min(inside, waiting);
}

}  // namespace blangko::rpc
