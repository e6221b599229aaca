// What pages do beyond plain HTML. Everything works without it; behaviours are bound by data attributes:
//   form[data-guard]          asks before leaving with unsent changes
//   form[data-autosave=URL]   posts itself there at most 4 s after a keystroke; needs a field "version" and a [data-saved]
//                             live region; the answer is {"version": n, "saved_at": "...", "hints": {NAME: "..."}}, and
//                             [data-hint-for=NAME] shows its hint or is `hidden`
//   form[data-draft-key=KEY]  keeps a copy in this browser at once ("account:interview"); data-saved-at = the server's time
//   [data-draft-clear=KEY]    on a page that shows that KEY was submitted: the copy goes
//   [data-progress=FORM-ID]   "5 of 8 done", counted over the form's [data-part] sections, each told in [data-part-state=PART]
//   form[data-clock]          data-starts-at, data-ends-at: [data-clock-now] tells where the interview stands, and in its last
//                             5 minutes parts with a data-budget say when they lack evidence. button[data-stamp] in a part
//                             begins a line with the time of day, as Alt+1 to 9 and F2 do
//   [data-zone]               an empty zone field gets the viewer's own zone. [data-copy=SELECTOR] copies that element's text,
//                             [data-print] prints; buttons that need the script are `hidden` until it runs
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const AUTOSAVE_MS = 3000, RETRY_MS = 4000, RETRY_MAX_MS = 30000, PATIENCE_MS = 20000;
const MINUTE_MS = 60000, TICK_MS = 10000, LAST_MS = 5 * MINUTE_MS, NEAR = 120, KEEP_MS = 14 * 24 * 60 * MINUTE_MS;
const clockTime = (at) => new Date(at).toLocaleTimeString("en-GB");
const changed = (form) => form.dispatchEvent(new Event("input", { bubbles: true }));
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

function mark(item, kind, text) {
  item.classList.remove("done", "draft", "empty", "bad", "warn");
  item.classList.add("st", kind);
  if (item.textContent !== text) item.textContent = text;
}

