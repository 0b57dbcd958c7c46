#include "services/cli/help_words.h"

namespace blangko::cli {
namespace {

constexpr Phrase kPolicy[] = {
    {"Begin with this one; see 'policy presets'", "Mulai dari ini; lihat 'policy presets'"},
    {"recorded, ready, applied or suket-expiry", "recorded, ready, applied, atau suket-expiry"},
    {"Cards of a site and working day; 0 = no cap", "Kartu per tempat dan hari kerja; 0 = tanpa batas"},
    {"CLASS:CARDS a day; may be repeated", "KELAS:KARTU sehari; boleh diulang"},
    {"CLASS:PERCENT inside its rank; may be repeated", "KELAS:PERSEN di urutannya; boleh diulang"},
    {"A share that nobody uses: to-others, owed or kept",
     "Jatah yang tidak terpakai: to-others, owed, atau kept"},
    {"Cards that a class is owed at most", "Utang jatah suatu kelas paling banyak (kartu)"},
    {"Last blanks that only some classes may have", "Keping terakhir yang hanya untuk kelas tertentu"},
    {"Cards of ribbon or film below which only some classes are served",
     "Sisa pita atau film (kartu) yang di bawahnya hanya kelas tertentu dilayani"},
    {"batch or on-presence", "batch atau on-presence (hanya yang hadir)"},
    {"Why; needed where it takes two persons", "Alasan; wajib bila perlu dua orang"},
    {"Whom it would serve instead, on the line as it is now; nothing is changed",
     "Siapa yang akan dilayani, dari antrean saat ini; tidak ada yang diubah"},
    {"Whose line; default: the office's own", "Antrean tempat mana; bawaan: kantor itu sendiri"},
    {"Blanks to share out; default: all that are free", "Blangko yang dibagi; bawaan: semua yang tersedia"},
    {"Policies to begin with", "Kebijakan siap pakai"},
    {"All versions of an office, newest first", "Semua versi suatu kantor, yang terbaru dahulu"},
    {"What the next grant goes by: caps, shares, reserve",
     "Dasar pemberian berikutnya: jatah sehari, bagian, cadangan"},

    {"Into another lane; urgent takes the right to approve it",
     "Pindahkan ke jalur lain; mendesak memerlukan hak menyetujuinya"},
    {"ordinary, urgent, out-of-domicile, mobile or disaster",
     "ordinary, urgent, out-of-domicile, mobile, atau disaster"},
    {"RUMAH_SAKIT, BPJS, SEKOLAH, KERJA, UMRAH_HAJI, PASPOR, BENCANA or LAIN",
     "RUMAH_SAKIT, BPJS, SEKOLAH, KERJA, UMRAH_HAJI, PASPOR, BENCANA, atau LAIN"},
    {"Letter of who asked for it", "Surat dari yang memintanya"},
    {"Who was put into another lane, by whom and why, and when served",
     "Siapa yang masuk jalur lain, oleh siapa, mengapa, dan kapan dilayani"},
    {"Only this lane", "Hanya jalur ini"},
    {"First day; default: today", "Hari pertama; bawaan: hari ini"},
    {"Last day; default: the first", "Hari terakhir; bawaan: hari pertama"},
    {"The person is here (hadir), until the end of the working day",
     "Pemohon hadir, sampai akhir hari kerja"},
    {"Take it back", "Tarik kembali"},
    {"Day on which the suket ends", "Hari berakhirnya suket"},
};

}  // namespace

std::span<const Phrase> HelpWordsOfPolicy() { return kPolicy; }

}  // namespace blangko::cli
