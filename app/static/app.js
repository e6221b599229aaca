// What pages do beyond plain HTML. Everything works without it; behaviours are bound by data attributes:
//   form[data-guard]           asks before leaving with unsent changes
//   form[data-autosave=URL]    posts itself there at most 4 s after a keystroke; needs a field "version" and a
//                              [data-saved] live region; the answer is {"version": n, "saved_at": "..."}
//   form[data-draft-key=KEY]   keeps a copy in this browser at once ("account:interview"); data-saved-at = the server's time
//   [data-draft-clear=KEY]     on a page that shows that KEY was submitted: the copy goes
//   [data-zone]                an empty zone field gets the viewer's own zone
//   [data-copy=SELECTOR]       copies that element's text; the button is `hidden` until the script shows it
//   [data-progress=FORM-ID]    "5 of 8 done", counted over the form's [data-part] sections
//   [data-print]               a button, `hidden` until shown, that opens the print dialogue
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const AUTOSAVE_MS = 3000, RETRY_MS = 4000, RETRY_MAX_MS = 30000, KEEP_MS = 14 * 24 * 3600 * 1000;
const clockTime = (at) => new Date(at).toLocaleTimeString("en-GB");

// --- Drafts in this browser: IndexedDB, written through before the next keystroke can be lost.
function store(mode, work) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("rung", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("drafts");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const change = db.transaction("drafts", mode, { durability: "strict" });
      const request = work(change.objectStore("drafts"));
      change.oncomplete = () => { db.close(); resolve(request?.result); };
      change.onerror = change.onabort = () => { db.close(); reject(change.error); };
    };
  });
}
const drafts = {
  get: (key) => store("readonly", (box) => box.get(key)).catch(() => undefined),
  put: (key, draft) => store("readwrite", (box) => box.put(draft, key)).catch(() => undefined),
  remove: (key) => store("readwrite", (box) => box.delete(key)).catch(() => undefined),
  clear: () => store("readwrite", (box) => box.clear()).catch(() => undefined),
};

const OWN = new Set(["csrf_token", "version"]);
const entries = (form) => [...new FormData(form)].filter(([name, value]) => !OWN.has(name) && typeof value === "string");
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function fill(form, data) {
  for (const control of form.elements) {
    if (!control.name || OWN.has(control.name) || ["file", "submit", "button", "hidden"].includes(control.type)) continue;
    const values = data.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else if (values.length) control.value = values[0];
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

class Draft {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draftKey;
    this.offered = null;
    this.ready = this.offer();
    form.addEventListener("input", () => this.keep());
  }

  async offer() {
    const kept = await drafts.get(this.key);
    if (!kept) return;
    if (Date.now() - kept.at > KEEP_MS) return void drafts.remove(this.key);
    const newer = kept.version === this.version() || kept.at > Date.parse(this.form.dataset.savedAt || 0);
    const unlike = [kept.data, kept.older].filter((data) => data && !same(data, entries(this.form)));
    if (!newer || !unlike.length) return;
    this.offered = kept.data;
    const note = document.createElement("div");
    note.className = "said warn";
    note.setAttribute("role", "status");
    const at = new Date(kept.at), today = at.toDateString() === new Date().toDateString();
    note.append(`This browser kept text of ${today ? clockTime(at) : at.toLocaleString("en-GB")} that is not in the form below. `);
    for (const [index, data] of unlike.entries()) {
      note.append(button(index ? "Use the text kept before it" : "Use the text kept in this browser", () => {
        this.offered = null;
        fill(this.form, data);
        note.remove();
      }));
    }
    note.append(button("Keep the form as it is", () => { this.offered = null; note.remove(); this.keep(); }));
    this.form.before(note);
  }

  version() { return this.form.elements.version?.value ?? ""; }

  async keep() {
    if (this.writing) return void (this.again = true);
    this.writing = true;
    await this.ready;
    do {
      this.again = false;
      await drafts.put(this.key, { at: Date.now(), version: this.version(), data: entries(this.form), older: this.offered });
    } while (this.again);
    this.writing = false;
  }
}

function mark(item, kind) {
  item.classList.remove("done", "draft", "empty", "bad");
  item.classList.add("st", kind);
}

function button(label, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn sm", textContent: label });
  made.addEventListener("click", act);
  return made;
}

// --- Saving while somebody writes.
class Autosave {
  constructor(form) {
    this.form = form;
    this.region = document.querySelector("[data-saved]");
    this.wait = RETRY_MS;
    form.addEventListener("input", () => this.changed());
    addEventListener("online", () => this.dirty && this.soon(0));
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.save(true));
  }

  changed() { this.dirty = true; if (!this.timer) this.soon(AUTOSAVE_MS); }

  soon(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), ms);
  }

  say(text, link, kind) {
    if (!this.region) return;
    this.region.textContent = text;
    mark(this.region, kind);
    if (link) this.region.append(" ", Object.assign(document.createElement("a"), { href: link[1], textContent: link[0], target: "_blank" }));
  }

  save(leaving = false) {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.stopped || !this.dirty) return this.running;
    if (this.running) return this.running.then(() => this.save(leaving));
    this.running = this.send(leaving).finally(() => { this.running = null; });
    return this.running;
  }

  async send(leaving) {
    this.dirty = false;
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST", body: this.body(), headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual", keepalive: leaving,
      });
      if (answer.ok) return this.saved(await answer.json());
      if (answer.status === 409) return this.stop("This was changed in another window, so it is not saved here any more. Your text stays in this browser.", ["Open the current one", location.href]);
      if (answer.type === "opaqueredirect" || [400, 401, 403].includes(answer.status)) {
        return this.stop("You are signed out or may no longer change this. Your text stays in this browser.", ["Sign in in a new tab, then reload", "/sign-in"]);
      }
      if (answer.status === 422) return this.refused(await answer.json());
      this.failed();
    } catch {
      this.failed();
    }
  }

  body() {
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (typeof value !== "string") data.delete(name);
    return data;
  }

  saved({ version, saved_at: at }) {
    this.wait = RETRY_MS;
    if (this.form.elements.version) this.form.elements.version.value = version;
    this.form.dataset.savedAt = at;
    this.say(`Saved ${clockTime(at)}`, null, this.dirty ? "draft" : "done");
  }

  // Sending the same again would be refused again: wait until something changes.
  refused({ message }) {
    this.dirty = true;
    this.say(`Not saved. ${message}`, null, "bad");
  }

  failed() {
    this.dirty = true;
    this.say("Not saved, retrying. Your text stays in this browser.", null, "bad");
    this.soon(this.wait);
    this.wait = Math.min(this.wait * 2, RETRY_MAX_MS);
  }

  stop(text, link) {
    this.stopped = this.dirty = true;
    this.say(text, link, "bad");
  }
}

