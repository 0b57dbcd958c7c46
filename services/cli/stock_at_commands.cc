// blangko stock at: stock at the end of a day, in pieces and rupiah, by the dates of documents.
#include <memory>
#include <string>

#include "base/status_macros.h"
#include "blangko/papers/v1/papers_service.grpc.pb.h"
#include "services/cli/cells.h"
#include "services/cli/commands.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using papers::v1::PapersService;

struct Options {
  std::string office, date;
};

Table LineList() {
  return {.key = "lines",
          .title = "",
          .columns = {{"lot", "Lot"},
                      {"blank_type", "Jenis"},
                      {"funding", "Sumber dana"},
                      {"unit_price_idr", "Harga (Rp)", Kind::kCount},
                      {"pieces", "Keping menurut buku", Kind::kCount},
                      {"value_idr", "Nilai (Rp)", Kind::kCount},
                      {"later_pieces", "Dibukukan kemudian", Kind::kCount, Shown::kWhenUsed},
                      {"dated_pieces", "Menurut tanggal dokumen", Kind::kCount, Shown::kWhenUsed},
                      {"dated_value_idr", "Nilainya (Rp)", Kind::kCount, Shown::kWhenUsed},
                      {"rolled_back", "Hasil hitung mundur", Kind::kCount, Shown::kWhenUsed},
                      {"count_date", "Dihitung", Kind::kText, Shown::kWhenUsed},
                      {"difference", "Selisih", Kind::kCount, Shown::kWhenUsed}},
          .rows = {}};
}

Table LaterList() {
  return {.key = "later",
          .title = "Mutasi yang dibukukan kemudian",
          .columns = {{"lot", "Lot"},
                      {"document_date", "Tanggal dokumen"},
                      {"booked_date", "Dibukukan"},
                      {"document", "Dokumen"},
                      {"account", "Rekening", Kind::kCode},
                      {"pieces", "Keping", Kind::kCount}},
          .rows = {}};
}

absl::Status At(Session& session, const Options& options) {
  papers::v1::GetStockAtRequest request;
  request.mutable_at()->set_office(options.office);
  ASSIGN_OR_RETURN(*request.mutable_at()->mutable_date(), ParseDay("--date", options.date, session.zone()));
  ASSIGN_OR_RETURN(const auto response, session.Call(&PapersService::Stub::GetStockAt, request));
  Table lines = LineList();
  int64_t pieces = 0, value = 0, later_pieces = 0, dated = 0, dated_value = 0;
  const bool differs = !response.later().empty();
  for (const auto& line : response.lines()) {
    const int64_t by_date = line.pieces() + line.later_pieces();
    const int64_t worth = by_date * line.unit_price_idr();
    lines.rows.push_back({line.lot(), line.blank_type(), line.funding(), Raw(line.unit_price_idr()),
                          Raw(line.pieces()), Raw(line.value_idr()), Raw(line.later_pieces()),
                          differs ? Raw(by_date) : "", differs ? Raw(worth) : "",
                          line.has_rolled_back() ? Raw(line.rolled_back()) : "", DayCell(line.count_date()),
                          line.has_rolled_back() ? Raw(line.difference()) : ""});
    pieces += line.pieces();
    value += line.value_idr();
    later_pieces += line.later_pieces();
    dated += by_date;
    dated_value += worth;
  }
  if (session.format() == Format::kTable)
    lines.rows.push_back({session.In("Jumlah", "Total"), "", "", "", Raw(pieces), Raw(value),
                          Raw(later_pieces), differs ? Raw(dated) : "", differs ? Raw(dated_value) : "", "",
                          "", ""});
  Table later = LaterList();
  for (const auto& posting : response.later()) {
    later.rows.push_back({posting.lot(), DayCell(posting.document_date()), DayCell(posting.booked_date()),
                          posting.document(), posting.account(), Raw(posting.pieces())});
  }
  std::vector<Table> tables = {lines};
  if (session.format() != Format::kTable || !later.rows.empty()) tables.push_back(later);
  session.Print(tables);
  return absl::OkStatus();
}

}  // namespace

void AddStockAtCommands(Menu& menu) {
  auto* group = menu.Group("stock", "Stock of blanks for reports");
  auto options = std::make_shared<Options>();
  auto* at = menu.Add(group, "at", "Stock at the end of a day, by the books and by the dates of documents",
                      [options](Session& session) { return At(session, *options); });
  at->add_option("--office", options->office, "One office")->required();
  at->add_option("--date", options->date, "Day of the report")->required();
}

}  // namespace blangko::cli
