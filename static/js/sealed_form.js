// A form that can be filled in without network: <form data-draft data-draft-url data-draft-base data-sealed>.
// What is typed goes to the server as a draft after a pause; where it does not answer, it is kept here, encrypted, until
// it does. A draft from another place is never overwritten: both are shown. Saved without network, the form is sent
// when there is one again, from this page or when it is opened anew.
import { clock, isSwedish, read, say, write } from "./fields.js";
import { drop, isOpen, lock, namesOf, open, seal, token, unlock } from "./sealed.js";
import { showVersions } from "./versions.js";

const PAUSE = 1000;
const RETRY = 15000;
const PATIENCE = 8000;
const words = isSwedish
  ? {
      can: "Går att skriva utan nät: sparas då krypterat i den här webbläsaren.",
      saved: "Sparat",
      away: "Utan nät: sparas i webbläsaren",
      unsafe: "Utan nät, och inte sparat. Låt sidan vara öppen.",
      queued: "Utan nät: skickas när nätet är tillbaka. Sparat i webbläsaren",
      held: "Utan nät: skickas när nätet är tillbaka. Låt sidan vara öppen.",
      changed: "Ändrat, skickas inte av sig självt. Tryck på knappen när du är klar.",
      out: "Du är utloggad. Sparat i webbläsaren tills du loggar in",
      other: "Någon annan är inloggad här. Logga in som dig själv för att skicka.",
      back: "Det du skrev är kvar, sparat",
      choose: "Två versioner. Välj vilken som ska gälla.",
      elsewhere: "på servern",
      here: "i den här webbläsaren",
    }
  : {
      can: "Can be written without network: it is then kept encrypted in this browser.",
      saved: "Saved",
      away: "Without network: kept in the browser",
      unsafe: "No network, and not saved. Leave the page open.",
      queued: "No network: sent when it is back. Kept in the browser",
      held: "No network: sent when it is back. Leave the page open.",
      changed: "Changed, and not sent by itself. Press the button when you are done.",
      out: "You are signed out. Kept in the browser until you sign in",
      other: "Somebody else is signed in here. Sign in as yourself to send.",
      back: "What you wrote is still here, saved",
      choose: "Two versions. Choose which one holds.",
      elsewhere: "on the server",
      here: "in this browser",
    };

// The same values as the server keeps them: of what is not ticked it says nothing.
const plain = (values) => JSON.stringify(Object.entries(values).filter(([, each]) => each.length).sort());
const whole = (values, form) => ({ ...Object.fromEntries(Object.keys(read(form)).map((name) => [name, []])), ...values });

// A later page of this tab shows that what was sent came through, and takes away what is kept (unsent.js).
async function expect(form) {
  const names = await namesOf(form.dataset.draft);
  if (names.length) sessionStorage.setItem("samplan:sent", JSON.stringify({ path: window.location.pathname, names }));
}

