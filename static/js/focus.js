// Where focus goes: the error list of a failed form, the heading when a page asks for it, and after a swap the
// element that asks for it. Otherwise it stays where it was; the result is said once in #announce.
function focusFirst(root) {
  const target = root.querySelector("[data-focus-first]");
  target?.focus();
  return Boolean(target);
}

function announce(words) {
  const line = document.getElementById("announce");
  if (line && words) line.textContent = words;
}

if (!focusFirst(document) && document.body.hasAttribute("data-focus-heading")) document.querySelector("h1")?.focus();

// A picture of steps that is wider than its frame begins where things stand, not with what was done first.
for (const frame of document.querySelectorAll(".flow .scroll")) {
  const now = frame.querySelector(".flow__ring, .flow__late");
  if (now) frame.scrollLeft = now.getBoundingClientRect().x - frame.getBoundingClientRect().x - frame.clientWidth / 2;
}

let focusedId = "";

document.addEventListener("htmx:beforeSwap", () => {
  focusedId = document.activeElement?.id ?? "";
});

document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = document.getElementById(event.detail.target?.id) ?? event.detail.elt;
  announce(swapped.querySelector("[data-announce]")?.dataset.announce);
  if (focusFirst(swapped)) return;
  const stillThere = focusedId && document.getElementById(focusedId);
  if (stillThere && document.activeElement !== stillThere) stillThere.focus();
  else if (!stillThere && document.activeElement === document.body) swapped.querySelector("a[href], button, input")?.focus();
});

document.addEventListener("htmx:responseError", (event) => {
  // Not a part but a page: show it whole, so that nobody is left wondering.
  const form = event.detail.elt.closest?.("form");
  if (event.detail.xhr.status === 401 || event.detail.xhr.status === 403) window.location.reload();
  else if (form) announce(form.dataset.failed ?? "");
});
