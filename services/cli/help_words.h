// The Indonesian of blangko's help.
//
// Threads: any.
#pragma once

#include <span>

#include "services/refusal/phrases.h"

namespace blangko::cli {

// English, Indonesian.
std::span<const Phrase> HelpWords();

// Of these, those of counts and papers.
std::span<const Phrase> HelpWordsOfPapers();

// Of these, those of openings and drawers.
std::span<const Phrase> HelpWordsOfCustody();

// Of these, those of the daily comparison, of supplies and of stock at a date.
std::span<const Phrase> HelpWordsOfDaily();

// Of these, those of loans and kinds of shipments.
std::span<const Phrase> HelpWordsOfLoans();
// Of these, those of policies, lanes and presence.
std::span<const Phrase> HelpWordsOfPolicy();
std::span<const Phrase> HelpWordsOfPacks();

}  // namespace blangko::cli
