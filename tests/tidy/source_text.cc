#include "tests/tidy/source_text.h"

#include <algorithm>
#include <cctype>

namespace blangko::tidy {
namespace {

bool IsWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

void Blank(std::string& text, size_t from, size_t to) {
  for (size_t i = from; i < std::min(to, text.size()); ++i) {
    if (text[i] != '\n') text[i] = ' ';
  }
}

// Offset just after the literal or comment that begins at `at`, or `at` when none begins there.
size_t EndOfRawString(std::string_view text, size_t at) {
  size_t open = text.find('(', at);
  if (open == std::string_view::npos) return text.size();
  std::string close = ")" + std::string(text.substr(at + 2, open - at - 2)) + "\"";
  size_t end = text.find(close, open);
  return end == std::string_view::npos ? text.size() : end + close.size();
}

size_t EndOfQuoted(std::string_view text, size_t at) {
  for (size_t i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == text[at]) {
      return i + 1;
    }
  }
  return at + 1;
}

size_t EndOfComment(std::string_view text, size_t at) {
  bool block = text[at + 1] == '*';
  size_t end = text.find(block ? "*/" : "\n", at + 2);
  if (end == std::string_view::npos) return text.size();
  return block ? end + 2 : end;
}

// A preprocessor line with its continuations.
size_t EndOfDirective(std::string_view text, size_t at) {
  size_t end = text.find('\n', at);
  while (end != std::string_view::npos && end > at && text[end - 1] == '\\') end = text.find('\n', end + 1);
  return end == std::string_view::npos ? text.size() : end;
}

bool StartsLine(std::string_view text, size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  return at == 0 || text[at - 1] == '\n';
}

// Blanks what begins at `at` and returns the offset to go on from.
size_t BlankNext(std::string& code, size_t at) {
  char c = code[at];
  char next = at + 1 < code.size() ? code[at + 1] : '\0';
  char before = at > 0 ? code[at - 1] : ' ';
  size_t end = at + 1;
  if (c == '/' && (next == '/' || next == '*')) {
    Blank(code, at, end = EndOfComment(code, at));
  } else if (c == '#' && StartsLine(code, at)) {
    Blank(code, at, end = EndOfDirective(code, at));
  } else if (c == 'R' && next == '"' && !IsWord(before)) {
    end = EndOfRawString(code, at);
    Blank(code, at + 2, end - 1);
    code[at] = ' ';
  } else if (c == '"' || (c == '\'' && !IsWord(before))) {
    end = EndOfQuoted(code, at);
    Blank(code, at + 1, end - 1);
  }
  return end;
}

std::string CodeOf(std::string_view raw) {
  std::string code(raw);
  for (size_t at = 0; at < code.size();) at = BlankNext(code, at);
  return code;
}

}  // namespace

Source MakeSource(std::string path, std::string raw) {
  Source source{std::move(path), std::move(raw), ""};
  if (IsCxx(source)) source.code = CodeOf(source.raw);
  return source;
}

bool IsHeader(const Source& source) { return source.path.ends_with(".h"); }
bool IsCxx(const Source& source) { return IsHeader(source) || source.path.ends_with(".cc"); }
bool IsTest(const Source& source) {
  static const std::vector<std::string_view> kTests = {"tests/*", "*_test.cc", "*_fixture.h", "*_fixture.cc"};
  return MatchesAny(kTests, source.path);
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

size_t LineOf(std::string_view text, size_t offset) {
  return 1 + static_cast<size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

bool Matches(std::string_view pattern, std::string_view path) {
  size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == path;
  if (!path.starts_with(pattern.substr(0, star))) return false;
  std::string_view rest = pattern.substr(star + 1);
  for (size_t from = star; from <= path.size(); ++from) {
    if (Matches(rest, path.substr(from))) return true;
  }
  return false;
}

bool MatchesAny(const std::vector<std::string_view>& patterns, std::string_view path) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [path](std::string_view pattern) { return Matches(pattern, path); });
}

std::vector<size_t> FindName(std::string_view code, std::string_view needle) {
  std::vector<size_t> found;
  for (size_t at = code.find(needle); at != std::string_view::npos; at = code.find(needle, at + 1)) {
    char before = at > 0 ? code[at - 1] : ' ';
    bool member = before == '.' || (before == '>' && at > 1 && code[at - 2] == '-');
    bool starts = !IsWord(needle.front()) || (!IsWord(before) && !member);
    size_t end = at + needle.size();
    bool ends = !IsWord(needle.back()) || end == code.size() || !IsWord(code[end]);
    if (starts && ends) found.push_back(at);
  }
  return found;
}

}  // namespace blangko::tidy
