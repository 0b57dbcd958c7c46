// The register of refusal reasons. A name is part of the API: clients switch on it. Add, never rename.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace blangko {

enum class Reason {
  kInvalidField,
  kRequestIdReused,
  kRequestIdTooOld,
  kOutOfScope,
  kNotAllowed,
  kUnknownRecord,
  kUnknownOffice,
  kUnknownLot,
  kUnknownShipment,
  kUnknownStation,
  kUnknownPrinter,
  kUnknownImport,
  kNoRowWentIn,  // said by the command line
  kNotInLine,
  kForbiddenMove,    // the state table has no such arrow
  kReasonNeeded,     // a hold that a person must look at is released without saying why
  kCardsNotSettled,  // more than one card of the record is out, or may be: one alone is handed over
  kCardIsOut,        // a card of the record came out, or may have: it is settled first
  kDuplicateRecord,
  kNikDamaged,
  kNoBlanks,
  kLotNotAllowed,
  kAccountWouldBeNegative,
  kShipmentNotInTransit,
  kReceiptDoesNotAddUp,
  kDocumentReused,
  kOpeningTooLate,
  kAlreadyExists,
  kStationDisabled,
  kJournalAwaited,      // the store was restored: what the station printed since the backup comes first
  kSiteClosed,          // the same, for a line that an awaited station serves
  kBackupRefused,       // the directory, or what is in it, cannot be a backup
  kJournalNotTaken,     // the file is no journal of a station that is known here
  kStationQuarantined,  // it said two things under one number: a copy, or a disk that went back
  kStationAlive,        // a person reports for a station that can report itself
  kStationMayPrint,     // of a card that a station which is heard of has not begun, or not said to be out
  kStationAtWork,       // given up while it is heard of and switched on
  kStationKeyMismatch,
  kStationProofInvalid,
  kStaleEpoch,
  kPrinterHeld,
  kPrinterDown,
  kRibbonEmpty,  // no ribbon, or no film
  kRibbonTaken,  // what is left of it is for cards that are permitted already
  kDutyLimitReached,
  kWindowFull,
  kStaleAttempt,
  kNotPermitted,
  kSequenceConflict,
  kOnWatchList,
  kEvidenceNeeded,  // PRINTED without somebody's look
  kTwoPersonsNeeded,
  kPolicyInvalid,
  kImportOffsetMismatch,
  kImportFormat,
  kTooManyWaiting,
  kOverloaded,
  kStoreUnavailable,
  kDiskFull,
  kStoreSafeMode,     // less than was acknowledged, or damaged: nobody is served
  kLossDiffers,       // two persons named another loss than is found
  kStoreInUse,        // at the start of a node
  kAddressInUse,      // at the start of a node
  kAddressNotOurs,    // at the start of a node
  kInternal,          // a mistake of the server; its log has the rest
  kDataDamaged,       // stored bytes that do not read back
  kLoginRefused,      // name or PIN; which of the two is not said
  kLoginLocked,       // too many wrong tries
  kLoginNeeded,       // this node answers nobody without a name
  kSessionEnded,      // expired, logged out, or the account changed
  kPinMustBeChanged,  // somebody else knew it
  kAccountBlocked,
  kUnknownAccount,
  kNamedPersonNeeded,  // the local operator has no name that counts
  kUnknownIncident,
  kIncidentOpen,     // what does not fit about the record is settled first
  kIncidentSettled,  // somebody has settled it before
  kUnknownProposal,
  kProposalEnded,    // approved, rejected, withdrawn or over
  kProposalWaiting,  // another one about the same thing
  kEtagMismatch,     // not what was looked at
  kSamePerson,       // who proposed it
  kAboutOneself,     // the person whom it is about
  kCodeRefused,      // wrong, over, used up, or of another proposal
  kUidDiffers,
  kUidNeeded,
  kUidNotKnown,        // nothing to compare with
  kDayNotCompared,     // no list of that day was taken
  kComparisonClosed,   // its comparison
  kDayNotOver,         // more cards may come
  kDayHasDifferences,  // without a reason
  kUnknownComparedCard,
  kCardNotOnlyThere,  // it agrees, or is booked already
  kCardAgrees,        // there is nothing to give a reason for
  kUnknownSupplyKind,
  kSupplyShort,         // fewer in the store room
  kSupplyNotAtPrinter,  // fewer were issued to it
  kExportsFull,
  kUnknownExport,     // closed, or older than a day
  kExportDiffers,     // what the client has is not of this export
  kExportNeedsFiles,  // the engine keeps none
  kUnknownCount,
  kCountIsOpen,      // another one of that office is not ended
  kCountStateWrong,  // it is not what this act needs
  kCountDiffers,
  kUnknownPaper,
  kPaperIssued,           // one holds for the same kind and subject
  kPaperVoided,           // nothing is added to it
  kPaperNotDue,           // its subject is not that far
  kPaperTakenBack,        // its subject was taken back
  kPaperSettingsMissing,  // the office has no letterhead
  kSenderNotTrusted,      // no key of the office that a document is from
  kSignatureWrong,        // of a document
  kWrongAddressee,        // a document for an office of another store
  kLotDiffers,            // the lot is known with other attributes
  kUnknownDocument,
  kUnknownDestruction,
  kDestructionStateWrong,  // the list is not what this act needs
  kDestructionIncomplete,  // something of the paper is not said yet
  kDestructionChanged,     // the list, or the register, is not what was proposed
  kPileDiffers,            // what lies there against the list
  kCardNotHeld,            // no register of the office has it
  kCardListed,             // on another list
  kCardInRegister,         // held already
  kCardDestroyed,
  kUnknownCase,
  kCaseHasFewer,  // fewer blanks are open of that kind
  kUnknownLoss,
  kUnknownEntry,        // of the ledger
  kEntryReversed,       // it was taken back before
  kEntryNotReversible,  // its kind cannot be taken back
  kBypassNotExplained,  // a shipment passes an office of the tree over, and nobody said why
  kUnknownLoan,
  kLoanSettled,      // nothing is owed, or it is not received yet
  kMoreThanOwed,     // a repayment
  kLoanWrongOffice,  // a repayment between other offices than those of the loan
  kLoanWrongType,    // a repayment in another type of blank
  kNoNotice,         // no shipment passed the office over
  kUnknownPack,
  kPackStateWrong,       // it is not sealed, or not there
  kPacksDoNotAddUp,      // counts of packs against the count that is wanted
  kRangeInUse,           // chips of a list's range that were used, named missing or blocked
  kApplicationTooOld,    // the station's application cannot encode the blanks that are there
  kOpeningClosed,        // nothing is entered after it
  kUnknownOpening,       // the office has none
  kRecordNotForOpening,  // its card, or its suket, cannot have been out when the store began
  kCapUsedUp,            // of a class or a site, for this working day
  kReserveKept,          // what is left is for classes that may have it
  kShareKept,            // what is left is the share of another class
  kSupplyForOthers,      // ribbon or film is low: only some classes are served
  kNobodyPresent,        // of those whom the policy serves
  kLaneUnchanged,        // the record stands there already, or does not wait
  kUnknownHandOut,
  kHandOutEnded,      // taken, or withdrawn
  kDrawerShort,       // fewer blanks than are to be given
  kDrawersWaiting,    // too many hand-outs that nobody has taken
  kPageTokenInvalid,  // the last
};

// Name, canonical code and the two sentences of a reason.
struct ReasonText {
  std::string_view name;
  absl::StatusCode code;
  std::string_view english;
  std::string_view indonesian;
};

const ReasonText& TextOf(Reason reason);

}  // namespace blangko
