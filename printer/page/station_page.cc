#include "printer/page/station_page.h"

#include <functional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/planted.h"
#include "base/status_macros.h"
#include "printer/operator/operator_refusal.h"
#include "printer/page/now_panel.h"
#include "printer/page/panels.h"
#include "printer/page/style.h"
#include "services/refusal/told.h"

namespace blangko::printer {
namespace {

constexpr absl::Duration kNoticeTime = absl::Minutes(2);  // then it is among what was written last
constexpr size_t kActsKept = 200;
constexpr size_t kHistoryShown = 5;
constexpr size_t kActIdMax = 64;

// A name as it may stand in a cookie.
std::string ToCookie(const std::string& text) {
  std::string cookie;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    absl::StrAppend(&cookie, absl::ascii_isalnum(byte) ? std::string(1, c)
                                                       : absl::StrCat("%", absl::Hex(byte, absl::kZeroPad2)));
  }
  return cookie;
}

std::string FromCookie(const std::string& cookie) {
  const auto fields = ParseForm("name=" + cookie);
  return fields.ok() ? FieldOf(*fields, "name") : "";
}

bool IsActId(const std::string& id) {
  return !id.empty() && id.size() <= kActIdMax && std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-';
  });
}

PageReply File(const char* type, const char* body) {
  PageReply reply;
  reply.type = type;
  reply.body = body;
  return reply;
}

std::string Sentence(const Screen& screen, const absl::Status& refusal) {
  return EscapeHtml(SentenceOf(refusal, screen.language));
}

std::string Head(const Screen& screen, bool waits) {
  const std::string every = waits ? "<meta http-equiv=\"refresh\" content=\"1\">"
                                  : "<noscript><meta http-equiv=\"refresh\" content=\"15\"></noscript>";
  return absl::StrCat("<!doctype html><html lang=\"", std::string(CodeOf(screen.language)),
                      "\"><head><meta charset=\"utf-8\"><title>",
                      screen.Say("Tempat cetak ", "Print station "), EscapeHtml(screen.view.station_id),
                      "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
                      every,
                      "<link rel=\"stylesheet\" href=\"/style.css\"><link rel=\"icon\" href=\"data:,\">"
                      "<script src=\"/fresh.js\" defer></script></head>");
}

std::string Header(const Screen& screen) {
  const std::string who = screen.who.empty()
                              ? ""
                              : FormFor(screen, "leave",
                                        absl::StrCat("<span>", screen.Say("Petugas: ", "On duty: "),
                                                     "<strong>", EscapeHtml(screen.who), "</strong></span> ",
                                                     Button("quiet", screen.Say("Ganti petugas", "Change"))));
  const std::string other = screen.language == Language::kIndonesian ? "en" : "id";
  return absl::StrCat(
      "<header><a class=\"skip\" href=\"#now\">",
      screen.Say("Langsung ke pekerjaan sekarang", "Skip to what is to be done"), "</a><p class=\"place\">",
      screen.Say("Tempat cetak ", "Print station "), "<strong>", EscapeHtml(screen.view.station_id),
      "</strong></p><div class=\"duty\">", who,
      FormFor(screen, "language",
              Hidden("language", other) +
                  Button("quiet", screen.language == Language::kIndonesian ? "English" : "Indonesia")),
      "</div></header>");
}

}  // namespace

absl::StatusOr<std::unique_ptr<StationPage>> StationPage::Start(const std::string& port, Parties parties) {
  int number = kPagePort;
  const bool chosen = port != "auto";
  if (chosen && (!absl::SimpleAtoi(port, &number) || number < 0 || number > 65535)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--page-port: got ", port, ", want 0 to 65535, auto or off"));
  }
  std::unique_ptr<StationPage> page(new StationPage(parties));
  absl::Status listens = page->Listen(number);
  if (!listens.ok() && !chosen) listens = page->Listen(0);
  RETURN_IF_ERROR(listens);
  return page;
}

absl::Status StationPage::Listen(int port) {
  ASSIGN_OR_RETURN(server_, HttpServer::Start(port, p_.rng, [this](const PageRequest& request) {
                     return Answer(request);
                   }));
  ready_ = server_.get();
  return absl::OkStatus();
}

std::string StationPage::address() const { return absl::StrCat("http://127.0.0.1:", server_->port(), "/"); }

PageReply StationPage::Answer(const PageRequest& request) {
  if (ready_ == nullptr) return SeeOther("/");
  if (request.method == "POST") return Take(request);
  if (request.path == "/style.css") return File("text/css; charset=utf-8", kStyle);
  if (request.path == "/fresh.js") return File("text/javascript; charset=utf-8", kFreshScript);
  if (request.path == "/" || request.path == "/mark") return Show(request);
  PageReply none = File("text/plain; charset=utf-8", "tidak ada (not found)\n");
  none.status = 404;
  return none;
}

