// Every group of commands, one file each.
//
// Threads: one.
#pragma once

#include "services/cli/menu.h"

namespace blangko::cli {

void AddAllCommands(Menu& menu);

void AddImportCommands(Menu& menu);       // import, imports list|show|errors|held|profiles
void AddBacklogCommands(Menu& menu);      // backlog
void AddRecordsCommands(Menu& menu);      // records list|show|explain|rank
void AddRecordsChanges(Menu& menu);       // records hold|release|cancel|move|add
void AddLaneCommands(Menu& menu);         // records lane|lanes|present
void AddLotsCommands(Menu& menu);         // lots
void AddBlanksCommands(Menu& menu);       // blanks
void AddShipmentsCommands(Menu& menu);    // shipments
void AddReceiptCommands(Menu& menu);      // receive
void AddOpeningCommands(Menu& menu);      // opening
void AddDrawersCommands(Menu& menu);      // drawers
void AddDocumentsCommands(Menu& menu);    // documents
void AddStockViews(Menu& menu);           // balance, movements, equation
void AddCountsCommands(Menu& menu);       // counts
void AddMovementsCommands(Menu& menu);    // cases, losses, adjust
void AddLoansCommands(Menu& menu);        // loans
void AddPacksCommands(Menu& menu);        // packs
void AddPapersCommands(Menu& menu);       // papers
void AddStationsCommands(Menu& menu);     // stations
void AddPrintersCommands(Menu& menu);     // printers
void AddJobsCommands(Menu& menu);         // jobs
void AddIncidentsCommands(Menu& menu);    // incidents
void AddPolicyCommands(Menu& menu);       // policy
void AddOfficesCommands(Menu& menu);      // offices
void AddHandOverCommand(Menu& menu);      // handover
void AddSlipCommands(Menu& menu);         // receipt
void AddLoginCommands(Menu& menu);        // login, logout, whoami
void AddAccountsCommands(Menu& menu);     // accounts
void AddProposalsCommands(Menu& menu);    // proposals
void AddClockCommands(Menu& menu);        // clock
void AddRecoveryCommands(Menu& menu);     // recovery
void AddExportCommands(Menu& menu);       // export
void AddStatusCommands(Menu& menu);       // status, watch
void AddCompletionCommand(Menu& menu);    // completion
void AddRegistersCommands(Menu& menu);    // withdraw, registers
void AddDestructionCommands(Menu& menu);  // destruction
void AddCompareCommands(Menu& menu);      // compare
void AddSuppliesCommands(Menu& menu);     // supplies
void AddStockAtCommands(Menu& menu);      // stock

}  // namespace blangko::cli
