// The register of every table: its first key byte, its key parts and its row message (proto/blangko/rows/v1).
//
// Numbers are stored for ever: never reuse one, never change key parts without a new number.
#pragma once

#include <cstdint>

namespace blangko::storage {

enum class Table : uint8_t {
  // storage
  kMeta = 0x01,     // Text name                                   -> MetaRow and other single rows
  kRequest = 0x02,  // Text request_id                             -> RequestRow
  kDue = 0x03,      // Time when, U64 kind, Text object            -> empty
  kLog = 0x04,      // Text office, Text lot, Time at, U64 seq     -> hash + rows.LogEntry (ledger_log.h)
  kLogHead = 0x05,  // Text office, Text lot                       -> rows.LogHead
  kCounter = 0x06,  // U64 family, parts of that family            -> I64

  // access
  kOffice = 0x10,   // Text office                                 -> rows.Office
  kArea = 0x11,     // Text area code prefix                       -> rows.AreaRoute
  kAccount = 0x12,  // Text name                                  -> rows.NamedAccount
  kSession = 0x13,  // Text account, Text digest of the token, hex -> rows.Session
  kAdministrator =
      0x14,          // Text name                            -> empty; who ever was administrator or centre
  kProposal = 0x15,  // U64 number                     -> rows.Proposal
  kWaitingProposal = 0x16,  // U64 number                     -> empty; those that wait
  kProposalAbout =
      0x17,  // Text subject                   -> rows.WaitingProposal: the one that waits about it

  // records
  kRecord = 0x20,    // Text record_id                              -> rows.Record
  kPersonal = 0x21,  // Text record_id                              -> rows.Personal (the only personal data)
  kPerson = 0x22,    // Text person_id                              -> rows.Person
  kAlias = 0x23,     // Text alias                                  -> rows.Alias
  kLine = 0x24,      // Text site, U64 state, U64 class, U64 generation, Time key, Time ready, Text record_id
                     //                                             -> rows.LineEntry
  // Counts of kLine (layers/line_counts.h): U64 1, line, I64 day -> count, split or not;
  // U64 2, line, I64 day, Time key, Time ready, Text record_id -> I64, the rows from there on.
  kLineSegment = 0x25,
  kImport = 0x26,         // Text import_id                           -> rows.Import
  kImportError = 0x27,    // Text import_id, U64 row                  -> rows.ImportError
  kWatch = 0x28,          // Text person_id                           -> rows.Watch
  kImportSeen = 0x29,     // Text import_id, Text record_id           -> rows.ImportSeen: who is on a list
  kImportProfile = 0x2B,  // Text import_id ("" = kept by name), Text name -> rows.ImportProfile
  kImportHeld = 0x2A,     // Text import_id, U64 row, Text record_id  -> rows.ImportHeld

  // stock
  kLot = 0x30,       // Text lot                                    -> rows.Lot
  kShipment = 0x31,  // Text shipment_id                            -> rows.Shipment
  kSiteLots =
      0x32,  // Text office                                 -> rows.SiteLots: its lots with free blanks
  kDocument = 0x33,  // Text from_office, Text document             -> rows.Document: one receipt per document
  kBlankUid = 0x34,  // Text uid                               -> rows.BlankUid
  kBlankIncident = 0x35,  // Text uid                               -> empty; of these somebody must look
  kBlockedUids = 0x36,    // U64 digits, Text first                 -> rows.BlockedUids

  kCount = 0x37,         // Text count_id                              -> rows.Count
  kOfficeCounts = 0x38,  // Text office                             -> rows.OfficeCounts

  // movements
  kDifferenceCase = 0x39,  // Text case_id                            -> rows.DifferenceCase
  kOpenCase = 0x3A,        // Text case_id                            -> empty; those that are open
  kDeclaredLoss = 0x3B,    // Text office, Text loss_id               -> rows.DeclaredLoss
  kReversedEntry = 0x3C,   // Text office, Text lot, U64 seq          -> rows.EntryReversal
  kCaseLimit = 0xBE,       // Text office                             -> rows.CaseLimit

  // loans
  kLoan = 0x3D,            // Text loan_id                            -> rows.Loan
  kOpenLoan = 0x3E,        // Text borrower, Text loan_id             -> empty; those that are owed
  kShipmentNotice = 0x3F,  // Text office, Text shipment_id           -> rows.ShipmentNotice

  // printers
  kStation = 0x40,        // Text station_id                             -> rows.Station
  kPrinter = 0x41,        // Text station_id, Text printer_id            -> rows.Printer
  kFact = 0x42,           // Text station_id, U64 epoch, U64 seq         -> rows.Fact
  kStationCounts = 0x43,  // Text station_id                       -> rows.StationCounts

  // scheduler
  kPolicy = 0x50,  // Text office, Time effective, U64 version    -> rows.Policy
  kPermit = 0x51,  // Text station_id, Text printer_id, Text record_id -> rows.Permit: outcome not known yet
  kGrantedCount = 0x52,  // Text site, U64 class, I64 day              -> rows.GrantedCount
  kShareBook = 0x53,     // Text site                                  -> rows.ShareBook
  kLaneMark = 0x54,      // Text site, I64 day, Text record_id         -> rows.LaneMark

