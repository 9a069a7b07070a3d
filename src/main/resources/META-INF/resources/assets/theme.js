// Runs before the first paint, so that nothing flashes: the theme is the person's choice, else the system's.
(() => {
  const key = "segue-theme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => {
    try {
      return localStorage.getItem(key) || "system";
    } catch {
      return "system";
    }
  };
  const apply = () => {
    const choice = chosen();
    const dark = choice === "dark" || (choice === "system" && system.matches);
    document.documentElement.setAttribute("data-bs-theme", dark ? "dark" : "light");
    for (const button of document.querySelectorAll("[data-theme-choice]")) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  };
  apply();
  system.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll("[data-theme-choices]")) {
      group.hidden = false;
    }
    apply();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-choice]");
    if (button) {
      try {
        localStorage.setItem(key, button.dataset.themeChoice);
      } catch {
        // Private windows may refuse: the choice then lasts for this page.
      }
      apply();
    }
  });
})();