Screen StationPage::ScreenFor(const PageRequest& request) const {
  Screen screen;
  screen.view = p_.board.Read();
  screen.who = FromCookie(FieldOf(request.cookies, "who"));
  screen.language = FieldOf(request.cookies, "language") == "en" ? Language::kEnglish : Language::kIndonesian;
  screen.token = ready_.load()->token();
  screen.wrong_niks = niks_.wrong();
  const auto shown = sent_.find(FieldOf(request.query, "act"));
  if (shown != sent_.end() && !shown->second.refusal.ok()) screen.again = shown->second.form;
  return screen;
}

// The mark changes when there is something else to see; the time of day alone does not change it within a minute.
PageReply StationPage::Show(const PageRequest& request) {
  TakeReplies();
  Screen screen = ScreenFor(request);
  const std::string act = FieldOf(request.query, "act");
  const std::string notice = Notice(screen, act);
  Screen marked = screen;
  marked.forms = 0;
  const std::string mark = absl::StrCat(absl::Hex(std::hash<std::string>()(Body(marked, notice))));
  PageReply reply;
  if (request.path == "/mark") {
    reply.type = "text/plain; charset=utf-8";
    reply.body = mark;
    return reply;
  }
  screen.act = ids_.Next();
  const auto sent = sent_.find(act);
  const bool waits = sent != sent_.end() && !sent->second.waiting.empty();
  reply.body = absl::StrCat(Head(screen, waits), "<body data-mark=\"", mark, "\">", Header(screen),
                            Body(screen, notice), "</body></html>\n");
  return reply;
}

std::string StationPage::Body(const Screen& screen, const std::string& notice) const {
  return absl::StrCat(
      "<main>", notice, "<p id=\"news\" class=\"news\" hidden><a href=\"/\">",
      screen.Say("Ada perubahan: muat ulang halaman", "Something changed: load the page again"),
      "</a></p><p id=\"cut\" class=\"warn\" hidden>",
      screen.Say("Program tempat cetak tidak menjawab. Jalankan lagi program itu.",
                 "The station's program does not answer. Start it again."),
      "</p><div class=\"left\">", NowPanel(screen), LooksPanel(screen), DoubtsPanel(screen), DayPanel(screen),
      "</div><div class=\"right\">", NextPanel(screen), StatePanel(screen), History(screen), "</div></main>");
}

std::string StationPage::Notice(const Screen& screen, const std::string& act) const {
  const auto found = sent_.find(act);
  if (found == sent_.end()) return "";
  const Sent& sent = found->second;
  if (sent.refusal.ok() && sent.waiting.empty() && screen.view.now - sent.time > kNoticeTime) return "";
  if (!sent.refusal.ok()) {
    return absl::StrCat("<p class=\"notice bad\" role=\"alert\"><strong>",
                        screen.Say("Tidak dicatat. ", "Not written. "), "</strong>",
                        Sentence(screen, sent.refusal), "</p>");
  }
  if (!sent.waiting.empty()) {
    return absl::StrCat("<p class=\"notice wait\" role=\"status\">",
                        screen.Say("Sedang dicatat: ", "Being written: "), EscapeHtml(sent.words), " …</p>");
  }
  return absl::StrCat("<p class=\"notice good\" role=\"status\"><strong>",
                      screen.Say("Tercatat ", "Written at "), TimeOf(screen, sent.time), ".</strong> ",
                      EscapeHtml(sent.words), screen.Say(". Oleh ", ". By "), EscapeHtml(screen.who),
                      ".</p>");
}

// A refusal, too: who goes on with another card meanwhile would not see it any more.
std::string StationPage::HistoryRow(const Screen& screen, const Sent& sent) {
  const std::string time = absl::StrCat("<li><span class=\"dim\">", TimeOf(screen, sent.time), "</span> ");
  if (sent.refusal.ok()) return absl::StrCat(time, EscapeHtml(sent.words), "</li>");
  return absl::StrCat(time, "<span class=\"warn\"><strong>", screen.Say("Tidak dicatat", "Not written"),
                      ".</strong> ", EscapeHtml(sent.words), sent.words.empty() ? "" : ". ",
                      Sentence(screen, sent.refusal), "</span></li>");
}

std::string StationPage::History(const Screen& screen) const {
  std::string rows;
  size_t shown = 0;
  for (auto id = order_.rbegin(); id != order_.rend() && shown < kHistoryShown; ++id) {
    const Sent& sent = sent_.at(*id);
    if (sent.refusal.ok() && !sent.waiting.empty()) continue;
    ++shown;
    rows += HistoryRow(screen, sent);
  }
  if (rows.empty()) return "";
  return absl::StrCat("<section><h2>", screen.Say("Baru dicatat", "Written last"),
                      "</h2><ul class=\"history\">", rows, "</ul></section>");
}

