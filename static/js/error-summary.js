const summary = document.querySelector("[data-error-summary]");

if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const id = event.target.closest("a")?.hash.slice(1);
    const field = id && document.getElementById(id);
    if (!field) return;
    event.preventDefault();
    const group = field.closest(".field");
    (group?.querySelector("label, legend") ?? field).scrollIntoView({ block: "start" });
    const input = field.matches("input, select, textarea, button") ? field : field.querySelector("input, select, textarea");
    (input ?? field).focus({ preventScroll: true });
  });
}
