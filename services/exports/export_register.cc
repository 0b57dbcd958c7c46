#include "services/exports/export_register.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

#include "base/planted.h"
#include "blangko/rows/v1/access.pb.h"
#include "blangko/rows/v1/comparison.pb.h"
#include "blangko/rows/v1/consumables.pb.h"
#include "blangko/rows/v1/counts.pb.h"
#include "blangko/rows/v1/desk.pb.h"
#include "blangko/rows/v1/destruction.pb.h"
#include "blangko/rows/v1/documents.pb.h"
#include "blangko/rows/v1/drawers.pb.h"
#include "blangko/rows/v1/incidents.pb.h"
#include "blangko/rows/v1/loans.pb.h"
#include "blangko/rows/v1/log.pb.h"
#include "blangko/rows/v1/movements.pb.h"
#include "blangko/rows/v1/opening.pb.h"
#include "blangko/rows/v1/packs.pb.h"
#include "blangko/rows/v1/papers.pb.h"
#include "blangko/rows/v1/printers.pb.h"
#include "blangko/rows/v1/proposals.pb.h"
#include "blangko/rows/v1/records.pb.h"
#include "blangko/rows/v1/recovery.pb.h"
#include "blangko/rows/v1/scheduler.pb.h"
#include "blangko/rows/v1/stock.pb.h"
#include "blangko/rows/v1/storage.pb.h"

