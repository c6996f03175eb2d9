// Nothing typed is lost: each keystroke is kept on the device at once, and sent when the typing rests.
const REST = 1500;
const RETRY = 15000;
const NOT_TYPED = ["csrfmiddlewaretoken", "version"];

for (const form of document.querySelectorAll("form[data-autosave-url]")) if (!form.dataset.autosaving) watch(form);

for (const form of document.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", forgetAll);

function watch(form) {
  form.dataset.autosaving = "yes";
  const page = { form, status: form.querySelector("[data-autosave-status]"), key: `autosave:${form.dataset.autosaveKey}`, timer: 0 };
  restore(page);
  form.addEventListener("input", () => {
    keep(page);
    later(page, REST);
  });
  form.addEventListener("submit", () => {
    clearTimeout(page.timer);
    keep(page, { isSubmitted: true });
  });
  addEventListener("online", () => read(page) && send(page));
}

function later(page, delay) {
  clearTimeout(page.timer);
  page.timer = setTimeout(() => send(page), delay);
}

function values(form) {
  return [...new FormData(form)].filter(([name, value]) => !NOT_TYPED.includes(name) && typeof value === "string");
}

function keep(page, { isSubmitted = false } = {}) {
  const entry = { at: Date.now(), version: page.form.dataset.autosaveVersion, values: values(page.form), isSubmitted };
  try {
    localStorage.setItem(page.key, JSON.stringify(entry));
  } catch {
    // A full or forbidden store leaves the sending, which goes on.
  }
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
  // A sent form whose version has moved on has arrived: its copy is no longer needed.
  const hasArrived = entry.isSubmitted && entry.version !== page.form.dataset.autosaveVersion;
  if (hasArrived || JSON.stringify(entry.values) === JSON.stringify(values(page.form))) return forget(page);
  // Put back, not sent: the reader first sees what came back, and may throw it away.
  fill(page.form, entry.values);
  say(page, "restored", { at: new Date(entry.at), tone: "kept", discard: () => (forget(page), location.reload()) });
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
