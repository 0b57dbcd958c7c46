#include "services/cli/help_words.h"

namespace blangko::cli {
namespace {

constexpr Phrase kLoans[] = {
    {"Blanks that offices owe each other, and offices that were passed over",
     "Utang blangko antarkantor, dan kantor yang dilewati pengiriman"},
    {"Loans that are not settled, oldest first", "Pinjaman yang belum lunas, terlama dahulu"},
    {"Lender or borrower; default: everything in your scope",
     "Pemberi pinjaman atau peminjam; bawaan: seluruh wilayah Anda"},
    {"Also those that are settled", "Juga yang sudah lunas"},
    {"One loan with its repayments", "Satu pinjaman dengan pengembaliannya"},
    {"Its number, from loans list", "Nomornya, dari loans list"},
    {"Shipments that passed an office over, and nobody there knows of",
     "Pengiriman yang melewati suatu kantor dan belum diketahui di sana"},
    {"Also those that are known there", "Juga yang sudah diketahui di sana"},
    {"Say that the office knows of a shipment that passed it over",
     "Nyatakan bahwa kantor mengetahui pengiriman yang melewatinya"},
    {"The shipment, from loans notices", "Pengirimannya, dari loans notices"},
    {"The office that was passed over", "Kantor yang dilewati"},
    {"normal, loan, repayment or return; default: normal",
     "normal, loan (pinjaman), repayment (pengembalian), atau return (retur); bawaan: normal"},
    {"Of a loan: when it is to be given back", "Untuk pinjaman: kapan harus dikembalikan"},
    {"Of a repayment: the loan, from loans list", "Untuk pengembalian: pinjamannya, dari loans list"},
    {"Why offices between the two are passed over; they are told",
     "Mengapa kantor di antara keduanya dilewati; mereka diberi tahu"},
    {"For the receiver; of a return: why", "Untuk penerima; pada retur: sebabnya"},
};

}  // namespace

std::span<const Phrase> HelpWordsOfLoans() { return kLoans; }

}  // namespace blangko::cli
