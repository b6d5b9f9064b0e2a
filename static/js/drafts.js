// Text survives: <form data-draft="KEY" data-draft-url="…" data-draft-status="ID of a role=status line">.
// Saved after a pause of 1 s, on blur and before the page goes, to the URL; where there is none, or it does not
// answer (session ended, offline), to this browser's session storage, under the acting assignment.
// A form with data-sealed is kept by sealed_form.js instead, which stores nothing in the clear.
import { clock, isSwedish, read, say, write } from "./fields.js";

const PAUSE = 1000;
const OURS = "form[data-draft]:not([data-sealed], [data-sealed-kept])";
const owner = document.body.dataset.owner;
const words = isSwedish
  ? { saved: "Sparat", here: "Sparat på den här datorn", back: "Det du skrev är kvar, sparat" }
  : { saved: "Saved", here: "Saved on this computer", back: "What you wrote is still here, saved" };

const nameOf = (kind, form) => `samplan:${kind}:${owner}:${form.dataset.draft}`;
const all = (kind) => Object.keys(sessionStorage).filter((name) => name.startsWith(`samplan:${kind}:`));

function rename(name, from, to) {
  sessionStorage.setItem(name.replace(`:${from}:`, `:${to}:`), sessionStorage.getItem(name));
  sessionStorage.removeItem(name);
}

function keepHere(form, text) {
  try {
    sessionStorage.setItem(nameOf("draft", form), JSON.stringify({ at: clock(), values: read(form) }));
    say(form, `${text} ${clock()}`);
  } catch {
    // Storage full or closed: the text is still in the field.
  }
}

async function save(form, isLeaving = false) {
  const now = JSON.stringify(read(form));
  if (now === form.dataset.draftLast) return;
  form.dataset.draftLast = now;
  const url = form.dataset.draftUrl;
  if (!url) return keepHere(form, words.saved);
  try {
    const body = new FormData(form);
    // A chosen file is no text: it is sent with its form, and not before.
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    const answer = await fetch(url, { method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive: isLeaving });
    if (!answer.ok) throw new Error(String(answer.status));
    sessionStorage.removeItem(nameOf("draft", form));
    say(form, `${words.saved} ${clock()}`);
  } catch {
    keepHere(form, words.here);
  }
}

function restore(form) {
  const stored = sessionStorage.getItem(nameOf("draft", form));
  // A form that comes back with errors already holds what was written.
  if (stored && !form.querySelector("[aria-invalid=true]")) {
    const { at, values } = JSON.parse(stored);
    if (JSON.stringify(values) !== JSON.stringify(read(form))) {
      write(form, values);
      say(form, `${words.back} ${at}`);
    }
  }
  form.dataset.draftLast = JSON.stringify(read(form));
}

function watch(form) {
  if (form.dataset.draftLast) return;
  restore(form);
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form), PAUSE);
  });
  form.addEventListener("focusout", () => {
    // A moment later: the click that takes focus away may be the one that sends the form.
    clearTimeout(timer);
    timer = setTimeout(() => save(form), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    // Kept aside until a later page shows that the step came through.
    const name = nameOf("pending", form);
    sessionStorage.setItem(name, JSON.stringify({ at: clock(), values: read(form) }));
    sessionStorage.removeItem(nameOf("draft", form));
    form.dataset.draftLast = JSON.stringify(read(form));
  });
  window.addEventListener("pagehide", () => save(form, true));
}

// A page for somebody signed in, and no error page, means that what was sent came through. A page that only asks under
// which assignment to go on has not carried it out yet: a later page tells.
const cameThrough = owner && !document.body.hasAttribute("data-keep-drafts");
for (const name of document.body.hasAttribute("data-undecided") ? [] : all("pending")) {
  if (cameThrough) sessionStorage.removeItem(name);
  else rename(name, "pending", "draft");
}

if (owner) {
  document.querySelectorAll(OURS).forEach(watch);
  document.addEventListener("htmx:load", (event) => event.detail.elt.querySelectorAll?.(OURS).forEach(watch));
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget-drafts]")) [...all("draft"), ...all("pending")].forEach((name) => sessionStorage.removeItem(name));
});
