#include "services/refusal/catalogue.h"

namespace blangko {
namespace {

using Code = absl::StatusCode;

constexpr ReasonRow kDocuments[] = {
    {Reason::kSenderNotTrusted,
     {"SENDER_NOT_TRUSTED", Code::kFailedPrecondition,
      "No key of office {office} is trusted here. Compare its fingerprint over the telephone, then two persons enter it "
      "(blangko documents trust {office} --key …).",
      "Belum ada kunci kantor {office} yang dipercaya di sini. Cocokkan sidik kuncinya lewat telepon, lalu dua orang "
      "memasukkannya (blangko documents trust {office} --key …)."}},
    {Reason::kSignatureWrong,
     {"SIGNATURE_WRONG", Code::kInvalidArgument,
      "The document is not signed with the key of office {office}: it was changed on the way, or it is not from there: "
      "{fields}. Nothing was booked.",
      "Dokumen ini tidak ditandatangani dengan kunci kantor {office}: isinya berubah di jalan, atau bukan dari sana: "
      "{fields}. Tidak ada yang dibukukan."}},
    {Reason::kWrongAddressee,
     {"WRONG_ADDRESSEE", Code::kFailedPrecondition,
      "The document is for office {office}, which is not of this store: {fields}. Nothing was booked.",
      "Dokumen ini untuk kantor {office}, yang bukan kantor di penyimpanan ini: {fields}. Tidak ada yang dibukukan."}},
    {Reason::kLotDiffers,
     {"LOT_DIFFERS", Code::kFailedPrecondition,
      "Lot {lot} is known here with other attributes: {fields}. Nothing was booked; ask the sender.",
      "Lot {lot} tercatat di sini dengan keterangan lain: {fields}. Tidak ada yang dibukukan; tanyakan kepada pengirim."}},
    {Reason::kUnknownDocument,
     {"UNKNOWN_DOCUMENT", Code::kNotFound, "There is no document {document}.",
      "Tidak ada dokumen {document}."}},
};

}  // namespace

std::span<const ReasonRow> ReasonsOfDocuments() { return kDocuments; }

}  // namespace blangko
