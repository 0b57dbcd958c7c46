#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kCatalogue[] = {
    {Reason::kInvalidField,
     {"INVALID_FIELD", Code::kInvalidArgument, "The request is not valid: {fields}.",
      "Isian tidak benar: {fields}."}},
    {Reason::kRequestIdReused,
     {"REQUEST_ID_REUSED", Code::kInvalidArgument, "This request_id was already used for other content.",
      "Nomor permintaan ini sudah dipakai untuk isi yang lain."}},
    {Reason::kRequestIdTooOld,
     {"REQUEST_ID_TOO_OLD", Code::kFailedPrecondition,
      "This request_id is older than the requests that are remembered; look at the result, then send a new "
      "id.",
      "Nomor permintaan ini terlalu lama; periksa hasilnya dahulu, lalu kirim dengan nomor baru."}},
    {Reason::kOutOfScope,
     {"OUT_OF_SCOPE", Code::kPermissionDenied, "This is outside the scope of {actor}.",
      "Ini di luar wilayah kerja {actor}."}},
    {Reason::kNotAllowed,
     {"NOT_ALLOWED", Code::kPermissionDenied, "The role of {actor} does not allow this.",
      "Peran {actor} tidak mengizinkan tindakan ini."}},
    {Reason::kUnknownRecord,
     {"UNKNOWN_RECORD", Code::kNotFound, "There is no record {record}.", "Tidak ada data cetak {record}."}},
    {Reason::kUnknownOffice,
     {"UNKNOWN_OFFICE", Code::kNotFound, "There is no office {office} in this store.",
      "Kantor {office} tidak terdaftar di sini."}},
    {Reason::kUnknownLot, {"UNKNOWN_LOT", Code::kNotFound, "There is no lot {lot}.", "Tidak ada lot {lot}."}},
    {Reason::kUnknownShipment,
     {"UNKNOWN_SHIPMENT", Code::kNotFound, "There is no shipment {shipment}.",
      "Tidak ada pengiriman {shipment}."}},
    {Reason::kUnknownStation,
     {"UNKNOWN_STATION", Code::kNotFound, "There is no print station {station}.",
      "Tempat cetak {station} tidak terdaftar."}},
    {Reason::kUnknownPrinter,
     {"UNKNOWN_PRINTER", Code::kNotFound,
      "Station {station} has no printer {printer}; send a heartbeat first.",
      "Tempat cetak {station} tidak memiliki pencetak {printer}; kirim kabar dahulu."}},
    {Reason::kUnknownImport,
     {"UNKNOWN_IMPORT", Code::kNotFound, "There is no import {import}.", "Tidak ada impor {import}."}},
    {Reason::kNoRowWentIn,
     {"NO_ROW_WENT_IN", Code::kInvalidArgument,
      "None of the {rows} rows went in: all were refused (blangko imports errors {import}).",
      "Tidak satu pun dari {rows} baris masuk: semuanya ditolak (blangko imports errors {import})."}},
    {Reason::kNotInLine,
     {"NOT_IN_LINE", Code::kFailedPrecondition, "Record {record} stands in no line: it is {state}.",
      "Data {record} tidak dalam antrean: {state}."}},
    {Reason::kForbiddenMove,
     {"FORBIDDEN_MOVE", Code::kFailedPrecondition, "Record {record} is {state}, so it cannot be {event} now.",
      "Data {record} berstatus {state}, jadi tidak dapat {event} sekarang."}},
    {Reason::kReasonNeeded,
     {"REASON_NEEDED", Code::kFailedPrecondition,
      "Record {record} is held to be looked at ({hold}): say why it may go on.",
      "Data {record} ditunda untuk diperiksa ({hold}): sebutkan mengapa boleh dilanjutkan."}},
    {Reason::kCardsNotSettled,
     {"CARDS_NOT_SETTLED", Code::kFailedPrecondition,
      "Record {record}: the cards of attempts {attempts} are out, or may be. Say first what became of all but one "
      "(blangko jobs resolve, blangko jobs reject); then that one can be handed over.",
      "Data {record}: kartu percobaan {attempts} sudah keluar, atau mungkin sudah. Sebutkan dahulu nasib semuanya "
      "kecuali satu (blangko jobs resolve, blangko jobs reject); lalu yang satu itu dapat diserahkan."}},
    {Reason::kCardIsOut,
     {"CARD_IS_OUT", Code::kFailedPrecondition,
      "Record {record}: the card of attempt {attempt} is out, or may be. Say first what became of it (blangko jobs resolve: "
      "PRINTED or SPOILED by who has it, NOT_PRINTED or CARD_MISSING by two persons where it is only in doubt); another "
      "card must not follow while it exists.",
      "Data {record}: kartu percobaan {attempt} sudah keluar, atau mungkin sudah. Sebutkan dahulu nasib kartu itu "
      "(blangko jobs resolve: PRINTED atau SPOILED oleh yang memegangnya, NOT_PRINTED atau CARD_MISSING oleh dua orang bila "
      "kartu itu hanya diragukan); selama kartu itu ada, kartu lain tidak boleh dicetak."}},
    {Reason::kDuplicateRecord,
     {"DUPLICATE_RECORD", Code::kAlreadyExists, "Record {record} exists with other content.",
      "Data {record} sudah ada dengan isi yang berbeda."}},
    {Reason::kNikDamaged,
     {"NIK_DAMAGED_BY_SPREADSHEET", Code::kInvalidArgument,
      "The NIK was damaged by a spreadsheet ({got}); export the column as text.",
      "NIK rusak oleh lembar kerja ({got}); simpan kolomnya sebagai teks."}},
    {Reason::kNoBlanks,
     {"NO_BLANKS", Code::kFailedPrecondition, "There is no free blank at {site}.",
      "Tidak ada blangko tersedia di {site}."}},
    {Reason::kLotNotAllowed,
     {"LOT_NOT_ALLOWED", Code::kFailedPrecondition,
      "The blanks at {site} may not be used for this request type.",
      "Blangko di {site} tidak boleh dipakai untuk jenis permohonan ini."}},
    {Reason::kAccountWouldBeNegative,
     {"ACCOUNT_WOULD_BE_NEGATIVE", Code::kFailedPrecondition,
      "Office {office}, lot {lot}: account {account} holds {got}, {want} wanted.",
      "Kantor {office}, lot {lot}: rekening {account} berisi {got}, diminta {want}."}},
    {Reason::kShipmentNotInTransit,
     {"SHIPMENT_NOT_IN_TRANSIT", Code::kFailedPrecondition, "Shipment {shipment} is {state}, not on its way.",
      "Pengiriman {shipment} berstatus {state}, tidak sedang dikirim."}},
    {Reason::kReceiptDoesNotAddUp,
     {"RECEIPT_DOES_NOT_ADD_UP", Code::kInvalidArgument,
      "Lot {lot}: accepted + rejected + missing is {got}, shipped was {want}.",
      "Lot {lot}: diterima + ditolak + kurang adalah {got}, yang dikirim {want}."}},
    {Reason::kDocumentReused,
     {"DOCUMENT_REUSED", Code::kAlreadyExists, "Document {document} of {office} was already booked.",
      "Dokumen {document} dari {office} sudah dibukukan."}},
    {Reason::kOpeningTooLate,
     {"OPENING_TOO_LATE", Code::kFailedPrecondition,
      "Blanks of lot {lot} have moved at {office}; an opening must be the first entry. Count the stock instead.",
      "Blangko lot {lot} di {office} sudah bergerak; saldo awal harus catatan pertama. Lakukan opname fisik."}},
    {Reason::kAlreadyExists,
     {"ALREADY_EXISTS", Code::kAlreadyExists, "{what} exists with other content.",
      "{what} sudah ada dengan isi yang berbeda."}},
    {Reason::kStationDisabled,
     {"STATION_DISABLED", Code::kFailedPrecondition, "Print station {station} is switched off.",
      "Tempat cetak {station} dinonaktifkan."}},
    {Reason::kJournalAwaited,
     {"JOURNAL_AWAITED", Code::kUnavailable,
      "The server was restored from a backup: bring the journal of station {station} first (`blangko-station journal "
      "export --code CODE`, then `blangko recovery take FILE`; `blangko recovery show` has the code).",
      "Server dipulihkan dari cadangan: bawa dahulu jurnal tempat cetak {station} (`blangko-station journal export --code "
      "KODE`, lalu `blangko recovery take BERKAS`; kodenya pada `blangko recovery show`)."}},
    {Reason::kSiteClosed,
     {"SITE_CLOSED", Code::kUnavailable,
      "The server was restored from a backup: nothing is granted at {site} before the journals of {stations} were taken, "
      "or two persons declare the station lost.",
      "Server dipulihkan dari cadangan: belum ada yang dibagikan di {site} sebelum jurnal {stations} diambil, atau dua "
      "orang menyatakan tempat cetaknya hilang."}},
    {Reason::kBackupRefused,
     {"BACKUP_REFUSED", Code::kFailedPrecondition, "Nothing was done with the backup {directory}: {what}.",
      "Tidak ada yang dilakukan dengan cadangan {directory}: {what}."}},
    {Reason::kJournalNotTaken,
     {"JOURNAL_NOT_TAKEN", Code::kFailedPrecondition, "The journal was not taken: {what}.",
      "Jurnal tidak diambil: {what}."}},
    {Reason::kStationQuarantined,
     {"STATION_QUARANTINED", Code::kFailedPrecondition,
      "Station {station} is quarantined: it reported fact {seq} twice with different content, so its journal is a copy or "
      "its disk went back. Begin no card there; find the machine that printed, then register the station anew with a "
      "new key (blangko stations register {station} … --replace).",
      "Tempat cetak {station} dikarantina: catatan {seq} dilaporkan dua kali dengan isi berbeda, jadi jurnalnya salinan "
      "atau disknya mundur. Jangan mulai kartu di sana; cari mesin yang mencetak, lalu daftarkan ulang dengan kunci baru "
      "(blangko stations register {station} … --replace)."}},
    {Reason::kStationAlive,
     {"STATION_ALIVE", Code::kFailedPrecondition,
      "Station {station} is alive (heard of {seconds} s ago): answer there, a card that waits for a look with "
      "`blangko-station look …`, a doubtful one with `blangko-station decide …`. If it cannot report this card, say so "
      "(--station-cannot).",
      "Tempat cetak {station} masih terdengar ({seconds} detik lalu): jawab di sana, kartu yang menunggu dilihat dengan "
      "`blangko-station look …`, kartu yang perlu diperiksa dengan `blangko-station decide …`. Bila kartu ini tidak "
      "dapat dilaporkannya, nyatakan demikian (--station-cannot)."}},
    {Reason::kStationMayPrint,
     {"STATION_MAY_PRINT", Code::kFailedPrecondition,
      "Record {record}: station {station} is alive (heard of {seconds} s ago) and has not said that this card came "
      "out: it may still print it. Hold or cancel the record (blangko records hold, cancel), which stops it there, "
      "or answer there; once the station was silent for 90 s its cards can be reported here.",
      "Data {record}: tempat cetak {station} masih terdengar ({seconds} detik lalu) dan belum menyatakan kartu ini keluar: "
      "kartu itu masih dapat dicetaknya. Tunda atau batalkan datanya (blangko records hold, cancel) agar berhenti di sana, "
      "atau jawab di sana; setelah tempat cetak diam 90 detik kartunya dapat dilaporkan di sini."}},
    {Reason::kStationAtWork,
     {"STATION_AT_WORK", Code::kFailedPrecondition,
      "Station {station} is switched on and was heard of {seconds} s ago: what is given up it would go on printing. "
      "Switch it off first (blangko stations disable {station}); it begins no card any more once it has heard that.",
      "Tempat cetak {station} aktif dan masih terdengar ({seconds} detik lalu): yang dihanguskan akan tetap dicetaknya. "
      "Nonaktifkan dahulu (blangko stations disable {station}); setelah mendengarnya ia tidak memulai kartu lagi."}},
    {Reason::kStationKeyMismatch,
     {"STATION_KEY_MISMATCH", Code::kFailedPrecondition,
      "Station {station} is registered with another key; replace it if the machine was changed.",
      "Tempat cetak {station} terdaftar dengan kunci lain; ganti pendaftarannya bila mesin diganti."}},
    {Reason::kStationProofInvalid,
     {"STATION_PROOF_INVALID", Code::kUnauthenticated, "The signature of station {station} does not fit.",
      "Tanda tangan tempat cetak {station} tidak cocok."}},
    {Reason::kStaleEpoch,
     {"STALE_EPOCH", Code::kFailedPrecondition,
      "Station {station} is at epoch {want}, the request says {got}.",
      "Tempat cetak {station} sudah pada masa {want}, permintaan menyebut {got}."}},
    {Reason::kPrinterHeld,
     {"PRINTER_HELD", Code::kFailedPrecondition, "Printer {printer} is held: {why}.",
      "Pencetak {printer} ditahan: {why}."}},
    {Reason::kPrinterDown,
     {"PRINTER_DOWN", Code::kFailedPrecondition, "Printer {printer} cannot print: {why}.",
      "Pencetak {printer} tidak dapat mencetak: {why}."}},
    {Reason::kRibbonEmpty,
     {"RIBBON_EMPTY", Code::kFailedPrecondition,
      "Printer {printer} has no ribbon or film left ({what}); change it.",
      "Pita atau film pencetak {printer} habis ({what}); ganti dahulu."}},
    {Reason::kRibbonTaken,
     {"RIBBON_TAKEN", Code::kFailedPrecondition,
      "The ribbon and film of printer {printer} last for {left} cards more, and these are permitted already.",
      "Pita dan film pencetak {printer} tinggal untuk {left} kartu, dan izinnya sudah diberikan."}},
    {Reason::kDutyLimitReached,
     {"DUTY_LIMIT_REACHED", Code::kFailedPrecondition,
      "Printer {printer} has reached its {limit} cards of today.",
      "Pencetak {printer} sudah mencapai batas {limit} kartu hari ini."}},
    {Reason::kWindowFull,
     {"WINDOW_FULL", Code::kFailedPrecondition,
      "Printer {printer} has permission for {got} cards already; report their outcomes first (window "
      "{want}).",
      "Pencetak {printer} sudah memegang izin {got} kartu; laporkan hasilnya dahulu (batas {want})."}},
    {Reason::kStaleAttempt,
     {"STALE_ATTEMPT", Code::kFailedPrecondition,
      "Record {record}: attempt {got} is not the current one ({want}); do not print it.",
      "Data {record}: percobaan {got} bukan yang berlaku ({want}); jangan dicetak."}},
    {Reason::kNotPermitted,
     {"NOT_PERMITTED", Code::kFailedPrecondition, "Record {record} is not permitted to station {station}.",
      "Data {record} tidak diizinkan untuk tempat cetak {station}."}},
    {Reason::kSequenceConflict,
     {"SEQUENCE_CONFLICT", Code::kFailedPrecondition,
      "Fact {seq} of station {station} was booked with other content.",
      "Catatan {seq} dari tempat cetak {station} sudah dibukukan dengan isi lain."}},
    {Reason::kOnWatchList,
     {"ON_WATCH_LIST", Code::kFailedPrecondition, "Record {record} is on the list {list}; it was held.",
      "Data {record} ada pada daftar {list}; ditunda."}},
    {Reason::kEvidenceNeeded,
     {"EVIDENCE_NEEDED", Code::kFailedPrecondition,
      "A card counts as printed when somebody has looked at it; the word of driver {driver} is not enough "
      "here.",
      "Kartu dinyatakan tercetak setelah dilihat orang; keterangan penggerak {driver} tidak cukup di sini."}},
    {Reason::kTwoPersonsNeeded,
     {"TWO_PERSONS_NEEDED", Code::kFailedPrecondition,
      "{what} takes two persons: one proposes it, another one approves it (blangko proposals).",
      "{what} memerlukan dua orang: satu mengusulkan, orang lain menyetujui (blangko proposals)."}},
    {Reason::kPolicyInvalid,
     {"POLICY_INVALID", Code::kInvalidArgument, "The policy is not valid: {why}.",
      "Kebijakan tidak benar: {why}."}},
    {Reason::kImportOffsetMismatch,
     {"IMPORT_OFFSET_MISMATCH", Code::kFailedPrecondition,
      "Import {import} continues at byte {want}, the stream begins at {got}.",
      "Impor {import} berlanjut pada bita {want}, aliran dimulai pada {got}."}},
    {Reason::kImportFormat,
     {"IMPORT_FORMAT", Code::kInvalidArgument, "The file cannot be read: {why}.",
      "Berkas tidak dapat dibaca: {why_id}."}},
    {Reason::kTooManyWaiting,
     {"TOO_MANY_WAITING", Code::kResourceExhausted, "Too many stations are waiting; ask again later.",
      "Terlalu banyak tempat cetak menunggu; coba lagi nanti."}},
    {Reason::kOverloaded,
     {"OVERLOADED", Code::kResourceExhausted, "The server has more work than it can do; try again later.",
      "Server sedang terlalu sibuk; coba lagi nanti."}},
    {Reason::kStoreUnavailable,
     {"STORE_UNAVAILABLE", Code::kUnavailable,
      "The store cannot be reached now; send the same request again.",
      "Penyimpanan tidak dapat dihubungi; kirim permintaan yang sama sekali lagi."}},
    {Reason::kDiskFull,
     {"DISK_FULL", Code::kUnavailable,
      "The disk of the server is almost full: {free} MiB free, {floor} MiB needed. Nothing was changed, and nothing "
      "that was answered is lost. Free space on the disk of the server's data folder, then send the same request "
      "again. A server too full even to start: blangkod store give-up-ballast.",
      "Disk server hampir penuh: sisa {free} MiB, perlu {floor} MiB. Tidak ada yang berubah, dan yang sudah dijawab "
      "tidak hilang. Kosongkan ruang di disk folder data server, lalu kirim lagi permintaan yang sama. Server yang "
      "terlalu penuh untuk dijalankan: blangkod store give-up-ballast."}},
    {Reason::kStoreSafeMode,
     {"STORE_SAFE_MODE", Code::kUnavailable,
      "The store is not whole, so this server is in SAFE mode and serves nobody: {what}. Newest commit group found: "
      "{found}; acknowledged: {acknowledged}; missing: {missing}. Nothing was changed on disk, and stations keep what "
      "they have. At the server: copy the data directory and look at the copy (blangkod fsck). Then restore the newest "
      "backup into an empty directory (blangkod store restore); or, when the missing groups are named above, two persons "
      "accept their loss, typed just so (blangkod store accept-loss --lost {missing}).",
      "Penyimpanan tidak utuh, jadi server ini dalam mode AMAN dan tidak melayani siapa pun: {apa}. Kelompok catatan "
      "terbaru yang ditemukan: {found}; yang sudah dijawab: {acknowledged}; yang hilang: {missing}. Tidak ada yang "
      "diubah di disk, dan tempat cetak tetap menyimpan catatannya. Di server: salin direktori data dan periksa "
      "salinannya (blangkod fsck). Lalu pulihkan cadangan terbaru ke direktori kosong (blangkod store restore); atau, bila "
      "yang hilang disebutkan di atas, dua orang menerima kehilangan itu, ditulis persis begitu (blangkod store "
      "accept-loss --lost {missing})."}},
    {Reason::kLossDiffers,
     {"LOSS_DIFFERS", Code::kFailedPrecondition,
      "The loss of commit groups {got} was named, and nothing was changed: {what}. {do}",
      "Disebut kehilangan kelompok catatan {got}, dan tidak ada yang diubah: {apa}. {saran}"}},
    {Reason::kStoreInUse,
     {"STORE_IN_USE", Code::kFailedPrecondition,
      "The store in {directory} is open in another process; a directory serves one process. Stop that process, or "
      "choose another --data-dir.",
      "Penyimpanan di {directory} sedang dibuka proses lain; satu direktori untuk satu proses. Hentikan proses itu, "
      "atau pilih --data-dir lain."}},
    {Reason::kAddressInUse,
     {"ADDRESS_IN_USE", Code::kUnavailable,
      "The address {address} is already in use. Is another blangkod running? Stop it (ss -ltnp shows which program "
      "it is), or choose another {option}.",
      "Alamat {address} sudah dipakai. Apakah blangkod lain sedang berjalan? Hentikan (ss -ltnp menunjukkan "
      "programnya), atau pilih {option} lain."}},
    {Reason::kAddressNotOurs,
     {"ADDRESS_NOT_OURS", Code::kUnavailable,
      "This machine cannot listen on {address}: {why}. Choose another {option}.",
      "Mesin ini tidak dapat melayani di {address}: {why}. Pilih {option} lain."}},
    {Reason::kInternal,
     {"INTERNAL_ERROR", Code::kInternal, "The server made a mistake; its log has the details under {log_id}.",
      "Terjadi kesalahan pada server; rinciannya ada di log dengan nomor {log_id}."}},
    {Reason::kDataDamaged,
     {"DATA_DAMAGED", Code::kDataLoss,
      "Stored data is damaged; stop the server and restore a backup. Its log has the details under {log_id}.",
      "Data tersimpan rusak; hentikan server dan pulihkan cadangan. Rinciannya ada di log, nomor {log_id}."}},
    {Reason::kPageTokenInvalid,
     {"PAGE_TOKEN_INVALID", Code::kInvalidArgument,
      "The page token does not belong to this list; other fields must stay the same from page to page.",
      "Penanda halaman tidak cocok dengan daftar ini; isian lain harus tetap sama."}},
    {Reason::kLoginRefused,
     {"LOGIN_REFUSED", Code::kUnauthenticated, "Name or PIN is not right.", "Nama atau PIN tidak benar."}},
    {Reason::kLoginLocked,
     {"LOGIN_LOCKED", Code::kResourceExhausted,
      "Account {account} is locked after {tries} wrong PINs; try again in {wait}.",
      "Akun {account} terkunci setelah {tries} kali PIN salah; coba lagi dalam {wait}."}},
    {Reason::kLoginNeeded,
     {"LOGIN_NEEDED", Code::kUnauthenticated, "This server answers only those who log in (blangko login).",
      "Server ini hanya melayani yang sudah masuk dengan akun (blangko login)."}},
    {Reason::kSessionEnded,
     {"SESSION_ENDED", Code::kUnauthenticated,
      "The session has ended, or the server's store was replaced; log in again (blangko login), or work without an "
      "account (--as -).",
      "Sesi sudah berakhir, atau penyimpanan server diganti; masuk lagi (blangko login), atau bekerja tanpa akun "
      "(--as -)."}},
    {Reason::kPinMustBeChanged,
     {"PIN_MUST_BE_CHANGED", Code::kFailedPrecondition,
      "The PIN of {account} was given by others; log in with a new one.",
      "PIN {account} diberikan orang lain; masuklah dengan PIN baru."}},
    {Reason::kAccountBlocked,
     {"ACCOUNT_BLOCKED", Code::kPermissionDenied, "Account {account} is blocked.",
      "Akun {account} diblokir."}},
    {Reason::kUnknownAccount,
     {"UNKNOWN_ACCOUNT", Code::kNotFound, "There is no account {account}.", "Tidak ada akun {account}."}},
    {Reason::kNamedPersonNeeded,
     {"NAMED_PERSON_NEEDED", Code::kFailedPrecondition,
      "{what} needs a person who is logged in with an account.",
      "{what} memerlukan orang yang masuk dengan akun bernama."}},
    {Reason::kUnknownIncident,
     {"UNKNOWN_INCIDENT", Code::kNotFound, "There is no incident {incident}.",
      "Tidak ada kejadian {incident}."}},
    {Reason::kIncidentOpen,
     {"INCIDENT_OPEN", Code::kFailedPrecondition,
      "Record {record}: incident {incident} is open ({what}). Look at the cards (blangko incidents show {incident}); a "
      "supervisor settles it (blangko incidents settle {incident} --reason …), then the card can be handed over.",
      "Data {record}: kejadian {incident} masih terbuka ({what}). Periksa kartunya (blangko incidents show {incident}); "
      "penyelia menyelesaikannya (blangko incidents settle {incident} --reason …), lalu kartu dapat diserahkan."}},
    {Reason::kIncidentSettled,
     {"INCIDENT_SETTLED", Code::kFailedPrecondition, "Incident {incident} was settled before, by {by}.",
      "Kejadian {incident} sudah diselesaikan oleh {by}."}},
    {Reason::kUnknownProposal,
     {"UNKNOWN_PROPOSAL", Code::kNotFound, "There is no proposal {proposal}.",
      "Tidak ada usulan {proposal}."}},
    {Reason::kProposalEnded,
     {"PROPOSAL_ENDED", Code::kFailedPrecondition, "Proposal {proposal} is {state}; nothing was changed.",
      "Usulan {proposal} sudah {state}; tidak ada yang berubah."}},
    {Reason::kProposalWaiting,
     {"PROPOSAL_WAITING", Code::kFailedPrecondition,
      "Proposal {proposal} about {subject} waits already; decide or withdraw it first.",
      "Usulan {proposal} tentang {subject} masih menunggu; putuskan atau tarik dahulu."}},
    {Reason::kEtagMismatch,
     {"ETAG_MISMATCH", Code::kFailedPrecondition,
      "Proposal {proposal} is not the one that was looked at; look at it again.",
      "Usulan {proposal} bukan yang tadi dilihat; lihat sekali lagi."}},
    {Reason::kSamePerson,
     {"SAME_PERSON", Code::kFailedPrecondition,
      "{person} proposed {proposal}, so another person must decide it.",
      "Usulan {proposal} dibuat oleh {person}, jadi orang lain yang harus memutuskannya."}},
    {Reason::kAboutOneself,
     {"ABOUT_ONESELF", Code::kFailedPrecondition,
      "This is about the account of {person}: two other persons must do it.",
      "Ini tentang akun {person}: harus dilakukan oleh dua orang lain."}},
    {Reason::kCodeRefused,
     {"CODE_REFUSED", Code::kFailedPrecondition,
      "The code is not one of proposal {proposal}, or its ten minutes are over; {tries} tries left. Without tries, ask "
      "for a new code.",
      "Kode ini bukan kode usulan {proposal}, atau sepuluh menitnya sudah lewat; sisa {tries} kali coba. Bila habis, "
      "minta kode baru."}},
    {Reason::kUidDiffers,
     {"UID_DIFFERS", Code::kFailedPrecondition,
      "Record {record}: the chip that was printed has UID {want}, not {got}.",
      "Data {record}: UID chip yang dicetak adalah {want}, bukan {got}."}},
    {Reason::kUidNeeded,
     {"UID_NEEDED", Code::kFailedPrecondition,
      "Record {record}: its chip was read before, so an operator gives the UID of the card; a supervisor may decide "
      "without.",
      "Data {record}: cipnya pernah dibaca, jadi operator menyebutkan UID kartu; penyelia boleh memutuskan tanpa itu."}},
    {Reason::kUidNotKnown,
     {"UID_NOT_KNOWN", Code::kFailedPrecondition,
      "Record {record}: no chip was read for attempt {attempt}, so no blank can be recognised as its own; count all "
      "blanks of {site} (FULL_COUNT).",
      "Data {record}: chip percobaan {attempt} tidak pernah dibaca, jadi blangkonya tidak dapat dikenali; hitung semua "
      "blangko di {site} (FULL_COUNT)."}},
    {Reason::kCountDiffers,
     {"COUNT_DIFFERS", Code::kFailedPrecondition,
      "{site}, lot {lot}: {got} unused blanks were counted, which is not what the books say (available, permitted and not "
      "yet out, and all in doubt; not the cards that wait for a look). Count again; if one is missing, a card came out. "
      "[Other doubtful ones to decide first: {doubts}.]",
      "{site}, lot {lot}: terhitung {got} keping kosong, tidak sama dengan buku (tersedia, diizinkan dan belum keluar, "
      "dan semua yang perlu diperiksa; kartu yang menunggu dilihat tidak dihitung). Hitung lagi; bila kurang, berarti "
      "ada kartu yang keluar. [Kartu lain yang diputuskan dahulu: {doubts}.]"}},
};

}  // namespace

const ReasonText& TextOf(Reason reason) {
  for (const std::span<const ReasonRow> rows :
       {std::span<const ReasonRow>(kCatalogue), ReasonsOfExports(), ReasonsOfCounts(), ReasonsOfPapers(),
        ReasonsOfDocuments(), ReasonsOfDestruction(), ReasonsOfComparison(), ReasonsOfCustody(),
        ReasonsOfMovements(), ReasonsOfPolicy()}) {
    for (const ReasonRow& row : rows) {
      if (row.reason == reason) return row.text;
    }
  }
  static constexpr ReasonText kUnknown{"UNKNOWN", Code::kInternal, "Internal error.", "Kesalahan internal."};
  return kUnknown;
}

}  // namespace blangko
