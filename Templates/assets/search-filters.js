// What results can be narrowed by: the values with their counts, the topics as a tree, what is chosen, and the counts
// of sources where results stand under them. Drawn behind the hits, as the counts may come later.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-filters", "search")) return;

  const texts = {
    facets: {
      speaker: "Speaker", topic: "Topic", year: "Year", source: "Source", kind: "Kind", event: "Event",
      language: "Language", in: "Found in"
    },
    places: {
      passages: "Passages", notes: "Notes", speakers: "Speakers", topics: "Topics", titles: "Titles of sources",
      sections: "Section headings"
    },
    find: {
      speaker: "Find a speaker", topic: "Find a topic", source: "Find a source", kind: "Find a kind",
      event: "Find an event", language: "Find a language", in: ""
    },
    more: (n) => "Show " + n + " more",
    fewer: "Show fewer",
    within: (name) => ", included in " + name,
    none: "No matching name.",
    remove: (facet, name) => "Remove filter " + facet + ": " + name,
    removeAll: "Remove all filters",
    span: (from, until) => (from === until ? from : (from || "…") + "–" + (until || "…")),
    group: (n) => (n === 1 ? "1 result in this source" : n.toLocaleString("en-GB") + " results in this source"),
  };
  const page = engine.page, { element, find } = page, number = (n) => n.toLocaleString("en-GB");
  const ORDER = ["speaker", "topic", "year", "source", "kind", "event", "language", "in"];
  const OPEN = new Set(["speaker", "topic", "year"]);
  const FEW = 8, STEP = 100, SEARCHED = 20, MOST_SOURCES = 300;
  const place = find("facets"), filters = find("filters"), chips = find("chosen");
  const rows = new Map(), wanted = new Map(), isOpen = new Map();
  let counts = {};

  // ---- The tree of topics: [id, id of the broader one] of each, a file beside the index

  let tree = null;
  engine.topicTree = (pairs) => { tree = new Map(pairs); };
  const chosenOf = (facet) => page.state().chosen[facet] || [];

  function languageName(code) {
    try {
      return new Intl.DisplayNames([document.documentElement.lang || "en"], { type: "language" }).of(code) || code;
    } catch { return code; }
  }

  async function named(facet, numbers) {
    const found = await engine.labels(facet, numbers);
    if (facet === "language") for (const one of found) one.label = languageName(one.id);
    if (facet === "in") for (const one of found) one.label = texts.places[one.id] || one.label;
    return found;
  }

  /// The names of ids that were chosen; an id that the archive does not have is its own name.
  async function namesOf(facet, ids) {
    if (facet === "year")
      return ids.map((id) => { const [from, until = from] = id.split(".."); return texts.span(from, until); });
    const numbers = await engine.numbers(facet, ids);
    const known = numbers.filter((n) => n >= 0);
    const labels = await named(facet, known);
    return ids.map((id, k) => (numbers[k] < 0 ? id : labels[known.indexOf(numbers[k])].label));
  }

  // ---- The values of a facet

  /// The first rows of a facet: {items: [{id, name, count, level}], left: number of others, isSearched}.
  async function itemsOf(facet) {
    const all = counts[facet], chosen = chosenOf(facet), query = (wanted.get(facet) || "").trim();
    const isTree = facet === "topic" && tree && tree.size > 0;
    const isSearched = all.length > SEARCHED && (facet !== "source" || all.length <= MOST_SOURCES);
    const most = rows.get(facet) || FEW, needsAll = isTree || (query && isSearched);
    let items = (await named(
      facet, (needsAll ? all : all.slice(0, most)).map((c) => c[0])
    )).map(({ id, label }, k) => ({
      id, name: label, count: all[k][1], level: 0
    }));
    if (query && isSearched) {
      const forms = engine.tokens(query).map((t) => t.form);
      items = items.filter((item) => {
        const own = engine.tokens(item.name).map((t) => t.form);
        return forms.every((f) => own.some((o) => o.startsWith(f)));
      });
    } else if (isTree) items = asTree(items);
    const length = needsAll ? items.length : all.length;
    items = items.slice(0, most);
    const left = Math.max(0, length - items.length);
    // What is chosen stays in sight, so that it can be taken back.
    const missing = chosen.filter((id) => !items.some((item) => item.id === id));
    const [names, numbers] = await Promise.all([namesOf(facet, missing), engine.numbers(facet, missing)]);
    missing.forEach((id, k) => {
      const count = all.find((c) => c[0] === numbers[k]);
      items.push({ id, name: names[k], count: count ? count[1] : 0, level: 0 });
    });
    return { items, left, most, isSearched };
  }

  /// Narrower topics beneath their broader ones, which have the results of all beneath them as well and so are there
  /// whenever these are; most first among those of one parent.
  function asTree(items) {
    const known = new Set(items.map((item) => item.id)), children = new Map(), out = [];
    for (const item of items) {
      const up = tree.get(item.id), own = known.has(up) ? up : "";
      if (!children.has(own)) children.set(own, []);
      children.get(own).push(item);
    }
    const walk = (id, level) => {
      for (const item of children.get(id) || []) {
        item.level = Math.min(level, 4);
        out.push(item);
        walk(item.id, level + 1);
      }
    };
    walk("", 0);
    return out;
  }

  /// The broader topic with which a topic is chosen already; undefined where there is none.
  function chosenAbove(facet, id, chosen) {
    if (facet !== "topic" || !tree) return undefined;
    for (let up = tree.get(id), steps = 0; up && steps < 50; up = tree.get(up), steps++)
      if (chosen.includes(up)) return up;
    return undefined;
  }

  function row(facet, { id, name, count, level }, chosen, names) {
    const above = chosenAbove(facet, id, chosen), isWithin = above !== undefined;
    const check = element("input", { type: "checkbox", name: facet, value: id, "data-key": facet + ":" + id });
    check.checked = isWithin || chosen.includes(id);
    // It is found with the broader one, whatever were done with its own box.
    check.disabled = isWithin;
    const label = element(
      "label", {}, check, " ", element("span", { class: "facet-name" }, element("bdi", {}, name)), " ",
      element("span", { class: "facet-count" }, number(count))
    );
    if (isWithin) label.append(element("span", { class: "visually-hidden" }, texts.within(names.get(above) || above)));
    return element("li", { class: "value-" + level + (isWithin ? " is-within" : "") }, label);
  }

  async function listOf(facet) {
    const { items, left, most, isSearched } = await itemsOf(facet);
    const chosen = chosenOf(facet);
    const set = element("fieldset", { "aria-label": texts.facets[facet] });
    const names = new Map(facet === "topic" ? (await namesOf(facet, chosen)).map((name, k) => [chosen[k], name]) : []);
    if (isSearched) {
      const field = element(
        "input",
        {
          type: "text", class: "facet-find", "aria-label": texts.find[facet], placeholder: texts.find[facet],
          autocomplete: "off", dir: "auto", "data-key": facet + "::find"
        }
      );
      field.value = wanted.get(facet) || "";
      field.addEventListener("input", () => { wanted.set(facet, field.value); rows.delete(facet); redraw(); });
      set.append(field);
    }
    set.append(
      items.length
        ? element("ul", {}, ...items.map((item) => row(facet, item, chosen, names)))
        : element("p", {}, texts.none)
    );
    const buttons = [];
    const button = (name, text, length) => {
      const made = element("button", { type: "button", class: "facet-more", "data-key": facet + "::" + name }, text);
      made.addEventListener("click", () => { rows.set(facet, length); redraw(); });
      buttons.push(made);
    };
    if (left) button("more", texts.more(number(Math.min(left, STEP))), most + STEP);
    if (most > FEW) button("fewer", texts.fewer, FEW);
    if (buttons.length) set.append(element("p", {}, ...buttons));
    return set;
  }

  async function facetOf(facet) {
    const own = counts[facet] || [], chosen = chosenOf(facet);
    if (!own.length && !chosen.length) return null;
    // What all results have in common narrows nothing.
    if (own.length < 2 && !chosen.length && ["year", "language", "in"].includes(facet)) return null;
    counts[facet] = own;
    const content = facet === "year"
      ? (await page.part("years")).draw(own, chosen[0] || "", choose)
      : await listOf(facet);
    const open = isOpen.has(facet) ? isOpen.get(facet) : OPEN.has(facet) || chosen.length > 0;
    const made = element(
      "details", { class: "facet", "data-facet": facet, open: open && "" },
      element("summary", { "data-key": facet + "::summary" }, texts.facets[facet]), content
    );
    made.firstChild.addEventListener("click", () => isOpen.set(facet, !made.open));
    return made;
  }

  const choose = (facet, ids) => page.change({ chosen: Object.assign({}, page.state().chosen, { [facet]: ids }) });

  place.addEventListener("change", (event) => {
    const facet = event.target.name, box = event.target;
    if (box.type !== "checkbox" || !engine.FACETS.includes(facet)) return;
    // A broader topic takes the place of those beneath it that were chosen.
    const others = chosenOf(facet).filter((id) =>
      id !== box.value && !(box.checked && chosenAbove(facet, id, [box.value])));
    choose(facet, others.concat(box.checked ? [box.value] : []));
  });

  /// Puts new elements where others were, and the focus on the one that stands for the one that had it.
  function exchange(where, parts, otherwise) {
    const active = where.contains(document.activeElement) ? document.activeElement : null;
    const key = active && active.dataset.key;
    const at = active && active.selectionStart !== undefined && active.type === "text" ? active.selectionStart : null;
    where.replaceChildren(...parts);
    if (!active) return;
    const again = [...where.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key) || otherwise(key);
    if (!again) return;
    // What is being typed is not lost when counts come late.
    if (active.type === "number" && again.type === "number" && active.value !== active.defaultValue)
      again.value = active.value;
    again.focus({ preventScroll: true });
    if (at !== null && again.setSelectionRange) again.setSelectionRange(at, at);
  }

  let drawing = 0;
  async function redraw(isLatest) {
    const mine = ++drawing, parts = (await Promise.all(ORDER.map(facetOf))).filter(Boolean);
    if (mine !== drawing || (isLatest && !isLatest())) return;
    exchange(place, parts, (key) => place.querySelector('[data-facet="' + String(key).split(":")[0] + '"] summary'));
  }

  // ---- What is chosen

  async function drawChosen(isLatest) {
    const made = [];
    for (const facet of ORDER) {
      const ids = chosenOf(facet), names = await namesOf(facet, ids);
      ids.forEach((id, k) => {
        const button = element("button", {
          type: "button", class: "chip", "aria-label": texts.remove(texts.facets[facet], names[k]),
          "data-key": "chip:" + facet + ":" + id
        },
          element("span", { class: "chip-facet" }, texts.facets[facet]), " ", element("bdi", {}, names[k]));
        button.addEventListener("click", () => choose(facet, chosenOf(facet).filter((one) => one !== id)));
        made.push(element("li", {}, button));
      });
    }
    if (isLatest && !isLatest()) return;
    const count = made.length;
    if (count > 1) {
      const all = element("button", { type: "button", class: "chip-all", "data-key": "chip:all" }, texts.removeAll);
      all.addEventListener("click", () => page.change({ chosen: {} }));
      made.push(element("li", {}, all));
    }
    const hadFocus = chips.contains(document.activeElement);
    chips.hidden = !count;
    exchange(chips, made, () => chips.querySelector("button"));
    // The last one took its own place away.
    if (hadFocus && !count) page.box.focus({ preventScroll: true });
    find("filter-count").textContent = count ? "(" + count + ")" : "";
  }

  /// How many results each source has, where results stand under their sources.
  async function countGroups() {
    if (!page.state().isGrouped) return;
    const groups = [...page.list.children].filter((group) => group.dataset.source);
    const numbers = await engine.numbers("source", groups.map((g) => g.dataset.source));
    groups.forEach((group, k) => {
      const count = (counts.source || []).find((c) => c[0] === numbers[k]), meta = group.querySelector(".group-meta");
      if (!count || meta.querySelector("button")) return;
      const only = element("button", { type: "button", class: "group-only" }, texts.group(count[1]));
      only.addEventListener("click", () => choose("source", [group.dataset.source]));
      meta.append(" ", only);
    });
  }

  const isWide = window.matchMedia("(min-width: 58rem)"), fit = () => { filters.open = isWide.matches; };
  isWide.addEventListener("change", fit);
  fit();

  async function draw(result, isLatest) {
    // What the drawing will ask for comes with the counts.
    const ready = (await Promise.all([result.facetsReady, page.need("search/topics.js"), page.part("years")]))[0]
      || result.facets;
    if (!isLatest()) return;
    counts = Object.assign({}, ready);
    if (!isLatest()) return;
    await Promise.all([drawChosen(isLatest), redraw(isLatest), countGroups()]);
  }

  page.filters = { draw, countGroups, choose, namesOf, texts };
})(window.sitegenSearch);
