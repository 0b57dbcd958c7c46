#include "services/records/import/row_check.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/text.h"
#include "base/utf8.h"
#include "services/access/region_code.h"
#include "services/records/birth_date.h"
#include "services/records/import/date_text.h"
#include "services/records/nik.h"
#include "services/records/validate_records.h"
#include "services/refusal/refusal.h"

namespace blangko::records {
namespace {

constexpr size_t kCellMax = 300;  // bytes

// A cell without blanks at the ends and without line feeds.
std::string Clean(std::string_view cell) {
  std::string text(ToStd(absl::StripAsciiWhitespace(ToAbsl(cell))));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

// A wrong code as it may be shown. Columns may have slipped, so anything that could be a name stays hidden.
std::string Shown(std::string_view text) {
  const bool code = text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
                      return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
                             c == '-' || c == '/' || c == ':';
                    });
  if (!code) return absl::StrCat("(", text.size(), " bytes)");
  return HoldsNik(text) ? MaskNik(text) : std::string(text);
}

// Collects the first error of a row.
class Check {
 public:
  Check(const CheckContext& context, const SourceRow& row) : context_(context), row_(row) {
    if (!row.problems.empty()) errors_.push_back(row.problems.front());
  }

  std::string Text(Field field) const {
    return ValueOf(*context_.profile, field, Clean(At(row_.cells, field)));
  }

  void Fail(Field field, std::string got, std::string want, std::string reason) {
    if (!errors_.empty()) return;
    errors_.push_back({HeadingOf(context_, field), std::move(got), std::move(want), std::move(reason)});
  }

  std::optional<RowError> TakeError() {
    return errors_.empty() ? std::nullopt : std::optional<RowError>(std::move(errors_.front()));
  }

  // Size and encoding of all cells.
  void Cells() {
    for (size_t i = 0; i < row_.cells.size(); ++i) {
      const auto field = static_cast<Field>(i);
      const std::string& cell = row_.cells[i];
      if (cell.size() > kCellMax)
        Fail(field, absl::StrCat(cell.size(), " bytes"), "at most 300", "CELL_TOO_LONG");
      if (!IsUtf8(cell)) Fail(field, "(not shown)", "UTF-8", "NOT_UTF8");
    }
  }

  // Columns that the profile needs.
  void Needed() {
    for (const FieldInfo& info : AllFields()) {
      if (!RuleOf(*context_.profile, info.field).needed || !Text(info.field).empty()) continue;
      Fail(info.field, "", std::string(info.format_en), "MISSING");
    }
  }

  std::string Nik() {
    std::string nik = PlainNik(Text(Field::kNik));
    if (nik.empty()) Fail(Field::kNik, "", "16 digits", "MISSING");
    if (const auto problem = CheckNik(nik)) Fail(Field::kNik, problem->got, problem->want, problem->reason);
    return nik;
  }

  // A list without the column leaves the sex open; one that has it says it for everybody.
  std::string Sex() {
    const std::string text = Text(Field::kSex);
    const auto sex = ParseSex(text);
    if (sex.has_value()) return *sex;
    if (!text.empty()) Fail(Field::kSex, Shown(text), WantedSex(), "SEX_UNKNOWN");
    if (row_.present[static_cast<size_t>(Field::kSex)]) Fail(Field::kSex, "", WantedSex(), "MISSING");
    return "";
  }

  absl::CivilDay Birth() {
    const auto day = ParseDate(Text(Field::kBirthDate), context_.profile->date_forms);
    if (!day.has_value()) {
      Fail(Field::kBirthDate, "(not shown)", NamesOfForms(context_.profile->date_forms), "DATE_INVALID");
      return {};
    }
    const bool future = absl::FromCivil(*day, context_.zone) > context_.now;
    if (future) Fail(Field::kBirthDate, "(not shown)", "not in the future", "DATE_IN_FUTURE");
    return *day;
  }

  std::optional<absl::Time> Moment(Field field) {
    const auto time = Day(field);
    if (time.has_value() && *time > context_.now) {
      Fail(field, Shown(Text(field)), "not in the future", "DATE_IN_FUTURE");
    }
    return time;
  }

  // The same where it may be to come.
  std::optional<absl::Time> Day(Field field) {
    const std::string text = Text(field);
    if (text.empty()) return std::nullopt;
    const auto time = ParseMoment(text, context_.profile->date_forms, context_.zone);
    if (!time.has_value()) Fail(field, Shown(text), WantedMoment(), "DATE_INVALID");
    return time;
  }

  std::string Area() {
    std::string area = Text(Field::kArea);
    if (area.empty()) area = AreaFromParts();
    if (!access::IsRegionCode(area))
      Fail(Field::kArea, Shown(area), "a code such as 14.05.02.2003", "AREA_INVALID");
    return area;
  }

  std::string WantedMoment() const {
    return absl::StrCat(NamesOfForms(context_.profile->date_forms), ", with or without HH:MM[:SS]");
  }

  std::string Name() {
    std::string name = Text(Field::kName);
    if (name.empty()) Fail(Field::kName, "", "a name", "MISSING");
    return name;
  }

 private:
  std::string WantedSex() const {
    std::string want = "L or P";
    for (const auto& [text, value] : RuleOf(*context_.profile, Field::kSex).codes) {
      absl::StrAppend(&want, want.size() == 6 ? ", also " : ", ", text);
    }
    return want;
  }

  // "14", "5", "2", "2003" -> "14.05.02.2003"
  std::string AreaFromParts() const {
    std::string area;
    for (const Field part : {Field::kProvinceNumber, Field::kRegencyNumber, Field::kDistrictNumber}) {
      const std::string text = Text(part);
      if (text.empty()) return area;
      absl::StrAppend(&area, area.empty() ? "" : ".", text.size() == 1 ? "0" : "", text);
    }
    const std::string village = Text(Field::kVillageNumber);
    if (!village.empty()) absl::StrAppend(&area, ".", village);
    return area;
  }

