// The reading half of Papers.
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "blangko/rows/v1/log.pb.h"
#include "services/papers/card_list.h"
#include "services/papers/draw_paper.h"
#include "services/papers/paper_of.h"
#include "services/papers/paper_table.h"
#include "services/papers/paper_view.h"
#include "services/papers/papers.h"
#include "services/papers/settings.h"
#include "services/papers/stock_facts.h"
#include "services/papers/validate_papers.h"
#include "services/refusal/refusal.h"

namespace blangko::papers {
namespace {

using storage::Snapshot;

constexpr char kVoidMark[] = "BATAL";

// A paper as it is kept.
struct Kept {
  PaperRow row;
  rows::v1::PaperFacts facts;
  std::vector<rows::v1::PaperScan> scans;
  int32_t parts = 1;
};

absl::StatusOr<Kept> Read(Snapshot& snapshot, const PaperRef& ref, const access::Actor& actor,
                          const v1::GetPaperRequest& request) {
  Kept kept;
  ASSIGN_OR_RETURN(kept.row, GetPaperRow(snapshot, ref));
  ASSIGN_OR_RETURN(kept.facts, GetFacts(snapshot, ref));
  ASSIGN_OR_RETURN(kept.scans, ScansOf(snapshot, ref));
  ASSIGN_OR_RETURN(kept.parts, PartsOf(snapshot, kept.facts));
  if (request.format() != v1::PAPER_FORMAT_UNSPECIFIED)
    RETURN_IF_ERROR(FillCards(snapshot, actor, request.part(), kept.facts));
  return kept;
}

common::v1::Date ToDate(int64_t day) {
  const absl::CivilDay civil = absl::CivilDay(1970, 1, 1) + day;
  common::v1::Date date;
  date.set_year(static_cast<int32_t>(civil.year()));
  date.set_month(civil.month());
  date.set_day(civil.day());
  return date;
}

v1::StockAtLine ToApi(const rows::v1::StockReportLine& line) {
  v1::StockAtLine api;
  api.set_lot(line.lot().lot());
  api.set_blank_type(line.lot().blank_type());
  api.set_funding(line.lot().funding());
  api.set_unit_price_idr(line.lot().unit_price_idr());
  api.set_pieces(line.booked());
  api.set_value_idr(line.booked() * line.lot().unit_price_idr());
  api.set_later_pieces(line.later());
  if (!line.counted()) return api;
  api.set_rolled_back(line.rolled_back());
  *api.mutable_count_date() = ToDate(line.counted_day());
  api.set_difference(line.rolled_back() - line.booked() - line.later());
  return api;
}

v1::LaterPosting ToApi(const rows::v1::LaterPosting& later) {
  v1::LaterPosting api;
  api.set_lot(later.lot());
  *api.mutable_document_date() = ToDate(later.document_day());
  *api.mutable_booked_date() = ToDate(later.booked_day());
  api.set_document(later.document());
  constexpr size_t kPrefix = sizeof("ACCOUNT_") - 1;
  api.set_account(rows::v1::Account_Name(static_cast<rows::v1::Account>(later.account())).substr(kPrefix));
  api.set_pieces(later.pieces());
  return api;
}

absl::StatusOr<std::string> ContentOf(const Kept& kept, v1::PaperFormat format) {
  if (format == v1::PAPER_FORMAT_UNSPECIFIED) return std::string();
  ASSIGN_OR_RETURN(Paper paper, PaperOf(kept.facts));
  if (kept.row.voided_micros() != 0) paper.mark = kVoidMark;
  if (format == v1::PAPER_FORMAT_CSV) return PaperCsv(paper);
  return DrawPaper(paper);
}

}  // namespace

absl::StatusOr<v1::PaperSettings> Papers::GetSettings(const access::Actor& actor,
                                                      const v1::GetPaperSettingsRequest& request) {
  RETURN_IF_ERROR(access::CheckScope(actor, request.office()));
  return storage::ViewFor<v1::PaperSettings>(
      store_, [&](Snapshot& snapshot) -> absl::StatusOr<v1::PaperSettings> {
        ASSIGN_OR_RETURN(const auto found, FindSettings(snapshot, request.office(), request.version()));
        if (!found.has_value()) return Refuse(Reason::kPaperSettingsMissing, {{"office", request.office()}});
        return ToApi(*found);
      });
}

absl::StatusOr<v1::GetStockAtResponse> Papers::StockAt(const access::Act& act,
                                                       const v1::GetStockAtRequest& request) {
  RETURN_IF_ERROR(ValidateStockAt(request.at()));
  ASSIGN_OR_RETURN(const Subject subject, storage::ViewFor<Subject>(store_, [&](Snapshot& snapshot) {
                     return StockReportSubject(snapshot, act.actor, act.now, request.at());
                   }));
  const rows::v1::StockReportFacts& facts = subject.facts.stock_report();
  v1::GetStockAtResponse response;
  for (const auto& line : facts.lines()) *response.add_lines() = ToApi(line);
  for (const auto& later : facts.later()) *response.add_later() = ToApi(later);
  return response;
}

absl::StatusOr<v1::GetPaperResponse> Papers::Get(const access::Actor& actor,
                                                 const v1::GetPaperRequest& request) {
  ASSIGN_OR_RETURN(const PaperRef ref, ReadPaperId(request.paper_id()));
  RETURN_IF_ERROR(access::CheckScope(actor, ref.office));
  ASSIGN_OR_RETURN(const Kept kept, storage::ViewFor<Kept>(store_, [&](Snapshot& snapshot) {
                     return Read(snapshot, ref, actor, request);
                   }));
  v1::GetPaperResponse response;
  *response.mutable_paper() = ToApi(kept.row);
  ASSIGN_OR_RETURN(*response.mutable_content(), ContentOf(kept, request.format()));
  response.set_part_count(kept.parts);
  for (const auto& scan : kept.scans) *response.add_scans() = ToApi(scan);
  return response;
}

absl::StatusOr<access::PageOf<v1::Paper>> Papers::List(const access::Actor& actor,
                                                       const v1::ListPapersRequest& request,
                                                       const access::PageRequest& page) {
  const std::string prefix = request.office().empty() ? actor.scope : request.office();
  RETURN_IF_ERROR(access::CheckScope(actor, prefix));
  using Found = access::PageOf<v1::Paper>;
  return storage::ViewFor<Found>(store_, [&](Snapshot& snapshot) -> absl::StatusOr<Found> {
    Found found;
    std::string last;
    RETURN_IF_ERROR(
        VisitPapers(snapshot, prefix, page.after, [&](std::string_view key, const PaperRow& paper) {
          const bool asked = request.kind() == v1::PAPER_KIND_UNSPECIFIED ||
                             paper.kind() == static_cast<uint32_t>(request.kind());
          if (!asked) return true;
          if (found.rows.size() == page.size) found.next = last;
          if (found.next.empty()) found.rows.push_back(ToApi(paper));
          last = std::string(key);
          return found.next.empty();
        }));
    return found;
  });
}

}  // namespace blangko::papers
