#include "services/scheduler/place_name.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "base/status_macros.h"
#include "blangko/access/v1/offices.pb.h"
#include "services/access/offices.h"

namespace blangko::scheduler {
namespace {

bool StartsWithAny(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.starts_with(word); });
}

}  // namespace

absl::StatusOr<std::string> PlaceName(storage::Snapshot& snapshot, const std::string& office) {
  ASSIGN_OR_RETURN(const bool known, access::IsOffice(snapshot, office));
  if (!known) return office;
  ASSIGN_OR_RETURN(const rows::v1::Office row, access::GetOffice(snapshot, office));
  const std::string& name = row.name();
  if (name.empty()) return office;
  if (StartsWithAny(name, {"KABUPATEN ", "KOTA ", "Kabupaten ", "Kota "})) return "Dinas Dukcapil " + name;
  const bool district = row.kind() == access::v1::OFFICE_KIND_DISTRICT;
  return district && !StartsWithAny(name, {"Kecamatan ", "KECAMATAN ", "UPT "}) ? "Kecamatan " + name : name;
}

}  // namespace blangko::scheduler
