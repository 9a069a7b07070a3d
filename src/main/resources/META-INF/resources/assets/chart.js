// Draws how the size of a segment moved. Without it, the table on the page tells the same.
(() => {
  const place = document.querySelector("[data-sizes]");
  if (!place || !window.uPlot) {
    return;
  }
  const hint = document.querySelector(".sizes-hint");
  const zoomOut = document.querySelector("[data-zoom-out]");
  const grouped = new Intl.NumberFormat("en").format;
  const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
  const second = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
  const DAY = 86400;
  const dashes = [[], [6, 4], [2, 3]];
  const cursor = { y: false, drag: { x: true, y: false }, sync: { key: "sizes", scales: ["x", null] } };
  let plots = [];
  let chart;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Room for what changed, and no sizes below nothing.
  const around = (u, least, most) => {
    const room = Math.max(1, (most - least) * 0.1);
    return [Math.max(0, least - room), most + room];
  };

  // Members are whole.
  const whole = [];
  for (let power = 1; power < 1e9; power *= 10) {
    whole.push(power, 2 * power, 5 * power);
  }

  // A day stands once, where it begins; then the time of day is enough.
  function moments(u, splits, axis, space, step) {
    let before;
    return splits.map((at) => {
      const name = day.format(at * 1000);
      const isNew = name !== before;
      before = name;
      if (step >= DAY) {
        return name;
      }
      const moment = (step < 60 ? second : clock).format(at * 1000);
      return isNew ? `${moment}\n${name}` : moment;
    });
  }

  // What the legend tells while nobody points: the latest.
  const latest = (plot) => plot.cursor.idx == null && plot.setLegend({ idx: chart.times.length - 1 });

  function axes(labels) {
    const common = {
      stroke: colour("--tblr-secondary"),
      grid: { stroke: colour("--chart-grid"), width: 1 },
      ticks: { stroke: colour("--chart-grid"), width: 1 },
      font: "12px system-ui, sans-serif",
    };
    const longest = Math.max(...labels.map((n) => grouped(n).length));
    return [
      { ...common, values: moments, size: 44, space: 70 },
      {
        ...common,
        size: 24 + longest * 7,
        incrs: whole,
        values: (u, ticks) => ticks.map((n) => grouped(Math.abs(n))),
      },
    ];
  }

  const time = { label: "Time", value: (u, at) => (at == null ? "" : exact.format(at * 1000)) };
  const number = (u, n) => (n == null ? "–" : grouped(Math.abs(n)));
  const noZero = (numbers, sign) => numbers.map((n) => (n === 0 ? null : n * sign));

  function draw() {
    plots.forEach((plot) => plot.destroy());
    const all = chart.lines.flatMap((line) => line.values);
    const sides = axes([...all, ...chart.adds, ...chart.removes]);
    const lines = chart.lines.map((line, i) => ({
      label: line.name,
      stroke: colour(`--chart-line-${(i % 3) + 1}`),
      dash: dashes[i % 3],
      width: 2,
      paths: uPlot.paths.stepped({ align: 1 }),
      points: { show: false },
      value: number,
    }));
    const bars = uPlot.paths.bars({ size: [0.8, 12, 4] });
    const changes = [
      { label: "Added", data: noZero(chart.adds, 1), colour: colour("--chart-adds") },
      { label: "Removed", data: noZero(chart.removes, -1), colour: colour("--chart-removes") },
    ];
    plots = [
      new uPlot(
        {
          ...size(220),
          cursor,
          scales: { y: { range: around } },
          axes: sides,
          series: [time, ...lines],
          padding: [12, 28, 0, 0],
          hooks: { setScale: [showZoom], setCursor: [latest], ready: [latest] },
        },
        [chart.times, ...chart.lines.map((line) => line.values)],
        place,
      ),
      new uPlot(
        {
          ...size(100),
          cursor,
          padding: [8, 28, 8, 0],
          axes: [{ ...sides[0], show: false }, { ...sides[1], space: 24 }],
          hooks: { setCursor: [latest], ready: [latest] },
          series: [
            { ...time },
            ...changes.map((change) => ({
              label: change.label,
              stroke: change.colour,
              fill: change.colour,
              paths: bars,
              points: { show: false },
              value: number,
            })),
          ],
        },
        [chart.times, ...changes.map((change) => change.data)],
        place,
      ),
    ];
  }

  const size = (height) => ({ width: place.clientWidth, height });
  const ends = () => ({ min: chart.times[0], max: chart.times[chart.times.length - 1] });

  function showZoom(plot, scale) {
    if (scale === "x") {
      const { min, max } = ends();
      zoomOut.hidden = plot.scales.x.min <= min && plot.scales.x.max >= max;
    }
  }

  zoomOut.addEventListener("click", () => plots.forEach((plot) => plot.setScale("x", ends())));

  fetch(place.dataset.sizes, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((data) => {
      chart = data;
      draw();
      hint.hidden = false;
      new ResizeObserver(() =>
        plots.forEach((plot) => plot.width !== place.clientWidth && plot.setSize(size(plot.height))),
      ).observe(place);
      new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
    })
    .catch(() => {
      place.textContent = "The picture could not be loaded. The figures below are complete; reload the page to try again.";
      place.removeAttribute("aria-hidden");
    });
})();
