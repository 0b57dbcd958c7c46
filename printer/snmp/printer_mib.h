// PrinterMib reads ribbon, film and life counter from a printer's MIB (RFC 3805) by SNMP, for printers that do not tell
// them by IPP. Numbers of the MIB are used as they are: its files are not free.
//
// Failure: Open INVALID_ARGUMENT; Read UNAVAILABLE when nobody answers within two seconds. Threads: one.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "printer/ipp/supply_source.h"

namespace blangko::printer {

class PrinterMib : public SupplySource {
 public:
  // `peer` is "host" or "host:port".
  static absl::StatusOr<std::unique_ptr<PrinterMib>> Open(const std::string& peer,
                                                          const std::string& community);
  ~PrinterMib() override;

  absl::StatusOr<SupplyReport> Read() override;

 private:
  // A value of a table: a number or a text.
  struct Cell {
    int64_t number = -1;
    std::string text;
  };
  using Column = std::map<std::string, Cell>;  // by the rest of the object's number: the row

  PrinterMib(std::string peer, void* session) : peer_(std::move(peer)), session_(session) {}
  absl::StatusOr<Column> Walk(const std::string& column) const;

  const std::string peer_;
  void* const session_;
};

}  // namespace blangko::printer
