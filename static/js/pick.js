// Found options are ordinary checkboxes; ticking one moves it up among the chosen.
for (const frame of document.querySelectorAll("[data-pick]")) {
  if (frame.dataset.ready) continue;
  frame.dataset.ready = "yes";
  const query = frame.querySelector("[data-pick-query]");
  const chosen = frame.querySelector("[data-pick-chosen]");
  const found = frame.querySelector("[data-pick-found]");
  const isSearchedWhileTyping = query.hasAttribute("hx-get") && window.htmx !== undefined;
  frame.querySelector("[data-pick-button]").hidden = isSearchedWhileTyping;

  query.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      found.querySelector("input")?.focus();
    }
    // Enter in the search field must not send the whole form away.
    if (event.key === "Enter" && isSearchedWhileTyping) event.preventDefault();
  });

  found.addEventListener("change", (event) => {
    const option = event.target;
    if (!option.checked) return;
    if (frame.hasAttribute("data-pick-single")) chosen.replaceChildren();
    if (![...chosen.querySelectorAll("input")].some((input) => input.value === option.value)) chosen.append(chip(option));
    option.closest("label").remove();
    query.value = "";
    query.focus();
    chosen.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function chip(option) {
  const item = document.createElement("li");
  const label = document.createElement("label");
  const text = document.createElement("span");
  label.className = "pick__chip";
  text.textContent = option.closest("label").querySelector("strong").textContent;
  option.checked = true;
  const kept = option.cloneNode();
  kept.checked = true;
  label.append(kept, text);
  item.append(label);
  return item;
}
