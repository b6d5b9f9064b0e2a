// What is kept in this browser and not sent yet: said on every page of whoever wrote it, with the way back to it.
import { isSwedish } from "./fields.js";
import { all, forget, hasAny, unlock } from "./sealed.js";

const SENT = "samplan:sent";
const words = isSwedish
  ? { unsent: "Inte skickat, sparat i den här webbläsaren:", lost: "Något som var sparat i den här webbläsaren gick inte längre att öppna. Det är borttaget." }
  : { unsent: "Not sent, kept in this browser:", lost: "Something kept in this browser could no longer be opened. It is removed." };
const { body } = document;

// A page for somebody signed in, and no error page, means that what was sent came through (as in drafts.js).
function settle() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent || body.hasAttribute("data-undecided")) return;
  sessionStorage.removeItem(SENT);
  const { path, names } = JSON.parse(sent);
  // The same form anew, and nothing wrong in it: it never arrived.
  const isBack = path === window.location.pathname && document.querySelector("form[data-sealed]:not(:has([aria-invalid=true]))");
  if (body.dataset.owner && !isBack && !body.hasAttribute("data-keep-drafts")) names.forEach((name) => localStorage.removeItem(name));
}

function note(children) {
  const line = document.createElement("p");
  line.className = "unsent";
  line.setAttribute("role", "status");
  line.append(...children);
  document.querySelector("main .wrap").prepend(line);
}

function link({ path, head, at }) {
  const made = document.createElement("a");
  made.href = path;
  made.textContent = `${head}, ${at}`;
  return made;
}

async function tell() {
  if (!hasAny() || !(await unlock())) return;
  const { found, lost } = await all();
  if (lost) note([words.lost]);
  const elsewhere = found.filter((each) => each.path !== window.location.pathname);
  if (elsewhere.length) note([words.unsent, ...elsewhere.flatMap((each) => [" ", link(each)])]);
}

settle();
if (body.dataset.user) tell();

const signingOut = document.querySelector("form[data-forget-drafts]");
if (signingOut) {
  const whose = signingOut.dataset.forgetDrafts;
  document.querySelector("[data-unsent-warning]").hidden = !hasAny(whose);
  signingOut.addEventListener("submit", () => forget(whose));
}
