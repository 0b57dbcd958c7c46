#include "services/cli/record_tables.h"

#include "services/cli/cells.h"
#include "services/cli/typed_date.h"

namespace blangko::cli {
namespace {

using records::v1::Record;

Table Sheet(const Record& record) {
  return {.key = "record",
          .title = "",
          .columns = {{"record_id", "Nomor"},
                      {"state", "Status", Kind::kCode},
                      {"upstream", "Status pusat", Kind::kCode},
                      {"request_type", "Jenis", Kind::kCode},
                      {"office", "Kantor"},
                      {"area", "Wilayah"},
                      {"site", "Dicetak di"},
                      {"class_id", "Kelas"},
                      {"recorded_time", "Direkam", Kind::kTime},
                      {"ready_time", "Siap cetak", Kind::kTime},
                      {"applied_time", "Diajukan", Kind::kTime},
                      {"key_time", "Kunci antrean", Kind::kTime},
                      {"hold_reason", "Ditunda karena", Kind::kCode},
                      {"hold_other_record", "Data lainnya"},
                      {"hold_note", "Catatan tunda", Kind::kCode},
                      {"hold_until", "Ditunda sampai", Kind::kTime},
                      {"attempt", "Percobaan"},
                      {"spoil_count", "Blangko rusak", Kind::kCount},
                      {"replaces", "Pengganti"},
                      {"stop_request", "Permintaan kepada tempat cetak", Kind::kCode},
                      {"stop_reason", "Alasan permintaan"},
                      {"requested_site", "Akan pindah ke"},
                      {"requested_until", "Akan ditunda sampai", Kind::kTime},
                      {"suket_number", "Suket"},
                      {"lane", "Jalur", Kind::kCode, Shown::kWhenUsed},
                      {"present_date", "Hadir", Kind::kText, Shown::kWhenUsed},
                      {"masked_nik", "NIK"}},
          .rows = {{record.record_id(),
                    EnumCell(record.state()),
                    EnumCell(record.upstream()),
                    EnumCell(record.request_type()),
                    record.office(),
                    record.area(),
                    record.site(),
                    std::to_string(record.class_id()),
                    TimeCell(record.recorded_time()),
                    TimeCell(record.ready_time()),
                    TimeCell(record.applied_time()),
                    TimeCell(record.key_time()),
                    record.hold().reason(),
                    record.hold().other_record(),
                    record.hold().note(),
                    TimeCell(record.hold().until()),
                    std::to_string(record.attempt()),
                    std::to_string(record.spoil_count()),
                    record.replaces(),
                    record.stop_request(),
                    record.stop_reason(),
                    record.requested_site(),
                    TimeCell(record.requested_hold().until()),
                    record.suket_number(),
                    record.lane(),
                    DayCell(record.present_date()),
                    record.masked_nik()}},
          .single = true};
}

Table Ladder(const Record& record) {
  Table table{.key = "ladder",
              .title = "Perjalanan di pusat",
              .columns = {{"status", "Status pusat", Kind::kCode}, {"since", "Sejak", Kind::kTime}},
              .rows = {}};
  for (const auto& step : record.ladder())
    table.rows.push_back({EnumCell(step.status()), TimeCell(step.since())});
  return table;
}

Table Attempts(const Record& record) {
  Table table{.key = "attempts",
              .title = "Percobaan cetak",
              .columns = {{"attempt", "Percobaan"},
                          {"station", "Tempat cetak"},
                          {"printer", "Pencetak"},
                          {"lot", "Lot"},
                          {"granted", "Diberikan", Kind::kTime},
                          {"started", "Diizinkan", Kind::kTime},
                          {"outcome", "Hasil", Kind::kCode},
                          {"outcome_time", "Pada", Kind::kTime},
                          {"evidence", "Bukti", Kind::kCode},
                          {"looked_by", "Dilihat oleh"},
                          {"blank_uid", "UID chip", Kind::kText, Shown::kWhenUsed},
                          {"envelope", "Amplop", Kind::kText, Shown::kWhenUsed},
                          {"reason", "Sebab", Kind::kCode}},
              .rows = {}};
  for (const auto& attempt : record.attempts()) {
    table.rows.push_back({std::to_string(attempt.number()), attempt.station_id(), attempt.printer_id(),
                          attempt.lot(), TimeCell(attempt.granted_time()), TimeCell(attempt.started_time()),
                          attempt.outcome(), TimeCell(attempt.outcome_time()), attempt.evidence(),
                          attempt.looked_by(), attempt.blank_uid(), attempt.envelope(), attempt.reason()});
  }
  return table;
}

Table History(const Record& record) {
  Table table{.key = "history",
              .title = "Riwayat",
              .columns = {{"time", "Waktu", Kind::kTime},
                          {"event", "Peristiwa", Kind::kCode},
                          {"from", "Dari", Kind::kCode},
                          {"to", "Menjadi", Kind::kCode},
                          {"attempt", "Percobaan"},
                          {"blank", "Blangko", Kind::kCodes},
                          {"actor", "Oleh"},
                          {"second_actor", "Disetujui oleh", Kind::kText, Shown::kWhenUsed},
                          {"second_person", "Orang kedua", Kind::kCode, Shown::kWhenUsed},
                          {"proposal_id", "Usulan", Kind::kText, Shown::kWhenUsed},
                          {"envelope", "Amplop", Kind::kText, Shown::kWhenUsed},
                          {"reason", "Sebab", Kind::kCode},
                          {"other_record", "Data lainnya"},
                          {"detail", "Keterangan"}},
              .rows = {}};
  for (const auto& entry : record.history()) {
    table.rows.push_back(
        {TimeCell(entry.time()), entry.event(), EnumCell(entry.from_state()), EnumCell(entry.to_state()),
         entry.attempt() == 0 ? "" : std::to_string(entry.attempt()), entry.blank_movement(), entry.actor(),
         entry.second_actor(), entry.second_off_site() ? "OFF_SITE" : "", entry.proposal_id(),
         entry.envelope(), entry.reason(), entry.other_record(), entry.detail()});
  }
  return table;
}

}  // namespace

Table RecordList() {
  return {.key = "records",
          .title = "",
          .columns = {{"record_id", "Nomor"},
                      {"state", "Status", Kind::kCode},
                      {"site", "Dicetak di"},
                      {"class_id", "Kelas"},
                      {"area", "Wilayah"},
                      {"recorded_time", "Direkam", Kind::kTime},
                      {"key_time", "Kunci antrean", Kind::kTime},
                      {"hold_reason", "Ditunda karena", Kind::kCode},
                      {"hold_other_record", "Data lainnya"}},
          .rows = {}};
}

void AddRecord(Table& list, const Record& record) {
  list.rows.push_back({record.record_id(), EnumCell(record.state()), record.site(),
                       std::to_string(record.class_id()), record.area(), TimeCell(record.recorded_time()),
                       TimeCell(record.key_time()), record.hold().reason(), record.hold().other_record()});
}

std::vector<Table> RecordSheets(const Record& record) {
  return {Sheet(record), Ladder(record), Attempts(record), History(record)};
}

Table PersonalSheet(const records::v1::Personal& personal) {
  return {.key = "personal",
          .title = "Data pribadi",
          .columns = {{"nik", "NIK"},
                      {"name", "Nama"},
                      {"birth_place", "Tempat lahir"},
                      {"birth_date", "Tanggal lahir"},
                      {"sex", "Jenis kelamin"},
                      {"address", "Alamat"},
                      {"rt_rw", "RT/RW"},
                      {"village", "Kel/Desa"},
                      {"district", "Kecamatan"},
                      {"religion", "Agama"},
                      {"marital_status", "Status perkawinan"},
                      {"occupation", "Pekerjaan"},
                      {"blood_type", "Gol. darah"},
                      {"phone", "Telepon"},
                      {"papers_seen", "Berkas yang dilihat"}},
          .rows = {{personal.nik(), personal.name(), personal.birth_place(), personal.birth_date(),
                    personal.sex(), personal.address(), personal.rt_rw(), personal.village(),
                    personal.district(), personal.religion(), personal.marital_status(),
                    personal.occupation(), personal.blood_type(), personal.phone(), personal.papers_seen()}},
          .single = true};
}

}  // namespace blangko::cli
