// Alt+B in the notes turns the marked text into a new decision.
document.querySelectorAll(".needs-js").forEach((hint) => hint.removeAttribute("hidden"));

document.addEventListener("keydown", (event) => {
  const notes = event.target;
  if (!event.altKey || event.key.toLowerCase() !== "b" || !notes.matches?.("[data-decision-to]")) return;
  const marked = notes.value.slice(notes.selectionStart, notes.selectionEnd).trim();
  const field = document.getElementById(notes.dataset.decisionTo);
  if (!marked || !field) return;
  event.preventDefault();
  field.value = marked;
  field.focus();
});
