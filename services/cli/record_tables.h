// Tables of records, shared by the commands that show one. No personal data but where a Personal is passed in.
#pragma once

#include <vector>

#include "blangko/records/v1/records.pb.h"
#include "services/cli/table.h"

namespace blangko::cli {

// The short form: a list of records.
Table RecordList();
void AddRecord(Table& list, const records::v1::Record& record);

// The long form: the record, its ladder, attempts and history.
std::vector<Table> RecordSheets(const records::v1::Record& record);
Table PersonalSheet(const records::v1::Personal& personal);

}  // namespace blangko::cli
