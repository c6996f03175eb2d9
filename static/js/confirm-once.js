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

// Pages restored by the back button come with the mark still set.
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}
