#include "services/papers/paper_view.h"

#include "absl/strings/str_cat.h"
#include "services/access/event_log.h"
#include "services/stock/api_time.h"

namespace blangko::papers {

v1::Paper ToApi(const PaperRow& paper) {
  v1::Paper api;
  api.set_paper_id(IdOf(RefOf(paper)));
  api.set_office(paper.office());
  api.set_kind(static_cast<v1::PaperKind>(paper.kind()));
  api.set_number(paper.number());
  api.set_subject(paper.subject());
  api.set_settings_version(paper.settings_version());
  *api.mutable_issue_time() = stock::ApiTime(paper.issued_micros());
  api.set_issued_by(paper.issued_by());
  if (paper.voided_micros() != 0) *api.mutable_void_time() = stock::ApiTime(paper.voided_micros());
  api.set_voided_by(paper.voided_by());
  api.set_void_reason(paper.void_reason());
  api.set_scan_count(paper.scans());
  return api;
}

v1::Scan ToApi(const rows::v1::PaperScan& scan) {
  v1::Scan api;
  api.set_sha256(scan.sha256());
  *api.mutable_record_time() = stock::ApiTime(scan.recorded_micros());
  api.set_recorded_by(scan.recorded_by());
  api.set_note(scan.note());
  return api;
}

absl::Status LogPaper(storage::Txn& txn, const access::Act& act, const PaperRow& paper,
                      std::string_view event, std::string_view detail) {
  rows::v1::LogEntry entry = access::EntryOf(act, absl::StrCat("paper:", IdOf(RefOf(paper))), event);
  entry.set_detail(std::string(detail));
  return access::AppendEvent(txn, act, paper.office(), entry).status();
}

}  // namespace blangko::papers
