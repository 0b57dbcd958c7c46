// IppMessage: one IPP request or reply, with the attributes by name.
//
// Failure: what is missing or of another type reads as empty; a printer's reply is never trusted to be complete.
//          Text comes out on one line and in UTF-8 (PlainLine), whatever the printer sent.
// Threads: belongs to one.
#pragma once

#include <cups/ipp.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace blangko::printer {

class IppMessage {
 public:
  // A reply, which it then owns.
  explicit IppMessage(ipp_t* message) : message_(message, ippDelete) {}
  // A request about a printer, by a user.
  IppMessage(ipp_op_t operation, const std::string& printer_uri, const std::string& user);

  void AddNumber(ipp_tag_t group, const char* name, int value);
  void AddFlag(ipp_tag_t group, const char* name, bool value);
  void AddText(ipp_tag_t group, ipp_tag_t type, const char* name, const std::string& value);
  void AddKeywords(ipp_tag_t group, const char* name, const std::vector<const char*>& values);

  // The values of all attributes so named; of text-like types only.
  std::vector<std::string> Texts(const char* name) const;
  std::string Text(const char* name) const;
  std::vector<int64_t> Numbers(const char* name) const;
  std::optional<int64_t> Number(const char* name) const;
  std::optional<bool> Flag(const char* name) const;
  // Octet strings, "index=0;level=80;…".
  std::vector<std::string> Octets(const char* name) const;
  // The part of a reply that holds the `index`-th job; null after the last.
  std::optional<IppMessage> Job(int index) const;

  ipp_status_t status() const { return ippGetStatusCode(message_.get()); }
  ipp_t* get() const { return message_.get(); }

 private:
  std::unique_ptr<ipp_t, void (*)(ipp_t*)> message_;
};

}  // namespace blangko::printer
