// What is ticked or typed while a preview is on its way stands. An answer from before it would put the form back as it
// was: it is not shown, and the next one, asked for by that very change, is.
const asked = new WeakMap();
let changed = 0;

function note(event) {
  if (event.target.closest("[data-preview]")) changed = performance.now();
}

document.addEventListener("input", note, true);
document.addEventListener("change", note, true);
document.addEventListener("htmx:beforeRequest", (event) => asked.set(event.detail.xhr, performance.now()));
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.closest("#ground-and-preview, [data-preview]") && asked.get(event.detail.xhr) < changed) {
    event.detail.shouldSwap = false;
  }
});
