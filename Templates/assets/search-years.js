// The years of the results as a small histogram. A span of years is dragged, a single one is pressed; both can be typed
// as well, so that no one needs a pointer.
(function (engine) {
  "use strict";

  const texts = {
    picture: (from, until, year, most) =>
      "Results by year, from " + from + " to " + until + "; the most, " + most + ", in " + year,
    bar: (span, count) => span + ": " + count.toLocaleString("en-GB"),
    from: "From", until: "until", clear: "All years", hint: "Drag over the years, or type them.",
  };
  const page = engine.page, { element } = page;
  const SVG = "http://www.w3.org/2000/svg", WIDTH = 240, HEIGHT = 56, MOST_BARS = 40, WIDEST = 20;

  function drawn(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  }

  /// [first year, last year] of `1961`, `1961..1963`, `1961..`; null for an open end.
  function yearsOf(span) {
    const [from, until] = span.includes("..") ? span.split("..") : [span, span];
    const year = (text) => { const found = /^\d{4}/.exec(text || ""); return found ? +found[0] : null; };
    return [year(from), year(until)];
  }
  const four = (year) => String(year).padStart(4, "0");

  /// counts: [[year, hits] …]; span: the year or years chosen, or ""; choose(facet, [span]) changes it.
  function draw(counts, span, choose) {
    const [from, until] = yearsOf(span);
    const years = counts.map((c) => c[0]).concat([from, until].filter((y) => y !== null));
    // Where nothing is found and what was chosen is no year, there is none at all.
    const first = Math.min(...years, years.length ? Infinity : 0);
    const last = Math.max(...years, years.length ? -Infinity : 0);
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((s) => (last - first) / s < MOST_BARS) || 1000;
    const start = Math.floor(first / step) * step;
    const bars = Array.from(
      { length: Math.floor((last - start) / step) + 1 },
      (_, n) => ({ from: start + n * step, until: start + (n + 1) * step - 1, count: 0 })
    );
    for (const [year, count] of counts) bars[Math.floor((year - start) / step)].count += count;
    const most = Math.max(...bars.map((b) => b.count), 1);
    const top = bars.find((b) => b.count === most) || bars[0];
    const name = (b) => (b.from === b.until ? String(b.from) : b.from + "–" + b.until);

    const width = Math.min(WIDEST, WIDTH / bars.length), gap = width > 4 ? 1 : 0;
    const svg = drawn(
      "svg",
      {
        viewBox: "0 0 " + WIDTH + " " + (HEIGHT + 2), class: "years", role: "img",
        "aria-label": texts.picture(first, last, name(top), most)
      }
    );
    const wash = drawn("rect", { class: "years-wash", y: 0, height: HEIGHT, x: 0, width: 0 });
    svg.append(wash, ...bars.map((bar, n) => {
      // The smallest count still shows.
      const height = bar.count ? Math.max(2, (bar.count / most) * (HEIGHT - 2)) : 0;
      const rect = drawn(
        "rect",
        { class: "years-bar", x: n * width + gap / 2, width: Math.max(1, width - gap), y: HEIGHT - height, height }
      );
      const title = drawn("title", {});
      title.textContent = texts.bar(name(bar), bar.count);
      rect.append(title);
      return rect;
    }), drawn("line", { class: "years-ground", x1: 0, x2: WIDTH, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5 }));

    function show(a, b) {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      wash.setAttribute("x", low * width);
      wash.setAttribute("width", (high - low + 1) * width);
      svg.querySelectorAll(".years-bar").forEach((rect, n) =>
        rect.classList.toggle("is-chosen", n >= low && n <= high));
    }
    const barOf = (year) => Math.max(0, Math.min(bars.length - 1, Math.floor((year - start) / step)));
    if (span) show(from === null ? 0 : barOf(from), until === null ? bars.length - 1 : barOf(until));

    // ---- Dragging

    const at = (event) => {
      const box = svg.getBoundingClientRect();
      return Math.max(
        0, Math.min(bars.length - 1, Math.floor(((event.clientX - box.left) / box.width) * (WIDTH / width)))
      );
    };
    let begun = -1;
    const restore = () => {
      begun = -1;
      wash.setAttribute("width", 0);
      svg.querySelectorAll(".years-bar").forEach((rect) => rect.classList.remove("is-chosen"));
      if (span) show(from === null ? 0 : barOf(from), until === null ? bars.length - 1 : barOf(until));
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      begun = at(event);
      svg.setPointerCapture(event.pointerId);
      show(begun, begun);
    });
    svg.addEventListener("pointermove", (event) => { if (begun >= 0) show(begun, at(event)); });
    svg.addEventListener("pointerup", (event) => {
      if (begun < 0) return;
      const [a, b] = [begun, at(event)].sort((x, y) => x - y);
      begun = -1;
      set(bars[a].from, Math.min(bars[b].until, Math.max(last, bars[a].from)));
    });
    svg.addEventListener("pointercancel", restore);

    // ---- Typing

    const field = (label, value, key) => {
      const input = element(
        "input",
        {
          type: "number", min: 0, max: 9999, step: 1, value: value === null ? "" : value,
          placeholder: !years.length ? "" : key === "from" ? first : last, "aria-label": label,
          "data-key": "year::" + key
        }
      );
      input.addEventListener("change", typed);
      return input;
    };
    const low = field(texts.from, from, "from"), high = field(texts.until, until, "until");
    function typed() {
      const read = (input) => (/^\d{1,4}$/.test(input.value) ? +input.value : null), [a, b] = [read(low), read(high)];
      // An order that cannot be is no query; the other end follows the one that was typed.
      if (a !== null && b !== null && a > b) return this === low ? set(a, a) : set(b, b);
      set(a, b);
    }
    function set(a, b) {
      const ends = [a, b].map((y) => (y === null ? "" : four(y)));
      const next = ends[0] === ends[1] ? ends[0] : ends.join("..");
      if (next !== span) choose("year", next ? [next] : []);
    }
    const form = element(
      "p", { class: "years-typed" }, element("span", { "aria-hidden": "true" }, texts.from), " ", low, " ",
      element("span", { "aria-hidden": "true" }, texts.until), " ", high
    );
    const parts = counts.length ? [svg, form] : [form];
    if (span) {
      const clear = element("button", { type: "button", class: "facet-more", "data-key": "year::clear" }, texts.clear);
      clear.addEventListener("click", () => choose("year", []));
      parts.push(clear);
    } else if (counts.length) parts.push(element("p", { class: "years-hint" }, texts.hint));
    return element("div", { role: "group", "aria-label": page.filters.texts.facets.year }, ...parts);
  }

  page.years = { draw };
})(window.sitegenSearch);
