// The lines of an exported journal: one JSON object each, in clear words, beside the bytes that the journal has.
//
// Threads: pure functions.
#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "blangko/station/v1/journal_export.pb.h"

namespace blangko::journal_file {

inline constexpr char kFormat[] = "blangko-station-journal/1";

// How the file can be checked, in words.
void SayHowToCheck(station::v1::ExportHeader& header);

std::string JsonLine(const google::protobuf::Message& message);
bool ParseLine(std::string_view line, google::protobuf::Message& message);

// `payload`: the bytes of the entry as the journal has them; `chain`: the chain hash after it.
station::v1::ExportLine LineOf(const station::v1::Entry& entry, std::string_view payload,
                               std::string_view chain);

void SetTime(absl::Time time, google::protobuf::Timestamp& field);

// What the station signs: no proof of a call fits it.
std::string SignedText(std::string_view digest);

}  // namespace blangko::journal_file