class SealedForm {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draft;
    this.base = form.dataset.draftBase ?? "";
    this.last = this.now();
    this.sentLast = null;
    this.isQueued = false;
    this.isChoosing = false;
    // Somebody else is signed in: nothing goes by itself any more, but the button asks again.
    this.isAnothers = false;
    this.turn = Promise.resolve();
    form.addEventListener("input", () => this.typed());
    form.addEventListener("focusout", () => this.soon(300));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.inTurn(() => this.send());
    });
    window.addEventListener("online", () => this.again());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("storage", () => isOpen());
    setInterval(() => this.again(), RETRY);
    this.begun = this.inTurn(() => this.begin());
  }

  now() {
    return JSON.stringify(read(this.form));
  }

  // One at a time: an answer must not be overtaken by what is typed while it comes.
  inTurn(act) {
    this.turn = this.turn.then(act, act);
    return this.turn;
  }

  soon(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.inTurn(() => this.save()), pause);
  }

  typed() {
    if (this.isQueued) {
      this.isQueued = false;
      say(this.form, words.changed);
    }
    this.soon(PAUSE);
  }

  async begin() {
    const offers = await unlock();
    const line = this.form.querySelector("[data-without-network]");
    if (line && offers) line.textContent = words.can;
    const kept = offers ? await open(this.key) : null;
    if (!kept) return;
    // A form that comes back with errors already holds what was written.
    if (this.form.querySelector("[aria-invalid=true]")) return drop(this.key);
    const isSame = JSON.stringify(kept.values) === this.now();
    if (!isSame && this.base && kept.base !== this.base) {
      return this.choose({ ...kept, where: words.here }, { values: read(this.form), when: this.form.dataset.draftWhen, where: words.elsewhere });
    }
    write(this.form, kept.values);
    say(this.form, `${words.back} ${kept.at}`);
    if (kept.isQueued) {
      this.setOnce(kept.once);
      return this.send();
    }
    return this.save();
  }

  setOnce(once) {
    if (once) this.form.elements.once.value = once;
  }

  keep(more = {}) {
    const head = document.querySelector("h1")?.textContent.trim() ?? "";
    const { pathname: path } = window.location;
    const once = this.form.elements.once.value;
    return seal(this.key, { path, head, once, at: clock(), base: this.base, isQueued: this.isQueued, values: read(this.form), ...more });
  }

  body() {
    const csrf = this.form.elements.csrfmiddlewaretoken;
    csrf.value = token() || csrf.value;
    const body = new FormData(this.form);
    body.set("base", this.base);
    return body;
  }

  // What the server says of a draft: "saved", "newer" (with the other), "out", "other", "refused" or "away".
  async push() {
    if (!navigator.onLine) return { said: "away" };
    try {
      const body = this.body();
      const sent = this.now();
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(this.form.dataset.draftUrl, { method: "POST", body, credentials: "same-origin", redirect: "manual", signal });
      if (answer.type === "opaqueredirect" || answer.status === 403) return { said: "out" };
      if (answer.status === 412) return this.compare(await answer.json());
      if (answer.status === 409) return { said: "other" };
      if (answer.status >= 500) return { said: "away" };
      if (!answer.ok) return { said: "refused" };
      this.base = answer.headers.get("Draft-Saved") ?? this.base;
      this.last = this.sentLast = sent;
      return { said: "saved" };
    } catch {
      return { said: "away" };
    }
  }

  // Sent from here on the way from the page and before it came back: that is no other version.
  compare(stands) {
    const isOurs = this.sentLast && plain(JSON.parse(this.sentLast)) === plain(stands.values);
    if (!isOurs) return { said: "newer", stands };
    this.base = stands.at;
    return this.push();
  }

  async save() {
    const now = this.now();
    if (this.isQueued) return this.send();
    if (now === this.last || this.isChoosing || this.isAnothers) return;
    // First here, so that nothing is lost while the server is waited for.
    const isKept = await this.keep();
    await this.tell(await this.push(), isKept);
  }

  async tell({ said, stands }, isKept) {
    if (said === "saved") {
      this.told = "";
      if (!this.isQueued) await drop(this.key);
      return say(this.form, `${words.saved} ${clock()}`);
    }
    if (said === "newer") {
      const theirs = { values: whole(stands.values, this.form), base: stands.at, when: stands.when, where: words.elsewhere };
      return this.choose({ values: read(this.form), at: clock(), where: words.here }, theirs);
    }
    this.isAnothers = said === "other";
    if (this.isAnothers) {
      lock();
      return say(this.form, words.other);
    }
    this.last = said === "refused" ? this.now() : this.last;
    // Said once, however often it is tried again.
    if (this.told === `${this.now()} ${this.isQueued} ${said}`) return;
    this.told = `${this.now()} ${this.isQueued} ${said}`;
    if (!isKept) return say(this.form, this.isQueued ? words.held : words.unsafe);
    if (said === "out") return say(this.form, `${words.out}. ${words.saved} ${clock()}`);
    return say(this.form, this.isQueued ? `${words.queued} ${clock()}.` : `${words.saved} ${clock()} · ${words.away}`);
  }

  // The button: with the network there, the form goes as any other does; else it waits here for it.
  async send() {
    if (this.isChoosing) return this.release();
    clearTimeout(this.timer);
    this.isQueued = true;
    const isKept = await this.keep();
    const answer = await this.push();
    if (["saved", "refused", "out"].includes(answer.said)) return this.go();
    this.release();
    if (answer.said !== "away") this.isQueued = false;
    return this.tell(answer, isKept);
  }

  async go() {
    await expect(this.form);
    this.isGone = true;
    this.form.submit();
  }

  release() {
    this.form.dispatchEvent(new CustomEvent("samplan:kept", { bubbles: true }));
  }

  again() {
    if (!this.isGone && !this.isChoosing) this.inTurn(() => this.save());
  }

  leave() {
    if (this.isGone || this.isChoosing || this.isAnothers || this.now() === this.last || !navigator.onLine) return;
    this.sentLast = this.now();
    fetch(this.form.dataset.draftUrl, { method: "POST", body: this.body(), credentials: "same-origin", redirect: "manual", keepalive: true }).catch(() => {});
  }

  choose(mine, theirs) {
    this.isChoosing = true;
    this.isQueued = false;
    this.release();
    say(this.form, words.choose);
    showVersions(this.form, [mine, theirs], (chosen) => {
      this.isChoosing = false;
      this.base = theirs.base ?? this.base;
      write(this.form, chosen.values);
      this.last = "";
      this.inTurn(() => this.save());
    });
  }
}

// The step has been recorded meanwhile: what was written here without network is laid beside it.
async function lay(form) {
  const kept = (await unlock()) ? await open(form.dataset.draft) : null;
  if (!kept) return;
  for (const [name, values] of Object.entries(kept.values)) {
    for (const value of values) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.elements.once.value = kept.once;
  await expect(form);
  form.submit();
}

document.querySelectorAll("form[data-sealed]").forEach((form) => new SealedForm(form));
document.querySelectorAll("form[data-sealed-kept]").forEach(lay);
