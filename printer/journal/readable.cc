#include "printer/journal/readable.h"

#include <memory>

#include "services/refusal/told.h"

namespace blangko::printer {

absl::Status CheckReadable(const google::protobuf::MessageLite& message) {
  const std::unique_ptr<google::protobuf::MessageLite> copy(message.New());
  if (copy->ParseFromString(message.SerializeAsString())) return absl::OkStatus();
  return Told(absl::StatusCode::kInvalidArgument,
              "teks: ada bita yang bukan UTF-8; tidak dapat dibaca kembali dan tidak ditulis",
              "text: holds bytes that are not UTF-8; it could not be read back and was not written");
}

}  // namespace blangko::printer
