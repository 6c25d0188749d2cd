// Says that a file is on its way. Without this script the form works all the same.

for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", () => {
    const progress = form.querySelector("[data-progress]");
    progress.textContent = progress.dataset.reading;
    form.setAttribute("aria-busy", "true");
  });
}

// Back from the next page: the form is as it was before it was sent.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-upload][aria-busy]")) {
    form.removeAttribute("aria-busy");
    form.querySelector("[data-progress]").textContent = "";
  }
});
