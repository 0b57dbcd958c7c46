#include "services/cli/stock_tables.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/text.h"
#include "services/cli/cells.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using stock::v1::Balances;
using stock::v1::Shipment;

struct AccountName {
  std::string_view key;  // its words: services/refusal/words.cc
  int64_t (Balances::*count)() const;
};

constexpr std::array<AccountName, 16> kAccounts = {{
    {"available", &Balances::available},
    {"reserved", &Balances::reserved},
    {"in_transit", &Balances::in_transit},
    {"consumed", &Balances::consumed},
    {"spoiled_held", &Balances::spoiled_held},
    {"uncertain_held", &Balances::uncertain_held},
    {"quarantined", &Balances::quarantined},
    {"destroyed", &Balances::destroyed},
    {"lost", &Balances::lost},
    {"sent_out", &Balances::sent_out},
    {"transfer_out", &Balances::transfer_out},
    {"received", &Balances::received},
    {"opening", &Balances::opening},
    {"received_in", &Balances::received_in},
    {"transfer_in", &Balances::transfer_in},
    {"unexplained", &Balances::unexplained},
}};

void AddAccountColumns(Table& table) {
  for (const AccountName& account : kAccounts) {
    const std::string key(account.key);
    table.columns.push_back({key, WordOf("", key, Language::kIndonesian), Kind::kCount, Shown::kWhenUsed});
  }
}

std::vector<std::string> Counts(const Balances& balances) {
  std::vector<std::string> counts;
  for (const AccountName& account : kAccounts) counts.push_back(Raw((balances.*account.count)()));
  return counts;
}

}  // namespace

int64_t CountedAlone(const stock::v1::OfficeLotBalances& row) {
  const Balances& balances = row.balances();
  return balances.consumed() + balances.spoiled_held() + balances.destroyed() - row.uid_known_count();
}

Table BalancesTable(const std::vector<stock::v1::OfficeLotBalances>& balances) {
  Table table{.key = "balances", .title = "", .columns = {{"office", "Kantor"}, {"lot", "Lot"}}, .rows = {}};
  AddAccountColumns(table);
  table.columns.push_back({"count_alone", "Hanya jumlah", Kind::kCount, Shown::kWhenUsed});
  for (const auto& row : balances) {
    auto& cells = table.rows.emplace_back(std::vector<std::string>{row.office(), row.lot()});
    for (std::string& count : Counts(row.balances())) cells.push_back(std::move(count));
    cells.push_back(Raw(CountedAlone(row)));
  }
  return table;
}

Table TotalTable(const Balances& total) {
  Table table{.key = "total", .title = "Jumlah", .columns = {}, .rows = {Counts(total)}, .single = true};
  AddAccountColumns(table);
  return table;
}

Table AccountsTable(const Balances& balances) {
  Table table{.key = "accounts",
              .title = "",
              .columns = {{"account", "Rekening", Kind::kCode}, {"count", "Keping", Kind::kCount}},
              .rows = {}};
  for (const AccountName& account : kAccounts) {
    const int64_t count = (balances.*account.count)();
    if (count != 0) table.rows.push_back({std::string(account.key), Raw(count)});
  }
  return table;
}

std::string EquationSentence(const stock::v1::GetEquationResponse& equation, Language language) {
  const bool english = language == Language::kEnglish;
  const auto term = [&](std::string_view indonesian, std::string_view in_english, int64_t count) {
    return absl::StrCat(ToAbsl(english ? in_english : indonesian), " ", Grouped(count, language));
  };
  return absl::StrCat(
      english ? "Balance of blanks: " : "Neraca blangko: ", term("diterima", "received", equation.received()),
      " = ", term("sisa", "left", equation.remaining()), " + ",
      term("tercetak", "printed", equation.printed()), " + ", term("rusak", "spoiled", equation.spoiled()),
      " + ", term("dikirim", "sent", equation.sent()), " + ",
      term("selisih", "difference", equation.difference()), "  (", ExactWord(equation, language), ")");
}

std::string ExactWord(const stock::v1::GetEquationResponse& equation, Language language) {
  if (language == Language::kEnglish) return equation.exact() ? "exact" : "NOT EXACT";
  return equation.exact() ? "tepat" : "TIDAK TEPAT";
}

Table EquationTable(const stock::v1::GetEquationResponse& equation) {
  return {.key = "equation",
          .title = "",
          .columns = {{"received", "diterima", Kind::kCount},
                      {"remaining", "sisa", Kind::kCount},
                      {"printed", "tercetak", Kind::kCount},
                      {"spoiled", "rusak", Kind::kCount},
                      {"sent", "dikirim", Kind::kCount},
                      {"difference", "selisih", Kind::kCount},
                      {"exact", "tepat", Kind::kYesNo},
                      {"at", "pada", Kind::kTime}},
          .rows = {{Raw(equation.received()), Raw(equation.remaining()), Raw(equation.printed()),
                    Raw(equation.spoiled()), Raw(equation.sent()), Raw(equation.difference()),
                    RawYesNo(equation.exact()), TimeCell(equation.at())}},
          .single = true};
}

