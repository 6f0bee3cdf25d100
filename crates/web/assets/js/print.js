// Opens the print dialog. The button is hidden in the HTML, because without this module it would do nothing.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
