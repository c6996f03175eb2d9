// A form with data-once is sent once: the second click of a double click does nothing.
const STUCK_AFTER = 15000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  // A lost network leaves the page standing: then a new try must be possible.
  setTimeout(() => release(form), STUCK_AFTER);
});

// What was sent has arrived once another page than its own, or than signing in again, comes up.
if (!location.pathname.startsWith("/accounts/") && !document.querySelector("[data-autosave-status]")) {
  for (const key of Object.keys(localStorage)) if (key.startsWith("autosave:/") && isSent(key)) localStorage.removeItem(key);
}

function isSent(key) {
  try {
    return JSON.parse(localStorage.getItem(key)).isSubmitted;
  } catch {
    return true;
  }
}

// Pages restored by the back button come with the mark still set.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}
