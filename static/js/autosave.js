// Nothing typed is lost: each keystroke is kept on the device at once, and sent when the typing rests.
const REST = 1500;
const RETRY = 15000;
const KEPT_HERE = "kept_here";
const NOT_TYPED = ["csrfmiddlewaretoken", "version", "similar_seen", KEPT_HERE];

// A form with data-kept has no address to be saved at: what is typed is only kept here until it has been sent.
for (const form of document.querySelectorAll("form[data-autosave-url], form[data-kept]")) if (!form.dataset.autosaving) watch(form);

for (const form of document.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", forgetAll);

function watch(form) {
  form.dataset.autosaving = "yes";
  const page = { form, status: form.querySelector("[data-autosave-status]"), key: keyOf(form), timer: 0 };
  restore(page);
  form.addEventListener("input", () => {
    keep(page);
    if (form.dataset.autosaveUrl) later(page, REST);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(page.timer);
    if (isCutOff(page)) return event.preventDefault();
    if (keep(page, { isSubmitted: true })) markKept(form);
  });
  if (form.dataset.autosaveUrl) addEventListener("online", () => read(page) && send(page));
}

// Sending without a network would leave the page, and with it what was typed.
function isCutOff(page) {
  if (navigator.onLine || page.form.dataset.autosaveUrl) return false;
  keep(page);
  say(page, "noNetwork", { tone: "kept" });
  return true;
}

function keyOf(form) {
  return `autosave:${form.dataset.autosaveKey ?? location.pathname + location.search}`;
}

function later(page, delay) {
  clearTimeout(page.timer);
  page.timer = setTimeout(() => send(page), delay);
}

function values(form) {
  const secret = [...form.querySelectorAll("[data-secret]")].map((input) => input.name);
  return [...new FormData(form)].filter(([name, value]) => ![...NOT_TYPED, ...secret].includes(name) && typeof value === "string");
}

// What was picked stands in the form only as chips, so their words are kept too.
function chips(form) {
  return [...form.querySelectorAll("[data-pick-chosen] li")].map((item) => item.outerHTML);
}

function keep(page, { isSubmitted = false } = {}) {
  const entry = { at: Date.now(), version: page.form.dataset.autosaveVersion, values: values(page.form), chips: chips(page.form), isSubmitted };
  try {
    localStorage.setItem(page.key, JSON.stringify(entry));
    return true;
  } catch {
    // A full or forbidden store leaves the sending, which goes on.
    return false;
  }
}

// Where the session has ended, the server leaves the text to this device and leads back to the form.
function markKept(form) {
  if (form.elements[KEPT_HERE]) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: KEPT_HERE, value: "1" }));
}

function read(page) {
  try {
    return JSON.parse(localStorage.getItem(page.key));
  } catch {
    return null;
  }
}

function forget(page) {
  localStorage.removeItem(page.key);
}

function forgetAll() {
  Object.keys(localStorage).filter((key) => key.startsWith("autosave:")).forEach((key) => localStorage.removeItem(key));
}

async function send(page) {
  clearTimeout(page.timer);
  const sent = JSON.stringify(values(page.form));
  say(page, "sending");
  let answer;
  try {
    answer = await fetch(page.form.dataset.autosaveUrl, {
      method: "POST",
      body: new FormData(page.form),
      headers: { "X-Autosave": "1", Accept: "application/json" },
      redirect: "manual",
    });
  } catch {
    say(page, "kept", { tone: "kept" });
    return later(page, RETRY);
  }
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return sessionEnded(page);
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) return saved(page, told, sent);
  if (answer.status === 409) return collided(page, told);
  if (answer.status === 422) return say(page, "keptInvalid", { tone: "kept", more: told.message });
  say(page, "kept", { tone: "kept" });
  later(page, RETRY);
}

function saved(page, told, sent) {
  if (told.version !== undefined) setVersion(page.form, told.version);
  // What was typed while the answer was under way still waits.
  if (JSON.stringify(values(page.form)) !== sent) later(page, REST);
  else forget(page);
  say(page, "saved", { at: told.saved_at ? new Date(told.saved_at) : new Date() });
}

function setVersion(form, version) {
  form.dataset.autosaveVersion = version;
  if (form.elements.version) form.elements.version.value = version;
}

function sessionEnded(page) {
  const address = `${page.status.dataset.signInUrl}?next=${encodeURIComponent(location.pathname + location.search)}`;
  say(page, "keptSession", { tone: "wrong", link: [page.status.dataset.signIn, address] });
}

function collided(page, told) {
  const link = told.url && [page.status.dataset.compare, told.url];
  say(page, "kept", { tone: "wrong", more: told.message, link });
}

function restore(page) {
  const entry = read(page);
  if (!entry) return;
  const hasArrived = entry.isSubmitted && arrived(page.form, entry);
  if (hasArrived || JSON.stringify(entry.values) === JSON.stringify(values(page.form))) return forget(page);
  // Put back, not sent: the reader first sees what came back, and may throw it away.
  pickAgain(page.form, entry.chips ?? []);
  fill(page.form, entry.values);
  say(page, "restored", { at: new Date(entry.at), tone: "kept", discard: () => (forget(page), location.reload()) });
}

// A sent form whose version has moved on has arrived, and one without versions unless signing in came between.
function arrived(form, entry) {
  if (form.dataset.autosaveUrl) return entry.version !== form.dataset.autosaveVersion;
  return !document.referrer.startsWith(`${location.origin}/accounts/`);
}

function pickAgain(form, kept) {
  for (const text of kept) {
    const item = new DOMParser().parseFromString(text, "text/html").querySelector("li");
    const input = item?.querySelector("input");
    const frame = input && form.querySelector(`[data-pick]:has([name="${input.name}_query"])`);
    const isThere = input && [...form.querySelectorAll(`input[name="${input.name}"]`)].some((other) => other.value === input.value);
    if (frame && !isThere) frame.querySelector("[data-pick-chosen]").append(chip(input, item.textContent));
  }
}

function chip(input, text) {
  const made = Object.assign(document.createElement("input"), { type: input.type, name: input.name, value: input.value });
  const label = Object.assign(document.createElement("label"), { className: "pick__chip" });
  label.append(made, Object.assign(document.createElement("span"), { textContent: text.trim() }));
  const item = document.createElement("li");
  item.append(label);
  return item;
}

function fill(form, pairs) {
  const kept = new Map();
  for (const [name, value] of pairs) kept.set(name, [...(kept.get(name) ?? []), value]);
  for (const input of form.elements) {
    if (!input.name || ["hidden", "file", "submit", "button"].includes(input.type)) continue;
    const wanted = kept.get(input.name) ?? [];
    if (["checkbox", "radio"].includes(input.type)) input.checked = wanted.includes(input.value);
    else if (input.type === "select-multiple") for (const option of input.options) option.selected = wanted.includes(option.value);
    else if (wanted.length) input.value = wanted.shift();
  }
}

function say(page, phrase, { at = new Date(), tone = "", more = "", link = null, discard = null } = {}) {
  if (!page.status) return;
  const clock = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  const text = [page.status.dataset[phrase].replace("TIME", clock), more].filter(Boolean).join(" ");
  page.status.className = `autosave${tone ? ` autosave--${tone}` : ""}`;
  page.status.replaceChildren(text);
  if (link) page.status.append(" ", anchor(...link));
  if (discard) page.status.append(" ", button(page.status.dataset.discard, discard));
}

function anchor(text, href) {
  return Object.assign(document.createElement("a"), { href, textContent: text });
}

function button(text, onclick) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button-link", textContent: text });
  made.addEventListener("click", onclick);
  return made;
}
