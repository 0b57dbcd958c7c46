#include "services/cli/help_words.h"

namespace blangko::cli {
namespace {

constexpr Phrase kPapers[] = {
    {"Begin a count; work goes on meanwhile", "Mulai opname; pekerjaan tetap berjalan"},
    {"Count", "Opname"},
    {"Counts, newest first", "Opname, terbaru dahulu"},
    {"End a count without taking it over", "Akhiri opname tanpa dipakai"},
    {"Have the book say what was counted; takes two persons",
     "Jadikan hasil hitung sebagai isi buku; perlu dua orang"},
    {"LOT:UNUSED[:SPOILED]; once for each lot", "LOT:BELUM_TERPAKAI[:RUSAK]; sekali untuk setiap lot"},
    {"LOT:WHY; once for each lot that differs", "LOT:SEBAB; sekali untuk setiap lot yang berselisih"},
    {"Number of the minutes of the count", "Nomor berita acara opname"},
    {"One count with its lines", "Satu opname dengan barisnya"},
    {"Only this lot; may be repeated; default: all of the office",
     "Hanya lot ini; boleh diulang; bawaan: semua lot kantor"},
    {"Physical counts of blanks against the book", "Opname fisik blangko dibandingkan dengan buku"},
    {"What was counted; the book is shown afterwards", "Hasil hitung; isi buku ditunjukkan sesudahnya"},
    {"When it was counted; default: now", "Saat dihitung; bawaan: sekarang"},
    {"Why", "Sebabnya"},

    {"Papers to sign: BAST, delivery notes, stock cards",
     "Naskah yang ditandatangani: BAST, surat jalan, kartu persediaan"},
    {"Letterhead, officials, signers and numbers of an office's papers",
     "Kop surat, pejabat, penanda tangan, dan penomoran naskah suatu kantor"},
    {"New settings in JSON, as this command prints them",
     "Isian baru dalam JSON, seperti yang dicetak perintah ini"},
    {"An older version", "Versi yang lebih lama"},
    {"Give a paper the next number", "Terbitkan naskah dengan nomor berikutnya"},
    {"RECEIPT (BAST), DELIVERY_NOTE, STOCK_CARD or STOCK_REPORT",
     "RECEIPT (BAST), DELIVERY_NOTE (surat jalan), STOCK_CARD (kartu persediaan), atau STOCK_REPORT (laporan "
     "persediaan)"},
    {"Day of a stock report", "Tanggal laporan persediaan"},
    {"The shipment that a receipt or delivery note is about",
     "Pengiriman yang menjadi isi BAST atau surat jalan"},
    {"Office of a stock card or report", "Kantor dari kartu atau laporan persediaan"},
    {"Lot of a stock card; default: all", "Lot dari kartu persediaan; bawaan: semua"},
    {"First day of a stock card", "Hari pertama kartu persediaan"},
    {"Last day of a stock card", "Hari terakhir kartu persediaan"},
    {"A paper and its scans; with --out the paper itself",
     "Suatu naskah dan pindaiannya; dengan --out naskahnya sendiri"},
    {"Its tables as CSV instead of the PDF", "Tabelnya sebagai CSV, bukan PDF"},
    {"Papers that were issued", "Naskah yang sudah terbit"},
    {"Whose papers, code prefix", "Naskah milik kantor mana, awalan kode"},
    {"One kind alone", "Satu jenis saja"},
    {"A paper that does not hold; its number is not used again",
     "Batalkan naskah; nomornya tidak dipakai lagi"},
    {"Record the hash of a scanned, signed paper; the file stays where it is",
     "Catat sidik pindaian naskah yang sudah ditandatangani; berkasnya tetap di tempatnya"},
};

}  // namespace

std::span<const Phrase> HelpWordsOfPapers() { return kPapers; }

}  // namespace blangko::cli
