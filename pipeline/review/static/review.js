"use strict";
/* what was done when, by the reader's own clock; what is kept is UTC, and stands behind it */
(() => {
  const two = (number) => String(number).padStart(2, "0");
  function told(time) {
    const at = new Date(time.dateTime);
    if (time.title || Number.isNaN(at.getTime())) return;
    time.title = time.textContent;
    time.textContent = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
  }
  window.localTimes = (part) => part.querySelectorAll("time[datetime]").forEach(told);
  window.localTimes(document);
})();

(() => {
  const desk = document.getElementById("desk");
  if (!desk) return;
  document.documentElement.classList.add("js");
  const base = desk.dataset.base;
  const byId = (id) => document.getElementById(id);
  const lines = () => Array.from(document.querySelectorAll(".line"));
  const current = () => document.querySelector(".line.current");
  let number = Number(desk.dataset.number);
  let version = desk.dataset.version;  // of the lines
  let drawn = version;  // of the recap and the counts, which the lines may be ahead of
  let pending = 0;
  let asking = null;

  /* what the browser remembers, but for a private window */
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* so it is */ } };

  /* words to the editor */
  const WAITS = "The server does not answer. What you decide is kept here and sent when it does.";
  let quiet = 0;
  let isDeaf = false;  // the server: said for as long as it lasts
  function say(words, stays) {
    tell(isDeaf ? `${words} ${WAITS}`.trim() : words);
    clearTimeout(quiet);
    if (!stays && !isDeaf) quiet = setTimeout(() => tell(""), 4000);
  }
  // inside an open dialog, too: what lies beside it is neither seen nor read out
  function tell(words) {
    for (const said of document.querySelectorAll(".notice")) said.textContent = said.closest("dialog:not([open])") ? "" : words;
  }

  document.addEventListener("told", (event) => say(event.detail));

  /* the server: what is sent is sent again until it is answered, and counted once */
  const clientId = () => (crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`);
  const headers = () => ({ accept: "application/json", "content-type": "application/json", "x-csrf": desk.dataset.csrf });
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  let chain = Promise.resolve();

  async function deliver(path, body) {
    for (let tries = 0; ; tries += 1) {
      let answer = null;
      try {
        answer = await fetch(base + path, { method: "POST", headers: headers(), body: JSON.stringify(body), keepalive: true });
      } catch {
        if (tries === 1) { isDeaf = true; say(""); }
      }
      if (answer && isDeaf) { isDeaf = false; say("The server answers again."); }
      if (answer && answer.status !== 429 && answer.status < 500) return answer;
      await wait(Math.min(4000, 250 * 2 ** tries));
    }
  }

  function send(body) {
    const deed = { client: clientId(), knew: number, ...body };
    latest = body.line || latest;
    pending += 1;
    desk.dataset.pending = pending;
    remember(deed);
    const sent = chain.then(() => deliver("/decide", deed)).then(async (answer) => {
      if (answer.status === 403) {  // of another session now: the next page sends it as its own
        say("This page is signed out. Load it again: what you decide is kept here until then.", true);
        return {};
      }
      forget(deed);
      const told = await answer.json().catch(() => ({}));
      if (!answer.ok) { await news(true); say(told.error || "That was refused.", true); return null; }
      await news();
      follow();
      return told;
    }).finally(() => {  // over only when the page shows what came of it
      pending -= 1;
      desk.dataset.pending = pending;
    });
    chain = sent.catch(() => null);
    return sent;
  }

  /* what was not sent yet survives a reload */
  const shelf = `standout ${base}`;
  const held = () => { try { return JSON.parse(kept(shelf) || "[]"); } catch { return []; } };
  const hold = (deeds) => keep(shelf, JSON.stringify(deeds));
  function remember(deed) { hold([...held(), deed]); }
  function forget(deed) { hold(held().filter((other) => other.client !== deed.client)); }

  /* news of this and of other editors */
  async function news(all) {
    if (asking) await asking;
    asking = take(all).finally(() => { asking = null; });
    await asking;
  }

  async function take(all) {
    let told = null;
    try {
      const answer = await fetch(`${base}/news?after=${all ? 0 : number}&version=${drawn}`, { headers: { accept: "application/json" } });
      if (!answer.ok) return;
      told = await answer.json();
    } catch { return; }  // no server, or one that ended in the middle of its answer
    number = told.number;  // lower where another history lies in the folder now
    desk.dataset.number = number;
    for (const [id, html] of Object.entries(told.lines || {})) replace(id, html);
    for (const [id, place] of Object.entries(told.places || {})) tellItsPlace(id, place);
    if (told.recap !== undefined) {
      redraw(byId("recap"), told.recap);
      drawn = told.version;
      asides.filter(isOpen).forEach(tellAside);
    }
    if (told.title) document.querySelector(".rail h1").textContent = told.title;
    if (told.counts !== undefined) { redraw(byId("counts"), told.counts); markQuestion(); }
    if (told.told && told.told.length) say(told.told.join(" · "));
    if (told.version !== version) { version = told.version; await show(location.search, true); }
  }

  // who goes by keys stays at the link that they had come to
  function redraw(box, html) {
    const at = box.contains(document.activeElement) ? document.activeElement.href : null;
    box.innerHTML = html;
    if (at) Array.from(box.querySelectorAll("a")).find((link) => link.href === at)?.focus({ preventScroll: true });
  }

  function replace(id, html) {
    const old = byId(id);
    if (!old) return;
    const made = document.createElement("template");
    made.innerHTML = html.trim();
    const line = made.content.firstElementChild;
    if (!line) return;
    window.localTimes(line);
    const here = old.contains(document.activeElement);
    const open = old.querySelector(".around").open;
    for (const mark of ["current", "met"]) line.classList.toggle(mark, old.classList.contains(mark));
    line.querySelector(".around").open = open;
    line.querySelector('input[name="back"]').value = location.pathname + location.search;
    old.replaceWith(line);
    if (here) line.querySelector("article").focus({ preventScroll: true });
  }

  function tellItsPlace(id, place) {
    const line = byId(id);
    if (line?.classList.contains("accept")) line.querySelector(".status").textContent = `${DONE.accept}, place ${place}`;
  }

  // what is asked for once; what came instead is said
  async function ask(path) {
    try {
      const answer = await fetch(base + path, { headers: { accept: "application/json" } });
      if (answer.ok) return answer;
      say((await answer.json().catch(() => ({}))).error || "That cannot be shown.");
    } catch { say(isDeaf ? "" : "The server does not answer."); }
    return null;
  }

  /* moving about */
  let around = kept("standout around") !== "no";
  const seen = new Set();
  let unsent = [];

  function choose(line, quietly) {
    if (!line) { tellPlace(); return; }
    const old = current();
    if (old && old !== line) { old.classList.remove("current"); old.querySelector(".around").open = false; }
    line.classList.add("current", "met");  // met: it keeps its height, so the next one can be scrolled to
    line.querySelector(".around").open = around;
    if (!quietly) {
      line.querySelector("article").focus({ preventScroll: true });
      line.querySelector("article").scrollIntoView({ block: "start" });
    }
    if (!pending) follow();
    if (!seen.has(line.id)) { seen.add(line.id); unsent.push(line.id); }
    tellPlace();
  }

  // in the recap the question at hand, as far down as to the line that was decided about last
  let latest = null;
  function follow() {
    const [side, part] = [byId("recap-side"), byId("recap").querySelector(`[data-question="${current()?.dataset.question}"]`)];
    if (!part) return;
    const box = (element) => element.getBoundingClientRect();
    const isFirst = part.matches(".source + .part");  // how the recap is headed stands above it
    side.scrollTop = isFirst ? 0 : side.scrollTop + box(part).top - box(side.querySelector(".recap-head")).bottom;
    const link = part.querySelector(`[data-line="${latest}"]`);
    for (const line of part.querySelectorAll("li")) line.classList.toggle("latest", line.contains(link));
    if (!link) return;
    const end = box(side).bottom - parseFloat(getComputedStyle(side).paddingBottom);  // on a telephone a bar lies over it
    side.scrollTop += Math.max(0, box(link.parentElement).bottom - end);
  }

  function tellPlace() {
    const found = byId("found");
    const at = lines().indexOf(current());
    const total = Number(found.dataset.total);
    byId("place").textContent = total ? `Line ${Number(found.dataset.start) + at + 1} of ${total}` : "No line";
  }

  let leaving = null;  // the line from which one goes on to another stretch, once
  async function step(by) {
    const all = lines();
    const next = all[all.indexOf(current()) + by];
    if (next) { choose(next); return; }
    if (leaving) return;
    const more = document.querySelector(by > 0 ? "[data-next]" : ".more [data-go]:not([data-next])");
    if (more) {
      leaving = current()?.id;
      await go(more, by < 0).finally(() => { leaving = null; });
    } else say(by > 0 ? "This is the last line." : "This is the first line.");
  }

  // what still is in a list of lines of one state
  const STAYS = { new: ".open:not(.met)", open: ".open", accept: ".accept", reject: ".reject", skip: ".skip", conflict: ".conflict" };
  async function go(link, atEnd) {
    const url = new URL(link.href);
    const stays = STAYS[asked().get("state")];
    if (link.matches("[data-next]") && stays) {
      flushSeen();
      await chain;  // what was decided, or met, has left this list: the next stretch begins earlier
      const left = lines().filter((line) => !line.matches(stays)).length;
      url.searchParams.set("start", Math.max(0, Number(url.searchParams.get("start")) - left));
    }
    await show(url.search, false, true);
    if (atEnd) choose(lines().at(-1));
  }

  /* where one was in each list, for who comes back to it */
  const shelved = () => `standout at ${base}${location.search}`;
  function mark() { try { sessionStorage.setItem(shelved(), current()?.id || ""); } catch { /* a private window */ } }
  function marked() { try { return byId(sessionStorage.getItem(shelved()) || ""); } catch { return null; } }
  addEventListener("pagehide", mark);

  const inSearch = () => document.activeElement.matches(".search input") && document.activeElement.name + document.activeElement.value;
  let listed = location.search;  // what the list in sight was asked for by
  let turn = 0;  // of the lists that were asked for: the last one is shown, whichever comes last
  async function show(search, stay, push) {
    const own = stay ? turn : (turn += 1);
    const before = inSearch();
    const html = await (await ask(`/lines${search}`))?.text();
    if (html === undefined) return;
    if (own !== turn || (stay && search !== location.search)) return;
    if (push) mark();
    const order = lines().map((line) => line.id);
    const at = order.indexOf(current()?.id);
    const hadFocus = byId("found").contains(document.activeElement);
    byId("found").outerHTML = html;
    window.localTimes(byId("found"));
    version = byId("found").dataset.version;
    if (push) history.pushState(null, "", base + search);
    listed = location.search;
    const isTyping = inSearch() && (stay || inSearch() !== before);  // meanwhile: the next letters are no keys
    if (!isTyping) syncFields();
    markQuestion();
    if (!stay) {
      const isChoosing = isTyping || document.activeElement.matches("select:focus-visible");  // by arrows, one after the other
      window.scrollTo(0, 0);
      choose((!push && marked()) || lines()[0], isChoosing);
      if (isChoosing || !current()) say(`${byId("place").textContent}.`);
      return;
    }
    // where the line at hand is gone the one after it is, not the first of all
    const near = [...order.slice(at), ...order.slice(0, at).reverse()].map((id) => byId(id)).find(Boolean);
    choose(near || lines()[0], isTyping || near?.id === order[at]);
    if (hadFocus) toLine();
  }

  function asked() { return new URLSearchParams(location.search); }

  function syncFields() {
    const form = document.querySelector(".search");
    for (const name of ["words", "person", "state", "question"]) {
      form.elements[name].value = asked().get(name) || (name === "question" ? shownQuestion() : "");
    }
    const [person, isOpen] = [asked().get("person"), form.querySelector(".filters").open];
    if (person && !isOpen && !asked().get("words")) form.elements.words.value = `@${person}`;
    fill(form.elements.theme, shownQuestion(), asked().get("theme") || "", "all");
  }

  function shownQuestion() {
    const given = asked().get("question");
    if (given) return given;
    if (["theme", "person", "state", "words"].some((name) => asked().get(name))) return "all";
    const first = document.querySelector("#counts [data-question]");
    return first ? first.dataset.question : "all";
  }

  function markQuestion() {
    const isNew = asked().get("state") === "new";
    for (const link of document.querySelectorAll("#counts a[data-go]")) {
      const question = link.dataset.question || "all";
      const isMeant = ("new" in link.dataset) === (isNew && question === "all");
      if (isMeant && question === shownQuestion()) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const [row, link] = [document.querySelector("#counts ul"), document.querySelector("#counts a[aria-current]")];
    if (link) row.scrollLeft = link.offsetLeft - row.clientWidth / 3;  // where they stand in one row
  }

  function fill(select, question, value, none) {
    select.replaceChildren(new Option(none, ""));
    for (const option of byId("theme-list").content.children) {
      if (question === "all" || option.dataset.question === question) select.append(option.cloneNode(true));
    }
    select.value = value;
  }

  /* deciding: the eye sees it at once, the disk a moment later */
  const NO_PICKS = "Under its question the recap now prints what you accept, and our picks no more.";
  const NOT_YET = "Its new question prints what editors accepted: accept it, too, to have it printed.";
  const hasOurPicks = (question) => byId("recap").querySelector(`[data-question="${question}"] .picks`);
  const DONE = { accept: "accepted", reject: "rejected", skip: "skipped", order: "accepted" };
  function decide(kind, more, line = current()) {
    if (!line) return;
    const [marks, words] = [line.className, line.querySelector(".status").textContent];
    const shown = kind === "order" ? "accept" : kind;
    const isFirst = shown === "accept" && hasOurPicks(line.dataset.question);
    line.classList.remove("accept", "reject", "skip", "open");
    line.classList.add(shown);
    line.querySelector(".status").textContent = DONE[kind] + (more && more.place ? `, place ${more.place}` : "");
    flushSeen();
    send({ kind, line: line.id, ...more }).then((told) => { if (!told) unmark(line, marks, words); });
    if (line === current() && kind !== "order") step(1);
    say(isFirst ? `Accepted. ${NO_PICKS}` : `${DONE[kind][0].toUpperCase()}${DONE[kind].slice(1)}.`);
  }

  // in the order of the recap, in one step; what another editor refused meanwhile stays so
  async function acceptPicks(button) {
    const [ids, question] = [button.dataset.picks.split(" "), button.closest(".part").dataset.question];
    const told = await send({ kind: "accept", lines: ids });
    if (!told || told.count === undefined) return;
    const refused = ids.length - told.count;
    say(`Accepted ${told.count}.${refused ? ` ${refused} ${refused > 1 ? "were" : "was"} refused meanwhile, and stays so.` : ""} Undo takes back all of it.`, refused > 0);
    // the button is gone: who goes by keys stays where it was
    byId("recap").querySelector(`[data-question="${question}"] a`)?.focus({ preventScroll: true });
  }

  /* what was refused is not decided, and must not look so */
  function unmark(line, marks, words) {
    const isCurrent = line.classList.contains("current");
    line.className = marks;
    line.classList.toggle("current", isCurrent);
    line.querySelector(".status").textContent = words;
  }

  const BACK = { undo: ["Taken back", "There is nothing left to take back."], redo: ["Brought back", "There is nothing to bring back."] };
  async function back(kind) {
    const told = await send({ kind });
    if (!told || told.number === undefined) return;
    if (told.number === null) { say(BACK[kind][1]); return; }
    say(`${BACK[kind][0]}: ${told.about}`);  // it may be about a line that is not in sight
    latest = told.line;
    if (told.line && byId(told.line)) choose(byId(told.line), inSearch());
  }

  function flushSeen() {
    if (!unsent.length) return;
    const batch = unsent.slice(0, 100);
    unsent = unsent.slice(100);
    chain = chain.then(() => deliver("/seen", { lines: batch })).catch(() => null);
  }

  /* dialogs */
  let about = null;
  const cropped = (words, most) => (words.length > most ? `${words.slice(0, most - 1)}…` : words);
  const open = (id) => { about = current(); if (about || id === "help") byId(id).showModal(); else say("There is no line here."); };
  function close(id) { byId(id).close(); (byId(about?.id) || current())?.querySelector("article").focus({ preventScroll: true }); }
  function onEnter(id, act) {
    byId(id).addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.target.matches("button")) { event.preventDefault(); act(); }
    });
  }
  const meant = () => byId(about.id) || about;  // it may have been drawn anew meanwhile
  const toLine = () => current()?.querySelector("article").focus({ preventScroll: true });

  /* cutting by words */
  const cut = { words: [], start: 0, end: 0, from: null, to: null, handle: "start" };
  async function edit(line = current()) {
    if (!line) return;
    about = line;
    const told = await (await ask(`/words?line=${encodeURIComponent(line.id)}`))?.json();
    // another line, a dialog or a search may be at hand by now
    if (!told || line.id !== current()?.id || document.querySelector("dialog[open]") || inSearch()) return;
    cut.words = told.words;
    const at = (place, edge) => Math.max(0, told.words.findIndex((w) => (edge ? w[1] >= place : w[1] > place)));
    cut.start = at(told.pieces[0][0], 0);
    cut.end = at(told.pieces.at(-1)[1], 1);
    cut.from = told.pieces.length > 1 ? at(told.pieces[0][1], 1) + 1 : null;
    cut.to = told.pieces.length > 1 ? at(told.pieces[1][0], 0) - 1 : null;
    const box = byId("cut-words");
    box.dir = getComputedStyle(line.querySelector(".quote bdi")).direction;  // as its letters run
    box.replaceChildren();
    cut.words.forEach((word, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.tabIndex = -1;
      button.textContent = word[2];
      button.addEventListener("click", () => put(index));
      box.append(button, document.createTextNode(word[3]));
    });
    grasp("start");
    byId("cut").showModal();
    byId("cut").querySelector("[data-handle=start]").focus();
    draw();
  }

  function grasp(handle) {
    if (handle === "none") { cut.from = cut.to = null; handle = "start"; }
    if ((handle === "from" || handle === "to") && cut.from === null) {
      if (cut.end - cut.start < 2) { say("There is no middle to leave out."); return; }
      cut.from = cut.to = cut.start + 1;
    }
    cut.handle = handle;
    for (const button of document.querySelectorAll("[data-handle]")) {
      if (button.dataset.handle !== "none") button.setAttribute("aria-pressed", String(button.dataset.handle === handle));
    }
    draw();
  }

  function put(index) {
    const at = Math.max(0, Math.min(cut.words.length - 1, index));
    if (cut.handle === "start") cut.start = Math.min(at, cut.end);
    if (cut.handle === "end") cut.end = Math.max(at, cut.start);
    if (cut.handle === "from") { cut.from = at; cut.to = Math.max(at, cut.to); }
    if (cut.handle === "to") { cut.to = at; cut.from = Math.min(at, cut.from); }
    if (cut.from !== null) {
      if (cut.end - cut.start < 2) cut.from = cut.to = null;
      else {
        cut.from = Math.max(cut.start + 1, Math.min(cut.from, cut.end - 1));
        cut.to = Math.max(cut.from, Math.min(cut.to, cut.end - 1));
      }
    }
    draw();
  }

  function pieces() {
    const w = cut.words;
    if (cut.from === null) return [[w[cut.start][0], w[cut.end][1]]];
    return [[w[cut.start][0], w[cut.from - 1][1]], [w[cut.to + 1][0], w[cut.end][1]]];
  }

  function draw() {
    const inside = (i) => i >= cut.start && i <= cut.end;
    const out = (i) => cut.from !== null && i >= cut.from && i <= cut.to;
    let text = "";
    let left = false;
    Array.from(byId("cut-words").querySelectorAll("button")).forEach((button, i) => {
      button.classList.toggle("in", inside(i) && !out(i));
      button.classList.toggle("out", inside(i) && out(i));
      button.classList.toggle("at", i === cut[cut.handle]);
      if (i === cut[cut.handle]) button.scrollIntoView({ block: "nearest" });
      if (inside(i) && out(i) && !left) { text = `${text.trimEnd()} [...] `; left = true; }
      if (inside(i) && !out(i)) text += cut.words[i][2] + (i < cut.end ? cut.words[i][3] : "");
    });
    byId("cut-preview").textContent = text;
  }

  function keepCut() { send({ kind: "edit", line: about.id, pieces: pieces() }); close("cut"); say("Cut anew."); }

  byId("cut").addEventListener("keydown", (event) => {
    const handle = hasKeys && { 1: "start", 2: "end", 3: "from", 4: "to", 0: "none" }[event.key];
    const forth = byId("cut-words").dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (handle) { grasp(handle); byId("cut").querySelector(`[data-handle="${cut.handle}"]`).focus(); }
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") put(cut[cut.handle] + (event.key === forth ? 1 : -1));
    // of a button that is not the one at work, Enter is a click
    else if (event.key === "Enter" && !event.target.matches("[value=cancel], [data-handle]:not([aria-pressed=true])")) keepCut();
    else return;
    event.preventDefault();
  });
  byId("cut-save").addEventListener("click", keepCut);
  for (const button of document.querySelectorAll("[data-handle]")) button.addEventListener("click", () => grasp(button.dataset.handle));

  /* why not */
  function why(words) { close("why"); decide("reject", words ? { reason: words } : {}, meant()); }
  byId("why").addEventListener("keydown", (event) => {
    const button = hasKeys && byId("why").querySelector(`[data-reason="${CSS.escape(letter(event))}"]`);
    if (button && !event.repeat) { event.preventDefault(); why(button.value); }
  });
  for (const button of document.querySelectorAll("[data-reason]")) button.addEventListener("click", () => why(button.value));

  /* the place in the recap: any of those that there are */
  function order() {
    open("order");
    if (!about) return;
    const printed = Array.from(document.querySelectorAll(`#recap .part[data-question="${about.dataset.question}"] .chosen li`));
    const place = printed.find((li) => li.querySelector("a").dataset.line === about.id)?.value;
    const others = printed.filter((li) => li.value !== place).sort((a, b) => a.value - b.value);
    const short = (li) => `before “${cropped(li.querySelector("a").textContent, 60)}”`;
    const words = [...others.map(short), others.length ? "at the end" : "alone under its question"];
    const select = byId("order-place");
    select.replaceChildren(...words.map((where, at) => new Option(`${at + 1} · ${where}`, at + 1)));
    select.size = Math.max(2, Math.min(10, words.length));  // all in sight: a click is enough
    select.value = place || words.length;
    select.focus();
  }
  function keepOrder() { close("order"); decide("order", { place: Number(byId("order-place").value) }, meant()); }
  byId("order-save").addEventListener("click", keepOrder);
  byId("order-place").addEventListener("click", (event) => { if (event.target.matches("option")) keepOrder(); });
  onEnter("order", keepOrder);

  /* moving, and themes */
  function move() {
    open("move");
    if (!about) return;
    byId("move-question").value = about.dataset.question;
    fill(byId("move-theme"), about.dataset.question, about.dataset.theme, "no theme");
  }
  const asNumber = (value) => (value === "none" ? null : Number(value));
  function keepMove() {
    const [question, theme] = [byId("move-question").value, byId("move-theme").value];
    const stays = question === about.dataset.question && theme === about.dataset.theme;
    if (!stays) send({ kind: "move", line: about.id, question: asNumber(question), theme: theme || null });
    const isFirst = meant().matches(".accept") && hasOurPicks(question);
    const [from, to] = [about.dataset.question, question].map((part) => byId("recap").querySelector(`[data-question="${part}"]`));
    const isLeftOut = question !== about.dataset.question && from?.querySelector(`.picks [data-line="${about.id}"]`) && to?.querySelector(".chosen");
    close("move");
    say(stays ? "It stands there already." : isFirst ? `Moved. ${NO_PICKS}` : isLeftOut ? `Moved. ${NOT_YET}` : "Moved.");
  }
  byId("move-question").addEventListener("change", () => fill(byId("move-theme"), byId("move-question").value, "", "no theme"));
  byId("move-save").addEventListener("click", keepMove);
  onEnter("move", keepMove);

  function themes() {
    open("themes");
    if (!about) return;
    const question = about.dataset.question;
    fill(byId("theme-which"), question, about.dataset.theme, "choose a theme");
    fill(byId("theme-into"), question, "", "choose a theme");
    byId("theme-name").value = byId("theme-new").value = "";
    listTheme();
  }
  async function listTheme() {
    const [line, theme] = [about, byId("theme-which").value];
    const own = [line.id, line.querySelector(".quote").textContent];
    for (const option of byId("theme-into").options) option.hidden = option.disabled = Boolean(theme) && option.value === theme;
    tickList(theme === line.dataset.theme ? [own] : []);
    if (!theme) return;
    const search = new URLSearchParams({ question: line.dataset.question, theme });
    const told = await (await ask(`/theme?${search}`))?.json();
    if (told && line === about && theme === byId("theme-which").value) tickList(told.lines);
  }
  function tickList(rows) {
    byId("theme-lines").replaceChildren(...rows.map(([id, words]) => {
      const [label, tick] = [document.createElement("label"), document.createElement("input")];
      tick.type = "checkbox";
      tick.value = id;
      tick.checked = id === about.id;
      label.append(tick, cropped(words, 120));
      return label;
    }));
  }
  byId("theme-which").addEventListener("change", listTheme);
  function themeAct(act) {
    const theme = byId("theme-which").value;
    const name = byId(act === "split" ? "theme-new" : "theme-name").value.trim();
    const into = byId("theme-into").value;
    const ticked = Array.from(byId("theme-lines").querySelectorAll(":checked"), (tick) => tick.value);
    if (act !== "split" && !theme) { say("Choose a theme first."); return; }
    if (act !== "merge" && !name) { say("Give it a name first."); return; }
    const isTwin = (option) => option.value && (act === "split" || option.value !== theme) && option.text.replace(/ \(\d+\)$/, "").toLowerCase() === name.toLowerCase();
    if (act !== "merge" && Array.from(byId("theme-which").options).some(isTwin)) { say("A theme has that name already: choose it under Join to make them one."); return; }
    if (act === "merge" && (!into || into === theme)) { say("Choose another theme to join."); return; }
    if (act === "split" && !ticked.length) { say("Tick the lines that go."); return; }
    if (act === "rename") send({ kind: "rename", theme, name });
    if (act === "merge") send({ kind: "merge", theme, into });
    if (act === "split") send({ kind: "split", name, question: asNumber(about.dataset.question), lines: ticked });
    close("themes");
    say({ rename: "Renamed.", merge: "Merged.", split: "Split off." }[act]);
  }
  for (const button of document.querySelectorAll("[data-theme-act]")) button.addEventListener("click", () => themeAct(button.dataset.themeAct));
  byId("themes").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input, select")) return;
    event.preventDefault();
    const button = event.target.closest("fieldset")?.querySelector("[data-theme-act]");
    if (button) themeAct(button.dataset.themeAct);
  });

  /* the recap: copied as it would be written, with whole posts or the lines as they were cut */
  const STYLES = new Set(["embeds", "list"]);
  function copyAs(style) {
    byId("copy-as").value = style;
    for (const link of document.querySelectorAll(".files a[download]")) link.search = `style=${style}`;
  }
  byId("copy-as").addEventListener("change", (event) => {
    keep("standout style", event.target.value);
    copyAs(event.target.value);
  });
  copyAs(STYLES.has(kept("standout style")) ? kept("standout style") : desk.dataset.style);

  async function settled() {  // so that it goes with all that was decided
    if (pending) say("First what you decided is kept, then this is done.", true);
    await chain;
  }

  async function taken(file) {
    await settled();
    const answer = await ask(`/files/${file}?style=${byId("copy-as").value}&notes=false`);  // says why not
    if (!answer) throw new Error("no recap");
    const text = await answer.text();
    if (!file.endsWith(".html")) return text;
    const body = /<article[^>]*>([^]*)<\/article>/.exec(text);  // as it is written: [ stays escaped
    return body ? body[1] : text;
  }

  async function copy(file) {
    if (isDeaf) { say(""); return; }
    const text = taken(file);
    const kinds = file.endsWith(".html") ? ["text/html", "text/plain"] : ["text/plain"];
    const as = (type) => text.then((whole) => new Blob([whole], { type }));
    try {
      // promises of what is copied: some browsers let a page write only while the click is new
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(kinds.map((type) => [type, as(type)])))]);
      say("Copied.");
    } catch {
      text.then(() => say("The browser does not let us copy: use Files."), () => {});
    }
  }

  /* what is copied with the lines, and what to look at before it is published, which never is */
  const isOpen = (box) => box.parentElement.open;
  async function tellAside(box) {
    const turn = box.turn = (box.turn || 0) + 1;
    const told = await (await ask(`/${box.id}`))?.text();
    if (told === undefined || turn !== box.turn) return;  // it was asked again meanwhile
    box.innerHTML = told;
    for (const link of box.querySelectorAll("a:not([data-go], [data-line])")) Object.assign(link, { target: "_blank", rel: "noreferrer nofollow noopener" });
  }
  const asides = [byId("points"), byId("notes")];
  for (const box of asides) {
    box.parentElement.addEventListener("toggle", async () => {
      if (!isOpen(box)) return;
      await settled();
      await tellAside(box);
      say("");
    });
  }

  /* the recap: written beside the run */
  async function write() {
    await settled();
    try {
      const answer = await fetch(`${base}/write`, { method: "POST", headers: headers(), body: "{}" });
      const told = await answer.json();
      const [chosen, own] = [byId("copy-as").value, desk.dataset.style];  // it goes by the run's own style
      const as = chosen === own ? "" : ` as ${byId("copy-as").querySelector(`[value=${own}]`).text}: the settings have it so`;
      say(answer.ok ? `Written into ${told.written}${as}.${told.kept && ` ${told.kept}.`}` : told.error || "That was refused.");
    } catch { say("The server does not answer."); }
  }

  /* keys, mouse, touch */
  function nextQuestion(by) {
    const all = Array.from(document.querySelectorAll("#counts a[data-go]"));
    const at = all.findIndex((link) => link.hasAttribute("aria-current"));
    const link = all[at + by];
    if (link) go(link);
  }
  const acts = {
    j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1),
    a: () => decide("accept"), x: () => open("why"), s: () => decide("skip"), u: () => back("undo"), r: () => back("redo"), e: () => edit(), t: move, m: themes, 0: order,
    d: () => { around = !around; keep("standout around", around ? "yes" : "no"); if (current()) current().querySelector(".around").open = around; },
    n: () => nextQuestion(1), p: () => nextQuestion(-1),
    c: () => {
      const first = document.querySelector("[data-copy]");
      if (!first.getClientRects().length) byId("show-recap").click();  // on a narrow page
      first.focus();
    },
    o: () => { const link = current()?.querySelector(".facts a"); if (link) link.click(); },
    "/": () => byId("search").focus(), "?": () => open("help"),
  };
  /* who speaks or strikes letters unawares turns the keys off: arrows, Enter and Esc stay */
  let hasKeys = kept("standout keys") !== "no";
  function showKeys() {
    document.documentElement.classList.toggle("no-keys", !hasKeys);
    byId("keys-on").checked = hasKeys;
    byId("keys-state").hidden = hasKeys;
    byId("search").placeholder = `words or @person${hasKeys && matchMedia("(hover: hover)").matches ? "   /" : ""}`;
  }
  byId("keys-on").addEventListener("change", (event) => {
    hasKeys = event.target.checked;
    keep("standout keys", hasKeys ? "yes" : "no");
    showKeys();
    say(hasKeys ? "Keys are on." : "Keys are off.");
  });
  showKeys();
  const MOVES = new Set(["j", "k", "ArrowDown", "ArrowUp"]);
  const letter = (event) => (event.key.length === 1 ? event.key.toLowerCase() : event.key);  // caps lock
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) return;  // a dialog took the key, and may be closed by now
    if (!hasKeys && event.key.length === 1) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && isCovered() && !event.target.closest("dialog")) { byId("show-recap").click(); toLine(); return; }
    if (event.key === "Escape" && event.target.matches("input, select")) { event.target.blur(); toLine(); return; }
    if (event.target.matches("input, select, textarea") || document.querySelector("dialog[open]")) return;
    const key = letter(event);
    const act = /^[1-9]$/.test(key) ? () => decide("order", { place: Number(key) }) : acts[key];
    if (!act) return;
    event.preventDefault();
    if (event.repeat && !MOVES.has(key)) return;  // a key that is held down decides once
    const isAboutALine = /^[axsetm\d]$/.test(key);
    if (leaving === current()?.id && isAboutALine) return;  // meant for the line that comes
    if (isCovered() && isAboutALine) { say("The recap lies over the line: Esc leads back to it."); return; }
    act();
  });
  document.addEventListener("click", (event) => {
    const target = event.target;
    const link = target.closest("a[data-go]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (link.closest("#recap-side")) showRecap(false);
      go(link);
      return;
    }
    const key = target.closest("[data-key]");
    if (key) { acts[key.dataset.key](); return; }
    const picks = target.closest("[data-picks]");
    if (picks) { acceptPicks(picks); return; }
    const copied = target.closest("[data-copy]");
    if (copied) { copy(copied.dataset.copy); return; }
    const to = target.closest("[data-line]");
    if (to) { event.preventDefault(); find(to); return; }
    const line = target.closest(".line");
    if (!line) return;
    const act = target.closest("[data-act]");
    if (line !== current() && !target.closest("a")) choose(line, Boolean(act));
    if (act) ({ edit: () => edit(), place: order, move, themes, recut })[act.dataset.act](act);
  });
  function recut(act) {
    send({ kind: "edit", line: current().id, pieces: [act.dataset.pieces.split("-").map(Number)] });
    say("Cut anew.");
  }
  const isRecapShown = () => byId("recap-side").classList.contains("shown");
  const isCovered = () => isRecapShown() && byId("show-recap").getClientRects().length > 0;  // not on a wide page
  function showRecap(isShown) {
    byId("recap-side").classList.toggle("shown", isShown);
    byId("show-recap").setAttribute("aria-expanded", String(isShown));
    if (isShown) follow();
    // nobody sees the line at hand while the recap lies over it
    for (const button of document.querySelectorAll(".thumb [data-key=a], .thumb [data-key=x], .thumb [data-key=s]")) button.disabled = isShown;
  }
  async function find(link) {
    showRecap(false);
    if (!byId(link.dataset.line)) await show(new URL(link.href).search, false, true);
    choose(byId(link.dataset.line));
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".acts")) {
      event.preventDefault();
      const kind = event.submitter.value;
      const line = form.closest(".line");
      const reason = form.elements.reason.value;
      if (kind === "reject" && !reason) { choose(line, true); open("why"); } else decide(kind, kind === "reject" ? { reason } : {}, line);
    } else if (form.matches(".search")) {
      event.preventDefault();
      const query = new URLSearchParams();
      for (const [key, value] of new FormData(form)) if (value && value !== "all") query.set(key, value);
      // a filter that is closed restricts no search unseen
      if (!form.querySelector(".filters").open) {
        for (const name of ["theme", "person", "state"]) query.delete(name);
        if (query.has("words")) query.set("question", "all");
      }
      const person = /^@(\S+)$/.exec(query.get("words") || "");
      if (person) { query.delete("words"); query.set("person", person[1]); }
      if (![...query.keys()].length || (form.elements.question.value === "all")) query.set("question", form.elements.question.value);
      show(`?${query}`, false, true);
    } else if (form.matches(".write")) { event.preventDefault(); write();
    } else if (form.querySelector("#undo, #redo")) { event.preventDefault(); back(form.elements.kind.value); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches(".search select")) {
      if (event.target.name === "question") event.target.form.elements.theme.value = "";
      event.target.form.requestSubmit();
    }
  });
  byId("ask-help").addEventListener("click", () => open("help"));
  byId("show-recap").addEventListener("click", () => {
    if (isRecapShown()) { if (history.state === "recap") history.back(); else showRecap(false); return; }
    history.pushState("recap", "", location.href);  // to go back from it leads to the lines
    showRecap(true);
  });
  window.addEventListener("popstate", () => { showRecap(false); if (location.search !== listed) show(location.search); });

  // of a long post what is quoted is in sight, below some of what stands before it
  document.addEventListener("toggle", (event) => {
    const whole = event.target.matches(".around[open]") && event.target.querySelector(".whole");
    if (whole) whole.scrollTop = whole.querySelector("mark").offsetTop - whole.offsetTop - whole.clientHeight / 4;
  }, true);

  /* the start, and the steady look for news */
  markQuestion();
  const linked = byId(asked().get("line") || location.hash.slice(1));
  const isFollowed = performance.getEntriesByType("navigation")[0]?.type === "navigate";  // else come back to
  const named = (isFollowed ? [linked, marked()] : [marked(), linked]).find((line) => line?.matches(".line"));
  choose(named || lines()[0], !named);
  for (const deed of held()) { hold(held().filter((other) => other.client !== deed.client)); send(deed); }
  setInterval(() => { if (!document.hidden && !pending) { flushSeen(); news(); } }, 1500);
  addEventListener("pagehide", () => flushSeen());
})();