// --- Progress of a scorecard: a part is done when a point is chosen and, unless it says "no evidence", text is there.
function isDone(part) {
  const radios = all("input[type=radio]", part);
  const chosen = radios.find((radio) => radio.checked);
  if (radios.length && !chosen) return false;
  if (chosen && "none" in chosen.dataset) return true;
  return all("textarea:not([data-optional])", part).every((area) => area.value.trim());
}

function progress(region) {
  const form = document.getElementById(region.dataset.progress);
  const parts = form ? all("[data-part]", form) : [];
  const count = () => {
    const done = parts.filter(isDone);
    region.textContent = `${done.length} of ${parts.length} done`;
    for (const state of all("[data-part-state]")) {
      const over = done.some((part) => part.dataset.part === state.dataset.partState);
      mark(state, over ? "done" : "empty");
      state.textContent = over ? "done" : "to do";
    }
  };
  form?.addEventListener("input", count);
  if (parts.length) count();
}

// --- Submitting once, and not while a save is on its way (it would make this page's version stale).
const busy = new WeakSet();
function guard(form, autosave) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (busy.has(form)) return event.preventDefault();
    if (event.submitter?.getAttribute("aria-disabled") === "true") return event.preventDefault();
    if (autosave?.running) {
      event.preventDefault();
      autosave.running.then(() => form.requestSubmit(event.submitter ?? undefined));
      return;
    }
    if (autosave) { clearTimeout(autosave.timer); autosave.stopped = true; autosave.dirty = false; }
    changed = false;
    busy.add(form);
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    busy.delete(form);
    all("[aria-busy]").forEach((item) => item.removeAttribute("aria-busy"));
    if (autosave && autosave.stopped && !autosave.region?.querySelector("a")) autosave.stopped = false;
  });
  addEventListener("beforeunload", (event) => {
    if ((changed && "guard" in form.dataset) || (autosave?.dirty && !busy.has(form))) event.preventDefault();
  });
}

function signOut(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await Promise.race([drafts.clear(), new Promise((resolve) => setTimeout(resolve, 1000))]);
    form.submit();
  }, { once: true });
}

function zone(field) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = field.tagName !== "SELECT" || [...field.options].some((option) => option.value === own);
  if (!field.value && own && known) field.value = own;
}

function copy(control) {
  control.hidden = false;
  const label = control.textContent;
  control.addEventListener("click", async () => {
    const source = document.querySelector(control.dataset.copy);
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    control.textContent = "Copied";
    setTimeout(() => { control.textContent = label; }, 2000);
  });
}

all("[data-draft-clear]").forEach((item) => drafts.remove(item.dataset.draftClear));
for (const form of all("form")) {
  if (form.id === "sign-out") { signOut(form); continue; }
  if (form.dataset.draftKey) new Draft(form);
  if (form.method === "post") guard(form, form.dataset.autosave ? new Autosave(form) : null);
}
all("[data-progress]").forEach(progress);
all("[data-zone]").forEach(zone);
all("[data-copy]").forEach(copy);
all("[data-print]").forEach((item) => { item.hidden = false; item.addEventListener("click", () => print()); });
// Folded matter is printed too, also where CSS alone cannot open it.
addEventListener("beforeprint", () => all("details:not([open])").forEach((item) => { item.open = true; item.dataset.wasShut = ""; }));
addEventListener("afterprint", () => all("details[data-was-shut]").forEach((item) => { item.open = false; delete item.dataset.wasShut; }));
document.querySelector(".errs[role=alert]")?.focus();
