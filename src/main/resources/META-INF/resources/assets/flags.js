// The chosen flags are dragged, or moved by keyboard, and measured at once; without this the page's own buttons do it.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-flags]");
  if (!form) {
    return;
  }
  const chosen = form.querySelector("[data-chosen]");
  const others = form.querySelector("[data-others]");
  const grouped = (number) => number.toLocaleString("en");
  const value = (name) => form.elements[name].value;

  // As the reporter makes properties of a flag: see reporter/src/properties.js.
  const cut = (text) => (text.length > 1023 ? text.slice(0, 1023).replace(/[\ud800-\udbff]$/, "") : text);
  const plain = (given) =>
    typeof given === "boolean" || typeof given === "number"
      ? given
      : cut(typeof given === "string" ? given : JSON.stringify(given));
  const isObject = (given) => typeof given === "object" && given !== null;
  const at = (given, path) =>
    path.split(".").reduce((inner, name) => (isObject(inner) ? inner[name] : undefined), given);
  const entries = (key, given, fields) => {
    if (!fields.length || !isObject(given)) {
      return [[key, plain(given)]];
    }
    return fields
      .map((path) => [key + "." + path, at(given, path)])
      .filter(([, found]) => found !== undefined)
      .map(([name, found]) => [name, plain(found)]);
  };
  const bytesOf = (list) => heapFlags.measure(Object.fromEntries(list));
  const longest = (row, prefix) => {
    if (row.dataset.browsers !== "true" || !row.dataset.values) {
      return [];
    }
    const fields = (row.querySelector("[data-fields]")?.value ?? "").split(",").map((one) => one.trim());
    return JSON.parse(row.dataset.values)
      .map((given) => entries(prefix + row.dataset.key, given, fields.filter(Boolean)))
      .reduce((most, list) => (bytesOf(list) > bytesOf(most) ? list : most), []);
  };

  const mark = (row, bytes, isLeftOut) => {
    const cell = row.querySelector("[data-of]");
    row.classList.toggle("flag-left-out", isLeftOut);
    cell.textContent = bytes ? `${grouped(bytes)} B` : "";
    if (isLeftOut) {
      const word = document.createElement("span");
      word.className = "state state-wait";
      word.textContent = "left out";
      cell.prepend(word, " ");
    }
  };

  const measure = () => {
    const panel = form.querySelector("[data-budget]");
    const budget = Number(value("budget").replace(/,/g, ""));
    const rows = [...chosen.children];
    if (!panel || !Number.isInteger(budget) || rows.some((row) => row.dataset.browsers === "true" && !row.dataset.values)) {
      return;
    }
    const prefix = value("prefix");
    const lists = rows.map((row) => longest(row, prefix));
    const counter = form.elements.omitted.checked ? prefix + "omitted" : undefined;
    const all = lists.flat();
    const { properties, omitted } = heapFlags.fit(all, budget, counter);
    const leftOut = new Set(omitted);
    rows.forEach((row, i) => {
      const bytes = lists[i].length ? bytesOf(lists[i]) - heapFlags.measure({}) + 3 : 0;
      mark(row, bytes, lists[i].some(([name]) => leftOut.has(name)));
    });
    const count = rows.filter((row) => row.classList.contains("flag-left-out")).length;
    const used = heapFlags.measure(properties);
    const meter = panel.querySelector("[data-meter]");
    meter.max = budget;
    meter.value = used;
    panel.querySelector("[data-bytes]").textContent = grouped(used);
    panel.querySelector("[data-room]").textContent = grouped(budget);
    const verdict = panel.querySelector("[data-verdict] .state");
    verdict.className = !rows.length ? "state state-off" : count ? "state state-wait" : "state state-good";
    verdict.textContent = !rows.length
      ? "No flag is chosen"
      : count
      ? `${count} flag${count === 1 ? "" : "s"} from the end of the list ${count === 1 ? "does" : "do"} not fit: all together need ${grouped(bytesOf(all))} bytes`
      : "All chosen flags fit";
  };

  const isEditable = Boolean(form.querySelector("[data-handle], [type=submit][formaction]"));
  const handles = () => {
    for (const row of form.querySelectorAll(".flag-row")) {
      const isChosen = row.parentElement === chosen;
      row.querySelector("[data-handle]")?.toggleAttribute("hidden", !isChosen);
      row.querySelector("[data-steps]")?.toggleAttribute("hidden", true);
    }
    form.querySelector("[data-none]").hidden = chosen.children.length > 0;
  };
  const changed = () => {
    handles();
    measure();
    form.querySelector("[data-unsaved]")?.removeAttribute("hidden");
    document.querySelector("[data-stale]")?.removeAttribute("hidden");
  };
  const tell = (row) =>
    say(`${row.querySelector("b").textContent}: ${[...chosen.children].indexOf(row) + 1} of ${chosen.children.length}`);

  form.addEventListener("change", (event) => {
    if (event.target.name === "flag") {
      const row = event.target.closest(".flag-row");
      (event.target.checked ? chosen : others).append(row);
      event.target.focus();
    }
    changed();
  });
  form.addEventListener("input", (event) => event.target.matches("[data-option]") && changed());

  // One step by the arrow keys, to an end by Home and End.
  form.addEventListener("keydown", (event) => {
    const handle = event.target.closest("[data-handle]");
    const row = handle?.closest(".flag-row");
    const moves = {
      ArrowUp: () => row.previousElementSibling && row.after(row.previousElementSibling),
      ArrowDown: () => row.nextElementSibling && row.before(row.nextElementSibling),
      Home: () => chosen.prepend(row),
      End: () => chosen.append(row),
    };
    if (row && moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
      handle.focus();
      changed();
      tell(row);
    }
  });

  // By mouse, pen or finger: the row goes where the pointer is.
  form.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-handle]");
    if (!handle || event.button !== 0) {
      return;
    }
    const row = handle.closest(".flag-row");
    const before = [...chosen.children].indexOf(row);
    handle.setPointerCapture(event.pointerId);
    row.classList.add("flag-dragged");
    const move = ({ clientY }) => {
      const middle = (one) => one.getBoundingClientRect().top + one.offsetHeight / 2;
      const { previousElementSibling: above, nextElementSibling: below } = row;
      // The others move: a row that is taken out loses its pointer.
      if (above && clientY < middle(above)) {
        row.after(above);
      } else if (below && clientY > middle(below)) {
        row.before(below);
      }
    };
    const end = () => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("lostpointercapture", end);
      row.classList.remove("flag-dragged");
      if ([...chosen.children].indexOf(row) !== before) {
        changed();
        tell(row);
      }
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", end);
  });

  // The flags that are here are found while one types; Enter asks the server for those that are not.
  form.querySelector("[data-find]").addEventListener("input", (event) => {
    const sought = event.target.value.trim().toLowerCase();
    for (const row of others.children) {
      row.hidden = !row.querySelector(".flag-what").textContent.toLowerCase().includes(sought);
    }
  });
  form.querySelector("[data-find]").addEventListener("keydown", (event) => {
    const search = form.querySelector("[formaction$='/arrange']:not([name])");
    if (event.key === "Enter" && search) {
      event.preventDefault();
      form.requestSubmit(search);
    }
  });

  if (isEditable) {
    handles();
  }
  measure();
});
