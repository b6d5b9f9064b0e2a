// Two versions of what a form holds, beside each other: the reader chooses, and nothing is lost before that.
import { isSwedish } from "./fields.js";

const words = isSwedish
  ? { head: "Det finns två versioner", lead: "Inget är borta. Välj vilken som ska gälla.", saved: "Sparad", use: "Använd den här", none: "Inget", differs: "skiljer sig" }
  : { head: "There are two versions", lead: "Nothing is lost. Choose which one holds.", saved: "Saved", use: "Use this one", none: "Nothing", differs: "differs" };

function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const textOf = (element) => {
  const copy = element?.cloneNode(true);
  copy?.querySelectorAll(".label__optional").forEach((each) => each.remove());
  return copy?.textContent.trim() ?? "";
};

const labelOf = (field) => textOf(field.closest("fieldset")?.querySelector("legend") ?? field.labels?.[0]);

function shown(field, values = []) {
  const group = [...field.form.elements].filter((each) => each.name === field.name);
  if (field.type === "radio" || field.type === "checkbox") {
    return group.filter((each) => values.includes(each.value)).map((each) => textOf(each.labels[0])).join(", ");
  }
  if (field.type === "select-one") return [...field.options].find((each) => each.value && values.includes(each.value))?.text ?? "";
  return values.join(", ");
}

// Every field that either version has something in: its name on the page, and what it says in each.
function rows(form, versions) {
  const first = new Map();
  for (const field of form.elements) if (field.name && !first.has(field.name)) first.set(field.name, field);
  const names = [...first.keys()].filter((name) => versions.some((each) => name in each.values));
  const found = names.map((name) => ({ label: labelOf(first.get(name)), texts: versions.map((each) => shown(first.get(name), each.values[name])) }));
  return found.filter((row) => row.texts.some(Boolean));
}

function column(version, at, all, use) {
  const id = `version-${at}`;
  const list = make("dl", { className: "versions" });
  for (const { label, texts } of all) {
    const isSame = texts.every((each) => each === texts[0]);
    const value = make(isSame ? "span" : "ins", { textContent: texts[at] || words.none });
    list.append(make("dt", { textContent: label }), make("dd", {}, value));
    if (!isSame) list.lastChild.append(make("span", { className: "sr-only", textContent: ` (${words.differs})` }));
  }
  const button = make("button", { type: "button", className: "button button--secondary", textContent: words.use });
  button.setAttribute("aria-describedby", id);
  button.addEventListener("click", () => use(version));
  const title = make("h3", { id, textContent: `${words.saved} ${version.where}, ${version.at ?? version.when}` });
  const section = make("section", { className: "two-texts__text" }, make("div", { className: "two-texts__head" }, title), make("div", { className: "two-texts__body" }, list, button));
  section.setAttribute("aria-labelledby", id);
  return section;
}

export function showVersions(form, versions, choose) {
  form.parentNode.querySelector("[data-versions]")?.remove();
  const all = rows(form, versions);
  const heading = make("h2", { tabIndex: -1, textContent: words.head });
  const box = make("div", { className: "section" }, heading, make("p", { textContent: words.lead }));
  box.dataset.versions = "";
  const use = (version) => {
    box.remove();
    form.hidden = false;
    choose(version);
    form.querySelector("input:not([type=hidden]), textarea")?.focus();
  };
  box.append(make("div", { className: "two-texts" }, ...versions.map((each, at) => column(each, at, all, use))));
  form.before(box);
  // The form holds one of the two: shown while neither is chosen, it would be a third.
  form.hidden = true;
  heading.focus();
}
