// A button marked data-print opens the browser's own print dialog; without scripts it is not there.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
