// What the command line of blangko-station says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/refusal/words.h"

namespace blangko::printer {

struct StationOptions {
  Language language = Language::kIndonesian;  // of what is said on the screen
  std::string time_zone = "Asia/Jakarta";     // how times are shown

  std::string directory;
  std::string journal_copy;  // a directory on a second device; empty = none
  std::string server = "127.0.0.1:7070";
  std::string station_id;
  std::string printer_id = "p1";
  uint64_t epoch = 0;  // 0 = the journal's; of an empty one, what the server says
  bool register_first = false;
  bool insecure = false;  // plaintext to another machine
  std::vector<std::string> sites;
  std::string by = "operator";  // who is at the keyboard

  std::string driver = "file";
  bool change_driver = false;  // from that of the run before
  std::string tray;            // empty = <directory>/tray
  double speed_seconds = 0;    // simulated time of a card
  std::vector<std::string> spoil_records;
  int spoil_every = 0;

  std::string printer_uri;  // ipp
  std::string snmp;         // ipp: host or host:port that tells supplies; empty = by IPP alone
  std::string snmp_community = "public";
  int ribbon_cards = 0;  // ipp: cards of a full ribbon; 0 = not known
  int film_cards = 0;
  double printer_look_seconds = 0.5;  // ipp: between two looks at a printer that has a card

  std::string encoder;                  // command:PROGRAM, pcsc[:READER] or simulated[:…]; empty = none
  std::string application_version = {};      // "8.2.1"; empty = not told
  std::string ups;                      // NAME@host[:port]; empty = none
  std::string power_unknown = "print";  // when nobody knows whether there is mains power: print or wait
  std::string photos;
  std::string without_photo = "hold";  // with photos: hold or print
  std::string province;
  std::string regency;
  int batch = 10;
  int64_t cards = 0;         // 0 = no limit
  int looks = 50;            // cards that may wait for a look
  bool report_only = false;  // reports what the journal holds, prints nothing

  // Of `look`: which cards, and what was seen on them.
  std::vector<std::string> look_cards;  // record, or record/attempt
  bool look_all = false;
  int look_first = 0;  // the first so many
  std::string look_cause;

  std::string page_port = "off";  // "auto", a number (0 = any) or "off"

  // Of `clear` and `decide`.
  std::string envelope;
  bool nothing_found = false;
  std::string decide_card;     // RECORD/ATTEMPT
  std::string decide_outcome;  // PRINTED or SPOILED
  std::string blank_uid;
  bool other_uid = false;
  std::string found_at;
};

}  // namespace blangko::printer
