#include "services/papers/paper_table.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/status_macros.h"
#include "base/text.h"
#include "services/access/actor.h"
#include "services/refusal/refusal.h"
#include "storage/key_codec.h"
#include "storage/row_codec.h"

namespace blangko::papers {
namespace {

using storage::KeyWriter;
using storage::Table;

constexpr char kKindPrefix[] = "PAPER_KIND_";

KeyWriter KeyOf(Table table, const PaperRef& ref) {
  KeyWriter key(table);
  key.Text(ref.office).U64(static_cast<uint64_t>(ref.kind)).U64(ref.year).U64(ref.seq);
  return key;
}

std::string HoldsKey(const PaperRef& ref, std::string_view subject) {
  return KeyWriter(Table::kPaperHolds)
      .Text(ref.office)
      .U64(static_cast<uint64_t>(ref.kind))
      .Text(subject)
      .Take();
}

KeyWriter SettingsKey(std::string_view office) {
  KeyWriter key(Table::kPaperSettings);
  key.Text(office);
  return key;
}

absl::Status Unknown(const PaperRef& ref) { return Refuse(Reason::kUnknownPaper, {{"paper", IdOf(ref)}}); }

}  // namespace

PaperRef RefOf(const PaperRow& paper) {
  return {paper.office(), static_cast<v1::PaperKind>(paper.kind()), paper.year(), paper.seq()};
}

std::string IdOf(const PaperRef& ref) {
  const std::string kind = v1::PaperKind_Name(ref.kind).substr(sizeof(kKindPrefix) - 1);
  return absl::StrCat(ref.office, ":", kind, ":", ref.year, ":", ref.seq);
}

std::optional<PaperRef> ParseId(std::string_view paper_id) {
  const std::vector<std::string> parts = absl::StrSplit(ToAbsl(paper_id), ':');
  PaperRef ref;
  if (parts.size() != 4 || !v1::PaperKind_Parse(absl::StrCat(kKindPrefix, parts[1]), &ref.kind) ||
      !absl::SimpleAtoi(parts[2], &ref.year) || !absl::SimpleAtoi(parts[3], &ref.seq)) {
    return std::nullopt;
  }
  ref.office = parts[0];
  return ref;
}

absl::StatusOr<PaperRow> GetPaperRow(storage::Snapshot& snapshot, const PaperRef& ref) {
  ASSIGN_OR_RETURN(auto row, storage::GetRow<PaperRow>(snapshot, KeyOf(Table::kPaper, ref).Take()));
  if (!row.has_value()) return Unknown(ref);
  return *std::move(row);
}

void PutPaperRow(storage::Txn& txn, const PaperRow& paper) {
  storage::PutRow(txn, KeyOf(Table::kPaper, RefOf(paper)).Take(), paper);
}

absl::StatusOr<rows::v1::PaperFacts> GetFacts(storage::Snapshot& snapshot, const PaperRef& ref) {
  ASSIGN_OR_RETURN(auto row,
                   storage::GetRow<rows::v1::PaperFacts>(snapshot, KeyOf(Table::kPaperFacts, ref).Take()));
  if (!row.has_value()) return absl::DataLossError(absl::StrCat("papers: no facts of ", IdOf(ref)));
  return *std::move(row);
}

void PutFacts(storage::Txn& txn, const PaperRef& ref, const rows::v1::PaperFacts& facts) {
  storage::PutRow(txn, KeyOf(Table::kPaperFacts, ref).Take(), facts);
}

absl::StatusOr<uint64_t> TakeNumber(storage::Txn& txn, const PaperRef& ref) {
  const std::string key = KeyWriter(Table::kPaperCount)
                              .Text(ref.office)
                              .U64(static_cast<uint64_t>(ref.kind))
                              .U64(ref.year)
                              .Take();
  ASSIGN_OR_RETURN(auto row, storage::GetRow<rows::v1::PaperCount>(txn, key));
  rows::v1::PaperCount count = row.value_or(rows::v1::PaperCount());
  count.set_last(count.last() + 1);
  storage::PutRow(txn, key, count);
  return count.last();
}

absl::StatusOr<std::optional<PaperRef>> FindHolding(storage::Snapshot& snapshot, const PaperRef& of,
                                                    std::string_view subject) {
  ASSIGN_OR_RETURN(const auto row, storage::GetRow<rows::v1::PaperHolds>(snapshot, HoldsKey(of, subject)));
  if (!row.has_value()) return std::optional<PaperRef>();
  return PaperRef{of.office, of.kind, row->year(), row->seq()};
}

void PutHolding(storage::Txn& txn, const PaperRef& ref, std::string_view subject) {
  rows::v1::PaperHolds holds;
  holds.set_year(ref.year);
  holds.set_seq(ref.seq);
  storage::PutRow(txn, HoldsKey(ref, subject), holds);
}

void EraseHolding(storage::Txn& txn, const PaperRef& ref, std::string_view subject) {
  txn.Erase(HoldsKey(ref, subject));
}

absl::StatusOr<std::vector<rows::v1::PaperScan>> ScansOf(storage::Snapshot& snapshot, const PaperRef& ref) {
  std::vector<rows::v1::PaperScan> scans;
  absl::Status bad;
  RETURN_IF_ERROR(snapshot.Scan(KeyOf(Table::kPaperScan, ref).Range(), storage::ScanOrder::kForward,
                                [&](std::string_view, std::string_view value) {
                                  auto scan = storage::DecodeRow<rows::v1::PaperScan>(value);
                                  bad = scan.status();
                                  if (scan.ok()) scans.push_back(*std::move(scan));
                                  return bad.ok();
                                }));
  RETURN_IF_ERROR(bad);
  return scans;
}

void PutScan(storage::Txn& txn, const PaperRef& ref, uint64_t number, const rows::v1::PaperScan& scan) {
  storage::PutRow(txn, KeyOf(Table::kPaperScan, ref).U64(number).Take(), scan);
}

absl::Status VisitPapers(storage::Snapshot& snapshot, std::string_view prefix, std::string_view after,
                         absl::FunctionRef<bool(std::string_view key, const PaperRow&)> visit) {
  std::string begin(1, static_cast<char>(Table::kPaper));
  begin.append(prefix);
  storage::KeyRange range = storage::PrefixRange(begin);
  if (!after.empty()) range.begin = std::max(range.begin, std::string(after) + '\0');
  absl::Status bad;
  RETURN_IF_ERROR(
      snapshot.Scan(range, storage::ScanOrder::kForward, [&](std::string_view key, std::string_view value) {
        const auto paper = storage::DecodeRow<PaperRow>(value);
        bad = paper.status();
        if (!paper.ok()) return false;
        return !access::Covers(prefix, paper->office()) || visit(key, *paper);
      }));
  return bad;
}

absl::StatusOr<std::optional<rows::v1::PaperSettings>> FindSettings(storage::Snapshot& snapshot,
                                                                    std::string_view office,
                                                                    uint64_t version) {
  using Settings = rows::v1::PaperSettings;
  if (version != 0) return storage::GetRow<Settings>(snapshot, SettingsKey(office).U64(version).Take());
  absl::StatusOr<std::optional<Settings>> newest = std::optional<Settings>();
  RETURN_IF_ERROR(snapshot.Scan(SettingsKey(office).Range(), storage::ScanOrder::kReverse,
                                [&](std::string_view, std::string_view value) {
                                  absl::StatusOr<Settings> row = storage::DecodeRow<Settings>(value);
                                  if (row.ok()) newest = *std::move(row);
                                  if (!row.ok()) newest = row.status();
                                  return false;
                                }));
  return newest;
}

void PutSettings(storage::Txn& txn, const rows::v1::PaperSettings& settings) {
  storage::PutRow(txn, SettingsKey(settings.office()).U64(settings.version()).Take(), settings);
}

}  // namespace blangko::papers
