// A search field is sent with Enter; only choices are sent by themselves.
for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
  form.addEventListener("change", (event) => event.target.matches("select") && form.requestSubmit());
}
