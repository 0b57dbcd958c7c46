// Why records are held, and which of these holds only a person who has looked may end.
//
// Threads: pure.
#pragma once

#include <string_view>

namespace blangko::records {

inline constexpr char kHoldPerson[] = "PERSON";                // somebody decided it
inline constexpr char kHoldDuplicate[] = "DUPLICATE_REQUEST";  // a second open request, or a card exists
inline constexpr char kHoldNikMismatch[] = "NIK_MISMATCH";     // the NIK says another birth date or sex
inline constexpr char kHoldNotOnList[] = "NOT_ON_FULL_LIST";   // waits, but is missing from a full list
inline constexpr char kHoldSpoils[] = "GAGAL_BERULANG";        // too many blanks spoiled
inline constexpr char kHoldLatePrinted[] = "LATE_PRINTED";     // a card came out that nobody expected
inline constexpr char kHoldLateDoubt[] = "LATE_UNCERTAIN";     // a card may be out that nobody expected
inline constexpr char kHoldPhotoMissing[] = "FOTO_TIDAK_ADA";  // the station has no photo for the card
inline constexpr char kHoldPhotoBroken[] = "FOTO_RUSAK";       // the photo cannot be read
inline constexpr char kHoldDied[] = "DIED";                    // the three lists of persons
inline constexpr char kHoldMoved[] = "MOVED";
inline constexpr char kHoldDuplicatePerson[] = "DUPLICATE";

// The product held it because something does not fit: a release says why it may go on.
bool NeedsLook(std::string_view hold_reason);

// A card of the record came out, or may have: whoever has it settles the card first, no release leads to another one.
bool NeedsCard(std::string_view hold_reason);

}  // namespace blangko::records
