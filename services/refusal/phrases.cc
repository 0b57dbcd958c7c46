#include "services/refusal/phrases.h"

#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/text.h"

namespace blangko {
namespace {

constexpr Phrase kPhrases[] = {
    {"# to #", "# sampai #"},
    {"# to # bytes", "# sampai # bita"},
    {"# to # bytes on one line", "# sampai # bita dalam satu baris"},
    {"# to # of a-z, 0-9 and -", "# sampai # huruf a-z, angka, dan -"},
    {"at most #", "paling banyak #"},
    {"at most # bytes", "paling banyak # bita"},
    {"at most # bytes, no personal data", "paling banyak # bita, tanpa data pribadi"},
    {"at most #, old ones included", "paling banyak #, termasuk yang lama"},
    {"# or more", "# atau lebih"},
    {"# bytes", "# bita"},
    {"(# bytes)", "(# bita)"},
    {"# characters", "# huruf"},
    {"# columns", "# kolom"},
    {"# columns, quotes closed", "# kolom, tanda kutip tertutup"},
    {"# twice", "# dua kali"},
    {"# of lot #", "# dari lot #"},
    {"# printers of this station", "# pencetak di tempat cetak ini"},
    {"# offices and routes", "# kantor dan rute"},
    {"lot # with no blanks", "lot # tanpa blangko"},
    {"none for lot #", "tidak ada untuk lot #"},
    {"(not shown)", "(tidak ditampilkan)"},
    {"(other)", "(lain)"},
    {"the key of a copied station", "kunci tempat cetak yang disalin"},
    {"a new key", "kunci baru"},
    {"what row # says of the same record", "sama dengan baris # tentang data yang sama"},
    {"control characters", "huruf kendali"},
    {"16 digits in a row", "16 angka berturut-turut"},
    {"a longer row", "baris yang lebih panjang"},

    {"# days", "# hari"},
    {"18 digits", "18 angka"},
    {"NORMAL, LOAN, REPAYMENT or RETURN",
     "NORMAL, LOAN (pinjaman), REPAYMENT (pengembalian), atau RETURN (retur)"},
    {"none: only a LOAN has one", "kosong: hanya untuk LOAN (pinjaman)"},
    {"none: only a REPAYMENT has one", "kosong: hanya untuk REPAYMENT (pengembalian)"},
    {"the day on which a LOAN is to be given back", "tanggal pinjaman harus dikembalikan"},
    {"the loan that a REPAYMENT settles", "pinjaman yang dikembalikan"},
    {"why blanks go back", "sebab blangko dikembalikan"},
    {"1 to # in a LOAN, a REPAYMENT or a RETURN", "1 sampai # untuk pinjaman, pengembalian, atau retur"},
    {"a day after #", "tanggal setelah #"},
    {"why the shipment does not go through #", "mengapa kiriman tidak melalui #"},
    {"# of type #", "# berjenis #"},
    {"lots of one blank type in a LOAN: #", "lot dengan satu jenis blangko dalam satu pinjaman: #"},
    {"an office above #, or one that shipped there before: lot #",
     "kantor di atas #, atau yang pernah mengirim ke sana: lot #"},
    {"# repayments", "# pengembalian"},
    {"a loan with fewer than #", "pinjaman dengan kurang dari #"},
    {"the shipment, from loans notices", "pengirimannya, dari loans notices"},
    {"An acknowledgement", "Pernyataan mengetahui"},
    {"a text with {seq} and {year}, and no other words in braces than {month} and {roman_month}",
     "teks dengan {seq} dan {year}, dan dalam kurung kurawal selain itu hanya {month} dan {roman_month}"},
    {"another role for each official", "peran yang berbeda untuk tiap pejabat"},
    {"the role of an official", "peran seorang pejabat"},
    {"each kind of paper once", "tiap jenis naskah satu kali"},
    {"a day", "suatu hari"},
    {"the id of a count", "nomor opname"},
    {"the id of a destruction list", "nomor daftar pemusnahan"},
    {"the id of a declared loss", "nomor pernyataan hilang"},
    {"#, #, # bytes in hexadecimal digits", "#, #, # bita dalam angka heksadesimal"},
    {"chip, job or number of each card", "chip, data cetak, atau nomor dari tiap kartu"},
    {"the record of the card, or holder_name as it stands on it",
     "data cetak kartu itu, atau holder_name seperti tertulis pada kartu"},
    {"# to # days", "# sampai # hari"},
    {"today or earlier", "hari ini atau sebelumnya"},
    {"more than # lines", "lebih dari # baris"},
    {"a shorter period", "masa yang lebih pendek"},
    {"the id of a shipment", "nomor pengiriman"},
    {"a shipment whose paper this store issues", "pengiriman yang naskahnya terbit di sini"},
    {"the bytes of a document, as they were sent", "isi dokumen, persis seperti yang dikirim"},
    {"a time after 1970", "waktu setelah tahun 1970"},
    {"the kind of its body", "jenis yang sesuai isinya"},
    {"64 hexadecimal digits, from documents identity", "64 angka heksadesimal, dari documents identity"},
    {"a need or a plan_line", "need atau plan_line"},
    {"an office outside this store", "kantor di luar penyimpanan ini"},
    {"an office of this store", "kantor di penyimpanan ini"},
    {"the key of another store", "kunci penyimpanan lain"},
    {"the signature of key #", "tanda tangan kunci #"},
    {"a number that was not applied with other content", "nomor yang belum dibukukan dengan isi lain"},
    {"shipment #", "pengiriman #"},
    {"a receipt of shipment #", "penerimaan untuk pengiriman #"},
    {"the key of office #", "kunci kantor #"},
    {"Trusting a key", "Mempercayai kunci"},

    {"a UUID of version 7 in lower case", "UUID versi 7 dengan huruf kecil"},
    {"a UUIDv7 in lower case, made anew for each request",
     "UUIDv7 dengan huruf kecil, baru untuk setiap permintaan"},
    {"the id of a record", "nomor data cetak"},
    {"a record id", "nomor data cetak"},
    {"an id that no other person has", "nomor yang tidak dipakai orang lain"},
    {"either a record_id or a nik", "record_id atau nik, salah satu"},
    {"an absolute path without .. on the node", "path lengkap di server, tanpa \"..\""},
    {"it is inside the data folder #; choose a folder outside of it, on another disk",
     "letaknya di dalam folder data #; pilih folder di luarnya, di disk lain"},
    {"there is no folder # (is the disk mounted?); make it first, and choose a new one inside it",
     "tidak ada folder # (apakah disknya terpasang?); buat dahulu, lalu pilih folder baru di dalamnya"},
    {"the id of an export", "nomor ekspor"},
    {"YYYY-MM-DD, DD-MM-YYYY or DD/MM/YYYY", "YYYY-MM-DD, DD-MM-YYYY, atau DD/MM/YYYY"},
    {"DD-MM-YYYY or DD/MM/YYYY", "DD-MM-YYYY atau DD/MM/YYYY"},
    {"in the first message", "dalam pesan pertama"},
    {"another site than its own", "kantor cetak yang lain"},
    {"an office code", "kode kantor"},
    {"an office code such as #", "kode kantor seperti #"},
    {"an office code such as # or #", "kode kantor seperti # atau #"},
    {"office codes such as #", "kode kantor seperti #"},
    {"an office of #", "kantor di wilayah #"},
    {"the code of one office", "kode satu kantor"},
    {"the code of another office, or empty", "kode kantor lain, atau kosong"},
    {"another office than from_office", "kantor yang lain dari from_office"},
    {"a region code such as #", "kode wilayah seperti #"},
    {"a code such as #", "kode seperti #"},
    {"a dotted region code", "kode wilayah bertitik"},
    {"a dotted region code such as 14.05 or 14.05.07, or a room of it such as 14.05-gudang",
     "kode wilayah bertitik seperti 14.05 atau 14.05.07, atau ruangannya seperti 14.05-gudang"},
    {"an area that some print site serves", "wilayah yang dilayani suatu kantor cetak"},
    {"an area in the scope of the importer", "wilayah dalam kewenangan pengimpor"},
    {"CENTRE, PROVINCE, REGENCY, DISTRICT or VILLAGE", "CENTRE, PROVINCE, REGENCY, DISTRICT, atau VILLAGE"},
    {"one of the request types", "salah satu jenis permohonan"},
    {"a request type", "jenis permohonan"},
    {"a RequestType", "jenis permohonan"},
    {"the status of the record upstream", "status data di pusat"},
    {"a status such as # or #", "status seperti # atau #"},
    {"a code in capital letters, such as #", "kode dengan huruf besar, seperti #"},
    {"a time to come", "waktu yang akan datang"},
    {"not in the future", "tidak di masa depan"},
    {"YYYY-MM-DD, not in the future", "TTTT-BB-HH, tidak di masa depan"},
    {"why the request is cancelled", "sebab pembatalan"},
    {"no personal data", "tanpa data pribadi"},
    {"a name", "nama"},
    {"letters, digits and ._/:-, at most #", "huruf, angka, dan ._/:-, paling banyak #"},
    {"ADDITIONAL, FULL, DIED, MOVED or DUPLICATE", "ADDITIONAL, FULL, DIED, MOVED, atau DUPLICATE"},
    {"# or #", "# atau #"},
    {"ipp, assisted or file", "ipp, assisted, atau file"},
    {"IDLE, PROCESSING or STOPPED", "IDLE, PROCESSING, atau STOPPED"},
    {"32 bytes, Ed25519", "32 bita, Ed25519"},
    {"each printer once", "setiap pencetak satu kali"},
    {"each site once", "setiap kantor satu kali"},
    {"one line for each lot", "satu baris untuk setiap lot"},
    {"one line for each lot that was shipped", "satu baris untuk setiap lot yang dikirim"},
    {"at least one blank in each line", "paling sedikit satu keping di setiap baris"},
    {"what was shipped: #", "jumlah yang dikirim: #"},
    {"16 digits", "16 angka"},
    {"16 digits, exported as text", "16 angka, diekspor sebagai teks"},
    {"16 digits, exported as text: nearly all numbers around this row end in 0",
     "16 angka, diekspor sebagai teks: hampir semua nomor di sekitar baris ini berakhir 0"},
    {"digits 1-6: province 11-99, regency and district not 00",
     "angka 1-6: provinsi 11-99, kabupaten dan kecamatan bukan 00"},
    {"digits 7-8: day 01-31 or 41-71", "angka 7-8: tanggal 01-31 atau 41-71"},
    {"digits 9-10: month 01-12", "angka 9-10: bulan 01-12"},
    {"digits 13-16: serial from 0001", "angka 13-16: nomor urut mulai 0001"},
    {"16 digits, exported as text; this one ends in # zeros",
     "16 angka, diekspor sebagai teks; yang ini berakhir dengan # nol"},
    {"16 digits and nothing else", "16 angka tanpa tanda lain"},
    {"other characters than digits", "bukan angka saja"},
    {"# digits", "# angka"},
    {"one JSON object a line", "satu objek JSON per baris"},
    {"# columns, quotes closed; # is the first that is missing",
     "# kolom, tanda kutip tertutup; # yang pertama tidak ada"},
    {"# columns, quotes closed; column # is the first too many",
     "# kolom, tanda kutip tertutup; kolom # yang pertama berlebih"},
    {"column #", "kolom #"},
    {"no such column", "kolom itu tidak ada"},
    {"a column #", "kolom #"},
    {"a column # or #", "kolom # atau #"},
    {"#, # or #", "#, # atau #"},
    {"#, # or #, with or without HH:MM[:SS]", "#, # atau #, dengan atau tanpa JJ:MM[:DD]"},
    {"# or P, also #, #", "# atau P, juga #, #"},
    {"why it may go on; no personal data", "mengapa boleh dilanjutkan; tanpa data pribadi"},

    // acts of two persons
    {"why; no personal data", "sebabnya; tanpa data pribadi"},
    {"what was done to find out; no personal data", "apa yang sudah diperiksa; tanpa data pribadi"},
    {"# to #: every lot of the site", "# sampai #: setiap lot di tempat itu"},
    {"none without FULL_COUNT", "tidak ada tanpa FULL_COUNT"},
    {"decided first: #", "diputuskan dahulu: #"},
    {"as many as the books say", "sebanyak menurut buku"},
    {"none for CARD_MISSING", "tidak ada untuk CARD_MISSING"},
    {"the UID of the blank that is shown", "UID blangko yang ditunjukkan"},
    {"each record once", "setiap data satu kali"},
    {"PRINTED, SPOILED, NOT_PRINTED or CARD_MISSING", "PRINTED, SPOILED, NOT_PRINTED, atau CARD_MISSING"},
    {"# to # printable characters", "# sampai # huruf yang dapat dicetak"},
    {"A proposal", "Usulan"},
    {"This decision", "Keputusan ini"},
    {"Approving a proposal", "Persetujuan usulan"},
    {"Changing an account", "Perubahan akun"},
    {"Adding an account", "Penambahan akun"},
    {"A new PIN for somebody else", "PIN baru untuk orang lain"},
    {"Role, scope or release of an account", "Peran, wilayah, atau pembukaan akun"},
    {"Any account but those of two administrators", "Akun selain milik dua administrator"},

    // accounts
    {"2 to 32 of a-z, 0-9, '.' and '-', a letter first",
     "2 sampai 32 huruf a-z, angka, '.' dan '-', diawali huruf"},
    {"# to # characters", "# sampai # huruf"},
    {"not one character again and again, and no row such as 123456",
     "bukan satu huruf berulang-ulang, dan bukan deretan seperti 123456"},
    {"not the name of the account", "bukan nama akunnya"},
    {"the old PIN", "PIN lama"},
    {"another one", "yang lain"},
    {"an area code such as 14.05, or empty", "kode wilayah seperti 14.05, atau kosong"},
    {"a new role, scope or state, with a value that is known",
     "peran, wilayah, atau keadaan baru yang dikenal"},
    {"OPERATOR, SUPERVISOR, ADMINISTRATOR, PROVINCE, CENTRE or AUDITOR",
     "OPERATOR, SUPERVISOR, ADMINISTRATOR, PROVINCE, CENTRE, atau AUDITOR"},

    // blanks and cards
    {"a chip's UID: 8, 14 or 20 hex digits", "UID chip: 8, 14, atau 20 angka heksadesimal"},
    {"the cause: GAGAL_ENCODE, GAGAL_CETAK, CACAT", "sebabnya: GAGAL_ENCODE, GAGAL_CETAK, CACAT"},
    {"OPERATOR: a person looked", "OPERATOR: orang sudah melihatnya"},

    // profiles of lists
    {"# to # of a-z, 0-9, - and _", "# sampai # huruf a-z, angka, - dan _"},
    {"# to # bytes of UTF-8", "# sampai # bita UTF-8"},
    {"blangko, siak or nothing", "blangko, siak, atau kosong"},
    {"blangko, siak or the name of a profile that is kept here",
     "blangko, siak, atau nama profil yang tersimpan di sini"},
    {"another name than those of the built-in profiles", "nama lain dari profil bawaan"},
    {"a name or a profile, not both", "nama atau profil, salah satu"},
    {"one of , ; | or a tab", "salah satu dari , ; | atau tab"},
    {"such as DD-MM-YYYY, D/M/YYYY or YYYYMMDD", "seperti DD-MM-YYYY, D/M/YYYY, atau YYYYMMDD"},
    {"not also #: nobody could tell the day from the month",
     "tidak bersama #: tanggal dan bulan tidak dapat dibedakan"},
    {"each field once", "setiap isian satu kali"},
    {"each column name once", "setiap nama kolom satu kali"},
    {"each text once", "setiap teks satu kali"},
    {"no codes for this field", "tanpa kode untuk isian ini"},
    {"no default for this field", "tanpa nilai bawaan untuk isian ini"},
    {"no column for the field nik", "tanpa kolom untuk isian nik"},
    {"names for it, or extends", "namanya, atau extends"},
    {"64 hexadecimal digits in lower case", "64 angka heksadesimal dengan huruf kecil"},

    // backups and journals
    {"what happened to the store", "apa yang terjadi pada penyimpanan"},
    {"the name of another person", "nama orang lain"},
    {"the name of a second person", "nama orang kedua"},
    {"the name of who decides", "nama yang memutuskan"},
    {"it exists already", "sudah ada"},
    {"there is no backup, or only a part of one", "tidak ada cadangan, atau hanya sebagian"},
    {"the directory holds a store already, or what one left; choose an empty one",
     "direktori itu sudah berisi penyimpanan, atau sisanya; pilih yang kosong"},
    {"the directory lies inside the backup; choose another one",
     "foldernya ada di dalam cadangan; pilih folder lain"},
    {"damaged: its manifest names a file outside of it", "rusak: daftarnya menyebut berkas di luarnya"},
    {"it holds a store already; restore into an empty directory",
     "sudah berisi penyimpanan; pulihkan ke direktori kosong"},
    {"damaged: # is not what was written", "rusak: # tidak sama dengan yang ditulis"},
    {"damaged: # cannot be read", "rusak: # tidak dapat dibaca"},
    {"damaged: its manifest cannot be read", "rusak: daftarnya tidak dapat dibaca"},
    {"damaged: its database does not open", "rusak: basis datanya tidak dapat dibuka"},
    {"damaged: it is of another store or moment than its manifest says",
     "rusak: dari penyimpanan atau saat yang lain daripada daftarnya"},
    {"record # is not here; import the lists since the backup first",
     "data # tidak ada di sini; impor dahulu daftar sejak cadangan"},
    {"no blank at # for record #; enter the receipts since the backup first",
     "tidak ada blangko di # untuk data #; masukkan dahulu penerimaan sejak cadangan"},
    {"this store was not restored; the station reports itself",
     "server ini tidak dipulihkan dari cadangan; tempat cetak melapor sendiri"},
    {"station # is not awaited: the backup does not know it, or it was switched off",
     "jurnal tempat cetak # tidak ditunggu: cadangan tidak mengenalnya, atau tempat cetak itu nonaktif"},
    {"station # was given up at # by # and #: keep the file; look for each card that it names with outcome PRINTED, "
     "and do not hand over a second one",
     "tempat cetak # dilepas pada # oleh # dan #: simpan berkasnya; cari setiap kartu yang di dalamnya PRINTED, dan "
     "jangan serahkan kartu kedua"},
    {"it is signed with another key than that of station #",
     "ditandatangani dengan kunci lain dari milik tempat cetak #"},
    {"it is of epoch # of station #, which is at #", "berasal dari epoch # tempat cetak #, yang sekarang #"},
    {"it was exported without the code of this restore; export it again at the station with --code #",
     "diekspor tanpa kode pemulihan ini; ekspor lagi di tempat cetak dengan --code #"},
    {"it was exported with code #, which is of another restore; export it again at the station with --code #",
     "diekspor dengan kode #, milik pemulihan lain; ekspor lagi di tempat cetak dengan --code #"},
    {"it begins after fact #, but the backup knows facts up to # only",
     "dimulai setelah fakta #, padahal cadangan hanya mengenal fakta sampai #"},
    {"it holds facts up to #, but the backup knows # already: the station's disk is older than the backup",
     "berisi fakta sampai #, padahal cadangan sudah mengenal #: disk tempat cetak lebih lama daripada cadangan"},

    // sentences that go into {why} and {what}
    {"no class takes every record", "tidak ada kelas yang menerima setiap data"},
    {"class # is there twice", "kelas # ada dua kali"},
    {"class # is missing; records stand in its line", "kelas # tidak ada; masih ada data dalam antreannya"},
    {"there is no header line", "tidak ada baris judul"},
    {"lines end in CR alone, want LF or CR LF", "baris berakhir CR saja, seharusnya LF atau CR LF"},
    {"column # is missing", "kolom # tidak ada"},
    {"column # is there twice", "kolom # ada dua kali"},
    {"a full list without a readable row", "daftar lengkap tanpa satu baris pun yang terbaca"},
    {"Cannot assign requested address", "alamat itu bukan milik mesin ini"},
    {"Permission denied", "tidak diizinkan"},
    {"Name or service not known", "nama mesin tidak dikenal"},
    {"journal export: line #: the payload is no entry", "ekspor jurnal: baris #: isinya bukan catatan"},
    {"journal export: line #: the entry is not the next one",
     "ekspor jurnal: baris #: catatan ini bukan yang berikutnya"},
    {"journal export: line #: the chain hash does not follow",
     "ekspor jurnal: baris #: rantai catatannya putus"},
    {"journal export: line #: its words are not what the entry says",
     "ekspor jurnal: baris #: kata-katanya bukan isi catatan itu"},
    {"journal export: line #: the entry is of another station or epoch than the header says",
     "ekspor jurnal: baris #: catatan ini dari tempat cetak atau epoch lain daripada kata kepalanya"},
    {"journal export: line #: the digest is not that of the lines before it",
     "ekspor jurnal: baris #: sidiknya bukan sidik baris-baris sebelumnya: berkas ini diubah atau rusak"},
    {"journal export: line #: the signature is not the station's",
     "ekspor jurnal: baris #: tanda tangannya bukan milik tempat cetak itu"},
    {"journal export: line #: it is no exported journal of this format",
     "ekspor jurnal: baris #: ini bukan jurnal yang diekspor dalam bentuk ini"},
    {"journal export: line #: the file ends here; it was cut off",
     "ekspor jurnal: baris #: berkas berakhir di sini; berkas ini terpotong"},
    {"journal export: line #: it is no entry", "ekspor jurnal: baris #: baris ini bukan catatan"},
    {"journal export: line #: the header names another last entry",
     "ekspor jurnal: baris #: kepalanya menyebut catatan terakhir yang lain"},
    {"journal export: line #: the file ends here, without a signature",
     "ekspor jurnal: baris #: berkas berakhir di sini, tanpa tanda tangan"},
    {"journal export: line #: it is no signature", "ekspor jurnal: baris #: baris ini bukan tanda tangan"},
    {"journal export: line #: it comes after the signature",
     "ekspor jurnal: baris #: baris ini sesudah tanda tangan"},
    {"import #", "impor #"},
    {"the opening of #, lot #", "saldo awal #, lot #"},
};

using Words = std::vector<std::string_view>;

Words Split(std::string_view text) {
  Words words;
  for (const absl::string_view word : absl::StrSplit(ToAbsl(text), ' ')) words.push_back(ToStd(word));
  return words;
}

// What stands for the '#' of `pattern` in `text`, or nothing when it does not fit. "#," takes a word with its comma.
std::optional<Words> Match(const Words& pattern, const Words& text) {
  if (pattern.size() != text.size()) return std::nullopt;
  Words taken;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const size_t hash = pattern[i].find('#');
    if (hash == std::string_view::npos) {
      if (pattern[i] != text[i]) return std::nullopt;
      continue;
    }
    const std::string_view before = pattern[i].substr(0, hash);
    const std::string_view after = pattern[i].substr(hash + 1);
    const bool fits = text[i].size() > before.size() + after.size() && text[i].starts_with(before) &&
                      text[i].ends_with(after);
    if (!fits) return std::nullopt;
    taken.push_back(text[i].substr(before.size(), text[i].size() - before.size() - after.size()));
  }
  return taken;
}

std::string Fill(std::string_view pattern, const Words& taken) {
  std::string filled;
  size_t next = 0;
  for (const char c : pattern) {
    if (c == '#' && next < taken.size()) {
      filled += taken[next++];
    } else {
      filled += c;
    }
  }
  return filled;
}

}  // namespace

std::optional<std::string> Rephrased(std::string_view english, std::span<const Phrase> phrases) {
  const Words text = Split(english);
  for (const Phrase& phrase : phrases) {
    if (const auto taken = Match(Split(phrase.english), text)) return Fill(phrase.indonesian, *taken);
  }
  return std::nullopt;
}

std::string InIndonesian(std::string_view english) {
  return Rephrased(english, kPhrases).value_or(std::string(english));
}

}  // namespace blangko
