#include "services/cli/help_words.h"

namespace blangko::cli {
namespace {

constexpr Phrase kCustody[] = {
    {"What an office had when it began; without a word: its free blanks",
     "Saldo awal kantor; tanpa kata lanjutan: blangko yang tersedia"},
    {"Spoiled blanks that are kept for destruction", "Blangko rusak yang disimpan untuk dimusnahkan"},
    {"GAGAL_ENCODE, GAGAL_CETAK or CACAT", "GAGAL_ENCODE, GAGAL_CETAK, atau CACAT"},
    {"CSV with lot;count;cause, at most 50 rows", "CSV dengan lot;count;cause, paling banyak 50 baris"},
    {"Cards that were printed before and wait for their holders",
     "Kartu yang sudah tercetak sebelumnya dan belum diambil"},
    {"CSV with record_id;date;place; the records are imported first",
     "CSV dengan record_id;date;place; datanya diimpor dahulu"},
    {"Go on with a file of which a part was sent: the id that was shown",
     "Lanjutkan berkas yang baru sebagian terkirim: nomor yang ditampilkan"},
    {"Sukets that are out, of records not printed yet", "Suket yang beredar, dari data yang belum dicetak"},
    {"CSV with number;record_id;date; the records are imported first",
     "CSV dengan number;record_id;date; datanya diimpor dahulu"},
    {"Blanks that are still owed", "Blangko yang masih terutang"},
    {"Office that lent, of this store or outside",
     "Kantor yang meminjamkan, di penyimpanan ini atau di luar"},
    {"Office that owes", "Kantor yang berutang"},
    {"Type of blank", "Jenis blangko"},
    {"Blanks that are owed", "Jumlah keping yang terutang"},
    {"Day on which it is due", "Tanggal jatuh tempo"},
    {"Number of the loan's document", "Nomor dokumen pinjaman"},
    {"Nothing more is entered; by a named person", "Tutup isian; oleh orang dengan akun bernama"},
    {"Number of the minutes (BA)", "Nomor berita acara"},
    {"What was entered", "Yang sudah diisi"},

    {"Blanks in the drawers of stations", "Blangko di laci tempat cetak"},
    {"Station whose drawer it is", "Tempat cetak pemilik laci"},
    {"What should lie in the drawers", "Isi laci yang seharusnya"},
    {"One drawer: its count, its lots, what waits", "Satu laci: hitungan, lot, dan yang belum diterima"},
    {"Give blanks from the store room to a drawer, or back",
     "Serahkan blangko dari gudang ke laci, atau kembali"},
    {"Lot of the blanks", "Lot blangkonya"},
    {"From the drawer to the store room", "Dari laci ke gudang"},
    {"Count and take what another person gave", "Hitung dan terima yang diserahkan orang lain"},
    {"Number of the hand-out", "Nomor serah terima"},
    {"Blanks as counted", "Jumlah keping hasil hitung"},
    {"Why it differs from what was given", "Sebab berbeda dari yang diserahkan"},
    {"Withdraw what you gave and nobody took", "Tarik kembali yang Anda serahkan dan belum diterima"},
    {"Hand-outs of a drawer, newest first", "Serah terima satu laci, terbaru dahulu"},
};

}  // namespace

std::span<const Phrase> HelpWordsOfCustody() { return kCustody; }

}  // namespace blangko::cli
