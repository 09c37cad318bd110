// Small comforts; every page works without this file.

// A form is sent once: its button says that it is on its way.
document.addEventListener("submit", (event) => {
  const button = event.target.querySelector("button:not([type=button])");
  if (!button || event.target.method !== "post") return;
  button.setAttribute("aria-busy", "true");
  setTimeout(() => { button.disabled = true; }, 0);
});

// Going back shows the page as it was kept, buttons disabled: enable them again.
window.addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-busy]")) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
});

// What is wrong is read out first.
document.getElementById("wrong")?.focus();
