// CardFace draws what is printed on a card: CR80 at 300 dots per inch, 1011 x 638 pixels, Noto Sans.
//
// Every card is marked SPESIMEN: this product must not make cards that look genuine. Long values shrink and then
// end in an ellipsis; nothing is drawn outside its field. The same input gives the same picture.
// Failure: FAILED_PRECONDITION when the font is missing; drawing itself does not fail. Threads: one per CardFace.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "blangko/records/v1/records.pb.h"
#include "printer/face/card_image.h"

namespace blangko::printer {

inline constexpr int kCardWidth = 1011;  // pixels: 85.60 mm
inline constexpr int kCardHeight = 638;  // 53.98 mm

struct CardHeading {
  std::string province;  // "PROVINSI RIAU"
  std::string regency;   // "KABUPATEN PELALAWAN"
};

class CardFace {
 public:
  // Loads the font and draws what all cards share, once.
  static absl::StatusOr<std::unique_ptr<CardFace>> Create(const CardHeading& heading);
  ~CardFace();
  CardFace(const CardFace&) = delete;
  CardFace& operator=(const CardFace&) = delete;

  // `photo` may be empty (width 0): then a neutral figure stands in. `print_number` names the print, for the
  // person who looks at the card: record and attempt.
  CardImage Draw(const records::v1::Personal& personal, const CardImage& photo,
                 std::string_view print_number) const;

 private:
  struct Parts;
  explicit CardFace(std::unique_ptr<Parts> parts);

  const std::unique_ptr<Parts> parts_;
};

}  // namespace blangko::printer
