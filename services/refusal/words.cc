#include "services/refusal/words.h"

#include <unordered_map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/text.h"

namespace blangko {
namespace {

constexpr Word kWords[] = {
    // states of a record
    {"NOT_READY", "Belum siap cetak", "Not ready to print"},
    {"READY", "Siap cetak", "Ready to print"},
    {"HELD", "Ditunda cetak", "On hold"},
    {"GRANTED", "Akan dicetak", "About to be printed"},
    {"STARTED", "Sedang dicetak", "Being printed"},
    {"OFFLINE", "Dalam paket cetak", "In a work pack"},
    {"UNCERTAIN", "Perlu diperiksa", "To be checked"},
    {"PRINTED", "Tercetak", "Printed"},
    {"HANDED_OVER", "Diserahkan", "Handed over"},
    {"RECALLED", "Ditarik", "Recalled"},
    {"CANCELLED", "Dibatalkan", "Cancelled"},
    {"PRINTED_STALE", "Tercetak setelah dibatalkan", "Printed after it was cancelled"},

    // what happened to a record
    {"CREATED", "Masuk", "Came in"},
    {"GATE_OPENS", "Menjadi siap cetak", "Became ready to print"},
    {"GATE_CLOSES", "Tidak lagi siap cetak", "No longer ready to print"},
    {"HOLD", "Ditunda cetak", "Put on hold"},
    {"HOLD_REQUESTED", "Diminta ditunda", "Hold asked for"},
    {"RELEASE", "Dilanjutkan", "Released"},
    {"RELEASE_CLOSED", "Dilanjutkan, belum siap cetak", "Released, not ready yet"},
    {"GRANT", "Diberikan ke tempat cetak", "Given to a station"},
    {"RECLAIM", "Ditarik kembali", "Taken back"},
    {"START", "Diizinkan cetak", "Permitted to print"},
    {"GRANT_AND_START", "Diberikan dengan izin cetak", "Given with permission to print"},
    {"SPOILED", "Rusak", "Spoiled"},
    {"SPOILED_TOO_OFTEN", "Rusak, gagal berulang", "Spoiled again and again"},
    {"RELEASED_BY_STATION", "Dikembalikan tempat cetak", "Given back by the station"},
    {"RELEASED", "Dikembalikan", "Given back"},
    {"RECLAIMED", "Ditarik kembali", "Taken back"},
    {"NOT_PRINTED", "Tidak tercetak", "Not printed"},
    {"NOT_PRINTED_MACHINE", "Tidak tercetak (catatan mesin)", "Not printed (machine record)"},
    {"RESOLVED_PRINTED", "Diperiksa: tercetak", "Checked: printed"},
    {"RESOLVED_SPOILED", "Diperiksa: rusak", "Checked: spoiled"},
    {"RESOLVED_SPOILED_TOO_OFTEN", "Diperiksa: rusak, gagal berulang", "Checked: spoiled again and again"},
    {"RESOLVED_NOT_PRINTED", "Diputuskan: tidak tercetak", "Decided: not printed"},
    {"RESOLVED_CARD_MISSING", "Diputuskan: kartu tidak ditemukan", "Decided: card not found"},
    {"CARD_MISSING", "Kartu tidak ditemukan", "Card not found"},
    {"VOIDED", "Izin hangus", "Permission given up"},
    {"ENVELOPE", "Dimasukkan amplop, tetap perlu diperiksa", "Put into an envelope, still to be checked"},
    {"HAND_OVER", "Diserahkan", "Handed over"},
    {"ISSUE_RECEIPT", "Tanda terima diberikan", "Receipt given"},
    {"REJECTED", "Kartu ditolak", "Card rejected"},
    {"REJECTED_TOO_OFTEN", "Kartu ditolak, gagal berulang", "Card rejected again and again"},
    {"CANCEL", "Dibatalkan", "Cancelled"},
    {"CANCEL_REQUESTED", "Diminta dibatalkan", "Cancelling asked for"},
    {"RECALL", "Ditarik", "Recalled"},
    {"MOVE", "Dipindahkan", "Moved"},
    {"MOVE_REQUESTED", "Diminta dipindahkan", "Move asked for"},
    {"LATE_PRINTED", "Tercetak, kabar terlambat", "Printed, told late"},
    {"LATE_SPOILED", "Rusak, kabar terlambat", "Spoiled, told late"},
    {"LATE_UNCERTAIN", "Perlu diperiksa, kabar terlambat", "To be checked, told late"},
    {"LATE_RELEASED", "Dikembalikan, kabar terlambat", "Given back, told late"},
    {"LATE_NOT_PRINTED", "Tidak tercetak, kabar terlambat", "Not printed, told late"},
    {"NOTED_IN_DOUBT", "Dicatat, tetap perlu diperiksa", "Noted, still to be checked"},
    {"PERSONAL_READ", "Data pribadi dilihat", "Personal data looked at"},
    {"UPDATED", "Diperbarui", "Updated"},

    // what cannot be done to it: "Data R-1 berstatus dibatalkan, jadi tidak dapat dilanjutkan."
    {"to event:HOLD", "ditunda", "put on hold"},
    {"to event:RELEASE", "dilanjutkan", "released"},
    {"to event:RELEASE_CLOSED", "dilanjutkan", "released"},
    {"to event:CANCEL", "dibatalkan", "cancelled"},
    {"to event:MOVE", "dipindahkan", "moved"},
    {"to event:HAND_OVER", "diserahkan", "handed over"},
    {"to event:REJECTED", "ditolak kartunya", "rejected with its card"},
    {"to event:ISSUE_RECEIPT", "diberi tanda terima", "given a receipt"},
    {"to event:START", "dicetak", "printed"},
    {"to event:RESOLVED_PRINTED", "diputuskan", "decided"},
    {"to event:RESOLVED_SPOILED", "diputuskan", "decided"},
    {"to event:RESOLVED_SPOILED_TOO_OFTEN", "diputuskan", "decided"},
    {"to event:RESOLVED_NOT_PRINTED", "diputuskan tidak tercetak", "decided as not printed"},
    {"to event:RESOLVED_CARD_MISSING", "diputuskan tidak ditemukan", "decided as not found"},
    {"to event:VOIDED", "dihanguskan izinnya", "given up"},
    {"to event:RESOLVE", "diputuskan", "decided"},
    {"to event:SPOILED", "dinyatakan rusak", "said to be spoiled"},
    {"to event:UNCERTAIN", "dinyatakan perlu diperiksa", "said to be in doubt"},

    // the ministry's ladder
    {"BIO_CAPTURED", "Sudah direkam", "Biometrics captured"},
    {"PROCESSING", "Sedang diproses", "In process"},
    {"SENT_FOR_ENROLLMENT", "Dikirim ke pusat (SFE)", "Sent to the centre (SFE)"},
    {"RECEIVED_AT_CENTRAL", "Diterima di pusat", "Received at the centre"},
    {"ENROLL_FAILURE_AT_CENTRAL", "Gagal didaftarkan di pusat", "Enrolment failed at the centre"},
    {"SEARCH_FAILURE_AT_CENTRAL", "Gagal dicocokkan di pusat", "Search failed at the centre"},
    {"ENROLL_FAILURE_AT_REGIONAL", "Gagal didaftarkan di daerah", "Enrolment failed in the region"},
    {"ADJUDICATE_RECORD", "Menunggu putusan pusat", "Waits for a decision of the centre"},
    {"DUPLICATE_RECORD", "Data ganda", "Duplicate"},
    {"PRINT_READY_RECORD", "Siap cetak (PRR)", "Print ready (PRR)"},
    {"SENT_FOR_CARD_PRINTING", "Dikirim untuk dicetak", "Sent for printing"},
    {"CARD_PRINTED", "Kartu tercetak", "Card printed"},
    {"CARD_SHIPPED", "Kartu dikirim", "Card shipped"},
    {"CARD_ISSUED", "Kartu diterbitkan", "Card issued"},

    // why a card is printed
    {"FIRST_ISSUANCE", "Cetak pertama", "First card"},
    {"REPLACEMENT_LOST", "Pengganti, hilang", "Replacement, lost"},
    {"REPLACEMENT_DAMAGED", "Pengganti, rusak", "Replacement, damaged"},
    {"DATA_CHANGE", "Perubahan data", "Change of data"},
    {"RENEWAL", "Perpanjangan", "Renewal"},
    {"OTHER", "Lainnya", "Other"},

    // why a record is on hold
    {"DUPLICATE_REQUEST", "Permohonan ganda", "Second request of the same person"},
    {"GAGAL_BERULANG", "Gagal berulang", "Spoiled again and again"},
    {"NIK_MISMATCH", "NIK tidak cocok dengan tanggal lahir atau jenis kelamin",
     "The NIK does not fit the birth date or the sex"},
    {"NOT_ON_FULL_LIST", "Tidak ada di daftar lengkap", "Not on the full list"},
    {"DIED", "Ada di daftar meninggal", "On the list of persons who died"},
    {"MOVED", "Ada di daftar pindah", "On the list of persons who moved"},
    {"DUPLICATE", "Ada di daftar data ganda", "On the list of duplicate persons"},
    {"FOTO_TIDAK_ADA", "Foto tidak ada di tempat cetak", "The station has no photo"},
    {"FOTO_RUSAK", "Foto tidak dapat dibaca", "The photo cannot be read"},
    {"PERSON", "Keputusan petugas", "Decision of a person"},
    {"hold_reason:LATE_PRINTED", "Kartu mungkin sudah tercetak", "A card may be out already"},
    {"hold_reason:LATE_UNCERTAIN", "Mungkin ada kartu, perlu diperiksa", "There may be a card, look for it"},

    // journals after a restore
    {"AWAITED", "Ditunggu", "Awaited"},
    {"TAKEN", "Sudah diambil", "Taken"},
    {"state:LOST", "Dinyatakan hilang", "Declared lost"},

    // what a record waits for
    {"OPEN", "Terbuka", "Open"},
    {"SITE_CLOSED", "Jurnal tempat cetak setelah pemulihan", "The stations' journals after a restore"},
    {"UPSTREAM", "Pemeriksaan di pusat", "The check at the centre"},
    {"UNDER_17", "Usia 17 tahun", "The age of 17"},
    {"gate:HOLD", "Ditunda cetak", "On hold"},
    {"waits_for:HOLD", "Keputusan atas penundaan", "A decision on the hold"},
    {"BLANKS", "Blangko", "Blanks"},
    {"PRINTER", "Pencetak", "A printer"},
    {"LINK", "Hubungan dengan tempat cetak", "The link to the station"},
    {"RIBBON", "Pita", "Ribbon"},
    {"POWER", "Listrik", "Power"},
    {"CAP", "Batas harian", "The daily limit"},
    {"CHECK", "Pemeriksaan hasil cetak", "A look at the card"},
    {"COLLECT", "Diambil pemohon", "To be collected"},

    // whose word an outcome rests on
    {"OPERATOR", "Dilihat petugas", "Seen by a person"},
    {"DRIVER", "Kata penggerak", "The driver's word"},
    {"DRIVER_TRUSTED", "Kata penggerak, dipercaya", "The driver's word, trusted"},
    {"JOURNAL", "Jurnal tempat cetak", "The station's journal"},
    {"evidence:PERSON", "Diputuskan petugas", "Decided by a person"},
    {"SAME_UID_SHOWN", "Cip yang sama, masih kosong", "The same chip, still blank"},
    {"FULL_COUNT", "Hitungan penuh (bukti lebih lemah)", "Full count (weaker evidence)"},
    {"GAGAL_ENCODE", "Gagal encode", "Chip not written"},
    {"GAGAL_CETAK", "Gagal cetak", "Misprint"},
    {"CACAT", "Cacat", "Defective"},
    {"STATION_STOPS", "Tempat cetak berhenti", "The station stopped"},
    {"STATION_LOST", "Tempat cetak hilang", "The station is lost"},
    {"STATION_REPLACED", "Tempat cetak diganti", "The station was replaced"},
    {"DAY_CLOSED", "Hari sudah ditutup", "The day is closed"},
    {"POWER_BATTERY", "Listrik dari baterai UPS", "On battery power"},
    {"POWER_UNKNOWN", "Keadaan listrik tidak diketahui", "Power unknown"},
    {"CLOCK_NOT_TRUSTED", "Jam stasiun tidak dipercaya", "Station clock not trusted"},
    {"NO_BLANK", "Tidak ada blangko di alat", "No blank at the encoder"},
    {"BLANK_REFUSED", "Blangko ditolak", "The blank was refused"},
    {"BLANK_CHANGED", "Blangko lain dari yang dibaca", "Another blank than the one read"},
    {"ENCODER_DOWN", "Alat encode tidak siap", "Encoder not ready"},
    {"UID_USED", "UID sudah dipakai kartu lain", "UID was used for another card"},
    {"UID_BLOCKED", "UID diblokir", "UID is blocked"},
    {"STATION_RESTARTED", "Tempat cetak dijalankan ulang", "The station was started again"},
    {"LOST_REPLY", "Jawaban pencetak hilang", "The printer's answer was lost"},
    {"lost-reply", "jawaban pencetak hilang", "the printer's answer was lost"},
    {"OLDER_CARD_OUT", "Kartu yang lebih lama sudah ada", "An older card exists"},
    {"STOPPED_IN_HAND", "Dihentikan saat kartu di tangan", "Stopped with the card in hand"},
    {"stopped-in-hand", "dihentikan saat kartu di tangan", "stopped with the card in hand"},
    {"STATION_QUARANTINED", "Tempat cetak dikarantina", "The station is quarantined"},
    {"SEQUENCE_CONFLICT", "Nomor yang sama sudah dilaporkan dengan isi lain",
     "The same number was reported with other content"},

    // incidents
    {"UNKNOWN_ATTEMPT", "Percobaan yang tidak dikenal", "An attempt that is not known"},
    {"STATION_COUNT_DIFFERS", "Hitungan tempat cetak berbeda", "A station's count differs"},
    {"DAY_COUNT", "Hitungan hari di tempat cetak", "Day count at the station"},
    {"OPENING_COUNT", "Hitungan awal", "Opening count"},
    {"DAY_END_COUNT", "Hitungan akhir", "Day-end count"},
    {"SECOND_CARD", "Kartu kedua", "A second card"},
    {"UNEXPECTED_CARD", "Kartu yang tidak ditunggu", "A card that nobody expected"},
    {"CONTRADICTION", "Keterangan bertentangan", "Contradicting reports"},
    {"UID_DIFFERS", "UID lain daripada yang dibaca", "UID differs from the one that was read"},
    {"SETTLED", "Diselesaikan", "Settled"},
    {"INCIDENT_SETTLED", "Kejadian diselesaikan", "Incident settled"},
    {"INCIDENT", "Kejadian yang belum diselesaikan", "An incident that is not settled"},
    {"PRINTER_DOWN", "Pencetak tidak dapat mencetak", "The printer could not print"},
    {"PRINTER_TOOK_NO_JOB", "Pencetak menolak pekerjaan", "The printer took no job"},
    {"TIMER", "Tidak dimulai pada waktunya", "Not begun in time"},

    // printers
    {"IDLE", "Siap", "Idle"},
    {"state:PROCESSING", "Mencetak", "Printing"},
    {"STOPPED", "Berhenti", "Stopped"},
    {"HEALTHY", "Siap", "Ready"},
    {"DOWN", "Tidak dapat mencetak", "Cannot print"},
    {"SILENT", "TIDAK TERDENGAR", "SILENT"},
    {"health:HELD", "Ditahan", "Held"},
    {"DISABLED", "Dinonaktifkan", "Switched off"},
    {"CONNECTED", "Terhubung", "Connected"},
    {"condition:QUARANTINED", "DIKARANTINA", "QUARANTINED"},
    {"JOURNAL_FORK", "Jurnal bercabang", "Forked journal"},
    {"station-quarantined", "tempat cetak dikarantina", "station quarantined"},
    {"receipt_state:UNKNOWN_CODE", "Kode tidak dikenal", "Code not known"},
    {"receipt_state:NOT_YET", "Belum selesai", "Not finished yet"},
    {"receipt_state:COLLECT", "Dapat diambil", "Can be collected"},
    {"receipt_state:ASK_OFFICE", "Perlu ke Dinas", "To ask at the office"},
    {"receipt_state:HANDED_OVER", "Sudah diserahkan", "Handed over"},
    {"supply_alarm:LOW", "Menipis", "Low"},
    {"supply_alarm:EMPTY", "HABIS", "EMPTY"},
    {"RIBBON_EMPTY", "Pita habis", "No ribbon left"},
    {"RIBBON_TAKEN", "Sisa pita sudah dijatah", "The rest of the ribbon is for permitted cards"},
    {"SPOILS_IN_A_ROW", "Rusak beruntun", "Spoils in a row"},
    {"stopped", "berhenti", "stopped"},
    {"connecting-to-device", "menghubungi pencetak", "connecting to the printer"},
    {"cover-open", "penutup terbuka", "cover open"},
    {"door-open", "pintu terbuka", "door open"},
    {"fuser-over-temp", "pemanas terlalu panas", "heater too hot"},
    {"fuser-under-temp", "pemanas belum panas", "heater too cold"},
    {"input-tray-missing", "wadah blangko tidak terpasang", "input tray missing"},
    {"interlock-open", "pengunci terbuka", "interlock open"},
    {"marker-supply-empty", "pita habis", "ribbon empty"},
    {"marker-supply-low", "pita hampir habis", "ribbon low"},
    {"marker-waste-full", "wadah sisa penuh", "waste full"},
    {"power-battery", "listrik dari baterai UPS", "on battery power"},
    {"power-unknown", "keadaan listrik tidak diketahui", "power unknown"},
    {"clock-not-trusted", "jam stasiun tidak dipercaya", "station clock not trusted"},
    {"station-disabled", "tempat cetak dinonaktifkan", "the station is switched off"},
    {"printer-held", "pencetak ditahan", "the printer is held"},
    {"job-not-taken", "pencetak tidak menerima pekerjaan", "the printer took no job"},
    {"other-job-in-printer", "ada pekerjaan lain di pencetak", "another job is in the printer"},
    {"not-accepting-jobs", "pencetak tidak menerima pekerjaan", "the printer accepts no jobs"},
    {"pwg-raster-unsupported", "pencetak tidak mengenal bentuk gambarnya (PWG raster)",
     "the printer does not know the form of the picture (PWG raster)"},
    {"blank-needed", "menunggu blangko", "waiting for a blank"},
    {"blank-refused", "blangko ditolak, sisihkan", "blank refused, set it aside"},
    {"encoder-down", "alat encode tidak siap", "encoder not ready"},
    {"media-empty", "wadah blangko kosong", "no blanks in the tray"},
    {"media-jam", "kartu tersangkut", "card jam"},
    {"media-low", "blangko di wadah hampir habis", "few blanks in the tray"},
    {"media-needed", "blangko perlu dimasukkan", "blanks needed"},
    {"moving-to-paused", "akan dijeda", "about to pause"},
    {"offline", "tidak terhubung", "offline"},
    {"output-area-full", "wadah keluar penuh", "output tray full"},
    {"output-tray-missing", "wadah keluar tidak terpasang", "output tray missing"},
    {"day-closed", "hari sudah ditutup di tempat cetak", "the day is closed at the station"},
    {"paused-by-person", "dijeda oleh petugas", "paused by somebody at the station"},
    {"paused", "dijeda: perlu dilihat petugas", "paused: somebody must look"},
    {"shutdown", "dimatikan", "shut down"},
    {"stopping", "sedang berhenti", "stopping"},
    {"timed-out", "tidak menjawab", "does not answer"},

    // blanks
    {"account:RESERVED", "Dipesan", "Reserved"},
    {"account:CONSUMED", "Tercetak", "Printed"},
    {"account:SPOILED_HELD", "Rusak disimpan", "Spoiled, kept"},
    {"account:UNCERTAIN_HELD", "Perlu diperiksa", "To be checked"},
    {"account:DESTROYED", "Dimusnahkan", "Destroyed"},
    {"account:LOST", "Hilang", "Lost"},
    {"available", "Tersedia", "Available"},
    {"reserved", "Dipesan", "Reserved"},
    {"in_transit", "Dalam kiriman", "In transit"},
    {"consumed", "Tercetak", "Printed"},
    {"spoiled_held", "Rusak disimpan", "Spoiled, kept"},
    {"uncertain_held", "Perlu diperiksa", "To be checked"},
    {"quarantined", "Disisihkan", "Quarantined"},
    {"destroyed", "Dimusnahkan", "Destroyed"},
    {"lost", "Hilang", "Lost"},
    {"sent_out", "Dikirim keluar", "Sent out"},
    {"transfer_out", "Dikirim ke kantor lain", "Sent to another office"},
    {"received", "Diterima", "Received"},
    {"opening", "Saldo awal", "Opening"},
    {"received_in", "Diterima dari luar", "Received from outside"},
    {"transfer_in", "Diterima dari kantor lain", "Received from another office"},
    {"unexplained", "Tanpa asal", "Unexplained"},
    {"IN_TRANSIT", "Dalam kiriman", "On its way"},
    {"RECEIVED", "Diterima", "Received"},
    {"SENT_OUT", "Dikirim keluar", "Sent out"},
    {"KURANG", "Kurang", "Missing"},
    {"LEBIH", "Lebih", "Surplus"},
    {"DITOLAK", "Ditolak", "Rejected"},

    // persons and the clock
    {"OWNER", "Pemohon sendiri", "The applicant"},
    {"FAMILY", "Keluarga", "Family"},
    {"PROXY", "Kuasa", "By proxy"},
    {"role:OPERATOR", "Operator", "Operator"},
    {"SUPERVISOR", "Penyelia", "Supervisor"},
    {"ADMINISTRATOR", "Administrator", "Administrator"},
    {"AUDITOR", "Auditor", "Auditor"},
    {"ACTIVE", "Aktif", "Active"},
    {"BLOCKED", "Diblokir", "Blocked"},
    {"TRUSTED", "Dipercaya", "Trusted"},
    {"BEHIND", "Tertinggal", "Behind"},
    {"AHEAD", "Terlalu maju", "Too far ahead"},

    // imports, and what is wrong with a row
    {"CONTRADICTS_ROW", "Bertentangan dengan baris lain", "Contradicts another row"},
    {"DONE", "Selesai", "Done"},
    {"UNFINISHED", "Belum selesai", "Not finished"},
    {"REFUSED", "Ditolak", "Refused"},
    {"MISSING", "Kosong", "Missing"},
    {"INVALID_FIELD", "Isian salah", "Wrong value"},
    {"NIK_INVALID", "NIK salah", "Wrong NIK"},
    {"NIK_LENGTH", "Panjang NIK salah", "NIK of a wrong length"},
    {"NIK_DAMAGED_BY_SPREADSHEET", "NIK rusak oleh lembar kerja", "NIK damaged by a spreadsheet"},
    {"DATE_INVALID", "Tanggal tidak terbaca", "Unreadable date"},
    {"DATE_IN_FUTURE", "Tanggal di masa depan", "Date in the future"},
    {"STATUS_UNKNOWN", "Status tidak dikenal", "Unknown status"},
    {"SEX_UNKNOWN", "Jenis kelamin tidak dikenal", "Unknown sex"},
    {"REQUEST_TYPE_UNKNOWN", "Jenis permohonan tidak dikenal", "Unknown request type"},
    {"RECORD_ID_INVALID", "Nomor data salah", "Wrong record id"},
    {"AREA_INVALID", "Wilayah salah", "Wrong area"},
    {"OFFICE_INVALID", "Kantor salah", "Wrong office"},
    {"OUT_OF_SCOPE", "Di luar wilayah kerja", "Out of scope"},
    {"NOT_UTF8", "Bukan UTF-8", "Not UTF-8"},
    {"CELL_TOO_LONG", "Isian terlalu panjang", "Value too long"},
    {"COLUMN_COUNT", "Jumlah kolom salah", "Wrong number of columns"},
    {"ROW_TOO_LONG", "Baris terlalu panjang", "Row too long"},
    {"JSON_INVALID", "JSON salah", "Wrong JSON"},
    {"UNKNOWN_OFFICE", "Kantor tidak terdaftar", "Unknown office"},
    // acts of two persons
    {"ADD_ACCOUNT", "Akun baru", "New account"},
    {"CHANGE_ACCOUNT", "Perubahan akun", "Change of an account"},
    {"SET_PIN", "PIN baru", "New PIN"},
    {"VOID", "Tempat cetak hilang", "Station lost"},
    {"STATION_GIVEN_UP", "Tempat cetak dimatikan, izinnya tetap terbuka",
     "Station switched off, its permissions stay open"},
    {"PERMISSIONS_ENDED", "Izin yang disebut berakhir", "The named permissions end"},
    {"FORBIDDEN_MOVE", "Keadaannya sudah lain", "Things have moved on"},
    {"WAITING", "Menunggu orang kedua", "Waits for a second person"},
    {"APPROVED", "Disetujui", "Approved"},
    {"state:REJECTED", "Ditolak", "Rejected"},
    {"WITHDRAWN", "Ditarik pengusul", "Withdrawn"},
    {"EXPIRED", "Kedaluwarsa", "Expired"},
    {"OFF_SITE", "Tidak di tempat", "Not on site"},

    // offices, policy, lists
    {"CENTRE", "Pusat", "Centre"},
    {"PROVINCE", "Provinsi", "Province"},
    {"REGENCY", "Kabupaten/Kota", "Regency"},
    {"DISTRICT", "Kecamatan", "District"},
    {"VILLAGE", "Desa/Kelurahan", "Village"},
    {"RECORDED", "Waktu perekaman", "When it was captured"},
    {"fifo_key:READY", "Waktu siap cetak", "When it became ready"},
    {"APPLIED", "Waktu permohonan", "When it was applied for"},
    {"ADDITIONAL", "Daftar tambahan", "Additional list"},
    {"FULL", "Daftar lengkap", "Full list"},
    {"kind:DIED", "Daftar meninggal", "List of persons who died"},
    {"kind:MOVED", "Daftar pindah", "List of persons who moved"},
    {"kind:DUPLICATE", "Daftar data ganda", "List of duplicate persons"},
    {"none", "tidak ada", "none"},
};

using Index = std::unordered_map<std::string_view, const Word*>;

const Index& Dictionary() {
  static const Index index = [] {
    Index made;
    for (const Word& word : kWords) made.emplace(word.code, &word);
    return made;
  }();
  return index;
}

const Word* Find(std::string_view of, std::string_view code) {
  const Index& index = Dictionary();
  auto found = index.find(absl::StrCat(ToAbsl(of), ":", ToAbsl(code)));
  if (found == index.end()) found = index.find(code);
  return found == index.end() ? nullptr : found->second;
}

}  // namespace

std::string_view CodeOf(Language language) { return language == Language::kEnglish ? "en" : "id"; }

std::string WordOf(std::string_view of, std::string_view code, Language language) {
  const Word* word = Find(of, code);
  if (word == nullptr) return std::string(code);
  return std::string(language == Language::kEnglish ? word->english : word->indonesian);
}

std::string WordInside(std::string_view of, std::string_view code, Language language) {
  const Word* own = Find(absl::StrCat("to ", ToAbsl(of)), code);
  const bool has_own = own != nullptr && own->code != code;
  std::string word = WordOf(has_own ? absl::StrCat("to ", ToAbsl(of)) : std::string(of), code, language);
  if (word == code || word.size() < 2 || absl::ascii_isupper(static_cast<unsigned char>(word[1])))
    return word;
  word[0] = absl::ascii_tolower(static_cast<unsigned char>(word[0]));
  return word;
}

std::span<const Word> AllWords() { return kWords; }

}  // namespace blangko
