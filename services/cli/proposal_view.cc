#include "services/cli/proposal_view.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "services/cli/cells.h"

namespace blangko::cli {
namespace {

using access::v1::Proposal;
using access::v1::ProposalFact;

// How a fact is shown; in the order of reading.
struct FactColumn {
  std::string_view name;
  std::string_view title;
  Kind kind = Kind::kText;
};

constexpr FactColumn kFacts[] = {
    {"account", "Akun"},
    {"role_now", "Peran sekarang"},
    {"role", "Peran baru"},
    {"scope_now", "Wilayah sekarang"},
    {"scope", "Wilayah baru"},
    {"account_state_now", "Status akun sekarang"},
    {"account_state", "Status akun baru"},
    {"record_id", "Data cetak"},
    {"attempt", "Percobaan"},
    {"site", "Tempat"},
    {"station_id", "Tempat cetak"},
    {"station_office", "Kantor tempat cetak"},
    {"journal_awaited_since", "Jurnal yang dilepas ditunggu sejak", Kind::kTime},
    {"journal_unknown_since", "Yang dicetaknya tidak diketahui sejak", Kind::kTime},
    {"site_opens", "Kantor yang terbuka lagi"},
    {"last_heard", "Terakhir terdengar pada", Kind::kTime},
    {"printer_id", "Pencetak"},
    {"lot", "Lot"},
    {"started_time", "Diizinkan", Kind::kTime},
    {"outcome_time", "Perlu diperiksa sejak", Kind::kTime},
    {"blank_uid", "UID chip yang dicetak"},
    {"shown_uid", "UID yang ditunjukkan"},
    {"counted", "Terhitung (lot:keping)"},
    {"book_now", "Menurut buku sekarang (lot:keping)"},
    {"envelope", "Amplop"},
    {"looked_by", "Dilihat oleh"},
    {"evidence", "Bukti", Kind::kCode},
    {"open_permits", "Izin yang terbuka di tempat cetak itu"},
    {"open_looks", "Di antaranya kartu yang menunggu dilihat"},
    {"job", "Izin yang berakhir"},
    {"count_id", "Opname"},
    {"counted_by", "Dihitung oleh"},
    {"count_time", "Dihitung pada", Kind::kTime},
    {"counted_lots", "Yang dihitung (lot)"},
    {"differing_lots", "Lot yang berselisih"},
    {"difference", "Selisih (lot hitung/buku: sebab)"},
    {"case_id", "Kasus"},
    {"from_office", "Dari"},
    {"resolution", "Penyelesaian", Kind::kCode},
    {"count", "Keping"},
    {"note", "Catatan"},
    {"document", "Dokumen"},
    {"loss_id", "Kehilangan"},
    {"lost_date", "Diketahui tanggal"},
    {"loss_place", "Tempat kehilangan"},
    {"circumstances", "Kejadian"},
    {"police_report", "Laporan polisi"},
    {"of_these_quarantined", "Di antaranya yang disisihkan"},
    {"left_in_cases", "Tetap pada kasus selisih"},
    {"lost_blanks", "Yang hilang (lot: keping)"},
    {"blocked_uids", "UID yang diblokir"},
    {"entry", "Catatan buku"},
    {"moves_back", "Yang kembali"},
    {"destruction_id", "Daftar pemusnahan"},
    {"day", "Tanggal"},
    {"place", "Tempat pemusnahan"},
    {"method", "Cara pemusnahan"},
    {"witness_count", "Saksi"},
    {"pile", "Tumpukan", Kind::kCount},
    {"pile_counted_by", "Tumpukan dihitung oleh"},
    {"listed", "Didaftar", Kind::kCount},
    {"withdrawn_cards", "Di antaranya kartu ditarik", Kind::kCount},
    {"spoiled_lot", "Blangko rusak di daftar"},
    {"circular", "Surat edaran"},
    {"preset", "Berasal dari"},
    {"effective_time", "Berlaku sejak"},
    {"fifo_key", "Kunci antrean"},
    {"daily_cap", "Jatah sehari", Kind::kCount},
    {"reserve_floor", "Cadangan", Kind::kCount},
    {"supply_low_cards", "Pita dihemat di bawah (kartu)", Kind::kCount},
    {"class", "Kelas"},
    {"foreign_office", "Kantor luar"},
    {"office_name", "Nama kantor"},
    {"key_fingerprint", "Sidik kunci"},
    {"key_fingerprint_now", "Sidik kunci sekarang"},
};

// "R-1/1 STARTED" as people read it: "R-1/1 (sedang dicetak)".
std::string JobInWords(const std::string& job, Language language) {
  const size_t blank = job.rfind(' ');
  if (blank == std::string::npos) return job;
  return absl::StrCat(job.substr(0, blank), " (", WordInside("state", job.substr(blank + 1), language), ")");
}

// Facts of one name, with commas between.
std::string ValueOf(const Proposal& proposal, std::string_view name, Language language) {
  std::string value;
  for (const ProposalFact& fact : proposal.facts()) {
    if (fact.name() != name) continue;
    absl::StrAppend(&value, value.empty() ? "" : ", ",
                    name == "job" ? JobInWords(fact.value(), language) : fact.value());
  }
  return value;
}

bool HasFact(const Proposal& proposal, std::string_view name) {
  return std::any_of(proposal.facts().begin(), proposal.facts().end(),
                     [&](const ProposalFact& fact) { return fact.name() == name; });
}

// What approving a lost station does, which depends on what it names; "" of other acts.
std::string EffectOf(const Proposal& proposal) {
  if (proposal.kind() != access::v1::PROPOSAL_KIND_VOID) return "";
  if (HasFact(proposal, "journal_awaited_since")) return "JOURNAL_GIVEN_UP";
  return HasFact(proposal, "job") ? "PERMISSIONS_ENDED" : "STATION_GIVEN_UP";
}

// The graver part, which comes first: cards that nobody will know of.
Sentence JournalInWords(const Proposal& proposal) {
  if (EffectOf(proposal) != "JOURNAL_GIVEN_UP") return {};
  const std::string station = ValueOf(proposal, "station_id", Language::kEnglish);
  const std::string sites = ValueOf(proposal, "site_opens", Language::kEnglish);
  return {
      absl::StrCat(
          "PERHATIAN: usulan ini melepaskan jurnal tempat cetak ", station,
          ", yang ditunggu sejak pemulihan. Yang dicetaknya sejak cadangan lalu tidak diketahui lagi, dan "
          "kartunya dapat tercetak untuk KEDUA kali. Kantor yang dibuka lagi: ",
          sites.empty() ? "belum ada, jurnal lain masih ditunggu" : sites,
          ". Bila jurnalnya masih dapat diambil, jangan setujui: blangko recovery show."),
      absl::StrCat(
          "ATTENTION: this gives up the journal of station ", station,
          ", which is awaited since the restore. What it printed since the backup is then known to nobody, "
          "and its cards may be printed a SECOND time. Sites that open again: ",
          sites.empty() ? "none yet, other journals are awaited" : sites,
          ". When its journal can still be had, do not approve: blangko recovery show.")};
}

// How many permissions stay open, and what ends them.
Sentence PermitsInWords(const Proposal& proposal) {
  if (EffectOf(proposal).empty() || HasFact(proposal, "job")) return {};
  const std::string open = ValueOf(proposal, "open_permits", Language::kEnglish);
  const std::string looks = ValueOf(proposal, "open_looks", Language::kEnglish);
  const std::string station = ValueOf(proposal, "station_id", Language::kEnglish);
  if (open.empty()) return {};  // proposed at a node of an earlier release
  return {
      absl::StrCat(
          "Usulan ini mematikan tempat cetak ", station, "; tidak satu izin pun berakhir. Izin yang ",
          "tetap terbuka di sana: ", open, ", di antaranya menunggu dilihat: ", looks,
          ". Yang mengakhirinya: blangko jobs void ", station,
          " --job DATA:PERCOBAAN --reason TEKS, paling banyak 20 tiap usulan (blangko jobs list --station ",
          station, ")."),
      absl::StrCat("This switches station ", station,
                   " off; no permission ends by it. Permissions that stay ", "open there: ", open,
                   ", of these waiting for a look: ", looks, ". What ends them: blangko jobs void ", station,
                   " --job RECORD:ATTEMPT --reason TEXT, at most 20 a proposal (blangko jobs list --station ",
                   station, ").")};
}

Sentence EffectInWords(const Proposal& proposal) {
  const Sentence journal = JournalInWords(proposal);
  const Sentence permits = PermitsInWords(proposal);
  const char* between = journal.english.empty() || permits.english.empty() ? "" : "\n";
  return {absl::StrCat(journal.indonesian, between, permits.indonesian),
          absl::StrCat(journal.english, between, permits.english)};
}

// Of one that waits and cannot happen any more.
Sentence HowToEnd(const Proposal& proposal, const std::string& proposer) {
  const std::string& id = proposal.proposal_id();
  return {absl::StrCat("Usulan ", id, " tidak dapat disetujui: ", proposal.hindrance_message_id(), " ",
                       proposer, " menariknya kembali: blangko proposals withdraw ", id,
                       "; atau orang kedua menolaknya: blangko proposals reject ", id, " --reason TEKS."),
          absl::StrCat("Proposal ", id, " cannot be approved: ", proposal.hindrance_message(), " ", proposer,
                       " takes it back: blangko proposals withdraw ", id,
                       "; or the second person says no: blangko proposals reject ", id, " --reason TEXT.")};
}

std::string AllFacts(const Proposal& proposal) {
  std::string text;
  for (const ProposalFact& fact : proposal.facts()) {
    absl::StrAppend(&text, text.empty() ? "" : "; ", fact.name(), "=", fact.value());
  }
  return text;
}

void AddCell(Table& sheet, Column column, std::string value) {
  column.shown = Shown::kWhenUsed;
  sheet.columns.push_back(std::move(column));
  sheet.rows[0].push_back(std::move(value));
}

void AddFacts(Table& sheet, const Proposal& proposal, Language language) {
  for (const FactColumn& fact : kFacts) {
    std::string value = ValueOf(proposal, fact.name, language);
    if (value.empty()) continue;
    AddCell(sheet, {std::string(fact.name), std::string(fact.title), fact.kind}, std::move(value));
  }
}

void AddDecision(Table& sheet, const Proposal& proposal, Language language) {
  AddCell(sheet, {"decided_by", "Diputuskan oleh"}, proposal.decided_by());
  AddCell(sheet, {"decide_time", "Diputuskan pada", Kind::kTime}, TimeCell(proposal.decide_time()));
  AddCell(sheet, {"decide_reason", "Sebab keputusan"}, proposal.decide_reason());
  AddCell(sheet, {"second_person", "Orang kedua", Kind::kCode}, proposal.second_off_site() ? "OFF_SITE" : "");
  AddCell(sheet, {"hindrance", "Penghalang", Kind::kCode}, proposal.hindrance());
  const bool english = language == Language::kEnglish;
  AddCell(sheet, {"hindrance_message", "Sebab terhalang"},
          english ? proposal.hindrance_message() : proposal.hindrance_message_id());
}

// Who may be the second person.
Sentence SecondOf(access::v1::ProposalKind kind) {
  switch (kind) {
    case access::v1::PROPOSAL_KIND_DESTROY_CARDS:
      return {"orang lain yang boleh memusnahkan kartu", "another person who may destroy cards"};
    case access::v1::PROPOSAL_KIND_SET_POLICY:
      return {"orang lain yang boleh menetapkan kebijakan", "another person who may set policies"};
    case access::v1::PROPOSAL_KIND_NOT_PRINTED:
      return {"seorang penyelia atau administrator", "a supervisor or an administrator"};
    case access::v1::PROPOSAL_KIND_CARD_MISSING:
    case access::v1::PROPOSAL_KIND_SETTLE_COUNT:
    case access::v1::PROPOSAL_KIND_RESOLVE_CASE:
    case access::v1::PROPOSAL_KIND_DECLARE_LOSS:
    case access::v1::PROPOSAL_KIND_FIND_LOST:
    case access::v1::PROPOSAL_KIND_WRITE_OFF_LOT:
    case access::v1::PROPOSAL_KIND_REVERSE_ENTRY:
    case access::v1::PROPOSAL_KIND_VOID:
      return {"seorang administrator, atau pusat", "an administrator, or the centre"};
    default: return {"seorang administrator lain", "another administrator"};
  }
}

std::string NameIn(const std::string& actor) {
  const size_t colon = actor.find(':');
  return colon == std::string::npos ? actor : actor.substr(colon + 1);
}

}  // namespace

Table ProposalList() {
  return {.key = "proposals",
          .title = "",
          .columns = {{"proposal_id", "Nomor"},
                      {"kind", "Tindakan", Kind::kCode},
                      {"effect", "Yang terjadi", Kind::kCode, Shown::kWhenUsed},
                      {"subject", "Tentang"},
                      {"office", "Wilayah"},
                      {"proposed_by", "Diusulkan oleh"},
                      {"age_seconds", "Diusulkan", Kind::kAge},
                      {"create_time", "Diusulkan pada", Kind::kTime, Shown::kNever},
                      {"expire_time", "Berakhir", Kind::kTime},
                      {"state", "Status", Kind::kCode},
                      {"second_person", "Orang kedua", Kind::kCode, Shown::kWhenUsed},
                      {"reason", "Sebab"},
                      {"hindrance", "Penghalang", Kind::kCode, Shown::kWhenUsed},
                      {"facts", "Keterangan", Kind::kText, Shown::kNever}},
          .rows = {}};
}

void AddProposal(Table& list, const Proposal& proposal, absl::Time now) {
  list.rows.push_back({proposal.proposal_id(), EnumCell(proposal.kind()), EffectOf(proposal),
                       proposal.subject(), proposal.office(), proposal.proposed_by(),
                       Raw(absl::ToInt64Seconds(now - ToTime(proposal.create_time()))),
                       TimeCell(proposal.create_time()), TimeCell(proposal.expire_time()),
                       EnumCell(proposal.state()), proposal.second_off_site() ? "OFF_SITE" : "",
                       proposal.reason(), proposal.hindrance(), AllFacts(proposal)});
}

Table ProposalSheet(const Proposal& proposal, Language language) {
  Table sheet{
      .key = "proposal",
      .title = "",
      .columns = {{"proposal_id", "Nomor"},
                  {"kind", "Tindakan", Kind::kCode},
                  {"state", "Status", Kind::kCode},
                  {"subject", "Tentang"},
                  {"office", "Wilayah"},
                  {"proposed_by", "Diusulkan oleh"},
                  {"create_time", "Diusulkan pada", Kind::kTime},
                  {"expire_time", "Berakhir", Kind::kTime},
                  {"reason", "Sebab"}},
      .rows = {{proposal.proposal_id(), EnumCell(proposal.kind()), EnumCell(proposal.state()),
                proposal.subject(), proposal.office(), proposal.proposed_by(),
                TimeCell(proposal.create_time()), TimeCell(proposal.expire_time()), proposal.reason()}},
      .single = true};
  AddCell(sheet, {"effect", "Yang terjadi", Kind::kCode}, EffectOf(proposal));
  AddFacts(sheet, proposal, language);
  AddDecision(sheet, proposal, language);
  return sheet;
}

Table CodeSheet(const std::string& proposal_id, const access::v1::IssueCodeResponse& issued) {
  return {.key = "code",
          .title = "",
          .columns = {{"proposal_id", "Usulan"},
                      {"code", "Kode"},
                      {"expire_time", "Berlaku sampai", Kind::kTime},
                      {"say_to", "Untuk"}},
          .rows = {{proposal_id, issued.code(), TimeCell(issued.expire_time()), issued.say_to()}},
          .single = true};
}

Sentence WhatStays(const Proposal& proposal) {
  const bool done =
      proposal.state() == Proposal::STATE_APPROVED || proposal.state() == Proposal::STATE_WAITING;
  return done ? EffectInWords(proposal) : Sentence();
}

Sentence NextStep(const Proposal& proposal, const absl::TimeZone& zone) {
  if (proposal.state() != Proposal::STATE_WAITING) return {};
  if (!proposal.hindrance().empty()) return HowToEnd(proposal, NameIn(proposal.proposed_by()));
  const Sentence second = SecondOf(proposal.kind());
  const std::string& id = proposal.proposal_id();
  const std::string end = absl::FormatTime("%Y-%m-%d %H:%M", ToTime(proposal.expire_time()), zone);
  const std::string proposer = NameIn(proposal.proposed_by());
  return {absl::StrCat("Belum dilakukan. Sebelum ", end, " ", second.indonesian, ", bukan ", proposer,
                       ", menyetujuinya: blangko proposals approve ", id,
                       ". Bila tidak di tempat: blangko proposals code ", id,
                       ", kodenya dibacakan lewat telepon, dan ", proposer,
                       " mengetiknya: blangko proposals enter ", id, "."),
          absl::StrCat("Not done yet. Before ", end, " ", second.english, ", not ", proposer,
                       ", approves it: blangko proposals approve ", id,
                       ". When not on site: blangko proposals code ", id,
                       ", the code is read out over the telephone, and ", proposer,
                       " types it: blangko proposals enter ", id, ".")};
}

Sentence SayCode(const access::v1::IssueCodeResponse& issued, const std::string& proposal_id) {
  const std::string to = NameIn(issued.say_to());
  return {absl::StrCat("Bacakan kode ini kepada ", to, ", yang mengetiknya: blangko proposals enter ",
                       proposal_id, ". Kode ini berarti Anda setuju; tidak disimpan di mana pun."),
          absl::StrCat("Read this code out to ", to, ", who types it: blangko proposals enter ", proposal_id,
                       ". It means that you approve; it is kept nowhere.")};
}

}  // namespace blangko::cli
