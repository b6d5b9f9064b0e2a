// In an instrument a digit chooses that answer of the question that has focus, and the next question takes it.
// Elsewhere digits are left alone, and without this the rows are ordinary radio buttons.
document.addEventListener("keydown", (event) => {
  if (!/^[0-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  const radio = event.target.closest("[data-instrument] input[type=radio]");
  if (!radio) return;
  const form = radio.form;
  const chosen = [...form.elements].find((each) => each.name === radio.name && (each.dataset.key ?? each.value) === event.key);
  if (!chosen) return;
  event.preventDefault();
  chosen.checked = true;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  const names = [...new Set([...form.querySelectorAll("[data-instrument] input[type=radio]")].map((each) => each.name))];
  const next = names[names.indexOf(radio.name) + 1];
  const first = next ? form.querySelector(`input[name="${next}"]:checked, input[name="${next}"]`) : form.querySelector("textarea");
  first?.focus();
});
