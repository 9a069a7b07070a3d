// Times tell how long ago, and go on telling it; the exact time beside them is in the reader's own zone.
(() => {
  const key = "segue-times";
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `segue-zone=${zone}; path=/; max-age=31536000; samesite=lax${secure}`;
  }

  // A reader's clock may be wrong: the server's counts.
  const ahead = Date.parse(document.documentElement.dataset.now) - Date.now();
  const now = () => Date.now() + (Math.abs(ahead) > 5000 ? ahead : 0);

  const exact = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });

  // As Times.java says it.
  function length(seconds) {
    const minutes = Math.floor((seconds + 30) / 60);
    const hours = Math.floor((minutes + 30) / 60);
    if (seconds < 60) {
      return `${seconds} s`;
    }
    if (minutes < 60) {
      return `${minutes} min`;
    }
    return hours < 48 ? `${hours} h` : `${Math.floor((hours + 12) / 24)} days`;
  }

  function relative(at) {
    const seconds = Math.floor(Math.abs(at - now()) / 1000);
    if (seconds < 5) {
      return "just now";
    }
    if (seconds >= 31 * 86400) {
      return day.format(at);
    }
    return at < now() ? `${length(seconds)} ago` : `in ${length(seconds)}`;
  }

  // "waits 9 min", after a word of the page's own.
  const since = (at) => length(Math.max(0, Math.floor((now() - at) / 1000)));

  function due(at) {
    if (at <= now()) {
      return "now";
    }
    return at < now() + 5000 ? "in a moment" : relative(at);
  }

  const isExact = () => {
    try {
      return localStorage.getItem(key) === "exact";
    } catch {
      return false;
    }
  };

  function write(element, text, title) {
    if (element.textContent !== text) {
      element.textContent = text;
    }
    if (element.title !== title) {
      element.title = title;
    }
  }

  function tell(isTick) {
    const always = isExact();
    for (const element of document.querySelectorAll("time[datetime]")) {
      const at = Date.parse(element.dateTime);
      // What is read out when it changes must not change with the clock.
      if (Number.isNaN(at) || (isTick && element.closest("[aria-live],[role=status],[role=alert]"))) {
        continue;
      }
      if (always || "exact" in element.dataset) {
        write(element, `${"since" in element.dataset ? "since " : ""}${exact.format(at)}`, relative(at));
      } else if ("since" in element.dataset) {
        write(element, since(at), `since ${exact.format(at)}`);
      } else {
        write(element, "due" in element.dataset ? due(at) : relative(at), exact.format(at));
      }
    }
    for (const button of document.querySelectorAll("[data-exact-times]")) {
      button.setAttribute("aria-pressed", String(always));
    }
  }

  function change() {
    try {
      localStorage.setItem(key, isExact() ? "relative" : "exact");
    } catch {
      // Private windows may refuse: times stay relative.
    }
    tell(false);
  }

  document.addEventListener("click", (event) => event.target.closest("[data-exact-times]") && change());
  document.addEventListener("segue:times", change);
  document.addEventListener("htmx:afterSettle", () => tell(false));
  document.addEventListener("htmx:sseMessage", () => tell(false));
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-exact-times]").forEach((button) => (button.hidden = false));
    tell(false);
  });
  setInterval(() => document.hidden || tell(true), 5000);
  document.addEventListener("visibilitychange", () => document.hidden || tell(true));
})();
