#include "services/cli/help_words.h"

namespace blangko::cli {
namespace {

constexpr Phrase kPacks[] = {
    {"Sealed packs of blanks", "Pak blangko yang bersegel"},
    {"Sealed packs that lie in an office", "Pak bersegel yang ada di kantor"},
    {"PACK:COUNT, as on the label; may be repeated", "PAK:JUMLAH menurut label; boleh diulang"},
    {"Office where they lie", "Kantor tempat pak itu berada"},
    {"Their lot", "Lotnya"},
    {"Number of the packing list", "Nomor daftar kemasan"},
    {"Sealed packs that lie in an office, by lot", "Pak bersegel yang ada di kantor, menurut lot"},
    {"One pack: where it is, and what became of it", "Satu pak: di mana, dan menjadi apa"},
    {"Id on the label", "Nomor pada label"},
    {"One sealed pack becomes several with new labels",
     "Satu pak bersegel menjadi beberapa pak berlabel baru"},
    {"PACK:COUNT of each new label; may be repeated", "PAK:JUMLAH tiap label baru; boleh diulang"},
    {"Several sealed packs of one lot become one with a new label",
     "Beberapa pak bersegel dari satu lot menjadi satu pak berlabel baru"},
    {"Ids on the labels", "Nomor-nomor pada label"},
    {"The new label", "Label baru"},
    {"The seal is broken; chips that are read are compared with the list",
     "Segel dibuka; chip yang dibaca dicocokkan dengan daftar"},
    {"UID of a chip that was read; may be repeated", "UID chip yang dibaca; boleh diulang"},
    {"Take a range off the list that was entered wrongly", "Hapus rentang yang salah dari daftar"},
    {"UID or FROM-TO, as it was entered", "UID atau DARI-SAMPAI, seperti ketika dicatat"},
    {"A sealed pack that goes along; its lot and count are known; may be repeated",
     "Pak bersegel yang ikut dikirim; lot dan isinya sudah tercatat; boleh diulang"},
    {"Pack that did not come; may be repeated", "Pak yang tidak datang; boleh diulang"},
    {"Oldest version of the printing application that can encode it; default: any",
     "Versi terlama aplikasi cetak yang dapat mengisi chipnya; bawaan: semua"},
};

}  // namespace

std::span<const Phrase> HelpWordsOfPacks() { return kPacks; }

}  // namespace blangko::cli
