// A second click on submit while the first is under way does nothing. No disabled look: the button stays a button.
const sent = new WeakMap();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get") return;
  if (sent.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  // A page that never answers must not lock the form for good.
  sent.set(form, setTimeout(() => sent.delete(form), 20000));
}, true);

function release(form) {
  clearTimeout(sent.get(form));
  sent.delete(form);
}

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form");
  if (form) release(form);
});

// Kept from being sent by another script, for want of network: it may be tried again.
document.addEventListener("samplan:kept", (event) => release(event.target));

// Back from the browser's cache: the form may be sent again, and the server answers what became of it.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach(release);
});