PageReply StationPage::Take(const PageRequest& request) {
  const Screen screen = ScreenFor(request);
  const std::string& does = FieldOf(request.form, "do");
  PageReply back = SeeOther("/");
  if (does == "who") {
    const std::string name(absl::StripAsciiWhitespace(FieldOf(request.form, "who")));
    if (CheckName(name).ok()) back.set_cookie = "who=" + ToCookie(name);
    return back;
  }
  if (does == "leave") back.set_cookie = "who=";
  if (does == "language")
    back.set_cookie = FieldOf(request.form, "language") == "en" ? "language=en" : "language=id";
  if (!back.set_cookie.empty()) return back;
  return TakeAct(request, screen);
}

PageReply StationPage::TakeAct(const PageRequest& request, const Screen& screen) {
  const std::string& id = FieldOf(request.form, "act");
  if (!IsActId(id) || screen.who.empty()) return SeeOther("/");
  if (!sent_.contains(id) || Planted("page-answers-twice")) {
    Sent sent;
    sent.time = p_.clock.Now();
    const std::string request_id = Planted("page-answers-twice") ? ids_.Next() : id;
    sent.refusal = Send(request_id, request.form, screen, sent);
    sent.form = request.form;
    sent.who = screen.who;
    Keep(id, std::move(sent));
  } else if (const Sent& before = sent_.at(id); before.form != request.form || before.who != screen.who) {
    if (!Planted("act-id-is-enough")) return RefuseOtherContent(before);
  }
  return SeeOther("/?act=" + id);
}

// What was sent first is written down, or being written, or was refused; this is said beside it, and changes nothing.
PageReply StationPage::RefuseOtherContent(const Sent& first) {
  Sent refused;
  refused.time = p_.clock.Now();
  const std::string words = first.refusal.ok() ? first.words : "";
  refused.refusal =
      Told(absl::StatusCode::kInvalidArgument,
           absl::StrCat("Formulir ini sudah dikirim dengan isi lain, dan isi itu yang berlaku",
                        words.empty() ? "" : ": ", words,
                        ". Yang baru saja dikirim tidak dicatat. Muat ulang halaman, lalu isi kembali."),
           absl::StrCat("This form was sent before with other content, and that holds",
                        words.empty() ? "" : ": ", words,
                        ". What was sent just now was not taken. Load the page again and fill it in anew."));
  const std::string id = ids_.Next();
  Keep(id, std::move(refused));
  return SeeOther("/?act=" + id);
}

absl::Status StationPage::Send(const std::string& id, const Fields& form, const Screen& screen, Sent& sent) {
  RETURN_IF_ERROR(CheckNik(form, screen));
  ASSIGN_OR_RETURN(const Act act, ActOf(form, screen));
  sent.words = act.words;
  for (size_t i = 0; i < act.requests.size(); ++i) {
    const std::string one =
        act.requests.size() == 1 ? id : absl::StrCat(id, "-", absl::Dec(i, absl::kZeroPad4));
    RETURN_IF_ERROR(p_.inbox.PutAs(one, act.requests[i]));
    sent.waiting.push_back(one);
  }
  return absl::OkStatus();
}

// A good card of the ministry's application is the card of the right person. Of a spoiled one the number may be
// unreadable; what was typed of it counts all the same.
absl::Status StationPage::CheckNik(const Fields& form, const Screen& screen) {
  if (FieldOf(form, "in_hand").empty() || FieldOf(form, "outcome") == "UNCERTAIN") return absl::OkStatus();
  const std::string& typed = FieldOf(form, "nik");
  if (typed.empty() && FieldOf(form, "outcome") == "SPOILED") return absl::OkStatus();
  const auto& card = screen.view.in_hand;
  if (!card.has_value() || card->key.record_id != FieldOf(form, "record")) {
    return Told(absl::StatusCode::kNotFound, "Kartu ini tidak sedang dikerjakan lagi.",
                "This card is not to be printed now.");
  }
  return niks_.Check(*card, typed);
}

void StationPage::TakeReplies() {
  for (auto& act : sent_) {
    Sent& sent = act.second;
    std::erase_if(sent.waiting, [&](const std::string& request) {
      const auto reply = p_.inbox.TakeReply(request);
      if (!reply.has_value()) return false;
      if (!reply->ok() && sent.refusal.ok()) sent.refusal = *reply;
      return true;
    });
  }
}

void StationPage::Keep(const std::string& id, Sent sent) {
  if (!sent_.contains(id)) order_.push_back(id);
  sent_[id] = std::move(sent);
  while (order_.size() > kActsKept) {
    sent_.erase(order_.front());
    order_.pop_front();
  }
}

}  // namespace blangko::printer
