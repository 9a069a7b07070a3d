// Points at a day of the picture: its figures stand beside it at once. The table below tells them all.
(() => {
  const told = document.querySelector(".days-told");
  const days = document.querySelector(".days svg");
  if (!told || !days) {
    return;
  }
  days.querySelectorAll(".day").forEach((day) => {
    const title = day.querySelector("title");
    day.dataset.told = title.textContent;
    // The browser's own words would come late, and on top.
    title.remove();
  });
  const tell = (event) => (told.textContent = event.target.closest(".day")?.dataset.told ?? "");
  days.addEventListener("pointermove", tell);
  days.addEventListener("pointerdown", tell);
  days.addEventListener("pointerleave", () => (told.textContent = ""));
})();
