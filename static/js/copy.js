for (const frame of document.querySelectorAll("[data-copy]")) {
  const button = frame.querySelector("[data-copy-button]");
  const text = frame.querySelector("input");
  if (!navigator.clipboard) continue;
  button.hidden = false;
  text.addEventListener("focus", () => text.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.value);
    frame.querySelector("[data-copy-status]").textContent = button.dataset.copied;
    const label = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = label), 2000);
  });
}
