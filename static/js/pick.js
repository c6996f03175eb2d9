// Found options are ordinary checkboxes; ticking one moves it up among the chosen.
// While somebody chooses, the list stands still: a late answer must not swap it under the pointer.
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

  let isChoosing = false;
  const choose = () => {
    isChoosing = true;
    window.htmx?.trigger(query, "htmx:abort");
  };
  found.addEventListener("pointerdown", choose);
  found.addEventListener("focusin", choose);
  query.addEventListener("input", () => (isChoosing = false));
  // The search that still waits for the typing to rest would come after the abort.
  query.addEventListener("htmx:beforeRequest", (event) => isChoosing && event.preventDefault());
  found.addEventListener("htmx:beforeSwap", (event) => {
    const asked = event.detail.requestConfig.parameters[query.name];
    if (isChoosing || asked !== query.value) event.detail.shouldSwap = false;
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
