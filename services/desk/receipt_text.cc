#include "services/desk/receipt_text.h"

#include <array>

namespace blangko::desk {
namespace {

using records::v1::RecordState;

constexpr int kInitials = 2;
constexpr char kHidden[] = "***";

// First a whole character of UTF-8, however many bytes.
std::string_view FirstCharacter(std::string_view text) {
  size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return text.substr(0, end);
}

v1::ReceiptState StateOf(RecordState state) {
  switch (state) {
    case records::v1::RECORD_STATE_NOT_READY:
    case records::v1::RECORD_STATE_READY:
    case records::v1::RECORD_STATE_GRANTED:
    case records::v1::RECORD_STATE_STARTED:
    case records::v1::RECORD_STATE_OFFLINE:
    case records::v1::RECORD_STATE_UNCERTAIN: return v1::RECEIPT_STATE_NOT_YET;
    case records::v1::RECORD_STATE_PRINTED: return v1::RECEIPT_STATE_COLLECT;
    case records::v1::RECORD_STATE_HANDED_OVER: return v1::RECEIPT_STATE_HANDED_OVER;
    default: return v1::RECEIPT_STATE_ASK_OFFICE;
  }
}

struct Paper {
  const char* indonesian;
  const char* english;
};

constexpr std::array<Paper, 3> kPapers = {{
    {"Tanda terima ini", "This receipt"},
    {"Kartu Keluarga", "The family card"},
    {"Suket atau KTP-el lama, bila ada", "The Suket or the old card, if there is one"},
}};

}  // namespace

std::string MaskName(std::string_view name) {
  std::string masked;
  size_t at = 0;
  for (int i = 0; i < kInitials; ++i) {
    at = name.find_first_not_of(' ', at);
    if (at == std::string_view::npos) break;
    if (i > 0) masked += ' ';
    masked += std::string(FirstCharacter(name.substr(at))) + kHidden;
    at = name.find(' ', at);
    if (at == std::string_view::npos) break;
  }
  return masked.empty() ? kHidden : masked;
}

v1::ReceiptStatus StatusOf(const scheduler::v1::ExplainRecordResponse& explained) {
  v1::ReceiptStatus status;
  status.set_state(StateOf(explained.state()));
  status.set_sentence_id(explained.sentence_id());
  status.set_sentence_en(explained.sentence_en());
  return status;
}

v1::ReceiptStatus UnknownCode() {
  v1::ReceiptStatus status;
  status.set_state(v1::RECEIPT_STATE_UNKNOWN_CODE);
  status.set_sentence_id(
      "Kode ini tidak dikenal. Periksa lagi ke-16 huruf dan angkanya, atau tanyakan ke Dinas; tanda terima yang lama "
      "tidak berlaku lagi setelah diganti.");
  status.set_sentence_en(
      "This code is not known. Check its 16 characters again, or ask at the office; an old receipt no longer counts "
      "once it was replaced.");
  return status;
}

void FillPapers(v1::Receipt& receipt) {
  for (const Paper& paper : kPapers) {
    receipt.add_papers_id(paper.indonesian);
    receipt.add_papers_en(paper.english);
  }
}

}  // namespace blangko::desk
