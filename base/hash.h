// Hashes and signatures of the project, all libsodium: BLAKE2b (plain and keyed) and Ed25519.
//
// Sizes in bytes: digests 32, keys 32, signatures 64. Inputs of a wrong size give false or empty, never a crash.
// Threads: any; call InitCrypto() once in main before all others.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace blangko {

// Prepares libsodium; safe to call again. False when the system has no randomness.
bool InitCrypto();

// BLAKE2b-256 over the parts, each preceded by its length, so that ("ab","c") and ("a","bc") differ.
std::string Digest(std::initializer_list<std::string_view> parts);
// BLAKE2b-256 of just these bytes: what `b2sum -l 256` prints, for names that other programs must be able to make.
std::string PlainDigest(std::string_view bytes);
// PlainDigest of bytes that come in pieces, a file for example. Belongs to one thread.
class PlainDigester {
 public:
  PlainDigester();
  ~PlainDigester();
  void Add(std::string_view bytes);
  std::string Finish();  // once

 private:
  struct State;
  std::unique_ptr<State> state_;
};
// Digest with a 32-byte secret: a pseudonym that cannot be guessed from a list of all NIKs.
std::string KeyedDigest(std::string_view key, std::initializer_list<std::string_view> parts);

std::string NewSecretKey();  // 32 random bytes

// Ed25519.
struct SigningKey {
  std::string seed;        // 32 bytes, secret
  std::string public_key;  // 32 bytes
};
SigningKey NewSigningKey();
SigningKey SigningKeyFromSeed(std::string_view seed);
std::string Sign(const SigningKey& key, std::string_view message);
bool VerifySignature(std::string_view public_key, std::string_view message, std::string_view signature);

std::string ToHex(std::string_view bytes);
// Lower-case RFC 4648 base32 without padding: for ids that people type.
std::string ToBase32(std::string_view bytes);

}  // namespace blangko