namespace blangko::exports {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using storage::Table;

constexpr KeyPart kText = KeyPart::kText;
constexpr KeyPart kU64 = KeyPart::kU64;
constexpr KeyPart kI64 = KeyPart::kI64;
constexpr KeyPart kTime = KeyPart::kTime;

using Parts = std::vector<KeyPart>;

template <typename Row>
ExportShape Of(Parts key, std::string first = "") {
  return {std::move(key), RowKind::kMessage, &Row::default_instance(), std::move(first)};
}
ExportShape Bare(Parts key) { return {std::move(key)}; }
ExportShape Plain(RowKind kind, Parts key, std::string first) {
  return {std::move(key), kind, nullptr, std::move(first)};
}

constexpr std::array<std::string_view, 5> kWithheld = {
    "blangko.rows.v1.MetaRow.hash_key",       // with it every pseudonym of a NIK can be made
    "blangko.rows.v1.NamedAccount.pin_hash",  // PINs are short
    "blangko.rows.v1.Proposal.secret_hash",  "blangko.rows.v1.OneTimeCode.hash",
    "blangko.rows.v1.DocumentKey.seed",  // with it documents of this store can be forged
};

// Tables of storage and access.
std::vector<ExportTable> FirstTables() {
  namespace rows = rows::v1;
  return {
      {Table::kMeta,
       "meta",
       {Of<rows::MetaRow>({kText}, "store"), Of<rows::CommitMark>({kText}, "commit"),
        Of<rows::ClockRow>({kText}, "clock"), Of<rows::Restore>({kText}, "restore"),
        Of<rows::BlockedVersion>({kText}, "blocked_blanks"), Of<rows::DocumentKey>({kText}, "document_key"),
        Plain(RowKind::kDigest, {kText}, "setup")}},
      {Table::kRequest, "request", {Of<rows::RequestRow>({kText})}},
      {Table::kDue, "due", {Bare({kTime, kU64, kText})}},
      {Table::kLog,
       "log",
       {{{kText, kText, kTime, kU64}, RowKind::kLog, &rows::LogEntry::default_instance()}}},
      {Table::kLogHead, "log_head", {Of<rows::LogHead>({kText, kText})}},
      {Table::kCounter, "counter", {Plain(RowKind::kNumber, {kU64, kText, kU64, kU64, kU64}, "1")}},
      {Table::kOffice, "office", {Of<rows::Office>({kText})}},
      {Table::kArea, "area", {Of<rows::AreaRoute>({kText})}},
      {Table::kAccount, "account", {Of<rows::NamedAccount>({kText})}},
      {Table::kSession, "session", {}},
      {Table::kAdministrator, "administrator", {Bare({kText})}},
      {Table::kProposal, "proposal", {Of<rows::Proposal>({kU64})}},
      {Table::kWaitingProposal, "waiting_proposal", {Bare({kU64})}},
      {Table::kProposalAbout, "proposal_about", {Of<rows::WaitingProposal>({kText})}},
  };
}

std::vector<ExportTable> RecordTables() {
  namespace rows = rows::v1;
  return {
      {Table::kRecord, "record", {Of<rows::Record>({kText})}},
      {Table::kPersonal, "personal", {Of<rows::Personal>({kText})}},
      {Table::kPerson, "person", {Of<rows::Person>({kText})}},
      {Table::kAlias, "alias", {Of<rows::Alias>({kText})}},
      {Table::kLine, "line", {Of<rows::LineEntry>({kText, kU64, kU64, kU64, kTime, kTime, kText})}},
      {Table::kLineSegment,
       "line_segment",
       {Plain(RowKind::kDayCount, {kU64, kText, kU64, kU64, kU64, kI64}, "1"),
        Plain(RowKind::kNumber, {kU64, kText, kU64, kU64, kU64, kI64, kTime, kTime, kText}, "2")}},
      {Table::kImport, "import", {Of<rows::Import>({kText})}},
      {Table::kImportError, "import_error", {Of<rows::ImportError>({kText, kU64})}},
      {Table::kWatch, "watch", {Of<rows::Watch>({kText})}},
      {Table::kImportSeen, "import_seen", {Of<rows::ImportSeen>({kText, kText})}},
      {Table::kImportProfile, "import_profile", {Of<rows::ImportProfile>({kText, kText})}},
      {Table::kImportHeld, "import_held", {Of<rows::ImportHeld>({kText, kU64, kText})}},
  };
}

// Tables of stock, printers, scheduler, desk, incidents and papers.
std::vector<ExportTable> LastTables() {
  namespace rows = rows::v1;
  return {
      {Table::kLot, "lot", {Of<rows::Lot>({kText})}},
      {Table::kShipment, "shipment", {Of<rows::Shipment>({kText})}},
      {Table::kSiteLots, "site_lots", {Of<rows::SiteLots>({kText})}},
      {Table::kDocument, "document", {Of<rows::Document>({kText, kText})}},
      {Table::kCount, "count", {Of<rows::Count>({kText})}},
      {Table::kDifferenceCase, "difference_case", {Of<rows::DifferenceCase>({kText})}},
      {Table::kOpenCase, "open_case", {Bare({kText})}},
      {Table::kDeclaredLoss, "declared_loss", {Of<rows::DeclaredLoss>({kText, kText})}},
      {Table::kCaseLimit, "case_limit", {Of<rows::CaseLimit>({kText})}},
      {Table::kReversedEntry, "reversed_entry", {Of<rows::EntryReversal>({kText, kText, kU64})}},
      {Table::kOfficeCounts, "office_counts", {Of<rows::OfficeCounts>({kText})}},
      {Table::kBlankUid, "blank_uid", {Of<rows::BlankUid>({kText})}},
      {Table::kBlankIncident, "blank_incident", {Bare({kText})}},
      {Table::kBlockedUids, "blocked_uids", {Of<rows::BlockedUids>({kU64, kText})}},
      {Table::kListedUids, "listed_uids", {Of<rows::ListedUids>({kU64, kText})}},
      {Table::kListedUidsOfLot, "listed_uids_of_lot", {Bare({kText, kU64, kText})}},
      {Table::kPack, "pack", {Of<rows::Pack>({kText})}},
      {Table::kOfficePack, "office_pack", {Plain(RowKind::kNumber, {kText, kText, kText}, "")}},
      {Table::kUidShipment, "uid_shipment", {Bare({kText, kText})}},
      {Table::kMissingUid, "missing_uid", {Of<rows::MissingUid>({kText})}},
      {Table::kNamedMissing, "named_missing", {Of<rows::NamedMissing>({kText, kText})}},
      {Table::kStation, "station", {Of<rows::Station>({kText})}},
      {Table::kPrinter, "printer", {Of<rows::Printer>({kText, kText})}},
      {Table::kFact, "fact", {Of<rows::Fact>({kText, kU64, kU64})}},
      {Table::kStationCounts, "station_counts", {Of<rows::StationCounts>({kText})}},
      {Table::kPolicy, "policy", {Of<rows::Policy>({kText, kTime, kU64})}},
      {Table::kPermit, "permit", {Of<rows::Permit>({kText, kText, kText})}},
      {Table::kGrantedCount, "granted_count", {Of<rows::GrantedCount>({kText, kU64, kI64})}},
      {Table::kShareBook, "share_book", {Of<rows::ShareBook>({kText})}},
      {Table::kLaneMark, "lane_mark", {Of<rows::LaneMark>({kText, kI64, kText})}},
      {Table::kReceipt, "receipt", {Of<rows::Receipt>({kText})}},
      {Table::kRecordReceipt, "record_receipt", {Of<rows::RecordReceipt>({kText})}},
      {Table::kIncident, "incident", {Of<rows::Incident>({kU64})}},
      {Table::kOpenIncident, "open_incident", {Bare({kU64})}},
      {Table::kRecordIncident, "record_incident", {Bare({kText, kU64})}},
      {Table::kRecordOpenIncident, "record_open_incident", {Bare({kText, kU64})}},
      {Table::kPaper, "paper", {Of<rows::Paper>({kText, kU64, kU64, kU64})}},
      {Table::kPaperFacts, "paper_facts", {Of<rows::PaperFacts>({kText, kU64, kU64, kU64})}},
      {Table::kPaperScan, "paper_scan", {Of<rows::PaperScan>({kText, kU64, kU64, kU64, kU64})}},
      {Table::kPaperCount, "paper_count", {Of<rows::PaperCount>({kText, kU64, kU64})}},
      {Table::kPaperHolds, "paper_holds", {Of<rows::PaperHolds>({kText, kU64, kText})}},
      {Table::kPaperSettings, "paper_settings", {Of<rows::PaperSettings>({kText, kU64})}},
      {Table::kComparisonDay, "comparison_day", {Of<rows::ComparisonDay>({kText, kI64})}},
      {Table::kListedCard, "listed_card", {Of<rows::ListedCard>({kText, kI64, kText, kU64})}},
      {Table::kDifferenceReason, "difference_reason", {Of<rows::DifferenceReason>({kText, kI64, kText})}},
      {Table::kPrintedOutside, "printed_outside", {Of<rows::PrintedOutside>({kText, kI64, kText})}},
      {Table::kSupplyKind, "supply_kind", {Of<rows::SupplyKind>({kText})}},
      {Table::kSupplyStock, "supply_stock", {Of<rows::SupplyStock>({kText, kText})}},
      {Table::kSupplyEntry, "supply_entry", {Of<rows::SupplyEntry>({kText, kText, kU64})}},
      {Table::kSupplyAtPrinter, "supply_at_printer", {Of<rows::SupplyAtPrinter>({kText, kText, kText})}},
  };
}

std::vector<ExportTable> DocumentTables() {
  namespace rows = rows::v1;
  return {
      {Table::kForeignOffice, "foreign_office", {Of<rows::ForeignOffice>({kText})}},
      {Table::kSentSeries, "sent_series", {Of<rows::DocumentSeries>({kText, kU64})}},
      {Table::kSentDocument, "sent_document", {Of<rows::SignedDocument>({kText, kU64, kU64})}},
      {Table::kTakenSeries, "taken_series", {Of<rows::DocumentSeries>({kText, kText, kU64})}},
      {Table::kTakenDocument, "taken_document", {Of<rows::SignedDocument>({kText, kText, kU64, kU64})}},
      {Table::kShipmentDocument, "shipment_document", {Of<rows::ShipmentDocument>({kText})}},
  };
}

// What an office had when it began, and its drawers.
std::vector<ExportTable> OfficeTables() {
  namespace rows = rows::v1;
  return {
      {Table::kOpening, "opening", {Of<rows::Opening>({kText})}},
      {Table::kOpeningCard, "opening_card", {Of<rows::OpeningCard>({kText, kText})}},
      {Table::kOpeningSuket, "opening_suket", {Of<rows::OpeningSuket>({kText, kText})}},
      {Table::kDrawer, "drawer", {Of<rows::Drawer>({kText})}},
      {Table::kHandOut, "hand_out", {Of<rows::HandOut>({kText, kU64})}},
  };
}

std::vector<ExportTable> DestructionTables() {
  namespace rows = rows::v1;
  return {
      {Table::kCardRegister, "card_register", {Of<rows::CardRegister>({kText})}},
      {Table::kHeldCard, "held_card", {Of<rows::RegisteredCard>({kText, kU64, kU64})}},
      {Table::kGoneCard, "gone_card", {Of<rows::RegisteredCard>({kText, kU64, kU64})}},
      {Table::kCardPlace, "card_place", {Of<rows::CardPlace>({kText})}},
      {Table::kDestruction, "destruction", {Of<rows::Destruction>({kText})}},
      {Table::kDestructionLine, "destruction_line", {Of<rows::DestructionLine>({kText, kU64, kText, kU64})}},
      {Table::kHoldingLimit, "holding_limit", {Of<rows::HoldingLimit>({kText})}},
      {Table::kRegisterTakeUp, "register_take_up", {Of<rows::RegisterTakeUp>({kText})}},
  };
}

std::vector<ExportTable> LoanTables() {
  namespace rows = rows::v1;
  return {
      {Table::kLoan, "loan", {Of<rows::Loan>({kText})}},
      {Table::kOpenLoan, "open_loan", {Bare({kText, kText})}},
      {Table::kShipmentNotice, "shipment_notice", {Of<rows::ShipmentNotice>({kText, kText})}},
  };
}

std::vector<ExportTable> AllTables() {
  std::vector<ExportTable> all;
  for (std::vector<ExportTable>& some :
       std::array{FirstTables(), RecordTables(), LastTables(), DocumentTables(), OfficeTables(),
                  DestructionTables(), LoanTables()}) {
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

bool IsWithheld(const FieldDescriptor& field) {
  const std::string_view name = field.full_name();
  if (Planted("secret-in-export") && name.ends_with("pin_hash")) return false;
  return std::find(kWithheld.begin(), kWithheld.end(), name) != kWithheld.end();
}

}  // namespace

const std::vector<ExportTable>& ExportTables() {
  static const auto& tables = *new std::vector<ExportTable>(AllTables());
  return tables;
}

const ExportTable* FindExportTable(Table table) {
  static const auto& by_number = *[] {
    auto* found = new std::array<const ExportTable*, 256>();
    for (const ExportTable& one : ExportTables()) (*found)[static_cast<uint8_t>(one.table)] = &one;
    return found;
  }();
  return by_number[static_cast<uint8_t>(table)];
}

std::span<const std::string_view> WithheldFields() { return kWithheld; }

void ClearWithheld(Message& row) {
  const auto& reflection = *row.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(row, &fields);
  for (const FieldDescriptor* field : fields) {
    if (IsWithheld(*field)) reflection.ClearField(&row, field);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      ClearWithheld(*reflection.MutableMessage(&row, field));
      continue;
    }
    for (int i = 0; i < reflection.FieldSize(row, field); ++i)
      ClearWithheld(*reflection.MutableRepeatedMessage(&row, field, i));
  }
}

}  // namespace blangko::exports
