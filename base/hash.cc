#include "base/hash.h"

#include <sodium.h>

#include <array>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "base/text.h"

namespace blangko {
namespace {

constexpr size_t kDigestBytes = 32;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string DigestParts(std::string_view key, std::initializer_list<std::string_view> parts) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, key.empty() ? nullptr : Bytes(key), key.size(), kDigestBytes);
  for (const std::string_view part : parts) {
    std::array<unsigned char, 8> length{};
    for (size_t i = 0; i < length.size(); ++i)
      length[i] = static_cast<unsigned char>(part.size() >> (56 - 8 * i));
    crypto_generichash_update(&state, length.data(), length.size());
    crypto_generichash_update(&state, Bytes(part), part.size());
  }
  std::string digest(kDigestBytes, '\0');
  crypto_generichash_final(&state, Bytes(digest), digest.size());
  return digest;
}

}  // namespace

bool InitCrypto() { return sodium_init() >= 0; }

std::string Digest(std::initializer_list<std::string_view> parts) { return DigestParts({}, parts); }

std::string PlainDigest(std::string_view bytes) {
  std::string digest(kDigestBytes, '\0');
  crypto_generichash(Bytes(digest), digest.size(), Bytes(bytes), bytes.size(), nullptr, 0);
  return digest;
}

struct PlainDigester::State {
  crypto_generichash_state hash;
};

PlainDigester::PlainDigester() : state_(std::make_unique<State>()) {
  crypto_generichash_init(&state_->hash, nullptr, 0, kDigestBytes);
}

PlainDigester::~PlainDigester() = default;

void PlainDigester::Add(std::string_view bytes) {
  crypto_generichash_update(&state_->hash, Bytes(bytes), bytes.size());
}

std::string PlainDigester::Finish() {
  std::string digest(kDigestBytes, '\0');
  crypto_generichash_final(&state_->hash, Bytes(digest), digest.size());
  return digest;
}

std::string KeyedDigest(std::string_view key, std::initializer_list<std::string_view> parts) {
  return key.size() == 32 ? DigestParts(key, parts) : std::string();
}

std::string NewSecretKey() {
  std::string key(32, '\0');
  randombytes_buf(key.data(), key.size());
  return key;
}

SigningKey NewSigningKey() { return SigningKeyFromSeed(NewSecretKey()); }

SigningKey SigningKeyFromSeed(std::string_view seed) {
  if (seed.size() != crypto_sign_SEEDBYTES) return {};
  SigningKey key{std::string(seed), std::string(crypto_sign_PUBLICKEYBYTES, '\0')};
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_seed_keypair(Bytes(key.public_key), Bytes(secret), Bytes(seed));
  return key;
}

std::string Sign(const SigningKey& key, std::string_view message) {
  if (key.seed.size() != 32 || key.public_key.size() != 32) return {};
  const std::string secret = key.seed + key.public_key;  // libsodium's layout of an Ed25519 secret key
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(Bytes(signature), nullptr, Bytes(message), message.size(), Bytes(secret));
  return signature;
}

bool VerifySignature(std::string_view public_key, std::string_view message, std::string_view signature) {
  if (public_key.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(Bytes(signature), Bytes(message), message.size(), Bytes(public_key)) ==
         0;
}

std::string ToHex(std::string_view bytes) { return absl::BytesToHexString(ToAbsl(bytes)); }

std::string ToBase32(std::string_view bytes) {
  static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  uint32_t buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) text += kAlphabet[(buffer >> (bits - 5)) & 31];
  }
  if (bits > 0) text += kAlphabet[(buffer << (5 - bits)) & 31];
  return text;
}

}  // namespace blangko