/* the lesson: how far it is, on every page that tells of it */
(() => {
  const lesson = document.getElementById("lesson");
  if (!lesson) return;
  const state = () => lesson.querySelector(".lesson-words").dataset.state;
  const isShown = () => !lesson.closest("details:not([open])");

  function take(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    window.localTimes(made.content);
    const before = state();
    for (const name of [".lesson-words", ".lesson-act"]) {
      const [old, now] = [lesson.querySelector(name), made.content.querySelector(name)];
      const words = (part) => part.textContent.replace(/\s+/g, " ");
      if (now.dataset.state) old.dataset.state = now.dataset.state;
      // the same words stay: a live region would say them again, and the button lose its focus
      if (words(old) === words(now) && old.children.length === now.children.length) continue;
      const hadFocus = old.contains(document.activeElement);
      old.innerHTML = now.innerHTML;
      if (hadFocus) lesson.querySelector(".lesson-words").focus({ preventScroll: true });
    }
    if (before === "running" && state() !== "running" && !isShown()) document.dispatchEvent(new CustomEvent("told", { detail: `The lesson is over: ${state()}.` }));
  }
  async function look(how) {
    try {
      const answer = await fetch("/lesson", how);
      if (answer.ok) take(await answer.text());
      else if (how) tell((await answer.json()).error);
    } catch { if (how) tell("The server does not answer."); }
  }
  function tell(words) {
    const said = document.createElement("p");
    said.className = "warn";
    said.textContent = words;
    lesson.querySelector(".lesson-words").replaceChildren(said);
  }
  lesson.addEventListener("submit", (event) => {
    event.preventDefault();
    look({ method: "POST", headers: { accept: "application/json", "content-type": "application/json", "x-csrf": lesson.dataset.csrf }, body: "{}" });
  });
  setInterval(() => { if (!document.hidden && (state() === "running" || isShown())) look(); }, 2000);
})();
