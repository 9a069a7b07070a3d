// The list of segments: a switch answers at once, and many segments can be chosen together.
(() => {
  const show = (button, on) => {
    button.setAttribute("aria-checked", String(on));
    button.querySelector("[data-switch-word]").textContent = on ? "On" : "Off";
  };
  const switchOf = (event) => event.detail.elt?.querySelector?.("[role=switch]");

  document.addEventListener("htmx:beforeRequest", (event) => {
    const button = switchOf(event);
    if (button) {
      show(button, button.getAttribute("aria-checked") !== "true");
      button.closest("td").querySelector(".switch-error").hidden = true;
    }
  });

  const failed = (event) => {
    const button = switchOf(event);
    if (button) {
      const on = button.getAttribute("aria-checked") !== "true";
      const error = button.closest("td").querySelector(".switch-error");
      show(button, on);
      error.textContent = event.detail.xhr?.status
        ? `Not turned ${on ? "off" : "on"}: the server refused it (${event.detail.xhr.status}). Load the page again to see why.`
        : `Not turned ${on ? "off" : "on"}: the server was not reached. Try again.`;
      error.hidden = false;
    }
  };
  document.addEventListener("htmx:responseError", failed);
  document.addEventListener("htmx:sendError", failed);

  const boxes = () => [...document.querySelectorAll(".segments input[name=segment]")];
  const count = () => {
    const form = document.getElementById("many");
    if (!form) {
      return;
    }
    const chosen = boxes().filter((box) => box.checked).length;
    const all = form.querySelector("[data-choose-all]");
    all.hidden = false;
    const box = all.querySelector("input");
    box.checked = chosen > 0 && chosen === boxes().length;
    box.indeterminate = chosen > 0 && chosen < boxes().length;
    form.querySelector("[data-chosen]").textContent =
      chosen === 0 ? "Choose segments to turn on or off together" : `${chosen} chosen`;
    form.querySelectorAll("button").forEach((button) => (button.disabled = chosen === 0));
  };
  document.addEventListener("change", (event) => {
    if (event.target.closest("[data-choose-all]")) {
      boxes().forEach((box) => (box.checked = event.target.checked));
    }
    count();
  });
  document.addEventListener("htmx:afterSwap", count);
  addEventListener("pageshow", count);
})();
