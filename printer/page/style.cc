#include "printer/page/style.h"

namespace blangko::printer {

const char kStyle[] = R"css(
:root { --ink: #17202b; --dim: #4a5563; --line: #c9d1db; --paper: #ffffff; --ground: #eef1f5; --go: #0b5d3b;
  --go-dark: #084a2f; --bad: #9a1b1b; --stop: #fde8e6; --stop-line: #b3261e; --ask: #fff5d9; --ask-line: #8a6100;
  --work: #e7f3ec; --rest: #ffffff; }
* { box-sizing: border-box; }
html { font: 17px/1.45 system-ui, "Noto Sans", sans-serif; color: var(--ink); background: var(--ground); }
body { margin: 0; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between;
  background: #12324a; color: #fff; padding: .5rem 1.25rem; }
header p { margin: 0; }
.duty { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: #fff; color: var(--ink); padding: .5rem 1rem; z-index: 1; }
main { display: grid; grid-template-columns: minmax(0, 1fr) 23rem; gap: 0 1.25rem; max-width: 84rem; margin: 0 auto;
  padding: 1rem 1.25rem 3rem; align-items: start; }
.notice, .news, #cut { grid-column: 1 / -1; margin: 0 0 1rem; }
.left, .right { display: grid; gap: 1rem; min-width: 0; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1.1rem;
  min-width: 0; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .6rem; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
p { margin: 0 0 .6rem; }
.now { border-width: 2px; padding: 1.2rem 1.4rem; }
.now.stop { background: var(--stop); border-color: var(--stop-line); }
.now.ask { background: var(--ask); border-color: var(--ask-line); }
.now.work { background: var(--work); border-color: var(--go); }
.card .person, .card { font-size: 1.25rem; }
.person { font-weight: 650; overflow-wrap: anywhere; }
.nik, .id, .mono { font-variant-numeric: tabular-nums; }
.id, .nik { color: var(--dim); font-size: .88rem; overflow-wrap: anywhere; display: inline-block;
  max-width: 100%; }
.dim { color: var(--dim); font-size: .92rem; }
.small { font-size: 1rem; }
.count { font-weight: 400; font-size: .9rem; color: var(--dim); white-space: nowrap; }
.ok { color: var(--go-dark); }
.warn { color: var(--bad); font-weight: 600; }
.notice { padding: .7rem 1rem; border-radius: .5rem; border: 2px solid; background: #fff; }
.notice.good { border-color: var(--go); background: var(--work); }
.notice.bad { border-color: var(--stop-line); background: var(--stop); }
.notice.wait { border-color: var(--ask-line); background: var(--ask); }
.news a { display: block; padding: .6rem 1rem; background: var(--ask); border: 2px solid var(--ask-line);
  border-radius: .5rem; color: var(--ink); }
form { margin: 0; }
form + form, form + p { margin-top: .8rem; }
header form + form { margin-top: 0; }
p:last-child { margin-bottom: 0; }
.row { display: flex; flex-wrap: wrap; gap: .6rem .8rem; align-items: flex-end; margin: .5rem 0; }
.more { margin-top: 1rem; padding-top: .8rem; border-top: 1px solid var(--line); }
.field { display: grid; gap: .2rem; font-size: .9rem; }
.check { display: flex; gap: .5rem; align-items: center; margin: .5rem 0; }
.check input { width: 1.3rem; height: 1.3rem; }
.spoil { display: inline-flex; gap: .4rem; align-items: flex-end; }
input, select, button, .button { font: inherit; min-height: 2.75rem; border-radius: .35rem; padding: .35rem .8rem; }
input, select { border: 1px solid #66717f; background: #fff; color: var(--ink); max-width: 100%; }
.short { width: 8rem; }
.field input { justify-self: start; }
.wide { width: 20rem; }
.wide.mono { font-size: 1.2rem; letter-spacing: .06em; }
button, .button { border: 2px solid var(--go); cursor: pointer; display: inline-block; text-decoration: none; }
.go { background: var(--go); color: #fff; font-weight: 650; font-size: 1.15rem; padding: .5rem 1.4rem; }
.go:hover { background: var(--go-dark); }
.good { background: #fff; color: var(--go-dark); font-weight: 650; }
.bad { border-color: var(--bad); }
button.bad { background: #fff; color: var(--bad); font-weight: 650; }
.plain { background: #fff; color: var(--ink); border-color: #66717f; }
.quiet { background: transparent; color: #fff; border: 1px solid #a9bccb; min-height: 2.2rem; padding: .1rem .7rem; }
:focus-visible { outline: 3px solid #1a6fd4; outline-offset: 2px; }
header :focus-visible { outline-color: #ffd35c; }
.cards { padding-left: 1.6rem; margin: .6rem 0 0; }
ul.cards { list-style: none; padding: 0; }
.cards > li { border-top: 1px solid var(--line); padding: .6rem 0 .4rem; }
.cards > li p { margin: 0 0 .2rem; }
ol.cards > li > p, ol.cards > li > form { display: inline-block; vertical-align: middle; margin: 0; }
ol.cards > li > p { width: calc(100% - 31.5rem); min-width: 15rem; padding-right: 1rem; }
ol.cards .field span { position: absolute; left: -999rem; }
.next, .history { margin: 0; padding-left: 1.3rem; }
.next li, .history li { margin: .15rem 0; }
.history { list-style: none; padding: 0; font-size: .92rem; }
.big { display: grid; grid-template-columns: auto 1fr; gap: .2rem 1.2rem; margin: 0 0 1rem; align-items: baseline; }
.big dt { color: var(--dim); }
.big dd { margin: 0; font-size: 1.6rem; font-weight: 650; overflow-wrap: anywhere; }
.big dd.small { font-size: 1rem; font-weight: 400; }
.balance { width: 100%; max-width: 34rem; margin-bottom: .8rem; border-collapse: collapse;
  font-variant-numeric: tabular-nums; }
.balance caption { text-align: left; color: var(--dim); font-size: .92rem; }
.balance th { text-align: left; font-weight: 400; }
.balance td { text-align: right; }
.balance .part th { padding-left: 1.2rem; color: var(--dim); }
.balance .part td { color: var(--dim); }
.balance .sum th, .balance .sum td { border-top: 2px solid var(--ink); font-weight: 650; padding-top: .2rem; }
details { margin-top: .6rem; border-top: 1px solid var(--line); padding-top: .5rem; }
summary { cursor: pointer; min-height: 2rem; font-weight: 600; }
.state { display: grid; grid-template-columns: auto 1fr; gap: .25rem .9rem; margin: 0; }
.state dt { color: var(--dim); }
.state dd { margin: 0; overflow-wrap: anywhere; }
code { background: #e6eaef; padding: 0 .25rem; overflow-wrap: anywhere; }
@media (max-width: 62rem) { main { grid-template-columns: minmax(0, 1fr); gap: 1rem; } .notice, .news, #cut { margin: 0; } }
@media (max-width: 30rem) { .wide, .short { width: 100%; } }
)css";

// Loads the page again when there is something else to see, but never under the hands of somebody who types.
const char kFreshScript[] = R"js(
(() => {
  const mark = document.body.dataset.mark;
  const show = (id, on) => { document.getElementById(id).hidden = !on; };
  let touched = false;
  const touch = () => { touched = true; };
  document.addEventListener('input', touch);
  document.addEventListener('toggle', touch, true);
  const look = async () => {
    try {
      const reply = await fetch('/mark' + location.search, { cache: 'no-store' });
      const now = reply.ok ? await reply.text() : mark;
      show('cut', false);
      if (now === mark) return;
      if (touched) show('news', true); else location.reload();
    } catch { show('cut', true); }
  };
  setInterval(look, 1500);
})();
)js";

}  // namespace blangko::printer
