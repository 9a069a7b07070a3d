// Single keys for those who like them: search, navigation, rows. They can be turned off, and a sheet tells them all.
(() => {
  const stored = "segue-keys";
  const sheet = () => document.getElementById("keys");
  let isGoing = false;

  const isOn = () => {
    try {
      return localStorage.getItem(stored) !== "off";
    } catch {
      return true;
    }
  };

  const isTyping = (target) =>
    target.isContentEditable || target.closest("textarea,select,input:not([type=checkbox]):not([type=radio])") !== null;

  function open() {
    const dialog = sheet();
    const places = dialog.querySelector("[data-places]");
    places.replaceChildren(
      ...[...document.querySelectorAll("nav a[data-go]"), ...document.querySelectorAll(".menu a[data-go]")].flatMap((link) => {
        const name = document.createElement("dt");
        const keys = document.createElement("dd");
        name.textContent = link.textContent.trim();
        keys.append(key("g"), " then ", key(link.dataset.go));
        return [name, keys];
      }),
    );
    places.closest("section").hidden = places.children.length === 0;
    dialog.querySelector("[data-keys-on]").checked = isOn();
    dialog.showModal();
  }

  function key(letter) {
    const kbd = document.createElement("kbd");
    kbd.textContent = letter;
    return kbd;
  }

  function go(letter) {
    const link = document.querySelector(`a[data-go="${CSS.escape(letter)}"]`);
    if (link) {
      location.assign(link.href);
    }
  }

  function search() {
    const field = document.querySelector("main [role=search] input:not([type=hidden]):not([type=date])");
    field?.focus();
    field?.select();
    return Boolean(field);
  }

  // Each row's first link, from wherever the focus is.
  function move(step) {
    const links = [...document.querySelectorAll("main tbody tr")]
      .map((row) => row.querySelector("th a, td a"))
      .filter((link) => link && link.offsetParent !== null);
    const row = document.activeElement?.closest("tbody tr");
    const at = links.findIndex((link) => row && row.contains(link));
    const next = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return Boolean(next);
  }

  function press(letter) {
    switch (letter) {
      case "?":
        open();
        return true;
      case "/":
        return search();
      case "j":
        return move(1);
      case "k":
        return move(-1);
      case "t":
        document.dispatchEvent(new Event("segue:times"));
        return true;
      default:
        return false;
    }
  }

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!isPlain || !isOn() || isTyping(event.target) || document.querySelector("dialog[open]")) {
      isGoing = false;
      return;
    }
    if (isGoing) {
      isGoing = false;
      go(event.key);
    } else if (event.key === "g") {
      isGoing = true;
      setTimeout(() => (isGoing = false), 1500);
    } else if (press(event.key)) {
      event.preventDefault();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys]")) {
      open();
    }
    // Beside the sheet is away from it.
    if (event.target === sheet()) {
      sheet().close();
    }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-keys-on]")) {
      try {
        localStorage.setItem(stored, event.target.checked ? "on" : "off");
      } catch {
        // Private windows may refuse: the keys stay as they are.
      }
    }
  });

  document.addEventListener("DOMContentLoaded", () =>
    document.querySelectorAll("[data-keys]").forEach((button) => (button.hidden = false)),
  );
})();