  // desk
  kReceipt = 0x60,        // Text keyed hash of the code               -> rows.Receipt: those that hold
  kRecordReceipt = 0x61,  // Text record_id                           -> rows.RecordReceipt

  // incidents
  kIncident = 0x70,        // U64 number                              -> rows.Incident
  kOpenIncident = 0x71,    // U64 number                              -> empty; those that nobody has settled
  kRecordIncident = 0x72,  // Text record_id or "count:" station_id, U64 number              -> empty
  kRecordOpenIncident = 0x73,  // Text record_id, U64 number          -> empty; those that nobody has settled

  // papers
  kPaper = 0x80,          // Text office, U64 kind, U64 year, U64 seq  -> rows.Paper
  kPaperFacts = 0x81,     // the same                                -> rows.PaperFacts: all that is drawn
  kPaperScan = 0x82,      // the same, U64 number from 1             -> rows.PaperScan
  kPaperCount = 0x83,     // Text office, U64 kind, U64 year          -> rows.PaperCount: the running number
  kPaperHolds = 0x84,     // Text office, U64 kind, Text subject      -> rows.PaperHolds: the one that holds
  kPaperSettings = 0x85,  // Text office, U64 version                 -> rows.PaperSettings
  // documents; key = fingerprint of the key that the sender's store signs with, "abcd-efgh-…"
  kForeignOffice = 0x90,     // Text office                             -> rows.ForeignOffice
  kSentSeries = 0x91,        // Text to_office, U64 epoch               -> rows.DocumentSeries
  kSentDocument = 0x92,      // Text to_office, U64 epoch, U64 number   -> rows.SignedDocument
  kTakenSeries = 0x93,       // Text key, Text to_office, U64 epoch     -> rows.DocumentSeries
  kTakenDocument = 0x94,     // Text key, Text to_office, U64 epoch, U64 number -> rows.SignedDocument
  kShipmentDocument = 0x95,  // Text shipment_id                     -> rows.ShipmentDocument

  // spoiled and withdrawn cards; register = destruction.v1.CardRegister
  kCardRegister = 0xA0,     // Text office                             -> rows.CardRegister: both of an office
  kHeldCard = 0xA1,         // Text office, U64 register, U64 number   -> rows.RegisteredCard
  kGoneCard = 0xA2,         // the same                                -> rows.RegisteredCard: those that left
  kCardPlace = 0xA3,        // Text "uid:…", "job:record/attempt" or "record:…" -> rows.CardPlace
  kDestruction = 0xA4,      // Text destruction_id                     -> rows.Destruction
  kDestructionLine = 0xA5,  // Text destruction_id, U64 register, Text lot, U64 number -> rows.DestructionLine
  kHoldingLimit = 0xA6,     // Text office                             -> rows.HoldingLimit
  kRegisterTakeUp = 0xA7,   // Text ""                                 -> rows.RegisterTakeUp

  // packs: chips as senders' lists name them
  kListedUids = 0xA8,       // U64 digits, Text first                  -> rows.ListedUids
  kListedUidsOfLot = 0xA9,  // Text lot, U64 digits, Text first        -> empty
  kMissingUid = 0xAA,       // Text uid                                -> rows.MissingUid
  kNamedMissing = 0xAB,     // Text shipment_id, Text lot              -> rows.NamedMissing
  kPack = 0xAC,             // Text pack_id                            -> rows.Pack
  kOfficePack = 0xAD,       // Text office, Text lot, Text pack_id -> I64 blanks; pack_id "" = of all
  kUidShipment = 0xAE,      // Text lot, Text shipment_id -> empty; lot "" = of many, both "" = whole

  // comparison; days since 1970-01-01 in the office's calendar
  kComparisonDay = 0xB0,     // Text office, I64 day                    -> rows.ComparisonDay
  kListedCard = 0xB1,        // Text office, I64 day, Text list_id, U64 row -> rows.ListedCard
  kDifferenceReason = 0xB2,  // Text office, I64 day, Text card_id      -> rows.DifferenceReason
  kPrintedOutside = 0xB3,    // Text office, I64 day, Text card         -> rows.PrintedOutside

  // consumables
  kSupplyKind = 0xB4,       // Text kind                               -> rows.SupplyKind
  kSupplyStock = 0xB5,      // Text office, Text kind                  -> rows.SupplyStock
  kSupplyEntry = 0xB6,      // Text office, Text kind, U64 number      -> rows.SupplyEntry
  kSupplyAtPrinter = 0xB7,  // Text station_id, Text printer_id, Text kind -> rows.SupplyAtPrinter

  // opening
  kOpening = 0xB8,  // Text office                             -> rows.Opening
  kOpeningCard =
      0xB9,  // Text office, Text record_id             -> rows.OpeningCard: printed before, not collected
  kOpeningSuket =
      0xBA,  // Text office, Text number               -> rows.OpeningSuket: out when the store began

  // drawers
  kDrawer = 0xBC,   // Text station_id                            -> rows.Drawer
  kHandOut = 0xBD,  // Text station_id, U64 number                -> rows.HandOut
};

}  // namespace blangko::storage