// --- Drafts in this browser: IndexedDB, written through before the next keystroke can be lost. Where it fails, nothing is kept.
function drafts(work) {
  return new Promise((resolve) => {
    const opening = indexedDB.open("rung", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("drafts");
    opening.onerror = () => resolve();
    opening.onsuccess = () => {
      const db = opening.result, change = db.transaction("drafts", "readwrite", { durability: "strict" });
      const request = work(change.objectStore("drafts"));
      change.oncomplete = change.onabort = () => { db.close(); resolve(change.error ? undefined : request.result); };
    };
  });
}

const OWN = new Set(["csrf_token", "version"]);
const entries = (form) => [...new FormData(form)].filter(([name, value]) => !OWN.has(name) && typeof value === "string");

function fill(form, data) {
  for (const control of form.elements) {
    if (!control.name || OWN.has(control.name) || ["file", "submit", "button", "hidden"].includes(control.type)) continue;
    const values = data.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
  changed(form);
}

function keepDraft(form) {
  const key = form.dataset.draftKey, version = () => form.elements.version?.value ?? "";
  let offered = null, isWaiting = false, writing = offer();
  form.addEventListener("input", keep);
  function keep() {
    if (!isWaiting) writing = writing.then(write);
    isWaiting = true;
  }
  function write() {
    isWaiting = false;
    return drafts((box) => box.put({ at: Date.now(), version: version(), data: entries(form), older: offered }, key));
  }
  async function offer() {
    const kept = await drafts((box) => box.get(key));
    if (!kept) return;
    if (Date.now() - kept.at > KEEP_MS) return drafts((box) => box.delete(key));
    const isNewer = kept.version === version() || kept.at > Date.parse(form.dataset.savedAt || 0);
    const shown = JSON.stringify(entries(form));
    const unlike = [kept.data, kept.older].filter((data) => data && JSON.stringify(data) !== shown);
    if (!isNewer || !unlike.length) return;
    offered = kept.data;
    const note = make("div", { className: "said warn", role: "status" });
    const at = new Date(kept.at), isToday = at.toDateString() === new Date().toDateString();
    note.append(`This browser kept text of ${isToday ? clockTime(at) : at.toLocaleString("en-GB")} that is not in the form below. `);
    const choice = (textContent, act) => {
      const onclick = () => { offered = null; note.remove(); act(); };
      note.append(make("button", { type: "button", className: "btn sm", textContent, onclick }));
    };
    choice("Use the text kept in this browser", () => fill(form, unlike[0]));
    if (unlike[1]) choice("Use the text kept before it", () => fill(form, unlike[1]));
    choice("Keep the form as it is", keep);
    form.before(note);
  }
}

// --- Saving while somebody writes. `halt` says why that ended: "sending" the whole form, "stale", or "out" (signed out).
const OFFLINE = "Offline. Your text is kept in this browser and is sent when the network is back.";
class Autosave {
  halt = "";
  wait = RETRY_MS;
  region = document.querySelector("[data-saved]") ?? make("p");
  constructor(form) {
    this.form = form;
    this.told = [this.region.classList.contains("done") ? "done" : "draft", this.region.textContent];
    form.addEventListener("input", () => { this.dirty = true; if (!this.timer) this.soon(AUTOSAVE_MS); });
    addEventListener("offline", () => this.halt || this.say("bad", OFFLINE));
    addEventListener("online", () => (this.dirty ? this.soon(0) : this.say(...this.told)));
    addEventListener("focus", () => this.comeBack());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.save(true) : this.comeBack()));
  }
  soon(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), ms);
  }
  say(kind, text, link) {
    mark(this.region, kind, text);
    if (link) this.region.append(" ", make("a", { textContent: link[0], href: link[1], target: "_blank" }));
  }
  save(leaving = false) {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.halt || !this.dirty) return this.running;
    if (this.running) return this.running.then(() => this.save(leaving));
    this.running = this.send(leaving).catch(() => this.failed()).finally(() => { this.running = null; });
    return this.running;
  }
  async send(leaving) {
    this.dirty = false;
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (typeof value !== "string") body.delete(name);
    const answer = await fetch(this.form.dataset.autosave, {
      method: "POST", body, redirect: "manual", keepalive: leaving, signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { Accept: "application/json" },
    });
    if (answer.ok) return this.saved(await answer.json());
    if (answer.status === 422) return this.rest("", `Not saved. ${(await answer.json()).message}`);
    if (answer.status === 409) {
      const text = "This was changed in another window, so it is not saved here any more. Your text stays in this browser.";
      return this.rest("stale", text, ["Open the current one", location.href]);
    }
    if (answer.type === "opaqueredirect" || [400, 401, 403, 404].includes(answer.status)) {
      const text = "You are signed out or may no longer change this. Your text stays in this browser.";
      return this.rest("out", text, ["Sign in in a new tab, then come back", "/sign-in"]);
    }
    this.failed();
  }
  saved({ version, saved_at: at, hints }) {
    this.wait = RETRY_MS;
    this.form.elements.version.value = version;
    this.form.dataset.savedAt = at;
    this.say(...(this.told = [this.dirty ? "draft" : "done", `Saved ${clockTime(at)}`]));
    const hint = (item) => hints[item.dataset.hintFor] ?? "";
    if (hints) all("[data-hint-for]").forEach((item) => Object.assign(item, { textContent: hint(item), hidden: !hint(item) }));
  }
  failed() {
    this.rest("", navigator.onLine ? "Not saved, retrying. Your text stays in this browser." : OFFLINE);
    this.soon(this.wait);
    this.wait = Math.min(this.wait * 2, RETRY_MAX_MS);
  }
  // What was refused would be refused again: nothing is sent until something changes.
  rest(halt, text, link) {
    Object.assign(this, { halt, dirty: true });
    this.say("bad", text, link);
  }
  // Signed in again in another tab: go on with the token of now, if this is still the same person's page.
  async comeBack() {
    if (this.halt !== "out" || this.asking) return;
    this.asking = true;
    const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
    this.asking = false;
    const form = new DOMParser().parseFromString(page, "text/html").getElementById(this.form.id);
    if (!form) return;
    if (form.dataset.draftKey !== this.form.dataset.draftKey) return this.rest("out", "Somebody else is signed in: nothing is sent.");
    this.form.elements.csrf_token.value = form.elements.csrf_token.value;
    this.halt = "";
    this.save();
  }
}

// --- Progress of a scorecard: a part is done when a point is chosen and, unless it says "no evidence", text is there.
const chosen = (part) => all("input[type=radio]", part).find((radio) => radio.checked);
const isWritten = (part) => all("textarea:not([data-optional])", part).every((area) => area.value.trim());
const hasText = (part) => "none" in (chosen(part)?.dataset ?? {}) || isWritten(part);
const isDone = (part) => (chosen(part) || !part.querySelector("input[type=radio]")) && hasText(part);

function progress(region) {
  const form = document.getElementById(region.dataset.progress);
  const parts = form ? all("[data-part]", form) : [];
  const isLate = (part) => "budget" in part.dataset && Date.parse(form.dataset.endsAt) - Date.now() <= LAST_MS && !hasText(part);
  const state = (part) => (isDone(part) ? ["done", "done"] : isLate(part) ? ["warn", "no evidence yet"] : ["empty", "to do"]);
  const count = () => {
    region.textContent = `${parts.filter(isDone).length} of ${parts.length} done`;
    for (const part of parts) all(`[data-part-state="${part.dataset.part}"]`).forEach((item) => mark(item, ...state(part)));
  };
  for (const happening of ["input", "tick"]) form?.addEventListener(happening, count);
  if (parts.length) count();
}

