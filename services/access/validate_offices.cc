#include "services/access/validate_offices.h"

#include "absl/strings/str_cat.h"
#include "base/ids.h"
#include "base/status_macros.h"
#include "blangko/access/v1/offices.pb.h"
#include "services/access/region_code.h"
#include "services/refusal/refusal.h"

namespace blangko::access {
namespace {

constexpr size_t kNameMax = 200;
constexpr char kCodeShape[] =
    "a dotted region code such as 14.05 or 14.05.07, or a room of it such as 14.05-gudang";

void CheckOffice(const rows::v1::Office& office, std::vector<FieldViolation>& bad) {
  if (!IsOfficeCode(office.code())) bad.push_back({"offices.code", office.code(), kCodeShape});
  if (office.name().empty() || office.name().size() > kNameMax) {
    bad.push_back(
        {"offices.name", absl::StrCat(office.name().size(), " bytes"), absl::StrCat("1 to ", kNameMax)});
  }
  if (office.province_name().size() > kNameMax) {
    bad.push_back({"offices.province_name", absl::StrCat(office.province_name().size(), " bytes"),
                   absl::StrCat("at most ", kNameMax)});
  }
  if (office.kind() == 0 || !v1::OfficeKind_IsValid(static_cast<int>(office.kind()))) {
    bad.push_back(
        {"offices.kind", absl::StrCat(office.kind()), "CENTRE, PROVINCE, REGENCY, DISTRICT or VILLAGE"});
  }
  if (!office.parent().empty() && (!IsOfficeCode(office.parent()) || office.parent() == office.code())) {
    bad.push_back({"offices.parent", office.parent(), "the code of another office, or empty"});
  }
}

void CheckRoute(const rows::v1::AreaRoute& route, std::vector<FieldViolation>& bad) {
  if (!IsRegionCode(route.area())) bad.push_back({"routes.area", route.area(), "a dotted region code"});
  if (!IsOfficeCode(route.site())) bad.push_back({"routes.site", route.site(), kCodeShape});
}

}  // namespace

absl::Status CheckRequestId(std::string_view request_id) {
  if (TimeOfUuid7(request_id).has_value()) return absl::OkStatus();
  return BadField("request_id", request_id, "a UUID of version 7 in lower case");
}

absl::Status ValidatePutOffices(std::string_view request_id, const std::vector<rows::v1::Office>& offices,
                                const std::vector<rows::v1::AreaRoute>& routes) {
  RETURN_IF_ERROR(CheckRequestId(request_id));
  const size_t count = offices.size() + routes.size();
  if (count == 0 || count > kPutOfficesMax) {
    return BadField("offices", absl::StrCat(count, " offices and routes"),
                    absl::StrCat("1 to ", kPutOfficesMax));
  }
  std::vector<FieldViolation> bad;
  for (const auto& office : offices) CheckOffice(office, bad);
  for (const auto& route : routes) CheckRoute(route, bad);
  return BadFields(bad);
}

}  // namespace blangko::access
