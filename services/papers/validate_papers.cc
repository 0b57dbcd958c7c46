#include "services/papers/validate_papers.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/sha256.h"
#include "services/access/validate_proposals.h"
#include "services/papers/settings.h"
#include "services/papers/stock_facts.h"
#include "services/refusal/refusal.h"

namespace blangko::papers {
namespace {

constexpr int kLetterheadMax = 6;
constexpr int kOfficialsMax = 40;
constexpr int kSignersMax = 6;
constexpr size_t kTextBytesMax = 200;
constexpr size_t kNipDigits = 18;
constexpr int64_t kCardDaysMax = 366;

using Bad = std::vector<FieldViolation>;

void CheckText(Bad& bad, const std::string& field, const std::string& text, bool needed) {
  const size_t least = needed ? 1 : 0;
  const bool control =
      std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (text.size() >= least && text.size() <= kTextBytesMax && !control) return;
  bad.push_back({field, absl::StrCat(text.size(), " bytes"),
                 absl::StrCat(least, " to ", kTextBytesMax, " bytes on one line")});
}

void CheckCount(Bad& bad, const std::string& field, int count, int least, int most) {
  if (count < least || count > most)
    bad.push_back({field, absl::StrCat(count), absl::StrCat(least, " to ", most)});
}

void CheckNip(Bad& bad, const std::string& field, const std::string& nip) {
  const auto digits =
      static_cast<size_t>(std::count_if(nip.begin(), nip.end(), [](char c) { return c >= '0' && c <= '9'; }));
  const bool others =
      std::any_of(nip.begin(), nip.end(), [](char c) { return c != ' ' && (c < '0' || c > '9'); });
  if (nip.empty() || (digits == kNipDigits && !others && nip.size() <= 2 * kNipDigits)) return;
  bad.push_back({field, absl::StrCat(nip.size(), " characters"), "18 digits"});
}

void CheckPattern(Bad& bad, const std::string& field, const std::string& pattern) {
  if (pattern.empty()) return;
  CheckText(bad, field, pattern, true);
  const bool left = NumberOf(pattern, 1, 0).find_first_of("{}") != std::string::npos;
  if (!left && absl::StrContains(pattern, "{seq}") && absl::StrContains(pattern, "{year}")) return;
  bad.push_back({field, pattern,
                 "a text with {seq} and {year}, and no other words in braces than {month} and "
                 "{roman_month}"});
}

void CheckOfficials(Bad& bad, const v1::PaperSettings& settings) {
  std::set<std::string> roles;
  for (int i = 0; i < settings.officials_size(); ++i) {
    const v1::Official& official = settings.officials(i);
    const std::string field = absl::StrCat("settings.officials[", i, "]");
    CheckText(bad, absl::StrCat(field, ".role"), official.role(), true);
    CheckText(bad, absl::StrCat(field, ".name"), official.name(), true);
    CheckText(bad, absl::StrCat(field, ".rank"), official.rank(), false);
    CheckText(bad, absl::StrCat(field, ".title"), official.title(), false);
    CheckNip(bad, absl::StrCat(field, ".nip"), official.nip());
    if (!roles.insert(official.role()).second)
      bad.push_back({absl::StrCat(field, ".role"), official.role(), "another role for each official"});
  }
}

void CheckSigner(Bad& bad, const std::string& field, const v1::Signer& signer,
                 const v1::PaperSettings& settings) {
  CheckText(bad, absl::StrCat(field, ".heading"), signer.heading(), true);
  if (signer.role().empty() || signer.other_party()) return CheckText(bad, field, signer.role(), false);
  const bool known = std::any_of(settings.officials().begin(), settings.officials().end(),
                                 [&](const v1::Official& one) { return one.role() == signer.role(); });
  if (!known) bad.push_back({absl::StrCat(field, ".role"), signer.role(), "the role of an official"});
}

void CheckKinds(Bad& bad, const v1::PaperSettings& settings) {
  std::set<int> seen;
  for (int i = 0; i < settings.kinds_size(); ++i) {
    const v1::KindSettings& kind = settings.kinds(i);
    const std::string field = absl::StrCat("settings.kinds[", i, "]");
    const bool named = kind.kind() != v1::PAPER_KIND_UNSPECIFIED && v1::PaperKind_IsValid(kind.kind());
    if (!named || !seen.insert(kind.kind()).second)
      bad.push_back({absl::StrCat(field, ".kind"), absl::StrCat(kind.kind()), "each kind of paper once"});
    CheckPattern(bad, absl::StrCat(field, ".number_pattern"), kind.number_pattern());
    CheckCount(bad, absl::StrCat(field, ".signers"), kind.signers_size(), 0, kSignersMax);
    for (int s = 0; s < std::min(kind.signers_size(), kSignersMax); ++s)
      CheckSigner(bad, absl::StrCat(field, ".signers[", s, "]"), kind.signers(s), settings);
  }
}

bool IsDate(const common::v1::Date& date) {
  if (date.year() < 2000 || date.year() > 9999) return false;
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return day.month() == date.month() && day.day() == date.day();
}

void CheckPeriod(Bad& bad, const v1::StockCardPeriod& period) {
  if (period.office().empty()) bad.push_back({"stock_card.office", "", "the code of one office"});
  const bool from = IsDate(period.from());
  const bool to = IsDate(period.to());
  if (!from) bad.push_back({"stock_card.from", "", "a day"});
  if (!to) bad.push_back({"stock_card.to", "", "a day"});
  if (!from || !to) return;
  const int64_t days = DayOf(period.to()) - DayOf(period.from()) + 1;
  if (days >= 1 && days <= kCardDaysMax) return;
  bad.push_back({"stock_card.to", absl::StrCat(days, " days"), absl::StrCat("1 to ", kCardDaysMax, " days")});
}

void CheckDay(Bad& bad, const v1::StockAtDay& at) {
  if (at.office().empty()) bad.push_back({"office", "", "the code of one office"});
  if (!IsDate(at.date())) bad.push_back({"date", "", "a day"});
}

}  // namespace

absl::Status ValidateStockAt(const v1::StockAtDay& at) {
  Bad bad;
  CheckDay(bad, at);
  return BadFields(bad);
}

absl::Status ValidateSettings(const v1::PaperSettings& settings) {
  Bad bad;
  if (settings.office().empty()) bad.push_back({"settings.office", "", "the code of one office"});
  CheckCount(bad, "settings.letterhead", settings.letterhead_size(), 1, kLetterheadMax);
  for (const std::string& line : settings.letterhead()) CheckText(bad, "settings.letterhead", line, true);
  CheckText(bad, "settings.place", settings.place(), true);
  CheckCount(bad, "settings.officials", settings.officials_size(), 0, kOfficialsMax);
  CheckOfficials(bad, settings);
  CheckKinds(bad, settings);
  return BadFields(bad);
}

absl::Status ValidateIssue(const v1::IssuePaperRequest& request) {
  Bad bad;
  switch (request.kind()) {
    case v1::PAPER_KIND_RECEIPT:
    case v1::PAPER_KIND_DELIVERY_NOTE:
      if (request.shipment_id().empty()) bad.push_back({"shipment_id", "", "the id of a shipment"});
      break;
    case v1::PAPER_KIND_STOCK_CARD: CheckPeriod(bad, request.stock_card()); break;
    case v1::PAPER_KIND_COUNT:
      if (request.count_id().empty()) bad.push_back({"count_id", "", "the id of a count"});
      break;
    case v1::PAPER_KIND_DESTRUCTION:
      if (request.destruction_id().empty())
        bad.push_back({"destruction_id", "", "the id of a destruction list"});
      break;
    case v1::PAPER_KIND_LOSS:
      if (request.loss_id().empty()) bad.push_back({"loss_id", "", "the id of a declared loss"});
      break;
    case v1::PAPER_KIND_STOCK_REPORT: CheckDay(bad, request.stock_report()); break;
    default:
      bad.push_back({"kind", absl::StrCat(request.kind()),
                     "RECEIPT, DELIVERY_NOTE, STOCK_CARD, STOCK_REPORT, COUNT, DESTRUCTION or LOSS"});
  }
  return BadFields(bad);
}

absl::Status ValidateVoid(const v1::VoidPaperRequest& request) {
  Bad bad;
  CheckText(bad, "reason", request.reason(), true);
  access::CheckNoNik("reason", request.reason(), bad);
  return BadFields(bad);
}

absl::Status ValidateScan(const v1::RecordScanRequest& request) {
  Bad bad;
  if (!IsSha256Hex(request.sha256())) {
    bad.push_back({"sha256", absl::StrCat(request.sha256().size(), " characters"),
                   "64 hexadecimal digits in lower case"});
  }
  CheckText(bad, "note", request.note(), false);
  access::CheckNoNik("note", request.note(), bad);
  return BadFields(bad);
}

absl::StatusOr<PaperRef> ReadPaperId(const std::string& paper_id) {
  const std::optional<PaperRef> ref = ParseId(paper_id);
  if (ref.has_value() && IdOf(*ref) == paper_id) return *ref;
  return Refuse(Reason::kUnknownPaper, {{"paper", paper_id}});
}

}  // namespace blangko::papers