  const CheckContext& context_;
  const SourceRow& row_;
  std::vector<RowError> errors_;  // at most one
};

rows::v1::Personal PersonalOf(Check& check) {
  rows::v1::Personal personal;
  personal.set_birth_place(check.Text(Field::kBirthPlace));
  personal.set_sex(check.Sex());
  personal.set_address(check.Text(Field::kAddress));
  personal.set_rt_rw(check.Text(Field::kRtRw));
  const std::string rt = check.Text(Field::kRt);
  if (!rt.empty()) personal.set_rt_rw(absl::StrCat(rt, "/", check.Text(Field::kRw)));
  personal.set_village(check.Text(Field::kVillage));
  personal.set_district(check.Text(Field::kDistrict));
  personal.set_religion(check.Text(Field::kReligion));
  personal.set_marital_status(check.Text(Field::kMaritalStatus));
  personal.set_occupation(check.Text(Field::kOccupation));
  personal.set_blood_type(check.Text(Field::kBloodType));
  personal.set_phone(check.Text(Field::kPhone));
  return personal;
}

void FillCodes(Check& check, Incoming& incoming) {
  const std::string type_text = check.Text(Field::kRequestType);
  const auto type = ParseRequestType(type_text);
  if (!type.has_value())
    check.Fail(Field::kRequestType, Shown(type_text), "a request type", "REQUEST_TYPE_UNKNOWN");
  incoming.request_type = type.value_or(0);
  const std::string status_text = check.Text(Field::kUpstream);
  const auto status = ParseStatus(status_text);
  if (!status.has_value()) {
    check.Fail(Field::kUpstream, Shown(status_text), "a status such as PRINT_READY_RECORD or PRR",
               "STATUS_UNKNOWN");
  }
  incoming.upstream = status.value_or(rows::v1::UPSTREAM_STATUS_UNSPECIFIED);
}

void FillTimes(Check& check, const CheckContext& context, Incoming& incoming) {
  const auto recorded = check.Moment(Field::kRecordedTime);
  if (!recorded.has_value()) check.Fail(Field::kRecordedTime, "", check.WantedMoment(), "MISSING");
  incoming.recorded = recorded.value_or(context.now);
  incoming.applied = check.Moment(Field::kAppliedTime);
  incoming.status_time = check.Moment(Field::kStatusTime);
  incoming.zone = context.zone;
}

// An id that is, or holds, the NIK is personal: it is hashed like a request number and never becomes a key.
void FillIds(Check& check, const CheckContext& context, Incoming& incoming) {
  std::string id = check.Text(Field::kRecordId);
  if (!id.empty() && !IsRecordId(id)) {
    check.Fail(Field::kRecordId, Shown(id), "letters, digits and ._/:-, at most 64", "RECORD_ID_INVALID");
  }
  incoming.number_or_date = check.Text(Field::kRequestNumber);
  if (HoldsNik(id)) {
    if (incoming.number_or_date.empty()) incoming.number_or_date = id;
    id.clear();
  }
  if (incoming.number_or_date.empty()) {
    const absl::Time dated = incoming.applied.value_or(incoming.recorded);
    incoming.number_or_date = FormatBirthDate(absl::ToCivilDay(dated, context.zone));
  }
  incoming.source_id = std::move(id);
}

void FillPlaces(Check& check, const CheckContext& context, Incoming& incoming) {
  incoming.office = check.Text(Field::kOffice);
  if (incoming.office.empty()) incoming.office = context.office;
  if (!access::Covers(context.office, incoming.office) || !access::IsOfficeCode(incoming.office)) {
    check.Fail(Field::kOffice, Shown(incoming.office), absl::StrCat("an office of ", context.office),
               "OFFICE_INVALID");
  }
  incoming.area = check.Area();
}

}  // namespace

std::string HeadingOf(const CheckContext& context, Field field) {
  const std::string& own = context.headings.at(static_cast<size_t>(field));
  return own.empty() ? ColumnOf(*context.profile, field) : own;
}

CheckedRow CheckRow(const CheckContext& context, const SourceRow& row) {
  Check check(context, row);
  CheckedRow checked;
  Incoming& incoming = checked.incoming;
  check.Cells();
  const std::string nik = check.Nik();
  check.Needed();
  incoming.personal = PersonalOf(check);
  incoming.personal.set_nik(nik);
  incoming.personal.set_name(check.Name());
  incoming.birth = check.Birth();
  incoming.personal.set_birth_date(FormatBirthDate(incoming.birth));
  FillCodes(check, incoming);
  FillTimes(check, context, incoming);
  FillIds(check, context, incoming);
  FillPlaces(check, context, incoming);
  incoming.replaces = check.Text(Field::kReplaces);
  incoming.suket_number = check.Text(Field::kSuketNumber);
  incoming.suket_until = check.Day(Field::kSuketUntil);
  incoming.import_id = context.import_id;
  incoming.nik_may_differ = context.profile->nik_may_differ;
  checked.error = check.TakeError();
  return checked;
}

CheckedRow CheckWatchRow(const CheckContext& context, const SourceRow& row) {
  Check check(context, row);
  CheckedRow checked;
  check.Cells();
  checked.incoming.personal.set_nik(check.Nik());
  checked.error = check.TakeError();
  return checked;
}

RowError RoundedNik(const CheckContext& context, std::string_view nik) {
  return {HeadingOf(context, Field::kNik), MaskNik(nik),
          "16 digits, exported as text: nearly all numbers around this row end in 0",
          "NIK_DAMAGED_BY_SPREADSHEET"};
}

}  // namespace blangko::records
