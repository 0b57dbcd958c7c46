#include "services/cli/help_words.h"

namespace blangko::cli {
namespace {

constexpr Phrase kDaily[] = {
    {"What became of rows that were refused; needed where there are some",
     "Yang terjadi dengan baris yang ditolak; wajib bila ada"},
    {"The daily comparison with the ministry's application", "Pencocokan harian dengan aplikasi pusat"},
    {"Take the ministry's print list of a day (CSV)", "Ambil daftar cetak pusat untuk satu hari (CSV)"},
    {"The list: nik, nama, waktu cetak, nomor permintaan",
     "Daftarnya: nik, nama, waktu cetak, nomor permintaan"},
    {"The day that is compared", "Hari yang dicocokkan"},
    {"Book cards that are only there: a blank is consumed, the record is printed",
     "Bukukan kartu yang hanya di pusat: satu blangko terpakai, data menjadi tercetak"},
    {"Card as `compare show` names it; may be repeated", "Kartu seperti di `compare show`; boleh diulang"},
    {"Card as `compare show` names it", "Kartu seperti di `compare show`"},
    {"All that are only there and have no reason", "Semua yang hanya di pusat dan belum ada alasannya"},
    {"Whose blanks; default: the oldest lot with free ones",
     "Blangko lot mana; bawaan: lot terlama yang tersedia"},
    {"Why a card stands on one side only", "Alasan kartu hanya ada di satu sisi"},
    {"HARI_LAIN, KANTOR_LAIN, BELUM_TERKIRIM, SALAH_CATAT or LAINNYA",
     "HARI_LAIN, KANTOR_LAIN, BELUM_TERKIRIM, SALAH_CATAT, atau LAINNYA"},
    {"In words; needed for LAINNYA", "Dengan kata-kata; wajib untuk LAINNYA"},
    {"End the comparison of a day that is over", "Tutup pencocokan hari yang sudah selesai"},
    {"Both sides of a day", "Kedua sisi dari satu hari"},
    {"Cards that agree too", "Juga kartu yang cocok"},
    {"The offices below it too, those that compare", "Juga kantor di bawahnya yang mencocokkan"},
    {"Days of an office, those not compared too", "Hari-hari suatu kantor, juga yang belum dicocokkan"},
    {"Back to the first day; default: 31 days", "Sampai hari pertama; bawaan: 31 hari"},
    {"Cards that were printed outside", "Kartu yang tercetak di luar"},

    {"Ribbons and films in the store room", "Pita dan film di gudang"},
    {"Ribbons or films into the store room", "Pita atau film masuk gudang"},
    {"RIBBON, FILM or another kind", "RIBBON (pita), FILM, atau jenis lain"},
    {"How many", "Berapa"},
    {"Number of the supplier's document", "Nomor dokumen pemasok"},
    {"Date of the document; default: today", "Tanggal dokumen; bawaan: hari ini"},
    {"From the store room to a printer", "Dari gudang ke pencetak"},
    {"Station of the printer", "Tempat cetak dari pencetak itu"},
    {"Printer of that station", "Pencetak di tempat cetak itu"},
    {"Unused, from a printer to the store room", "Belum terpakai, dari pencetak kembali ke gudang"},
    {"What was counted in the store room", "Hasil hitung di gudang"},
    {"Why it differs from the book", "Sebab berbeda dari buku"},
    {"How many cards a piece is enough for", "Satu buah cukup untuk berapa kartu"},
    {"Cards; 0 = not counted in cards", "Kartu; 0 = tidak dihitung per kartu"},
    {"What is in the store rooms", "Isi gudang"},
    {"Ins and outs of one kind, newest first", "Keluar masuk satu jenis, terbaru dahulu"},
    {"Cards that can still be printed on what is there", "Kartu yang masih dapat dicetak dari yang ada"},
    {"Kinds and the cards that a piece is enough for", "Jenis dan jumlah kartu tiap buah"},

    {"Stock of blanks for reports", "Persediaan blangko untuk laporan"},
    {"Stock at the end of a day, by the books and by the dates of documents",
     "Persediaan pada akhir suatu hari, menurut buku dan menurut tanggal dokumen"},
    {"Day of the report", "Tanggal laporan"},
};

}  // namespace

std::span<const Phrase> HelpWordsOfDaily() { return kDaily; }

}  // namespace blangko::cli
