// What the ending of an encoder program means. Pure.
//
// The program reads one JSON object and writes one JSON object, on one line, and ends with exit status 0:
//   in   {"record":"…","attempt":1,"printer":"p1"}
//   out  {"result":"done","uid":"04A2…"}                 the chip is written
//        {"result":"failed","reason":"…","uid":"04A2…"}  it could not be: the blank is spoiled; uid where it was read
//        {"result":"untouched","reason":"…"}             nothing reached the blank
//        {"result":"unknown","reason":"…"}               it cannot say
// `reason` is a word of capitals, digits and '_'. Fields that are not known are passed over.
// Anything else — another exit status, a signal, no line, two lines, no JSON, a result or a UID that cannot be read —
// comes from a program that may have touched the blank: it is unknown.
// Threads: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "printer/encoder/card_encoder.h"

namespace blangko::printer {

std::string EncodeRequestOf(const AttemptKey& card, std::string_view printer_id);
EncodeProgress JudgeAnswer(int exit_status, std::string_view output);

}  // namespace blangko::printer
