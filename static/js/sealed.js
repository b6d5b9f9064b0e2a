// Drafts kept in this browser, encrypted (docs/decisions/0015). The key comes from the server, for who is signed in, and
// is held by this module alone: it is never stored, and cannot be read out of the browser once it is imported.
// In local storage: samplan:sealed:USER:NAME = TIME.IV.CIPHER, where NAME says nothing without the key.
const PREFIX = "samplan:sealed:";
const LEFT = "samplan:left";
const KEPT_DAYS = 14;
const text = new TextEncoder();
const { user, keyUrl, owner } = document.body.dataset;
const mine = `${PREFIX}${user}:`;

let keys = null;
let asked = null;
let leftBefore = null;

const toText = (bytes) => btoa([...new Uint8Array(bytes)].map((byte) => String.fromCharCode(byte)).join(""));
const toBytes = (coded) => Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));
function names(prefix) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return []; // closed to the page: nothing is kept, and the page says so
  }
}

function stores() {
  try {
    localStorage.setItem("samplan:probe", "");
    localStorage.removeItem("samplan:probe");
    return true;
  } catch {
    return false;
  }
}

// As it is now: another tab may have signed in anew since the page was opened.
export function token() {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return cookie?.slice("csrftoken=".length) ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function derive(coded) {
  const base = await crypto.subtle.importKey("raw", toBytes(coded), "HKDF", false, ["deriveKey"]);
  const from = (info) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: text.encode(info) });
  return {
    seal: await crypto.subtle.deriveKey(from("seal"), base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]),
    name: await crypto.subtle.deriveKey(from("name"), base, { name: "HMAC", hash: "SHA-256", length: 256 }, false, ["sign"]),
  };
}

async function ask() {
  if (!user || !globalThis.crypto?.subtle || !stores()) return false;
  leftBefore = localStorage.getItem(LEFT);
  try {
    const headers = { "X-CSRFToken": token() };
    const answer = await fetch(keyUrl, { method: "POST", headers, credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (!answer.ok) return false;
    const told = await answer.json();
    // Somebody else has signed in at this browser since the page was opened.
    if (told.user !== user) return false;
    keys = await Promise.all(told.keys.map(derive));
    return true;
  } catch {
    return false;
  }
}

// True when drafts can be kept here: once the key has come.
export async function unlock() {
  if (keys) return isOpen();
  asked ??= ask();
  const answer = await asked;
  asked = null;
  return answer;
}

export function isOpen() {
  if (keys && localStorage.getItem(LEFT) !== leftBefore) lock();
  return keys !== null;
}

export function lock() {
  keys = null;
}

async function nameOf(key, form) {
  const signed = new Uint8Array(await crypto.subtle.sign("HMAC", key.name, text.encode(`${owner} ${form}`)));
  return mine + [...signed.slice(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Keeps `value` for the form; false where nothing can be kept. What was kept before is replaced.
export async function seal(form, value) {
  if (!isOpen()) return false;
  const name = await nameOf(keys[0], form);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = text.encode(JSON.stringify({ owner, form, ...value }));
  const cipher = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: text.encode(name) }, keys[0].seal, plain);
  // Asked again in the same breath: who signed out meanwhile leaves nothing behind.
  if (!isOpen()) return false;
  try {
    localStorage.setItem(name, `${Date.now()}.${toText(iv)}.${toText(cipher)}`);
  } catch {
    return false;
  }
  return true;
}

async function unseal(name) {
  const [, iv, cipher] = (localStorage.getItem(name) ?? "").split(".");
  for (const key of cipher ? keys : []) {
    try {
      const how = { name: "AES-GCM", iv: toBytes(iv), additionalData: text.encode(name) };
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(how, key.seal, toBytes(cipher))));
    } catch {
      // Sealed with a key before this one, or damaged.
    }
  }
  return null;
}

// What is kept for the form, sealed with the newest key or one before it; null for nothing.
export async function open(form) {
  for (const key of isOpen() ? keys : []) {
    const name = await nameOf(key, form);
    if (localStorage.getItem(name)) return unseal(name);
  }
  return null;
}

// The names of what is kept for the form: to be taken away, now or on a later page.
export async function namesOf(form) {
  return isOpen() ? Promise.all(keys.map((key) => nameOf(key, form))) : [];
}

export async function drop(form) {
  (await namesOf(form)).forEach((name) => localStorage.removeItem(name));
}

// Everything of this person's under this assignment; what no key opens any more is taken away, and counted.
export async function all() {
  const found = [];
  let lost = 0;
  for (const name of isOpen() ? names(mine) : []) {
    const value = await unseal(name);
    if (value === null) {
      localStorage.removeItem(name);
      lost += 1;
    } else if (value.owner === owner) found.push(value);
  }
  return { found, lost };
}

export const hasAny = (whose = user) => names(`${PREFIX}${whose}:`).length > 0;

// Signing out: nothing of this person's remains, and no tab of this browser keeps more.
export function forget(whose) {
  names(`${PREFIX}${whose}:`).forEach((name) => localStorage.removeItem(name));
  lock();
  localStorage.setItem(LEFT, String(Date.now()));
}

// What nobody came back to is not kept for ever, whoever wrote it.
const oldest = Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000;
for (const name of names(PREFIX)) if (!(Number(localStorage.getItem(name).split(".")[0]) > oldest)) localStorage.removeItem(name);
