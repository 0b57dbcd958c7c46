#include "tests/tidy/functions.h"

#include <optional>
#include <regex>
#include <string>

namespace blangko::tidy {
namespace {

enum class Scope { kOpen, kFunction, kData };  // kOpen: namespaces and types, in which functions may stand

struct Brace {
  Scope scope;
  size_t first_line;
};

bool OpensNamespaceOrType(const std::string& head) {
  static const std::regex kPattern(
      R"(^\s*(template\s*<[^{]*>\s*)?(inline\s+)?(namespace|extern|typedef|enum|class|struct|union)\b)");
  return std::regex_search(head, kPattern) && head.back() != ')';
}

// `head` is the text between the last statement and a brace.
Scope ScopeOf(const std::string& head) {
  if (head.empty()) return Scope::kData;
  if (OpensNamespaceOrType(head)) return Scope::kOpen;
  bool calls = head.find('(') != std::string::npos;
  return calls && head.back() != '=' && head.back() != ',' && head.back() != '(' ? Scope::kFunction
                                                                                 : Scope::kData;
}

class Scanner {
 public:
  explicit Scanner(std::string_view code) : code_(code) {}

  std::vector<Function> Run() {
    for (; at_ < code_.size(); ++at_) Step(code_[at_]);
    return std::move(functions_);
  }

 private:
  void Step(char c) {
    if (c == '\n') ++line_;
    if (c == '(') ++parens_;
    if (c == ')') --parens_;
    if (c == '{') Open();
    if (c == '}') Close();
    if ((c == ';' || c == '}') && parens_ == 0) BeginHead();
    if (c == ':' && IsAccessLabel()) BeginHead();
  }

  void BeginHead() {
    head_ = at_ + 1;
    head_line_ = line_;
  }

  bool InOpenScope() const { return braces_.empty() || braces_.back().scope == Scope::kOpen; }

  std::string Head() const {
    size_t last = code_.find_last_not_of(" \n", at_ - 1);
    if (at_ == 0 || last == std::string_view::npos || last < head_) return "";
    return std::string(code_.substr(head_, last + 1 - head_));
  }

  // Line of the first character of the head that is not blank.
  size_t HeadLine() const {
    size_t line = head_line_;
    for (size_t i = head_; i < at_ && (code_[i] == ' ' || code_[i] == '\n'); ++i) line += code_[i] == '\n';
    return line;
  }

  bool IsAccessLabel() const {
    static const std::regex kPattern(R"(^\s*(public|private|protected)$)");
    return InOpenScope() && parens_ == 0 && std::regex_search(Head(), kPattern);
  }

  void Open() {
    Scope scope = Scope::kData;
    if (InOpenScope() && parens_ == 0) scope = continued_ ? Scope::kFunction : ScopeOf(Head());
    braces_.push_back({scope, continued_.value_or(HeadLine())});
    continued_.reset();
    if (scope == Scope::kOpen) BeginHead();
  }

  void Close() {
    if (braces_.empty()) return;
    Brace brace = braces_.back();
    braces_.pop_back();
    if (brace.scope != Scope::kFunction) return;
    size_t next = code_.find_first_not_of(" \n", at_ + 1);
    // "Foo() : a_{1}, b_{2} {": a member's initialiser, the body is still to come.
    if (next != std::string_view::npos && (code_[next] == ',' || code_[next] == '{')) {
      continued_ = brace.first_line;
    } else {
      functions_.push_back({brace.first_line, line_});
    }
  }

  std::string_view code_;
  size_t at_ = 0;
  size_t line_ = 1;
  int parens_ = 0;
  size_t head_ = 0;
  size_t head_line_ = 1;
  std::vector<Brace> braces_;
  std::optional<size_t> continued_;  // first line of a constructor whose initialisers are being passed
  std::vector<Function> functions_;
};

}  // namespace

std::vector<Function> FunctionsOf(std::string_view code) { return Scanner(code).Run(); }

}  // namespace blangko::tidy
