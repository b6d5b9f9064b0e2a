// What a form holds, as name → values, and the line that says how it is kept. Shared by all that keeps drafts.
export const isSwedish = document.documentElement.lang.startsWith("sv");
export const clock = (at = new Date()) => at.toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");

function keeps(field) {
  return field.name && field.name !== "csrfmiddlewaretoken" && !["hidden", "password", "file", "submit", "button"].includes(field.type);
}

export function read(form) {
  const values = {};
  for (const field of form.elements) {
    if (!keeps(field)) continue;
    values[field.name] ??= [];
    if (field.type === "radio" || field.type === "checkbox") {
      if (field.checked) values[field.name].push(field.value);
    } else if (field.type === "select-multiple") {
      values[field.name].push(...[...field.selectedOptions].map((option) => option.value));
    } else values[field.name].push(field.value);
  }
  return values;
}

export function write(form, values) {
  const used = {};
  for (const field of form.elements) {
    if (!keeps(field) || !(field.name in values)) continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = values[field.name].includes(field.value);
    else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = values[field.name].includes(option.value);
    } else {
      used[field.name] = used[field.name] ?? 0;
      field.value = values[field.name][used[field.name]] ?? field.value;
      used[field.name] += 1;
    }
  }
}

export function say(form, text) {
  const line = document.getElementById(form.dataset.draftStatus) ?? statusOf(form);
  if (line.textContent.trim() !== text) line.textContent = text;
}

function statusOf(form) {
  let line = form.querySelector(".saved[role=status]");
  if (!line) {
    line = document.createElement("p");
    line.className = "saved";
    line.setAttribute("role", "status");
    form.append(line);
  }
  return line;
}
