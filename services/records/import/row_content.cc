#include "services/records/import/row_content.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/hash.h"

namespace blangko::records {
namespace {

using rows::v1::SeenField;

uint64_t DigestOf(std::string_view hash_key, Field field, std::string_view value) {
  const std::string name(InfoOf(field).name);
  const std::string digest = KeyedDigest(hash_key, {"import-content", name, value});
  uint64_t number = 0;
  std::memcpy(&number, digest.data(), sizeof(number));
  return number;
}

std::string TimeText(const std::optional<absl::Time>& time) {
  return time.has_value() ? absl::StrCat(absl::ToUnixMicros(*time)) : "";
}

const SeenField* Find(const SeenRow& row, Field field) {
  const auto found = std::find_if(row.fields().begin(), row.fields().end(), [&](const SeenField& said) {
    return said.field() == static_cast<uint32_t>(field);
  });
  return found == row.fields().end() ? nullptr : &*found;
}

bool Differs(const SeenRow& seen, const SeenField& said) {
  const SeenField* before = Find(seen, static_cast<Field>(said.field()));
  return before != nullptr && before->digest() != said.digest();
}

// Each row says since when: the later step counts.
bool AreTwoSteps(const SeenRow& seen, const SeenRow& content) {
  const SeenField* time = Find(content, Field::kStatusTime);
  return time != nullptr && Differs(seen, *time);
}

bool IsOfLadder(const SeenField& said) {
  return said.field() == static_cast<uint32_t>(Field::kUpstream) ||
         said.field() == static_cast<uint32_t>(Field::kStatusTime);
}

}  // namespace

SeenRow ContentOf(std::string_view hash_key, const Incoming& incoming, int64_t row) {
  SeenRow content;
  const auto say = [&](Field field, std::string_view value) {
    if (value.empty()) return;
    SeenField& said = *content.add_fields();
    said.set_field(static_cast<uint32_t>(field));
    said.set_digest(DigestOf(hash_key, field, value));
    said.set_row(row);
  };
  const rows::v1::Personal& personal = incoming.personal;
  say(Field::kUpstream, absl::StrCat(static_cast<int>(incoming.upstream)));
  say(Field::kStatusTime, TimeText(incoming.status_time));
  say(Field::kRequestType, absl::StrCat(incoming.request_type));
  say(Field::kArea, incoming.area);
  say(Field::kRecordedTime, TimeText(incoming.recorded));
  say(Field::kAppliedTime, TimeText(incoming.applied));
  say(Field::kReplaces, incoming.replaces);
  say(Field::kSuketNumber, incoming.suket_number);
  say(Field::kSuketUntil, TimeText(incoming.suket_until));
  say(Field::kNik, personal.nik());
  say(Field::kName, personal.name());
  say(Field::kBirthPlace, personal.birth_place());
  say(Field::kBirthDate, personal.birth_date());
  say(Field::kSex, personal.sex());
  say(Field::kAddress, personal.address());
  say(Field::kRtRw, personal.rt_rw());
  say(Field::kVillage, personal.village());
  say(Field::kDistrict, personal.district());
  say(Field::kReligion, personal.religion());
  say(Field::kMaritalStatus, personal.marital_status());
  say(Field::kOccupation, personal.occupation());
  say(Field::kBloodType, personal.blood_type());
  say(Field::kPhone, personal.phone());
  return content;
}

std::optional<Contradiction> FindContradiction(const SeenRow& seen, const SeenRow& content) {
  const bool two_steps = AreTwoSteps(seen, content);
  for (const SeenField& said : content.fields()) {
    if (two_steps && IsOfLadder(said)) continue;
    const auto field = static_cast<Field>(said.field());
    if (Differs(seen, said)) return Contradiction{field, Find(seen, field)->row()};
  }
  return std::nullopt;
}

void Add(const SeenRow& content, SeenRow& seen) {
  for (const SeenField& said : content.fields()) {
    if (Find(seen, static_cast<Field>(said.field())) == nullptr) *seen.add_fields() = said;
  }
}

}  // namespace blangko::records
