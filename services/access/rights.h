// Rights: which role may do what: one table, rows are kinds of acts, columns are roles.
//
// A right says whether a person may do an act alone, as one of two, may only propose it, or may read. Scope is checked
// apart, at the data (actor.h). An administrator of a store without a centre has the best right of all columns of
// persons. The local operator who did not log in may do all that one person may, if the configuration says
// administrator; nobody without a name counts as one of two.
// Failure: NOT_ALLOWED. Threads: pure.
#pragma once

#include <span>
#include <string_view>

#include "absl/status/status.h"
#include "services/access/actor.h"

namespace blangko::access {

// From little to much: who may do an act alone may also be one of two.
enum class Right { kNone, kRead, kPropose, kTwo, kAlone };

enum class Verb {
  kRead,               // backlog, stock, dashboards, jobs: no personal data unless it is asked for
  kImport,             // lists, one applicant by hand
  kSettleRecord,       // hold, release, cancel, move
  kHandOver,           // to the citizen
  kCreateLot,          // and take it over from the maker
  kConfirmReceipt,     // of blanks, with differences
  kShip,               // blanks down one level
  kAdjustStock,        // opening, lost, found
  kSetPolicy,          // classes, windows, limits
  kApproveUrgent,      // into the urgent lane, and out of it
  kTakeWork,           // pull and exchange
  kPrint,              // start, outcomes
  kReclaim,            // give an unstarted grant back
  kResolveDoubt,       // PRINTED or SPOILED, by looking
  kSettleIncident,     // what was booked although it does not fit
  kResolveNotPrinted,  // the blank of a doubt is still blank
  kDeclareLost,        // a blank that cannot be found
  kDestroy,            // spoiled and withdrawn cards
  kVoidAttempt,        // of a station that cannot be reached
  kEnrolStation,       // new machine, next epoch, revocation
  kSwitchStation,      // emergency stop, and on again
  kSetPrinter,         // hold, limits
  kHeartbeat,          // of a station
  kAccounts,           // persons and roles
  kProposals,          // take part in acts of two; each kind has its own right besides (proposal_kind.cc)
  kConfigure,          // office tree
  kIssuePaper,         // number a paper that is to be signed, record its scan
  kSetPapers,          // letterhead and officials; void a paper
  kOwnAccount,         // login, own PIN
};

Right RightOf(const Actor& actor, Verb verb);

// NOT_ALLOWED unless the actor has at least that right.
absl::Status CheckRight(const Actor& actor, Verb verb, Right least);

// A method of the API, by the full name of its request message without "blangko." and "Request" (a client stream: its
// use case), and the least right with which it may be called.
struct MethodRight {
  std::string_view method;
  Verb verb;
  Right least;
};
std::span<const MethodRight> AllMethodRights();

// For every call, before anything else is looked at. A method without a row is for administrators and stations alone,
// whom the data layer checks.
absl::Status CheckMethod(const Actor& actor, std::string_view request_message);

}  // namespace blangko::access
