// Says which texts still lie on this device because they could not be sent.
for (const line of document.querySelectorAll("[data-kept-key]")) {
  const entry = read(`autosave:${line.dataset.keptKey}`);
  if (!entry || entry.isSubmitted) continue;
  const clock = new Date(entry.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  const told = line.querySelector("[data-kept-text]");
  told.textContent = told.textContent.replace("TIME", clock);
  line.hidden = false;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