// --- The clock of an interview, and lines that begin with the time of day.
function clock(form) {
  const from = Date.parse(form.dataset.startsAt), to = Date.parse(form.dataset.endsAt);
  const length = Math.round((to - from) / MINUTE_MS);
  const during = (gone) => (gone < length ? `${gone} of ${length} min, ${length - gone} left` : `over for ${gone - length} min`);
  const tick = () => {
    const gone = Math.floor((Date.now() - from) / MINUTE_MS), hidden = gone < -NEAR || gone > length + NEAR;
    const textContent = gone < 0 ? `begins in ${-gone} min` : during(gone);
    all("[data-clock-now]").forEach((item) => Object.assign(item, { hidden, textContent }));
    form.dispatchEvent(new Event("tick"));
  };
  tick();
  setInterval(tick, TICK_MS);
  stamps(form);
}

function stamp(part) {
  const text = part.querySelector("textarea"), line = `${clockTime(Date.now()).slice(0, 5)} `;
  if (!text.value.endsWith(line)) text.value += text.value && !text.value.endsWith("\n") ? `\n${line}` : line;
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  changed(text);
}

function stamps(form) {
  const buttons = all("[data-stamp]", form), parts = buttons.map((item) => item.closest("[data-part]"));
  let last = parts[0];
  form.addEventListener("focusin", (event) => { last = parts.find((part) => part.contains(event.target)) ?? last; });
  for (const [index, item] of buttons.entries()) {
    Object.assign(item, { hidden: false, title: `${index < 9 ? `Alt+${index + 1}, or ` : ""}F2 while you write here` });
    item.addEventListener("click", () => stamp(parts[index]));
  }
  document.addEventListener("keydown", (event) => {
    const digit = event.altKey && /^Digit([1-9])$/.exec(event.code);
    const part = digit ? parts[digit[1] - 1] : event.code === "F2" && !event.altKey && last;
    if (!part || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    stamp(part);
  });
}

// --- Submitting once, not while a save is on its way (the version would be stale); other forms wait for what was written.
const busy = new WeakSet(), waited = new WeakSet();
let card = null;
function guard(form, autosave) {
  let isChanged = false;
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (busy.has(form) || event.submitter?.getAttribute("aria-disabled") === "true") return event.preventDefault();
    if (autosave?.running || (!autosave && card?.dirty && !card.halt && !waited.has(form))) {
      event.preventDefault();
      waited.add(form);
      return (autosave?.running ?? card.save()).then(() => form.requestSubmit(event.submitter ?? undefined));
    }
    if (autosave) { clearTimeout(autosave.timer); Object.assign(autosave, { halt: "sending", dirty: false }); }
    isChanged = false;
    busy.add(form);
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    busy.delete(form);
    all("[aria-busy]").forEach((item) => item.removeAttribute("aria-busy"));
    if (autosave?.halt === "sending") autosave.halt = "";
  });
  addEventListener("beforeunload", (event) => {
    if ((isChanged && "guard" in form.dataset) || (autosave?.dirty && !busy.has(form))) event.preventDefault();
  });
}

function signOut(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await Promise.race([drafts((box) => box.clear()), new Promise((resolve) => setTimeout(resolve, 1000))]);
    form.submit();
  }, { once: true });
}

function zone(field) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone, options = [...(field.options ?? [])];
  if (!field.value && own && (!options.length || options.some((option) => option.value === own))) field.value = own;
}

function copy(control) {
  const label = control.textContent, source = document.querySelector(control.dataset.copy);
  control.hidden = false;
  control.addEventListener("click", async () => {
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    control.textContent = "Copied";
    setTimeout(() => { control.textContent = label; }, 2000);
  });
}

all("[data-draft-clear]").forEach((item) => drafts((box) => box.delete(item.dataset.draftClear)));
all("[data-progress]").forEach(progress);
for (const form of all("form")) {
  if (form.id === "sign-out") signOut(form);
  if (form.dataset.draftKey) keepDraft(form);
  if ("clock" in form.dataset) clock(form);
  if (form.method === "post") guard(form, form.dataset.autosave ? (card = new Autosave(form)) : null);
}
all("[data-zone]").forEach(zone);
all("[data-copy]").forEach(copy);
all("[data-print]").forEach((item) => { item.hidden = false; item.addEventListener("click", () => print()); });
// Folded matter is printed too, also where CSS alone cannot open it.
addEventListener("beforeprint", () => all("details:not([open])").forEach((item) => { item.open = true; item.dataset.wasShut = ""; }));
addEventListener("afterprint", () => all("details[data-was-shut]").forEach((item) => { item.open = false; delete item.dataset.wasShut; }));
document.querySelector(".errs[role=alert]")?.focus();
