// The tokeniser and the language of queries, without any page. Sources/Search/Tokeniser.swift, Letters.swift and
// Query.swift hold the specification and the same in Swift.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-tokens")) return;

  /// What results can be narrowed by: the names of the address and of queries.
  const FACETS = ["speaker", "topic", "source", "kind", "event", "language", "year", "in"];

  // ---- Tokeniser: the specification is in Sources/Search/Tokeniser.swift and Letters.swift.

  const UNSPACED = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3021-\u3029\u3031-\u312F\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F\u{1B000}-\u{1B16F}\u{20000}-\u{3FFFF}]/u;
  const DROPPED = /[\u00AD\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0711\u0730-\u074A\u0897-\u089F\u08CA-\u08E1\u08E3-\u08FF\u093C\u09BC\u0A3C\u0ABC\u0B3C\u1AB0-\u1AFF\u1DC0-\u1DFF\u200C-\u200F\u202A-\u202E\u2060\u2066-\u2069\u20D0-\u20FF\uFB1E\uFE00-\uFE0F\uFE20-\uFE2F\uFE70-\uFE7F\uFEFF]/g;
  const APOSTROPHE = /['\u2019\u02BC\u05F3\uFF07]/;
  const DOUBLE = /["\u201C-\u201F\u2033\u05F4\uFF02]/;
  const FOLDED = /[\u00C0-\u024F\u0370-\u052F\u05F0-\u05F2\u0622-\u06D5\u0929-\u095F\u09DC-\u09DF\u0A33-\u0A5E\u0B5C\u0B5D\u1E00-\u1FFF\uFB00-\uFBFF\uFDF2\uFE80-\uFEFC\uFF21-\uFF5A]/;
  const LETTERS = {
    ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ß: "ss", æ: "ae", œ: "oe", ı: "i", ς: "σ", ŉ: "n",
    ک: "ك", ی: "ي", ى: "ي", ة: "ه", ہ: "ه", ۃ: "ه", ە: "ه", ٱ: "ا", װ: "וו", ױ: "וי", ײ: "יי"
  };
  const ELISIONS = new Set("l d j m t s n c qu jusqu lorsqu puisqu dell nell sull dall all un quell quest".split(" "));
  const LONGEST = 32;
  const SEPARATOR = 0, JOINED = 1, SINGLE = 2, DROP = 3, QUOTE = 4, MARK = 5;
  const HEBREW = "[\\u05D0-\\u05EA\\u05EF-\\u05F2\\uFB1D\\uFB1F-\\uFB28\\uFB2A-\\uFB4F]*";
  const BEFORE = new RegExp(HEBREW + "$");
  const AFTER = new RegExp("^" + HEBREW);
  const seen = new Map();

  /// The value of a decimal digit: they stand in Unicode by tens, each from its zero on.
  function digitOf(code) {
    let first = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
    return (code - first) % 10;
  }

  /// Whether a double mark belongs to a Hebrew word; the rule stands in Sources/Search/Gershayim.swift.
  function joins(text, at, behind) {
    const before = BEFORE.exec(text.slice(Math.max(0, at - 32), at).replace(DROPPED, ""))[0];
    const rest = text.slice(behind, behind + 32).replace(DROPPED, ""), after = AFTER.exec(rest)[0];
    if (!before || !after) return false;
    if (text[at] === "\u05F4") return true;
    const opens = /^[ומשהכלב]{1,3}$/.test(before)
      && after.length > 1
      && (before.length === 1 || before[0] === "ו" || DOUBLE.test(rest[after.length] || ""));
    return !opens;
  }

  /// A text with its double marks within Hebrew words as gershayim, so that all others are quotation marks.
  const withGershayim = (text) => text.replace(/["“”„]/g, (mark, at) => (joins(text, at, at + 1) ? "\u05F4" : mark));

  /// Class, lower case and folded form of a character.
  function look(ch) {
    let found = seen.get(ch);
    if (found) return found;
    if (APOSTROPHE.test(ch)) found = [QUOTE];
    else if (DOUBLE.test(ch)) found = [MARK];
    else if (ch.replace(DROPPED, "") === "") found = [DROP];
    else if (/\p{Nd}/u.test(ch)) {
      const digit = String(digitOf(ch.codePointAt(0)));
      found = [JOINED, digit, digit];
    } else if (!/[\p{L}\p{M}\p{N}]/u.test(ch)) found = [SEPARATOR];
    else if (UNSPACED.test(ch)) found = [SINGLE, ch, ch];
    else {
      const lower = [...ch.toLowerCase()][0];
      let folded = lower;
      if (FOLDED.test(lower))
        folded = [
          ...(LETTERS[lower] || lower.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, ""))
        ].map((c) => LETTERS[c] || c).join("")
          || lower;
      found = [JOINED, lower, folded];
    }
    seen.set(ch, found);
    return found;
  }

  /// The tokens of a text: {kind: "word" | "single" | "pair", form, position, start, end, elided}, offsets in
  /// UTF-16 units. A pure function.
  function tokens(text) {
    const out = [], chars = [...text];
    let position = 0, lower = "", folded = "", letters = 0, start = 0, end = 0, before = null, at = 0;
    const finish = (elided) => {
      if (letters) out.push({ kind: "word", form: folded, position: position++, start, end, elided: !!elided });
      letters = 0;
      lower = folded = "";
    };
    const isJoined = (i) => i < chars.length && look(chars[i])[0] === JOINED;
    for (let i = 0; i < chars.length; i++) {
      const ch = chars[i], behind = at + ch.length, [kind, low, fold] = look(ch);
      if (kind === JOINED) {
        before = null;
        if (!letters) start = at;
        if (letters++ < LONGEST) {
          lower += low;
          folded += fold;
        }
        end = behind;
      } else if (kind === DROP) {
        if (letters && end === at) end = behind;
      } else if (kind === SINGLE) {
        finish();
        out.push({ kind: "single", form: ch, position, start: at, end: behind, elided: false });
        if (before)
          out.push({
            kind: "pair", form: before.form + ch, position: position - 1, start: before.start, end: behind,
            elided: false
          });
        before = { form: ch, start: at };
        position++;
      } else if (kind === MARK && letters && joins(text, at, behind)) {
        before = null;
      } else if (kind === QUOTE && letters && APOSTROPHE.test(chars[i + 1]) && joins(text, at, behind + 1)) {
        at = behind + 1;
        i++;
        continue;
      } else if (kind === QUOTE && letters && isJoined(i + 1)) {
        before = null;
        if (ELISIONS.has(lower)) finish(true);
        else if (/^s$/i.test(chars[i + 1]) && !isJoined(i + 2)) {
          finish();
          at = behind + 1;
          i++;
          continue;
        }
      } else {
        before = null;
        finish();
      }
      at = behind;
    }
    finish();
    return out;
  }

  // ---- Query: see Sources/Search/Query.swift

  function parse(text) {
    const groups = [];
    const filters = [];
    const isSpace = (c) => /[\u0000-\u0020\u00A0\u3000\u202F]/.test(c);
    const isQuote = (c) => /["“”„]/.test(c);
    let i = 0, isAlternative = false, isOpen = false;
    text = withGershayim(text);
    const quoted = () => {
      const start = ++i;
      while (i < text.length && !isQuote(text[i])) i++;
      return text.slice(start, i++);
    };
    const add = (chunk, isQuoted, isExcluded) => {
      let found = tokens(chunk);
      const pairs = new Set(found.filter((t) => t.kind === "pair").map((t) => t.position));
      if (!isQuoted && found.length > 1) found = found.filter((t, n) => !t.elided || n === found.length - 1);
      if (!found.length) return;
      const first = Math.min(...found.map((t) => t.position));
      const sequence = found.filter((t) => t.kind !== "pair").map((t) => t.form);
      const looked = found.filter((t) =>
        t.kind !== "single"
          || !(pairs.has(t.position) || pairs.has(t.position - 1))).sort((a, b) => a.position - b.position);
      const isPhrase = isQuoted || looked.length > 1, isWord = looked[0].kind === "word";
      const clause = {
        kind: isPhrase ? "phrase" : chunk.endsWith("*") && isWord ? "prefix" : "word",
        tokens: looked.map((t) => ({ form: t.form, offset: t.position - first, isWord: t.kind === "word" })),
        sequence: isPhrase || !isWord ? sequence : [], isExcluded,
      };
      const before = groups[groups.length - 1];
      if (isAlternative && !isExcluded && before && !before[0].isExcluded) before.push(clause);
      else groups.push([clause]);
      isAlternative = false;
    };
    while (i < text.length) {
      if (isSpace(text[i])) { i++; continue; }
      isOpen = false;
      const isExcluded = text[i] === "-" && i + 1 < text.length && !isSpace(text[i + 1]);
      if (isExcluded) i++;
      if (isQuote(text[i])) { add(quoted(), true, isExcluded); continue; }
      const start = i;
      while (i < text.length && !isSpace(text[i]) && !isQuote(text[i])) i++;
      let chunk = text.slice(start, i);
      if (chunk === "OR" && !isExcluded) { isAlternative = groups.length > 0; continue; }
      const name = chunk.slice(0, Math.max(0, chunk.indexOf(":")));
      if (name === "date" || FACETS.includes(name)) {
        let value = chunk.slice(name.length + 1);
        if (!value && i < text.length && isQuote(text[i])) value = quoted();
        if (value) {
          filters.push({ facet: name === "date" ? null : name, value, isExcluded });
          isAlternative = false;
          continue;
        }
        chunk = name;
      }
      add(chunk, false, isExcluded);
      isOpen = i === text.length;
    }
    return { groups, filters, isOpen };
  }

  Object.assign(engine, { FACETS, tokens, parse, withGershayim });
})((window.sitegenSearch = window.sitegenSearch || {}));
