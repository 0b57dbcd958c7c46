#include "services/papers/card_list.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/records.pb.h"
#include "services/destruction/destruction_table.h"
#include "services/papers/paper_of.h"
#include "services/records/record_keys.h"
#include "services/refusal/refusal.h"
#include "services/refusal/words.h"
#include "storage/row_codec.h"

namespace blangko::papers {
namespace {

using destruction::LineRow;
using rows::v1::DestroyedCard;
using storage::Snapshot;

constexpr char kErased[] = "(data sudah dihapus)";

// Where the holder of a card stands in the personal data; empty = nobody is known.
std::string HolderOf(const std::string& office, const LineRow& line) {
  if (!line.record_id().empty()) return line.record_id();
  if (!line.for_record().empty()) return line.for_record();
  if (line.register_() == stock::kWithdrawnCards) return records::HolderOfWithdrawn(office, line.number());
  return "";
}

std::string AddressOf(const rows::v1::Personal& personal) {
  std::vector<std::string> parts;
  for (const std::string& part :
       {personal.address(), personal.rt_rw().empty() ? "" : absl::StrCat("RT/RW ", personal.rt_rw()),
        personal.village(), personal.district()}) {
    if (!part.empty()) parts.push_back(part);
  }
  return absl::StrJoin(parts, ", ");
}

// The first letter of each word.
std::string Masked(const std::string& name) {
  std::string masked;
  bool begins = true;
  for (const char c : name) {
    if (begins && c != ' ') absl::StrAppend(&masked, masked.empty() ? "" : " ", std::string(1, c), "***");
    begins = c == ' ';
  }
  return masked;
}

absl::Status FillHolder(Snapshot& snapshot, const std::string& holder, bool masked, DestroyedCard& card) {
  if (holder.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto personal,
                   storage::GetRow<rows::v1::Personal>(snapshot, records::PersonalKey(holder)));
  if (!personal.has_value()) {
    card.set_name(kErased);
    return absl::OkStatus();
  }
  card.set_name(masked ? Masked(personal->name()) : personal->name());
  card.set_address(masked ? "***" : AddressOf(*personal));
  return absl::OkStatus();
}

// "L-2026-1\nR-17": the lot, and the number in the register that stands on the card's envelope.
std::string PlaceOf(const LineRow& line) {
  if (line.register_() == stock::kWithdrawnCards) return absl::StrCat("kartu ditarik\nT-", line.number());
  if (line.register_() == destruction::kCountedPieces) return absl::StrCat(line.lot(), "\nhanya jumlah");
  return absl::StrCat(line.lot(), "\nR-", line.number());
}

std::string CauseOf(const LineRow& line) {
  if (line.register_() == destruction::kCountedPieces) return "Rusak sebelum ada register";
  if (line.cause().empty()) return "Rusak";
  return WordOf("cause", line.cause(), Language::kIndonesian);
}

absl::Status AddCard(Snapshot& snapshot, const std::string& office, const LineRow& line, bool masked,
                     rows::v1::DestructionFacts& facts) {
  DestroyedCard& card = *facts.add_cards();
  card.set_lot(PlaceOf(line));
  card.set_uid(line.blank_uid());
  card.set_cause(line.not_held() ? absl::StrCat(CauseOf(line), " (tidak dibukukan)") : CauseOf(line));
  card.set_count(line.count());
  return FillHolder(snapshot, HolderOf(office, line), masked, card);
}

}  // namespace

absl::StatusOr<int32_t> PartsOf(Snapshot& snapshot, const rows::v1::PaperFacts& facts) {
  if (!facts.has_destruction() || facts.destruction().destruction_id().empty()) return 1;
  ASSIGN_OR_RETURN(const destruction::ListRow list,
                   destruction::GetList(snapshot, facts.destruction().destruction_id()));
  const int64_t parts = (list.lines() + kCardsOfAPart - 1) / kCardsOfAPart;
  return static_cast<int32_t>(std::max<int64_t>(parts, 1));
}

absl::Status FillCards(Snapshot& snapshot, const access::Actor& actor, int32_t part,
                       rows::v1::PaperFacts& facts) {
  ASSIGN_OR_RETURN(const int32_t parts, PartsOf(snapshot, facts));
  if (part < 0 || part > parts) return BadField("part", absl::StrCat(part), absl::StrCat("1 to ", parts));
  if (!facts.has_destruction() || facts.destruction().destruction_id().empty()) return absl::OkStatus();
  rows::v1::DestructionFacts& drawn = *facts.mutable_destruction();
  ASSIGN_OR_RETURN(const destruction::ListRow list, destruction::GetList(snapshot, drawn.destruction_id()));
  const bool masked = !access::CheckStaff(actor).ok();
  const int64_t first = (std::max(part, 1) - 1) * int64_t{kCardsOfAPart} + 1;
  drawn.set_first_card(first);
  int64_t at = 0;
  absl::Status bad;
  RETURN_IF_ERROR(destruction::VisitLines(snapshot, drawn.destruction_id(), "",
                                          [&](const std::string&, const LineRow& line) {
                                            if (++at < first) return true;
                                            bad = AddCard(snapshot, list.office(), line, masked, drawn);
                                            return bad.ok() && at + 1 < first + kCardsOfAPart;
                                          }));
  return bad;
}

}  // namespace blangko::papers
