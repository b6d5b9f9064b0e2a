// J and K move between the tasks of a list and T takes one, only while focus is within the list (WCAG 2.1.4).
// Ctrl+Enter sends the form in focus.
function step(list, from, by) {
  const titles = [...list.querySelectorAll(".inbox__title")];
  const row = from.closest(".inbox__row");
  const here = row ? titles.indexOf(row.querySelector(".inbox__title")) : -1;
  titles[Math.min(Math.max(here + by, 0), titles.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && at.form) {
    event.preventDefault();
    at.form.requestSubmit(at.form.querySelector("button.button--primary"));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || at.matches("input, textarea, select")) return;
  const list = at.closest("[data-keys=list]");
  if (!list) return;
  const key = event.key.toLowerCase();
  if (key === "j") step(list, at, 1);
  else if (key === "k") step(list, at, -1);
  else if (key === "t") at.closest(".inbox__row")?.querySelector("[data-take]")?.click();
  else return;
  event.preventDefault();
});
