#include "services/stock/application_version.h"

#include "base/dotted_version.h"
#include "base/planted.h"

namespace blangko::stock {

bool CanEncode(std::string_view application_version, const rows::v1::Lot& lot) {
  const std::string& least = lot.minimum_application_version();
  if (least.empty() || Planted("minimum-version-ignored")) return true;
  return !application_version.empty() && CompareVersions(application_version, least) >= 0;
}

}  // namespace blangko::stock
