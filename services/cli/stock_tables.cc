#include "services/cli/stock_tables.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "base/text.h"
#include "services/cli/cells.h"

namespace blangko::cli {
namespace {

using stock::v1::Balances;
using stock::v1::Shipment;

struct AccountName {
  std::string_view key;
  std::string_view title;
  int64_t (Balances::*count)() const;
};

constexpr std::array<AccountName, 16> kAccounts = {{
    {"available", "Tersedia", &Balances::available},
    {"reserved", "Dipesan", &Balances::reserved},
    {"in_transit", "Dalam kiriman", &Balances::in_transit},
    {"consumed", "Tercetak", &Balances::consumed},
    {"spoiled_held", "Rusak disimpan", &Balances::spoiled_held},
    {"uncertain_held", "Perlu diperiksa", &Balances::uncertain_held},
    {"quarantined", "Disisihkan", &Balances::quarantined},
    {"destroyed", "Dimusnahkan", &Balances::destroyed},
    {"lost", "Hilang", &Balances::lost},
    {"sent_out", "Dikirim keluar", &Balances::sent_out},
    {"transfer_out", "Dikirim ke kantor lain", &Balances::transfer_out},
    {"received", "Diterima", &Balances::received},
    {"opening", "Saldo awal", &Balances::opening},
    {"received_in", "Diterima dari luar", &Balances::received_in},
    {"transfer_in", "Diterima dari kantor lain", &Balances::transfer_in},
    {"unexplained", "Tanpa asal", &Balances::unexplained},
}};

}  // namespace

Table BalancesTable(const std::vector<stock::v1::OfficeLotBalances>& balances) {
  Table table{.key = "balances", .title = "", .columns = {{"office", "Kantor"}, {"lot", "Lot"}}, .rows = {}};
  for (const auto& row : balances) table.rows.push_back({row.office(), row.lot()});
  for (const AccountName& account : kAccounts) {
    bool used = false;
    for (const auto& row : balances) used = used || (row.balances().*account.count)() != 0;
    if (!used) continue;
    table.columns.push_back({std::string(account.key), std::string(account.title), Kind::kCount});
    for (size_t i = 0; i < balances.size(); ++i) {
      table.rows[i].push_back(Raw((balances[i].balances().*account.count)()));
    }
  }
  return table;
}

Table AccountsTable(const Balances& balances) {
  Table table{.key = "accounts",
              .title = "",
              .columns = {{"account", "Rekening"}, {"name", "Nama"}, {"count", "Keping", Kind::kCount}},
              .rows = {}};
  for (const AccountName& account : kAccounts) {
    const int64_t count = (balances.*account.count)();
    if (count != 0) table.rows.push_back({std::string(account.key), std::string(account.title), Raw(count)});
  }
  return table;
}

std::string EquationSentence(const stock::v1::GetEquationResponse& equation) {
  return absl::StrCat("Neraca blangko: diterima ", WithDots(equation.received()), " = sisa ",
                      WithDots(equation.remaining()), " + tercetak ", WithDots(equation.printed()),
                      " + rusak ", WithDots(equation.spoiled()), " + dikirim ", WithDots(equation.sent()),
                      " + selisih ", WithDots(equation.difference()),
                      equation.exact() ? "  (tepat)" : "  (TIDAK TEPAT)");
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

Table ShipmentList() {
  return {.key = "shipments",
          .title = "",
          .columns = {{"shipment_id", "Nomor"},
                      {"state", "Status"},
                      {"from", "Dari"},
                      {"to", "Ke"},
                      {"count", "Keping", Kind::kCount},
                      {"delivery_note", "Surat jalan"},
                      {"receipt_number", "BAST"},
                      {"ship_time", "Dikirim", Kind::kTime},
                      {"receive_time", "Diterima", Kind::kTime}},
          .rows = {}};
}

void AddShipment(Table& list, const Shipment& shipment) {
  int64_t count = 0;
  for (const auto& line : shipment.lines()) count += line.shipped_count();
  list.rows.push_back({shipment.shipment_id(), EnumCell(Shipment::State_descriptor(), shipment.state()),
                       shipment.from_office(), shipment.to_office(), Raw(count), shipment.delivery_note(),
                       shipment.receipt_number(), TimeCell(shipment.ship_time()),
                       TimeCell(shipment.receive_time())});
}

Table ShipmentLines(const Shipment& shipment) {
  Table table{.key = "lines",
              .title = "",
              .columns = {{"lot", "Lot"},
                          {"shipped", "Dikirim", Kind::kCount},
                          {"accepted", "Diterima", Kind::kCount},
                          {"rejected", "Ditolak", Kind::kCount},
                          {"missing", "Kurang", Kind::kCount},
                          {"surplus", "Lebih", Kind::kCount}},
              .rows = {}};
  for (const auto& line : shipment.lines()) {
    table.rows.push_back({line.lot(), Raw(line.shipped_count()), Raw(line.accepted_count()),
                          Raw(line.rejected_count()), Raw(line.missing_count()), Raw(line.surplus_count())});
  }
  return table;
}

}  // namespace blangko::cli
