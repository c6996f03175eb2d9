// The drop zone lies around an ordinary file input, which works alone without this module.
const UNITS = ["B", "kB", "MB", "GB"];

for (const zone of document.querySelectorAll("[data-upload-zone]")) {
  if (zone.dataset.ready) continue;
  zone.dataset.ready = "yes";
  const input = zone.querySelector("input[type=file]");
  const word = zone.querySelector("[data-upload-word]");

  input.addEventListener("change", () => name(word, input.files));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("upload__zone--over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("upload__zone--over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("upload__zone--over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function name(word, files) {
  if (!files.length) return;
  word.classList.add("upload__word--chosen");
  word.textContent = [...files].map((file) => phrase(word, file)).join("; ");
}

function phrase(word, file) {
  return word.dataset.chosen.replace("NAME", file.name).replace("SIZE", size(file.size));
}

function size(bytes) {
  const step = bytes ? Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1) : 0;
  const amount = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: step ? 1 : 0 });
  return `${amount.format(bytes / 1000 ** step)} ${UNITS[step]}`;
}
