// The page search.html: the form, the results and the address. What is found and how it is ordered is the work of
// search-engine.js; what a reader may want beyond results stands in files of their own, loaded when it is wanted:
// search-complete, -filters, -navigation, -years, -messages, -builder and -export.
(function () {
  "use strict";
  if (!window.sitegenScripts.begin("search", "search-engine/engine")) return;

  const texts = {
    searching: "Searching …",
    title: (query) => query + " – ",
    none: (unknown) =>
      "No results"
        + (unknown.length
          ? ": this archive has no word similar to " + unknown.map((w) => "“" + w + "”").join(", ") + "."
          : "."),
    passages: (n, about) => (about ? "about " : "") + n.toLocaleString("en-GB") + (n === 1 ? " passage" : " passages"),
    results: (n, about) => (about ? "about " : "") + n.toLocaleString("en-GB") + (n === 1 ? " result" : " results"),
    shown: {
      relevance: (n) => ", the " + n + " most relevant shown", date: (n) => ", the " + n + " earliest shown",
      newest: (n) => ", the " + n + " latest shown"
    },
    repaired: (words) => "; showing results for " + words,
    more: "Show more results",
    kinds: {
      passage: "Passage", note: "Note", speaker: "Speaker", topic: "Topic", source: "Source", section: "Section"
    },
    passage: (title, number) => title + ", passage " + number,
    passageIn: (number) => "Passage " + number,
    noSource: "Speakers and topics",
  };
  const engine = window.sitegenSearch, PAGE = 10, MORE = 20, RESTORED = 200, TYPING = 250, PAUSE = 600;
  const FACETS = engine.FACETS, ORDERS = ["relevance", "date", "newest"];

  const { root } = window.sitegenScripts;

  /// An element of search.mustache. One that a theme has left out is named, as what fails for want of it says less.
  function find(id) {
    const found = document.getElementById(id);
    if (!found) console.error("The search needs an element with the id '" + id + "'. Add it to search.mustache.");
    return found;
  }
  const form = find("search-form");
  if (!form) return;
  const box = find("q"), status = find("search-status"), list = find("results"), tools = find("search-tools");
  const order = find("search-order"), groups = find("search-group");
  const heading = document.title, whole = find("search-page");
  let round = 0, timer = 0, saying = 0, shown = 0, result = null, state = { q: "", chosen: {} };

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const key in attributes) if ((attributes[key] ?? false) !== false) made.setAttribute(key, attributes[key]);
    made.append(...children.filter((c) => c !== null && c !== ""));
    return made;
  }

  const scripts = new Map();
  /// Adds a script of the site once; `what` says its path.
  function need(what) {
    if (!scripts.has(what)) {
      const made = new Promise((resolve, reject) => {
        const script = element("script", { src: root + what });
        script.onload = resolve;
        script.onerror = () => reject(engine.files.fault(engine.faults.missing(what)));
        document.head.append(script);
      });
      made.catch(() => scripts.delete(what));
      scripts.set(what, made);
    }
    return scripts.get(what);
  }
  const part = (name) => need("assets/search-" + name + ".js").then(() => page[name]);

  // ---- The address

  function readAddress() {
    const params = new URLSearchParams(location.search), sort = params.get("sort");
    state = {
      q: params.get("q") || "", chosen: {}, sort: ORDERS.includes(sort) ? sort : "relevance",
      isGrouped: params.get("group") === "source", repairs: params.get("repairs") !== "no"
    };
    for (const facet of FACETS) state.chosen[facet] = params.getAll(facet).filter(Boolean);
  }

  function addressOf({ q, chosen, sort, isGrouped, repairs }) {
    const params = new URLSearchParams();
    if (q) params.set("q", q);
    for (const facet of FACETS) for (const id of chosen[facet] || []) params.append(facet, id);
    if (sort !== "relevance") params.set("sort", sort);
    if (isGrouped) params.set("group", "source");
    if (!repairs) params.set("repairs", "no");
    return location.pathname + (String(params) ? "?" + params : "");
  }

  // Some browsers refuse to change the address of a page from a disk; the search works all the same.
  function write(how, kept, address) {
    try { history[how](kept, "", address); } catch { /* The address stays as it is. */ }
  }

  /// Changes what is asked for and answers it; `typing` replaces the address instead of adding to the history.
  function change(changes, isTyping) {
    state = Object.assign({}, state, changes);
    const address = addressOf(state);
    if (address !== location.pathname + location.search) write(isTyping ? "replaceState" : "pushState", null, address);
    return run({ isTyping });
  }

  function fromAddress() {
    readAddress();
    box.value = state.q;
    const kept = history.state || {};
    run({ limit: Math.min(RESTORED, kept.shown || PAGE), scroll: kept.scroll });
  }

  // ---- Results

  function item(hit) {
    const number = hit.kind === "passage"
      && (state.isGrouped ? texts.passageIn(hit.number) : texts.passage(hit.title, hit.number));
    const meta = [["hit-speaker", hit.speaker]].concat(
      state.isGrouped ? [] : [["hit-date", hit.date], ["hit-source", hit.sourceTitle]],
      [["hit-section", hit.section]]
    );
    const [title, excerpt] = parts(hit).map((part) =>
      part.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text)));
    // A hit stands as its own words run, whatever the page does.
    return element("li", {
      class: "hit hit-" + hit.kind, dir: "auto", "data-source": hit.source || "", "data-passage": hit.passage || ""
    },
      element(
        "p", { class: "hit-title" },
        element(
          "a", { href: root + hit.url, lang: hit.kind === "section" ? hit.language : null },
          ...(title.length ? title : [number || hit.title])
        ),
        " ", element("span", { class: "hit-kind" }, texts.kinds[hit.kind])
      ),
      element(
        "p", { class: "hit-meta" },
        ...meta.filter((m) => m[1]).flatMap(([name, text]) => [
          element(
            "span", { class: name }, element("bdi", { lang: name === "hit-section" ? hit.language : null }, text)
          ),
          " "
        ])
      ),
      excerpt.length ? element("p", { class: "hit-excerpt", dir: "auto", lang: hit.language }, ...excerpt) : null);
  }

  /// The excerpt in two parts: the title, where it begins with that, and the rest. What was found in a title is marked
  /// there and said once.
  function parts(hit) {
    const whole = hit.excerpt.map((part) => part[0]).join("");
    if (hit.kind === "passage" || !(whole + "\n").startsWith(hit.title + "\n")) return [[], hit.excerpt];
    const title = [], rest = [];
    let left = hit.title.length;
    for (const [text, isMarked] of hit.excerpt) {
      if (left > 0) title.push([text.slice(0, left), isMarked]);
      // Behind the title a new line begins.
      if (text.length > left) rest.push([left < 0 ? text : text.slice(left).replace("\n", ""), isMarked]);
      left -= text.length;
    }
    return [title, rest];
  }

  /// Puts hits behind those that stand there, under their sources if the reader wants them so.
  function add(hits) {
    for (const hit of hits) {
      const made = item(hit);
      if (!state.isGrouped) { list.append(made); continue; }
      const key = hit.source || "";
      let group = [...list.children].find((g) => g.dataset.source === key);
      if (!group) {
        const title = hit.kind === "note" ? hit.sourceTitle : hit.title;
        const head = key
          ? element("a", { href: root + hit.url.replace(/#.*/, ""), dir: "auto" }, title)
          : texts.noSource;
        group = element("li", { class: "group", "data-source": key }, element("h3", { class: "group-title" }, head),
          element(
            "p", { class: "group-meta" }, key && hit.date ? element("span", { class: "hit-date" }, hit.date) : null
          ), element("ol", { class: "group-hits" }));
        list.append(group);
      }
      group.lastElementChild.append(made);
    }
  }

  /// What screen readers hear is what stands there; while a reader types, only what stays.
  /// `heard` is for them alone, as it is seen elsewhere.
  function say(text, isLater, heard) {
    clearTimeout(saying);
    const put = () => {
      if (status.textContent !== text + (heard || ""))
        status.replaceChildren(text, heard ? element("span", { class: "visually-hidden" }, heard) : "");
    };
    if (isLater) saying = setTimeout(put, PAUSE);
    else put();
  }

  function summary() {
    const message = (kind) => result.messages.find((m) => m.kind === kind), unknown = message("unknown");
    if (!result.total) return texts.none(unknown ? unknown.words : []);
    return (result.onlyPassages ? texts.passages : texts.results)(result.total, result.isEstimate)
      + (shown < result.total ? texts.shown[state.sort](shown) : "");
  }
  const repaired = () =>
    result.messages.filter((m) => m.kind === "repaired")
      .map((m) => texts.repaired(m.words.map((w) => "“" + w[1] + "”").join(", ")))
      .join("");

  const ask = (limit, offset) =>
    engine.search(state.q, state.chosen, { limit, offset, sort: state.sort, repairs: state.repairs, facets: "later" });

  async function run({ isTyping, limit = PAGE, scroll } = {}) {
    const mine = ++round, old = document.getElementById("more-results");
    clearTimeout(timer);
    clearTimeout(saying);
    order.value = state.sort;
    groups.checked = state.isGrouped;
    document.title = (state.q && texts.title(state.q)) + heading;
    find("search-asked").textContent = state.q;
    list.setAttribute("aria-busy", "true");
    const wait = setTimeout(() => { if (mine === round) say(texts.searching); }, 400);
    try {
      const asked = ask(limit, 0).finally(() => clearTimeout(wait));
      // The scripts of what stands beside the hits come with the lists, so that what these load need not wait for them.
      // One that does not come is asked for again where it is needed.
      if (state.q) Promise.all([part("filters"), part("navigation"), engine.files.need("facets")]).catch(() => {});
      const found = await asked;
      if (mine !== round) return;
      result = found;
      shown = result.hits.length;
      if (old) old.remove();
      list.replaceChildren();
      add(result.hits);
      whole.hidden = !!result.isEmpty;
      whole.classList.toggle("is-none", !result.total);
      tools.hidden = !result.total;
      say(result.isEmpty ? "" : summary(), isTyping, repaired());
      if (shown && !result.isDone) offerMore(mine);
      if (scroll) window.scrollTo(0, scroll);
      list.removeAttribute("aria-busy");
    } catch (error) {
      if (mine === round) fail(error);
      return;
    }
    const isLatest = () => mine === round;
    const heard = find("search-messages");
    const isSilent = result.isEmpty || (result.total && !result.messages.length);
    try {
      if (isSilent) heard.replaceChildren();
      else (await part("messages")).draw(result, isLatest);
      // The counts of facets may come later than the hits.
      if (!result.isEmpty) await (await Promise.all([part("filters"), part("navigation")]))[0].draw(result, isLatest);
    } catch (error) {
      if (isLatest()) warn(error);
    }
  }

  function offerMore(mine) {
    const more = element("button", { type: "button", id: "more-results" }, texts.more);
    more.addEventListener("click", async () => {
      try {
        const next = await ask(MORE, shown);
        if (mine !== round) return;
        const known = new Set(list.querySelectorAll(".hit"));
        result = next;
        shown += next.hits.length;
        add(next.hits);
        say(summary(), false, repaired());
        const first = [...list.querySelectorAll(".hit")].find((hit) => !known.has(hit));
        if (first) first.querySelector("a").focus();
        if (next.isDone) more.remove();
        if (state.isGrouped) page.filters.countGroups();
      } catch (error) { fail(error); }
    });
    list.after(more);
  }

  function fail(error) {
    list.replaceChildren();
    list.removeAttribute("aria-busy");
    whole.hidden = false;
    tools.hidden = true;
    warn(error);
  }

  /// Says what went wrong and leaves the results where they are.
  function warn(error) {
    say(error.forReader ? error.message : engine.faults.damaged("search"));
    if (!error.forReader) throw error;
  }

  // ---- What a reader does

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change({ q: box.value.trim(), repairs: true });
  });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => change({ q: box.value.trim(), repairs: true }, true), TYPING);
    part("complete").then((complete) => complete.typed(), warn);
  });
  order.addEventListener("change", () => change({ sort: order.value }));
  groups.addEventListener("change", () => change({ isGrouped: groups.checked }));
  tools.addEventListener("click", (event) => {
    const format = event.target.dataset.export;
    if (format) part("export").then((take) => take.press(format)).catch(warn);
  });
  const builder = find("query-builder");
  builder.hidden = false;
  builder.addEventListener("toggle", () => {
    if (builder.open) part("builder").then((build) => build.open()).catch(warn);
  });

  document.addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key !== "/"
      || isTyping
      || event.defaultPrevented
      || event.ctrlKey
      || event.metaKey
      || event.altKey
      || event.isComposing)
      return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  window.addEventListener("popstate", fromAddress);

  for (const [name, value] of [
    ["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", "q-words"]
  ])
    box.setAttribute(name, value);
  const page = {
    element, find, root, need, part, change, addressOf, say, ask, box, list, write, state: () => state,
    result: () => result, shown: () => shown
  };
  engine.page = page;
  fromAddress();
})();
