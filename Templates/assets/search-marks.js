// Marks the words searched for where a reader arrives from the search. site.js loads this, and search-tokens.js before
// it: the words of the page are cut as those of the index, so that accents and signs make no difference.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-marks", "search-tokens")) return;

  /// Sequences of forms to look for, made from a query: [{forms, isPrefix, isLoose}].
  function wanted(query, isLoose) {
    return engine.parse(query).groups.flat().filter((c) => !c.isExcluded).map((c) => ({
      forms: c.sequence.length ? c.sequence : [c.tokens[0].form], isPrefix: c.kind === "prefix",
      isLoose: isLoose && c.kind === "word" && [...c.tokens[0].form].length > 3,
    }));
  }

  /// The text of an element as the search reads it, and where each of its text nodes begins.
  function textOf(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), nodes = [];
    let text = "", node;
    while ((node = walker.nextNode())) {
      if (node.parentElement.closest("a.note-ref")) continue;
      nodes.push([text.length, node]);
      text += node.data;
    }
    return { text, nodes };
  }

  /// Ranges of an element where the query stands. With `isLoose` an ending of up to three letters may follow a word:
  /// for a query as it was typed, whose inflected forms only the index knows.
  function ranges(element, query, isLoose) {
    const { text, nodes } = textOf(element), words = engine.tokens(text).filter((t) => t.kind !== "pair"), out = [];
    const fits = (form, one, isLast) => {
      if (form === one.forms[isLast]) return true;
      const begin = one.forms[isLast], more = [...form].length - [...begin].length;
      return form.startsWith(begin) && (one.isPrefix || (one.isLoose && more <= 3));
    };
    const place = (offset, isEnd) => {
      let at = nodes.length - 1;
      while (at > 0 && (isEnd ? nodes[at][0] >= offset : nodes[at][0] > offset)) at--;
      return [nodes[at][1], offset - nodes[at][0]];
    };
    const spans = [];
    for (const one of wanted(query, isLoose))
      for (let k = 0, last = one.forms.length - 1; k + last < words.length; k++)
        if (one.forms.every((_, n) => fits(words[k + n].form, one, n)))
          spans.push([words[k].start, words[k + last].end]);
    // In the order of the text; what stands within another is marked already.
    let end = 0;
    for (const span of spans.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (span[1] <= end) continue;
      end = span[1];
      const range = new Range();
      range.setStart(...place(span[0], false));
      range.setEnd(...place(span[1], true));
      out.push(range);
    }
    return out;
  }

  engine.marks = { ranges };
})((window.sitegenSearch = window.sitegenSearch || {}));
