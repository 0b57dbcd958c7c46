#include "services/cli/commands.h"

namespace blangko::cli {

// In the order in which an office meets them: the help is printed like this.
void AddAllCommands(Menu& menu) {
  AddImportCommands(menu);
  AddBacklogCommands(menu);
  AddRecordsCommands(menu);
  AddRecordsChanges(menu);
  AddLaneCommands(menu);
  AddSlipCommands(menu);
  AddHandOverCommand(menu);
  AddLotsCommands(menu);
  AddBlanksCommands(menu);
  AddReceiptCommands(menu);
  AddOpeningCommands(menu);
  AddShipmentsCommands(menu);
  AddDocumentsCommands(menu);
  AddStockViews(menu);
  AddCountsCommands(menu);
  AddMovementsCommands(menu);
  AddLoansCommands(menu);
  AddPacksCommands(menu);
  AddRegistersCommands(menu);
  AddDestructionCommands(menu);
  AddCompareCommands(menu);
  AddSuppliesCommands(menu);
  AddStockAtCommands(menu);
  AddPapersCommands(menu);
  AddStationsCommands(menu);
  AddPrintersCommands(menu);
  AddDrawersCommands(menu);
  AddJobsCommands(menu);
  AddIncidentsCommands(menu);
  AddPolicyCommands(menu);
  AddOfficesCommands(menu);
  AddLoginCommands(menu);
  AddAccountsCommands(menu);
  AddProposalsCommands(menu);
  AddClockCommands(menu);
  AddRecoveryCommands(menu);
  AddExportCommands(menu);
  AddStatusCommands(menu);
  AddCompletionCommand(menu);
}

}  // namespace blangko::cli
