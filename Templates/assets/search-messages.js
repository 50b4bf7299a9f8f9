// What there is to say about a query beside its results: words that were replaced, words and dates that mean nothing
// here, and what to try where nothing was found.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-messages", "search")) return;

  const texts = {
    showing: "Showing results for ", instead: ". Search instead for ", end: ".",
    unknown: (words) => "This archive has no word similar to " + words + ".",
    date: (words) =>
      "Not a date: " + words
        + ". Write a year (1961), a month (1961-05), a day (1961-05-20), or a range with two dots (1961..1963).",
    partial: "Too many words begin with these letters, so only some were searched for. Add a letter.",
    tryThis: "Suggestions:",
    unfiltered: "Search without the filters",
    unquoted: "Search for the words anywhere in a passage: ",
    any: "Search for any of the words: ",
    without: "Search without the words that this archive does not have: ",
    prefix: "Search for words that begin with these letters: ",
    indexes: [["topics/index.html", "topics"], ["speakers/index.html", "speakers"], ["sources/index.html", "sources"]],
    lead: "Browse the lists: ",
  };
  const page = engine.page, { element } = page;
  const list = (words) => words.map((w) => "“" + w + "”").join(", ");

  /// A link to another query, answered in place.
  function link(text, changes) {
    const made = element(
      "a", { href: page.addressOf(Object.assign({}, page.state(), changes)) }, element("bdi", {}, text)
    );
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if ("q" in changes) page.box.value = changes.q;
      page.box.focus({ preventScroll: true });
      page.change(changes);
    });
    return made;
  }

  /// The query with the words that were taken instead of its own.
  function mended(query, pairs) {
    let from = 0, out = "";
    for (const token of engine.tokens(query)) {
      const pair = pairs.find((p) => p[0] === token.form);
      if (!pair || token.start < from) continue;
      out += query.slice(from, token.start) + pair[1];
      from = token.end;
    }
    return out + query.slice(from);
  }

  function advice(result) {
    const state = page.state(), { groups, filters } = engine.parse(state.q), items = [];
    const unknown = new Set((result.messages.find((m) => m.kind === "unknown") || { words: [] }).words);
    // Words as they are written, not as the index has them.
    const words = engine.tokens(state.q)
      .filter((t) => t.kind === "word")
      .map((t) => ({ form: t.form, text: state.q.slice(t.start, t.end) }));
    if (Object.values(state.chosen).some((ids) => ids.length)) items.push([link(texts.unfiltered, { chosen: {} })]);
    const asked = engine.withGershayim(state.q);
    if (/["“”„]/.test(asked)) {
      const plain = asked.replace(/["“”„]/g, " ").replace(/\s+/g, " ").trim();
      if (!filters.length) items.push([texts.unquoted, link(plain, { q: plain })]);
    } else if (!filters.length && !groups.some((g) => g.length > 1 || g[0].isExcluded)) {
      const offer = (text, q) => items.push([text, link(q, { q })]);
      const known = words.filter((w) => !unknown.has(w.form)), joined = (list, by) => list.map((w) => w.text).join(by);
      if (unknown.size && known.length) offer(texts.without, joined(known, " "));
      else if (words.length > 1) offer(texts.any, joined(words, " OR "));
      else if (words.length && [...words[0].text].length > 4)
        offer(texts.prefix, [...words[0].text].slice(0, 4).join("") + "*");
    }
    const indexes = texts.indexes.flatMap(([href, name], n) => [
      n ? ", " : "", element("a", { href: page.root + href }, name)
    ]);
    items.push([texts.lead, ...indexes, texts.end]);
    return element("ul", {}, ...items.map((parts) => element("li", {}, ...parts)));
  }

  function draw(result, isLatest) {
    if (!isLatest()) return;
    const parts = [];
    for (const { kind, words } of result.messages) {
      if (kind === "repaired") {
        const query = page.state().q;
        parts.push(element(
          "p", {}, texts.showing, element("strong", { dir: "auto" }, mended(query, words)), texts.instead,
          link(query, { repairs: false }), texts.end
        ));
      } else if (kind === "unknown" && result.total) parts.push(element("p", {}, texts.unknown(list(words))));
      else if (kind === "date") parts.push(element("p", {}, texts.date(list(words))));
      else if (kind === "partial") parts.push(element("p", {}, texts.partial));
    }
    if (!result.total) parts.push(element("p", {}, texts.tryThis), advice(result));
    page.find("search-messages").replaceChildren(...parts);
  }

  page.messages = { draw };
})(window.sitegenSearch);
