// Tables and sentences of debts between offices, and of shipments that passed an office over.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "blangko/loans/v1/loans.pb.h"
#include "services/cli/sentence.h"
#include "services/cli/table.h"

namespace blangko::cli {

Table LoanList();
void AddLoan(Table& list, const loans::v1::Loan& loan);
// One loan with the shipments that repaid it.
std::vector<Table> LoanSheets(const loans::v1::Loan& loan);

Table NoticeList();
void AddNotice(Table& list, const loans::v1::ShipmentNotice& notice);

// What a borrower who has just received blanks is told.
Sentence DebtLine(const loans::v1::Loan& loan);
// For the status of an area; empty when nothing waits.
Sentence OverdueLine(int64_t overdue_loans);
Sentence UnseenLine(int64_t unseen_notices);

}  // namespace blangko::cli