std::string ProofSentence(const stock::v1::ProveEquationResponse& proof, Language language) {
  const bool english = language == Language::kEnglish;
  if (!proof.has_first_bad()) {
    return absl::StrCat(english ? "Folded from the log: the same, " : "Dihitung ulang dari buku: sama, ",
                        Grouped(proof.entries(), language), english ? " entries of " : " catatan dari ",
                        Grouped(proof.ledgers(), language), english ? " ledgers" : " buku");
  }
  const stock::v1::BadEntry& bad = proof.first_bad();
  return absl::StrCat(english ? "First bad entry: office " : "Catatan pertama yang salah: kantor ",
                      bad.office(), ", lot ", bad.lot(), english ? ", entry " : ", catatan ", bad.seq(), ": ",
                      bad.fault());
}

Table ProofTable(const stock::v1::ProveEquationResponse& proof) {
  const stock::v1::BadEntry& bad = proof.first_bad();
  const bool all_fit = !proof.has_first_bad();
  return {.key = "proof",
          .title = "",
          .columns = {{"entries", "catatan", Kind::kCount},
                      {"ledgers", "buku", Kind::kCount},
                      {"agrees", "cocok", Kind::kYesNo},
                      {"bad_office", "kantor"},
                      {"bad_lot", "lot"},
                      {"bad_seq", "nomor"},
                      {"fault", "kesalahan"}},
          .rows = {{Raw(proof.entries()), Raw(proof.ledgers()), RawYesNo(proof.agrees()), bad.office(),
                    bad.lot(), all_fit ? "" : absl::StrCat(bad.seq()), bad.fault()}},
          .single = true};
}

Table ShipmentList() {
  return {.key = "shipments",
          .title = "",
          .columns = {{"shipment_id", "Nomor"},
                      {"kind", "Jenis", Kind::kCode},
                      {"state", "Status", Kind::kCode},
                      {"from", "Dari"},
                      {"to", "Ke"},
                      {"count", "Keping", Kind::kCount},
                      {"delivery_note", "Surat jalan"},
                      {"receipt_number", "BAST"},
                      {"ship_time", "Dikirim", Kind::kTime},
                      {"receive_time", "Diterima", Kind::kTime},
                      {"due_date", "Jatuh tempo", Kind::kText, Shown::kWhenUsed},
                      {"loan_id", "Pinjaman", Kind::kText, Shown::kWhenUsed},
                      {"case_id", "Kasus", Kind::kText, Shown::kWhenUsed},
                      {"bypassed_offices", "Kantor yang dilewati", Kind::kText, Shown::kWhenUsed},
                      {"bypass_reason", "Alasan melewati", Kind::kText, Shown::kWhenUsed}},
          .rows = {}};
}

void AddShipment(Table& list, const Shipment& shipment) {
  int64_t count = 0;
  for (const auto& line : shipment.lines()) count += line.shipped_count();
  list.rows.push_back({shipment.shipment_id(), EnumCell(shipment.kind()),
                       EnumCell(Shipment::State_descriptor(), shipment.state()), shipment.from_office(),
                       shipment.to_office(), Raw(count), shipment.delivery_note(), shipment.receipt_number(),
                       TimeCell(shipment.ship_time()), TimeCell(shipment.receive_time()),
                       DayCell(shipment.due_date()), shipment.loan_id(), shipment.case_id(),
                       absl::StrJoin(shipment.bypassed_offices(), ", "), shipment.bypass_reason()});
}

Table ShipmentLines(const Shipment& shipment) {
  Table table{.key = "lines",
              .title = "",
              .columns = {{"lot", "Lot"},
                          {"shipped", "Dikirim", Kind::kCount},
                          {"accepted", "Diterima", Kind::kCount},
                          {"rejected", "Ditolak", Kind::kCount},
                          {"missing", "Kurang", Kind::kCount},
                          {"surplus", "Lebih", Kind::kCount},
                          {"packs", "Pak", Kind::kText, Shown::kWhenUsed},
                          {"missing_packs", "Pak yang kurang", Kind::kText, Shown::kWhenUsed}},
              .rows = {}};
  for (const auto& line : shipment.lines()) {
    table.rows.push_back({line.lot(), Raw(line.shipped_count()), Raw(line.accepted_count()),
                          Raw(line.rejected_count()), Raw(line.missing_count()), Raw(line.surplus_count()),
                          absl::StrJoin(line.packs(), ", "), absl::StrJoin(line.missing_packs(), ", ")});
  }
  return table;
}

}  // namespace blangko::cli
