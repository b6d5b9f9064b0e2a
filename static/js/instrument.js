// A visit by keyboard. In an instrument a digit chooses that answer of the question that has focus, and the next question
// takes it. Among what was taken up a digit ticks or unticks the part of that number. Enter in a number goes on to what
// comes next: only Ctrl+Enter (keys.js) or the button saves. Elsewhere keys are left alone.
const isDigit = (event) => /^[0-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey;
const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));

function answer(event, radio) {
  const { form } = radio;
  const chosen = [...form.elements].find((each) => each.name === radio.name && (each.dataset.key ?? each.value) === event.key);
  if (!chosen) return;
  event.preventDefault();
  chosen.checked = true;
  changed(chosen);
  const names = [...new Set([...form.querySelectorAll("[data-instrument] input[type=radio]")].map((each) => each.name))];
  const next = names[names.indexOf(radio.name) + 1];
  const first = next ? form.querySelector(`input[name="${next}"]:checked, input[name="${next}"]`) : form.querySelector("textarea");
  first?.focus();
}

function tick(event, group) {
  const box = group.querySelectorAll("input[type=checkbox]")[Number(event.key) - 1];
  if (!box) return;
  event.preventDefault();
  box.checked = !box.checked;
  changed(box);
  box.focus();
}

function goOn(event) {
  const stops = [...event.target.form.elements].filter((each) => !["hidden", "fieldset"].includes(each.type) && !each.disabled);
  const next = stops[stops.indexOf(event.target) + 1];
  event.preventDefault();
  next?.focus();
  next?.select?.();
}

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && at.matches("form[data-sealed] input[type=text]")) return goOn(event);
  if (!isDigit(event) || at.type === "text") return undefined;
  const radio = at.closest("[data-instrument] input[type=radio]");
  if (radio) return answer(event, radio);
  const group = at.closest("[data-digits]");
  return group ? tick(event, group) : undefined;
});

// The first field of a fresh form; a form with errors has its list of errors in focus (focus.js).
const form = document.querySelector("form[data-sealed]");
if (form && !form.querySelector("[aria-invalid=true]") && !form.hidden) form.querySelector("input[name=outcome]:checked")?.focus();
