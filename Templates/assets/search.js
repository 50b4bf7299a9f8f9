// The page search.html: the form, the results, the facets and the address. What is found and how it is ordered is
// the work of search-engine.js.
(function () {
  "use strict";

  const texts = {
    searching: "Searching …",
    none: (unknown) => (unknown.length ? "Nothing found: no word like " + unknown.map((w) => "“" + w + "”").join(", ") + " in this archive. " : "Nothing found. ") +
      "Try fewer or other words, the beginning of a word with a star (negot*), or remove a filter.",
    passages: (n, about) => (about ? "about " : "") + n.toLocaleString("en-GB") + (n === 1 ? " passage" : " passages"),
    results: (n, about) => (about ? "about " : "") + n.toLocaleString("en-GB") + (n === 1 ? " result" : " results"),
    shown: (n) => ", the best " + n + " shown",
    partial: "; only the first hundred words with that beginning were searched for",
    more: "Show more results",
    moreValues: (n) => "Show " + n + " more",
    facets: { speaker: "Speaker", topic: "Topic", source: "Source", kind: "Kind" },
    kinds: { passage: "Passage", note: "Note", speaker: "Speaker", topic: "Topic", source: "Source" },
    passage: (title, number) => title + ", passage " + number,
  };
  const engine = window.sitegenSearch, PAGE = 20, FACETS = ["speaker", "topic", "source", "kind"];

  // ---- The page

  const root = () => document.body.dataset.root || "";
  const form = document.getElementById("search-form");
  if (!form) return;
  const box = document.getElementById("q"), status = document.getElementById("search-status");
  const list = document.getElementById("results"), facetBox = document.getElementById("facets");
  const wide = window.matchMedia ? window.matchMedia("(min-width: 60rem)").matches : true;
  const unfolded = new Set(), closed = new Map();
  let round = 0, timer = 0, state = { q: "", chosen: {} };

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const key in attributes) if (attributes[key] !== null && attributes[key] !== undefined && attributes[key] !== false) made.setAttribute(key, attributes[key]);
    made.append(...children.filter((c) => c !== null && c !== ""));
    return made;
  }

  function readAddress() {
    const params = new URLSearchParams(location.search);
    state = { q: params.get("q") || "", chosen: {} };
    for (const facet of FACETS) state.chosen[facet] = params.getAll(facet).filter(Boolean);
  }

  function writeAddress(replaces) {
    const params = new URLSearchParams();
    if (state.q) params.set("q", state.q);
    for (const facet of FACETS) for (const id of state.chosen[facet] || []) params.append(facet, id);
    const query = params.toString(), address = location.pathname + (query ? "?" + query : "");
    if (query === location.search.slice(1)) return;
    // Some browsers refuse to change the address of a page from a disk; the search works all the same.
    try { history[replaces ? "replaceState" : "pushState"](null, "", address); } catch (refused) { void refused; }
  }

  async function facetItems(facet, counts, chosen) {
    const shown = unfolded.has(facet) ? counts : counts.slice(0, 10), ids = new Set(), items = [];
    (await engine.labels(facet, shown.map((c) => c[0]))).forEach(({ id, label }, n) => {
      ids.add(id);
      items.push({ id, name: label, count: shown[n][1] });
    });
    // What is chosen stays in sight, so that it can be taken back.
    const left = chosen.filter((id) => !ids.has(id)), numbers = await engine.numbers(facet, left);
    for (let n = 0; n < left.length; n++) {
      const known = numbers[n] < 0 ? [] : await engine.labels(facet, [numbers[n]]), count = counts.find((c) => c[0] === numbers[n]);
      items.push({ id: left[n], name: known.length ? known[0].label : left[n], count: count ? count[1] : 0 });
    }
    return items;
  }

  async function drawFacets(result, mine) {
    const parts = [];
    for (const facet of FACETS) {
      const counts = result.facets[facet] || [], chosen = state.chosen[facet] || [];
      if (!counts.length && !chosen.length) continue;
      const items = await facetItems(facet, counts, chosen);
      const set = element("fieldset", { "aria-label": texts.facets[facet] });
      set.append(element("ul", {}, ...items.map(({ id, name, count }) => {
        const check = element("input", { type: "checkbox", name: facet, value: id });
        check.checked = chosen.includes(id);
        return element("li", {}, element("label", {}, check, " ", element("span", { class: "facet-name" }, name), " ", element("span", { class: "facet-count" }, String(count))));
      })));
      if (!unfolded.has(facet) && counts.length > 10) {
        const more = element("button", { type: "button", class: "facet-more", "data-facet": facet }, texts.moreValues(counts.length - 10));
        more.addEventListener("click", () => { unfolded.add(facet); run(); });
        set.append(more);
      }
      const part = element("details", { class: "facet", "data-facet": facet, open: (closed.has(facet) ? !closed.get(facet) : wide || chosen.length > 0) && "" }, element("summary", {}, texts.facets[facet]), set);
      part.addEventListener("toggle", () => closed.set(facet, !part.open));
      parts.push(part);
    }
    if (mine !== round) return;
    const focused = facetBox.contains(document.activeElement) ? document.activeElement : null;
    facetBox.replaceChildren(...parts);
    if (!focused) return;
    const name = focused.name || focused.dataset.facet || (focused.parentElement && focused.parentElement.dataset.facet);
    const inputs = [...facetBox.querySelectorAll("input")].filter((i) => i.name === name);
    const again = focused.type === "checkbox" ? inputs.find((i) => i.value === focused.value) : focused.type === "button" ? inputs[10] : null;
    const open = facetBox.querySelector('details[data-facet="' + name + '"] summary');
    if (again || open) (again || open).focus();
  }

  function item(hit) {
    const title = hit.kind === "passage" ? texts.passage(hit.title, hit.number) : hit.title;
    const meta = [["hit-speaker", hit.speaker], ["hit-date", hit.date], ["hit-source", hit.sourceTitle], ["hit-section", hit.section]];
    return element("li", { class: "hit hit-" + hit.kind, "data-source": hit.source || "", "data-passage": hit.passage || "" },
      element("p", { class: "hit-title" }, element("a", { href: root() + hit.url }, title), " ", element("span", { class: "hit-kind" }, texts.kinds[hit.kind])),
      element("p", { class: "hit-meta" }, ...[].concat(...meta.filter((m) => m[1]).map(([name, text]) => [element("span", { class: name }, text), " "]))),
      element("p", { class: "hit-excerpt" }, ...hit.excerpt.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text))));
  }

  const say = (text) => { if (status.textContent !== text) status.textContent = text; };

  async function run() {
    const mine = ++round, old = document.getElementById("more-results");
    clearTimeout(timer);
    try {
      const wait = setTimeout(() => { if (mine === round) say(texts.searching); }, 400);
      let result;
      try {
        result = await engine.search(state.q, state.chosen, { limit: PAGE });
      } finally { clearTimeout(wait); }
      if (mine !== round) return;
      if (old) old.remove();
      list.replaceChildren(...result.hits.map(item));
      let shown = result.hits.length;
      const announce = () => {
        if (result.isEmpty) return say("");
        const unknown = result.messages.find((m) => m.kind === "unknown"), isPartial = result.messages.some((m) => m.kind === "partial");
        const count = (result.onlyPassages ? texts.passages : texts.results)(result.total, result.isEstimate);
        say(!result.total ? texts.none(unknown ? unknown.words : []) : count + (shown < result.total ? texts.shown(shown) : "") + (isPartial ? texts.partial : ""));
      };
      announce();
      if (shown && !result.isDone) {
        const more = element("button", { type: "button", id: "more-results" }, texts.more);
        more.addEventListener("click", async () => {
          try {
            result = await engine.search(state.q, state.chosen, { limit: PAGE, offset: shown });
            const added = result.hits.map(item);
            if (mine !== round) return;
            shown += added.length;
            list.append(...added);
            announce();
            if (added.length) added[0].querySelector("a").focus();
            if (result.isDone) more.remove();
          } catch (error) { fail(error); }
        });
        list.after(more);
      }
      await drawFacets(result, mine);
    } catch (error) {
      if (mine === round) fail(error);
    }
  }

  function fail(error) {
    list.replaceChildren();
    say(error.forReader ? error.message : engine.faults.damaged("search"));
    if (!error.forReader) throw error;
  }

  function fromAddress() {
    readAddress();
    box.value = state.q;
    run();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    state.q = box.value.trim();
    writeAddress(false);
    run();
  });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      state.q = box.value.trim();
      writeAddress(true);
      run();
    }, 250);
  });
  facetBox.addEventListener("change", (event) => {
    const facet = event.target.name;
    if (!FACETS.includes(facet)) return;
    state.chosen[facet] = [...facetBox.querySelectorAll("input:checked")].filter((i) => i.name === facet).map((i) => i.value);
    writeAddress(false);
    run();
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target, isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const links = [...list.querySelectorAll(".hit-title a")], at = links.indexOf(target);
      if (at < 0 && !(target === box && event.key === "ArrowDown")) return;
      const next = event.key === "ArrowDown" ? links[at + 1] : links[at - 1] || box;
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  });
  window.addEventListener("popstate", fromAddress);
  fromAddress();
})();
