// Repairs of words that the archive does not have, and completions: what needs the dictionary. Loaded when it is
// asked for. Sources/Search/Repair.swift does the same.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-spelling", "search-tokens", "search-engine/index")) return;

  const COMPLETIONS = 20;
  const MOST_SHARDS = 6;
  const MOST_REPAIRS = 4;
  const { bytewise, text8, last, unpacked, reader } = engine.files, { openTop } = engine.index;

  /// Forms of the dictionary that begin so, as {form, count}, from so many shards at most.
  async function dictionary(top, prefix, most) {
    const keys = top.dictionary.map(bytewise), found = [], first = Math.max(0, last(keys, prefix));
    let end = first + 1;
    while (end < keys.length && keys[end].startsWith(prefix)) end++;
    const isPartial = end - first > most, numbers = [];
    for (let n = first; n < Math.min(end, first + most, keys.length); n++) numbers.push(n);
    const shards = await Promise.all(numbers.map((n) => unpacked("d" + n, (bytes) => {
      const r = reader(bytes), all = [];
      for (let form = ""; r.more();) all.push({ form: (form = r.form(form)), count: r.next() });
      return all;
    })));
    for (const shard of shards) for (const entry of shard) if (entry.form.startsWith(prefix)) found.push(entry);
    return { found, isPartial };
  }

  /// Whether two words, as lists of characters, differ by one edit.
  function isOneEdit(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let same = 0;
    while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
    if (same === a.length && same === b.length) return false;
    const rest = (word, from) => word.slice(from).join("");
    if (a.length < b.length) return rest(a, same) === rest(b, same + 1);
    if (a.length > b.length) return rest(a, same + 1) === rest(b, same);
    if (rest(a, same + 1) === rest(b, same + 1)) return true;
    return same + 1 < a.length
      && a[same] === b[same + 1]
      && a[same + 1] === b[same]
      && rest(a, same + 2) === rest(b, same + 2);
  }

  /// The forms one edit away, the commonest first and four at most; empty where there is none.
  async function repairs(top, form) {
    const wanted = [...form], bytes = bytewise(form);
    if (wanted.length < 4) return [];
    for (const step of [[wanted.slice(0, 2)], [wanted.slice(0, 1), [wanted[1], wanted[0]], wanted.slice(1, 3)]]) {
      const near = new Map();
      for (const beginning of step)
        for (const entry of (await dictionary(top, bytewise(beginning.join("")), Infinity)).found)
          if (Math.abs(entry.form.length - bytes.length) <= 4 && isOneEdit(wanted, [...text8(entry.form)]))
            near.set(entry.form, entry.count);
      if (near.size)
        return [...near].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
          .slice(0, MOST_REPAIRS)
          .map(([found]) => text8(found));
    }
    return [];
  }

  /// The commonest words that begin as the last word of a text, from two letters on: {words: [{form, count} …],
  /// isPartial}, at most twenty; isPartial where not all words that begin so were looked at.
  async function complete(text) {
    const word = engine.tokens(text).filter((t) => t.kind === "word").pop();
    if (!word || [...word.form].length < 2) return { words: [], isPartial: false };
    const { found, isPartial } = await dictionary(await openTop(), bytewise(word.form), MOST_SHARDS);
    found.sort((a, b) => b.count - a.count || (a.form < b.form ? -1 : 1));
    return { words: found.slice(0, COMPLETIONS).map(({ form, count }) => ({ form: text8(form), count })), isPartial };
  }

  engine.spelling = { words: repairs, complete };
})(window.sitegenSearch);
