// The years of the results as a small histogram. A span of years is dragged, a single one is pressed; both can be typed
// as well, so that no one needs a pointer.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-years", "search")) return;

  const texts = {
    picture: (from, until, year, most) =>
      "Results by year, from " + from + " to " + until + "; most results, " + most + ", in " + year,
    bar: (span, count) => span + ": " + count.toLocaleString("en-GB"),
    from: "From", until: "until", clear: "All years", hint: "Drag across the years or type them.",
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

  /// The bars of a picture of some years, {first, last, start, step, bars: [{from, until, count}], isEmpty}, with as
  /// many years to a bar as keep them few.
  function scaleOf(counts, from, until) {
    const years = counts.map((c) => c[0]).concat([from, until].filter((y) => y !== null)), isEmpty = !years.length;
    // Where nothing is found and what was chosen is no year, there is none at all.
    const first = isEmpty ? 0 : Math.min(...years), last = isEmpty ? 0 : Math.max(...years);
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((s) => (last - first) / s < MOST_BARS) || 1000;
    const start = Math.floor(first / step) * step;
    const bars = Array.from({ length: Math.floor((last - start) / step) + 1 }, (_, n) => (
      { from: start + n * step, until: start + (n + 1) * step - 1, count: 0 }
    ));
    for (const [year, count] of counts) bars[Math.floor((year - start) / step)].count += count;
    return { first, last, start, step, bars, isEmpty };
  }

  /// The picture of bars: {svg, width of a bar, show(a, b), which marks the bars from one to another, clear()}.
  function pictureOf({ first, last, bars }) {
    const most = Math.max(...bars.map((b) => b.count), 1), top = bars.find((b) => b.count === most) || bars[0];
    const name = (b) => (b.from === b.until ? String(b.from) : b.from + "–" + b.until);
    const width = Math.min(WIDEST, WIDTH / bars.length), gap = width > 4 ? 1 : 0;
    const svg = drawn("svg", {
      viewBox: "0 0 " + WIDTH + " " + (HEIGHT + 2), class: "years", role: "img",
      "aria-label": texts.picture(first, last, name(top), most),
    });
    const wash = drawn("rect", { class: "years-wash", y: 0, height: HEIGHT, x: 0, width: 0 });
    const rects = bars.map((bar, n) => {
      // The smallest count still shows.
      const height = bar.count ? Math.max(2, (bar.count / most) * (HEIGHT - 2)) : 0;
      const rect = drawn("rect", {
        class: "years-bar", x: n * width + gap / 2, width: Math.max(1, width - gap), y: HEIGHT - height, height,
      });
      const title = drawn("title", {});
      title.textContent = texts.bar(name(bar), bar.count);
      rect.append(title);
      return rect;
    });
    const ground = drawn("line", { class: "years-ground", x1: 0, x2: WIDTH, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5 });
    svg.append(wash, ...rects, ground);
    const show = (a, b) => {
      const low = Math.min(a, b), high = Math.max(a, b);
      wash.setAttribute("x", low * width);
      wash.setAttribute("width", (high - low + 1) * width);
      rects.forEach((rect, n) => rect.classList.toggle("is-chosen", n >= low && n <= high));
    };
    const clear = () => {
      wash.setAttribute("width", 0);
      rects.forEach((rect) => rect.classList.remove("is-chosen"));
    };
    return { svg, width, show, clear };
  }

  /// Calls `chosen(a, b)` with the first and the last bar over which a reader drags, and `restore` where nothing comes
  /// of it.
  function listenToDragging({ svg, width, show }, number, chosen, restore) {
    const at = (event) => {
      const box = svg.getBoundingClientRect();
      const bar = Math.floor(((event.clientX - box.left) / box.width) * (WIDTH / width));
      return Math.max(0, Math.min(number - 1, bar));
    };
    let begun = -1;
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
      chosen(a, b);
    });
    svg.addEventListener("pointercancel", () => {
      begun = -1;
      restore();
    });
  }

  /// Two fields for years; `set(from, until)` is called with what was typed.
  function fieldsOf({ first, last, isEmpty }, from, until, set) {
    const field = (label, value, key, placeholder) => element("input", {
      type: "number", min: 0, max: 9999, step: 1, value: value === null ? "" : value,
      placeholder: isEmpty ? "" : placeholder, "aria-label": label, "data-key": "year::" + key,
    });
    const low = field(texts.from, from, "from", first), high = field(texts.until, until, "until", last);
    const read = (input) => (/^\d{1,4}$/.test(input.value) ? +input.value : null);
    for (const input of [low, high])
      input.addEventListener("change", () => {
        const a = read(low), b = read(high);
        // An order that cannot be is no query; the other end follows the one that was typed.
        if (a !== null && b !== null && a > b) set(read(input), read(input));
        else set(a, b);
      });
    const word = (text) => element("span", { "aria-hidden": "true" }, text);
    return element("p", { class: "years-typed" }, word(texts.from), " ", low, " ", word(texts.until), " ", high);
  }

  /// counts: [[year, hits] …]; span: the year or years chosen, or ""; choose(facet, [span]) changes it.
  function draw(counts, span, choose) {
    const [from, until] = yearsOf(span), scale = scaleOf(counts, from, until), { bars, last, start, step } = scale;
    const picture = pictureOf(scale);
    const set = (a, b) => {
      const ends = [a, b].map((y) => (y === null ? "" : four(y)));
      const next = ends[0] === ends[1] ? ends[0] : ends.join("..");
      if (next !== span) choose("year", next ? [next] : []);
    };
    const barOf = (year) => Math.max(0, Math.min(bars.length - 1, Math.floor((year - start) / step)));
    const restore = () => {
      picture.clear();
      if (span) picture.show(from === null ? 0 : barOf(from), until === null ? bars.length - 1 : barOf(until));
    };
    restore();
    listenToDragging(picture, bars.length, (a, b) => {
      set(bars[a].from, Math.min(bars[b].until, Math.max(last, bars[a].from)));
    }, restore);
    const form = fieldsOf(scale, from, until, set), parts = counts.length ? [picture.svg, form] : [form];
    if (span) {
      const clear = element("button", { type: "button", class: "facet-more", "data-key": "year::clear" }, texts.clear);
      clear.addEventListener("click", () => choose("year", []));
      parts.push(clear);
    } else if (counts.length) parts.push(element("p", { class: "years-hint" }, texts.hint));
    return element("div", { role: "group", "aria-label": page.filters.texts.facets.year }, ...parts);
  }

  page.years = { draw, scaleOf, yearsOf };
})(window.sitegenSearch);
