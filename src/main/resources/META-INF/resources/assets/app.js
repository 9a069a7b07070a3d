// Small comforts; every page works without them.
document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy && !copy.dataset.copied) {
    const source = document.getElementById(copy.dataset.copy);
    const before = [...copy.childNodes];
    copy.dataset.copied = "1";
    try {
      await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
      copy.replaceChildren("Copied");
      say("Copied");
    } catch {
      // Forbidden, or the page lost the focus: what is selected can be copied by hand.
      getSelection().selectAllChildren(source);
      source.select?.();
      copy.replaceChildren("Press Ctrl+C");
      say("Selected. Press Control C to copy.");
    }
    setTimeout(() => {
      copy.replaceChildren(...before);
      delete copy.dataset.copied;
    }, 2000);
  }
  if (event.target.closest("[data-back]")) {
    history.back();
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

// For those who hear the page: what only a changed button tells otherwise.
function say(words) {
  let status = document.getElementById("said");
  if (!status) {
    status = document.createElement("div");
    status.id = "said";
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    document.body.append(status);
  }
  status.textContent = "";
  setTimeout(() => (status.textContent = words), 50);
}

// What a page asks for by itself may fail: signed out elsewhere, or no network. Told once, and taken back when it works.
function notice(words) {
  document.getElementById("notice")?.remove();
  if (words) {
    const box = document.createElement("div");
    box.id = "notice";
    box.className = "notice";
    box.setAttribute("role", "alert");
    const again = document.createElement("a");
    again.href = location.href;
    again.textContent = "Load the page again";
    box.append(words, " ", again);
    document.body.append(box);
  }
}

for (const failed of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failed, (event) => {
    // A switch tells it in its own place.
    if (!event.detail.elt?.querySelector?.("[role=switch]")) {
      notice("This part of the page could not be brought up to date: the server was not reached, or you were signed out.");
    }
  });
}
document.addEventListener("htmx:afterOnLoad", () => notice(""));

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form is sent once: a second press while it is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-post]")) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
  } else {
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  }
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }
});

// Where the tabs of a phone go on.
function fade(tabs) {
  const sides = [];
  if (tabs.scrollLeft > 4) {
    sides.push("left");
  }
  if (tabs.scrollLeft + tabs.clientWidth < tabs.scrollWidth - 4) {
    sides.push("right");
  }
  tabs.dataset.more = sides.join(" ");
}

document.addEventListener("DOMContentLoaded", () => {
  for (const tabs of document.querySelectorAll(".tabs")) {
    tabs.addEventListener("scroll", () => fade(tabs), { passive: true });
    new ResizeObserver(() => fade(tabs)).observe(tabs);
  }
  // On a phone the tabs scroll: the current one is brought into sight.
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  if (history.length > 1) {
    document.querySelectorAll("[data-back]").forEach((button) => (button.hidden = false));
  }
  if (navigator.clipboard) {
    document.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
  }
});

// What a page asks for by its own clock is no sign that anybody sits before it; the session may end meanwhile.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.triggeringEvent) {
    event.detail.headers["Segue-Unattended"] = "true";
  }
});

// 499: there is no session any more. The page itself leads to the sign-in, and back here afterwards.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 499) {
    location.reload();
  }
});
