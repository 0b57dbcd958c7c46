// Early return for absl::Status and absl::StatusOr; Debian's Abseil has no such macros.
//
//   RETURN_IF_ERROR(table.Put(row));
//   ASSIGN_OR_RETURN(Record record, table.Get(id));
//
// Both leave the enclosing function with the status that failed, untouched.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define BLANGKO_CONCAT_INNER(a, b) a##b
#define BLANGKO_CONCAT(a, b) BLANGKO_CONCAT_INNER(a, b)

#define RETURN_IF_ERROR(expression)                                                              \
  do {                                                                                           \
    if (absl::Status blangko_status = (expression); !blangko_status.ok()) return blangko_status; \
  } while (false)

#define ASSIGN_OR_RETURN(target, expression) \
  BLANGKO_ASSIGN_OR_RETURN(BLANGKO_CONCAT(blangko_or_, __LINE__), target, expression)
#define BLANGKO_ASSIGN_OR_RETURN(holder, target, expression) \
  auto holder = (expression);                                \
  if (!holder.ok()) return std::move(holder).status();       \
  target = *std::move(holder)
