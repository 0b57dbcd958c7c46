#include "printer/station_words.h"

namespace blangko::printer {
namespace {

constexpr Phrase kHelp[] = {
    {"Blangko print station", "Tempat cetak Blangko"},
    {"How times are shown", "Zona waktu tampilan"},
    {"The station's directory: key, journal, tray", "Direktori tempat cetak: kunci, jurnal, baki"},
    {"Allow plaintext to another machine; logged", "Izinkan hubungan tanpa sandi ke mesin lain; dicatat"},
    {"host:port of the node; default: BLANGKO_SERVER", "host:port server; bawaan: BLANGKO_SERVER"},
    {"This station's id; default: the journal's", "Nomor tempat cetak ini; bawaan: yang ada di jurnal"},
    {"This station's id", "Nomor tempat cetak ini"},
    {"Make the station known to the server first", "Daftarkan dahulu tempat cetak ke server"},
    {"Office whose line it prints; again for more (with --register)",
     "Kantor yang antreannya dicetak; dapat diulang (bersama --register)"},
    {"Who is at the keyboard", "Siapa yang mengetik"},

    {"Takes jobs, prints them, reports them, until stopped",
     "Mengambil pekerjaan, mencetak, dan melaporkan, sampai dihentikan"},
    {"A directory on a second device: every entry is on both before a card moves",
     "Direktori di perangkat kedua: setiap catatan ada di keduanya sebelum kartu bergerak"},
    {"Registration of this station; default: the journal's",
     "Masa pendaftaran tempat cetak; bawaan: yang di jurnal"},
    {"Registration of this station; default: 1", "Masa pendaftaran tempat cetak; bawaan: 1"},
    {"The printer's id", "Nomor pencetak"},
    {"How cards are printed: file, ipp or assisted", "Cara kartu dicetak: file, ipp, atau assisted"},
    {"file: where cards fall; default DIR/tray", "file: tempat kartu jatuh; bawaan DIR/tray"},
    {"file: simulated seconds per card", "file: detik tiruan untuk satu kartu"},
    {"file: every card of this record fails", "file: setiap kartu data ini gagal"},
    {"file: every n-th card fails", "file: setiap kartu ke-n gagal"},
    {"ipp: the printer, as ipp://host[:port]/ipp/print", "ipp: alamat pencetak, ipp://host[:port]/ipp/print"},
    {"ipp: cards of a full ribbon, for a printer that tells percent alone",
     "ipp: kartu dari satu pita penuh, bila pencetak hanya menyebut persen"},
    {"ipp: cards of a full film", "ipp: kartu dari satu film penuh"},
    {"ipp: host[:port] that tells ribbon and film when IPP does not",
     "ipp: host[:port] yang menyebut sisa pita dan film bila IPP tidak"},
    {"ipp: for --snmp", "ipp: untuk --snmp"},
    {"Folder with <record>.png, or <b2sum -l 256 of the NIK>.png",
     "Folder berisi <nomor data>.png, atau <b2sum -l 256 dari NIK>.png"},
    {"First heading of the card, \"PROVINSI RIAU\"", "Judul pertama kartu, \"PROVINSI RIAU\""},
    {"Second heading, \"KABUPATEN PELALAWAN\"", "Judul kedua kartu, \"KABUPATEN PELALAWAN\""},
    {"Jobs taken at a time", "Pekerjaan yang diambil sekaligus"},
    {"Stop after so many cards came out; 0 = no limit",
     "Berhenti setelah sekian kartu keluar; 0 = tanpa batas"},
    {"Cards that may wait for a look before new ones are stopped",
     "Kartu yang boleh menunggu dilihat sebelum kartu baru ditahan"},

    {"Makes the station's key and prints its public half",
     "Membuat kunci tempat cetak dan menampilkan bagian publiknya"},
    {"init, and makes the station known to the server", "init, lalu mendaftarkan tempat cetak ke server"},
    {"Says that somebody has looked into the printer and emptied it",
     "Menyatakan bahwa pencetak sudah dilihat dan dikosongkan orang"},
    {"Who has looked", "Siapa yang melihat"},
    {"Reports what the journal holds to the server; prints nothing",
     "Melaporkan isi jurnal ke server; tidak mencetak"},

    {"UPS by NUT, as NAME@host[:port]: on battery no new card begins",
     "UPS lewat NUT, NAMA@host[:port]: selama memakai baterai tidak ada kartu baru"},
    {"print or wait, when the UPS tells nothing", "print atau wait, bila UPS tidak memberi kabar"},
    {"Who writes or reads the chip: command:PROGRAM[,seconds=N], pcsc[:READER] or "
     "simulated[:uids=FILE,seconds=N,fail-every=N,lose-every=N]",
     "Yang menulis atau membaca chip: command:PROGRAM[,seconds=N], pcsc[:PEMBACA], atau "
     "simulated[:uids=BERKAS,seconds=N,fail-every=N,lose-every=N]"},
    {"hold: a card without its photo is given back and held; print: it is printed without",
     "hold: kartu tanpa foto dikembalikan dan ditunda; print: dicetak tanpa foto"},
    {"ipp: seconds between two looks at a printer that has a card; without one, four times as long",
     "ipp: detik antara dua pemeriksaan pencetak yang sedang mencetak; bila tidak, empat kali lipatnya"},
    {"Port of the station's own page on 127.0.0.1: a number, 0 = any, off; auto = 7090 or, when that is "
     "taken, any",
     "Port halaman tempat cetak di 127.0.0.1: angka, 0 = bebas, off; auto = 7090, atau yang bebas bila "
     "terpakai"},

    {"Number of the envelope that holds what was taken out", "Nomor amplop berisi yang dikeluarkan"},
    {"The printer was empty: there is no envelope", "Pencetak kosong: tidak ada amplop"},
    {"Says what was in the envelope of a doubtful card", "Menyatakan isi amplop kartu yang perlu diperiksa"},
    {"PRINTED (hasil baik) or SPOILED (rusak)", "PRINTED (hasil baik) atau SPOILED (rusak)"},
    {"Of the chip, hex, if it can be read", "UID chip, heksadesimal, bila terbaca"},
    {"Who has opened the envelope", "Siapa yang membuka amplop"},
    {"The station's days", "Hari-hari tempat cetak"},
    {"Every count of blanks that the journal holds", "Semua hitungan blangko di jurnal"},
    {"Whether the date of this machine can be right", "Apakah tanggal mesin ini mungkin benar"},
    {"The machine's time, and what is known to be right", "Jam mesin, dan waktu terakhir yang pasti"},
    {"Says that you have compared it with a clock that is right",
     "Menyatakan bahwa sudah dicocokkan dengan jam yang benar"},
    {"Who has compared them", "Siapa yang mencocokkan"},

    {"The station's journal", "Jurnal tempat cetak"},
    {"Checks every entry, says what it holds or the first bad place",
     "Memeriksa setiap catatan, menyebut isinya atau tempat rusak yang pertama"},
    {"An exported journal", "Jurnal yang sudah diekspor"},
    {"A station's directory, or that of a copy", "Direktori tempat cetak, atau salinannya"},
    {"The public key that the export must be signed with",
     "Kunci publik yang harus menandatangani ekspor itu"},
    {"Writes it as one file, signed, that can be checked anywhere",
     "Menulisnya sebagai satu berkas bertanda tangan yang dapat diperiksa di mana pun"},
    {"The file; it must not exist", "Berkasnya; tidak boleh sudah ada"},

    {"Cards that came out and wait for somebody's look",
     "Kartu yang sudah keluar dan menunggu dilihat orang"},
    {"The cards, in the order in which they came out", "Kartu-kartunya, menurut urutan keluar"},
    {"Hasil baik: the card is good", "Hasil baik: kartunya baik"},
    {"Rusak: the blank is spoiled and kept", "Rusak: blangkonya rusak dan disimpan"},
    {"Perlu diperiksa: somebody else must decide", "Perlu diperiksa: orang lain yang memutuskan"},
    {"RECORD/ATTEMPT, as look list shows them; RECORD alone for its first card",
     "NOMOR/PERCOBAAN seperti di look list; NOMOR saja untuk kartu pertamanya"},
    {"The first so many that wait", "Sekian kartu pertama yang menunggu"},
    {"Every card that waits now", "Semua kartu yang sekarang menunggu"},
    {"gagal-encode, gagal-cetak or cacat", "gagal-encode, gagal-cetak, atau cacat"},

    {"Prints the header that proves a request of this station",
     "Menampilkan tajuk yang membuktikan permintaan tempat cetak ini"},
    {"Full name of the request's type", "Nama lengkap jenis permintaan"},
    {"The request", "Permintaannya"},
};

}  // namespace

std::span<const Phrase> HelpWords() { return kHelp; }

}  // namespace blangko::printer
