#include "services/papers/settings.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "base/text.h"
#include "services/papers/words.h"
#include "services/stock/api_time.h"

namespace blangko::papers {
namespace {

const rows::v1::PaperKindSettings* FindKind(const rows::v1::PaperSettings& settings, v1::PaperKind kind) {
  const auto found = std::find_if(settings.kinds().begin(), settings.kinds().end(), [kind](const auto& one) {
    return one.kind() == static_cast<uint32_t>(kind);
  });
  return found == settings.kinds().end() ? nullptr : &*found;
}

const char* CodeOf(v1::PaperKind kind) {
  switch (kind) {
    case v1::PAPER_KIND_RECEIPT: return "BAST";
    case v1::PAPER_KIND_DELIVERY_NOTE: return "SJ";
    case v1::PAPER_KIND_STOCK_CARD: return "KP";
    case v1::PAPER_KIND_STOCK_REPORT: return "LAP-PERSEDIAAN";
    case v1::PAPER_KIND_COUNT: return "BA-OP";
    case v1::PAPER_KIND_DESTRUCTION: return "BA-MUSNAH";
    default: return "BA-HILANG";
  }
}

rows::v1::PaperSignature SignatureOf(const rows::v1::PaperSigner& signer,
                                     const rows::v1::PaperSettings* from) {
  rows::v1::PaperSignature signature;
  signature.set_heading(signer.heading());
  signature.set_approves(signer.approves());
  if (from == nullptr || signer.role().empty()) return signature;
  for (const auto& official : from->officials()) {
    if (official.role() != signer.role()) continue;
    signature.set_name(official.name());
    signature.set_nip(official.nip());
    signature.set_rank(official.rank());
    signature.set_title(official.title());
  }
  return signature;
}

// Both messages have the same fields.
template <typename To, typename From>
void CopyOfficial(const From& from, To& to) {
  to.set_role(from.role());
  to.set_name(from.name());
  to.set_nip(from.nip());
  to.set_rank(from.rank());
  to.set_title(from.title());
}

template <typename To, typename From>
void CopySigner(const From& from, To& to) {
  to.set_heading(from.heading());
  to.set_role(from.role());
  to.set_approves(from.approves());
  to.set_other_party(from.other_party());
}

template <typename To, typename From>
To Copied(const From& from) {
  To to;
  to.set_office(from.office());
  to.set_version(from.version());
  to.mutable_letterhead()->CopyFrom(from.letterhead());
  to.set_place(from.place());
  for (const auto& official : from.officials()) CopyOfficial(official, *to.add_officials());
  for (const auto& kind : from.kinds()) {
    auto& added = *to.add_kinds();
    added.set_kind(static_cast<decltype(added.kind())>(kind.kind()));
    added.set_number_pattern(kind.number_pattern());
    for (const auto& signer : kind.signers()) CopySigner(signer, *added.add_signers());
  }
  return to;
}

}  // namespace

rows::v1::PaperSettings ToRow(const v1::PaperSettings& settings) {
  return Copied<rows::v1::PaperSettings>(settings);
}

v1::PaperSettings ToApi(const rows::v1::PaperSettings& settings) {
  auto api = Copied<v1::PaperSettings>(settings);
  *api.mutable_set_time() = stock::ApiTime(settings.set_micros());
  api.set_set_by(settings.set_by());
  return api;
}

std::string NumberOf(std::string_view pattern, uint64_t seq, int64_t day) {
  const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + day;
  return absl::StrReplaceAll(ToAbsl(pattern), {{"{seq}", absl::StrCat(seq)},
                                               {"{month}", absl::StrFormat("%02d", civil.month())},
                                               {"{roman_month}", RomanMonth(civil.month())},
                                               {"{year}", absl::StrCat(civil.year())}});
}

std::string PatternOf(const rows::v1::PaperSettings& settings, v1::PaperKind kind) {
  const rows::v1::PaperKindSettings* own = FindKind(settings, kind);
  if (own != nullptr && !own->number_pattern().empty()) return own->number_pattern();
  return absl::StrCat("{seq}/", CodeOf(kind), "/{roman_month}/{year}");
}

rows::v1::PaperHead HeadOf(const rows::v1::PaperSettings& settings, const rows::v1::PaperSettings* other,
                           v1::PaperKind kind, uint64_t seq, int64_t day) {
  rows::v1::PaperHead head;
  head.mutable_letterhead()->CopyFrom(settings.letterhead());
  head.set_place(settings.place());
  head.set_number(NumberOf(PatternOf(settings, kind), seq, day));
  head.set_day(day);
  const rows::v1::PaperKindSettings* own = FindKind(settings, kind);
  if (own == nullptr) return head;
  for (const auto& signer : own->signers()) {
    *head.add_signatures() = SignatureOf(signer, signer.other_party() ? other : &settings);
  }
  return head;
}

}  // namespace blangko::papers
