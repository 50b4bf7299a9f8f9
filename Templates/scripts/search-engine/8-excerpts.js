// Some forty words of a text around what was found in it. A pure function of the text and the words;
// Sources/Search/Excerpt.swift holds the rule.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-engine/excerpts", "search-tokens")) return;

  const EXCERPT = 40, BEFORE = 8, { tokens } = engine;

  /// The words and singles of a text, and where a sequence of forms stands in them.
  function passage(text) {
    const all = tokens(text).filter((t) => t.kind !== "pair");
    const find = (sequence) => {
      const out = [];
      for (let s = 0; s + sequence.length <= all.length; s++)
        if (sequence.every((form, k) => all[s + k].form === form)) out.push(s);
      return sequence.length ? out : [];
    };
    return { all, find };
  }

  /// Some forty words around the hits, as [text, isMarked]; the rule stands in Sources/Search/Excerpt.swift.
  function excerpt(text, slots) {
    const { all, find } = passage(text), marks = new Array(all.length).fill(-1), out = [];
    slots.forEach((slot, n) => {
      if (slot.clause.isExcluded) return;
      const sequence = slot.clause.sequence;
      if (!sequence.length) all.forEach((t, k) => { if (marks[k] < 0 && slot.forms.has(t.form)) marks[k] = n; });
      for (const s of find(sequence)) for (let k = s; k < s + sequence.length; k++) if (marks[k] < 0) marks[k] = n;
    });
    let start = 0, best = 0;
    if (all.length > EXCERPT + 4)
      marks.forEach((mark, k) => {
        if (mark < 0) return;
        const from = k - BEFORE < 4 ? 0 : k - BEFORE, inside = marks.slice(from, from + EXCERPT).filter((m) => m >= 0);
        const value = new Set(inside).size * 16 + inside.length;
        if (value > best) { best = value; start = from; }
      });
    const end = start + EXCERPT + 4 >= all.length ? all.length : start + EXCERPT;
    let at = start ? all[start].start : 0;
    if (start) out.push(["… ", false]);
    const add = (from, to, isMarked) => { if (to > from) out.push([text.slice(from, to), isMarked]); };
    for (let k = start; k < end; k++) {
      if (marks[k] < 0) continue;
      let final = k;
      while (final + 1 < end && marks[final + 1] >= 0 && all[final + 1].start === all[final].end) final++;
      add(at, all[k].start, false);
      add(all[k].start, all[final].end, true);
      at = all[final].end;
      k = final;
    }
    add(at, end === all.length ? text.length : all[end - 1].end, false);
    if (end < all.length) out.push([" …", false]);
    return out;
  }

  engine.excerpts = { passage, excerpt };
})((window.sitegenSearch = window.sitegenSearch || {}));
