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

  // Unicode 17, whatever version the browser has, as the index was made with it: letters, marks and numbers, as pairs
  // of a gap and a length, and the zeros from which ten digits count, as distances; in base 36.
  // Written by scripts/unicode-tables.swift; not edited by hand.
  // eslint-disable-next-line max-len
  const UNICODE_17_WORDS = ascending("1c a 7 q 6 q 1b 1 7 2 1 1 3 2 1 3 1 n 1 v 1 cq 4 c e 5 7 1 1 1 h 39 1 2 2 4 1 1 6 1 1 3 1 1 1 k 1 2b 1 3v 1 4t 1 12 2 1 6 15 8 19 1 1 1 2 1 2 1 1 8 r 4 4 t b 5 22 4 2u 1 8 2 a 1 j 2 1 g 1n 2 2t e 1i 4 1 2 1 2 1a i s 4 b 5 o 1 7 7 23 1 3l 2 a 1 j 1 8 2 2 2 m 1 7 1 1 3 4 2 9 2 2 2 4 8 1 4 2 1 5 2 c 2 6 2 1 1 1 2 3 1 6 4 2 2 m 1 7 1 2 1 2 1 2 2 1 1 5 4 2 2 3 3 1 7 4 1 1 7 g b 3 1 9 1 3 1 m 1 7 1 2 1 5 2 a 1 3 1 3 2 1 f 4 2 a 9 7 1 3 1 8 2 2 2 m 1 7 1 2 1 5 2 9 2 2 2 3 7 3 4 2 1 5 2 a 1 7 a 2 1 6 3 3 1 4 3 2 1 1 1 2 3 2 3 3 3 c 4 5 3 3 1 4 2 1 6 1 e d d d 1 3 1 n 1 g 2 9 1 3 1 4 7 2 1 3 1 2 2 4 2 a 8 7 1 4 1 8 1 3 1 n 1 a 1 5 2 9 1 3 1 4 7 2 5 3 1 4 2 a 1 3 c d 1 3 1 1f 1 3 1 5 5 g 2 j 1 6 1 3 1 i 3 o 1 9 1 1 2 7 3 1 4 6 1 1 1 8 6 a 2 2 d 1m 5 f 1 a 13 2 1 1 1 5 1 o 1 1 1 n 2 5 1 1 1 7 1 a 2 4 w 1 n 2 6 k 1 1 1 1 1 1 4 a 1 10 4 k 1 i 1 10 9 1 1l 22 6 26 2 12 1 1 5 1 2 17 1 99 1 4 2 7 1 1 1 4 2 15 1 4 2 x 1 4 2 7 1 1 1 4 2 f 1 1l 1 4 2 1v 2 3 9 k 3 g g 2e 2 6 3 h8 2 h 1 q 5 23 3 b 7 m 9 m b k c d 1 3 1 2 c 2c 3 1 4 2 2 a 6 a h 3 1 b 6 2h 7 17 5 1y a v 1 c 4 c a 14 2 5 b 18 4 q 6 b 11 s 4 1r 1 t 2 b 6 a d 1 8 1a 2 c k 25 3 a h 9 c 38 c 1k 8 a 3 1d 2 b 5 17 2 3 g 3 1 13 5 eu 2 6 2 12 2 6 2 8 1 1 1 1 1 1 1 v 2 1h 1 7 1 1 3 3 1 7 3 4 2 6 4 d 5 3 1 7 37 2 2 6 5 b 6 d 1f x h 1 4 1 2 a 1 1 3 5 6 1 1 1 1 1 1 4 1 b 2 4 5 5 4 1 1 1m k6 1o 26 m hi u vg 6d 6 9 9 1 2 12 1 1 5 1 2 1k 7 1 f o 9 7 1 7 1 7 1 7 1 7 1 7 1 7 1 7 1 w 1b 1 d1 3 p f 1 5 2 5 4 2e 2 2 2 3 1 2i 1 4 5 17 1 2m 3 4 a w 1c g w a u 8 1 f w a 13 f 8w 534 1s h3h 1v 1a 2 7h 3 s k 1f 1 a 1 37 11 9 2 2v 2 2a k 1j 4 1 3 6 a 1g c 1y a a 6 o 3 1 1 1d 2 10 c t 3 1t e b 6 v 1 1j 9 e 2 a 6 n 3 21 o 3 2 g 2 5 a 6 2 6 2 6 9 7 1 7 1 17 1 e 6 3f 1 2 2 a 6 8mc c n 4 1d 6is a6 2 2y 12 7 c 5 5 c 1 d 1 5 1 1 1 2 1 2 1 30 x a3 i 1s 2 1i 14 c 4 g g g 1s 5 1 3r j a 7 q 6 q b 2h 3 6 2 6 2 6 2 3 z c 1 q 1 j 1 2 1 f 2 e y 3f c 19 c 1l h 2 35 1 3m t 3 1d f s 4 10 9 u 5 17 5 u 2 10 4 8 1 5 16 4e 2 a 6 10 4 10 4 14 8 1g c b 1 f 1 7 1 2 1 b 1 f 1 7 1 2 3 1g c 8n 9 m a 8 o 6 1 16 1 9 1x 6 2 1 1 18 1 2 3 1 2 n 2 v 2 12 8 9 1c j 1 2 5 x 4 q 6 q 12 1k 4 k 2 1e 1 2 5 8 1 3 1 t 2 3 4 a n v 1 w w 8 1 u 4 5 g 1i a m 2 r 5 q n 7 28 21 1j 1f d 1f 7 1a 8 a 6 12 3 5 1 n 62 v 1 16 1 2 3 2 g 6 1e 1a 8 11 r m 16 s k n 9 1z b 10 9 1o 7 1 d p 7 a 6 1h 1 a 4 4 8 10 2 1 9 1x 4 4 1 d 1 1 4 k b i 1 11 6 4 1q 7 1 1 1 4 1 f 1 a 7 1n 5 a 6 4 1 8 2 2 2 m 1 7 1 2 1 5 1 a 2 2 2 3 2 1 6 1 5 7 2 7 3 5 b a 1 1 2 1 1 12 1 a 1 1 2 1 1 4 1 8 d 2 t 23 5 a 4 4 u 1y 1 1 8 a 4m 1i 2 9 n 6 y 1t 3 1 b a 12 1l 7 a 6 k s r 2 f 4 c 4 7 55 1n 2t 2b c 8 2 1 2 8 1 2 1 u 1 2 2 9 c a 1y 8 2 1a 2 8 1 2 r 1r 8 1 8 22 3 1 i 21 2v 8 2g x f a 6 9 1 19 1 9 f t 5 u 2 m 1 e 21 7 1 2 1 18 3 1 1 2 1 9 8 a 6 6 1 2 1 11 1 2 1 6 7 a 6 18 4 a 6u n 9 h 1 15 3 5 d b 2d 1 f l 17 pm 2u 33 h 5g 218 2p f ts g m a 32z 5 g7 5a1 1m 1c6 ft 7 v 1 a 6 27 1 a 6 u 2 5 b 1j 9 4 c a 1 7 1 l 5 j c0 19 3 a 5i 2f 9 p 2 p 18 23 4 1l 7 h 1s 2 1 2 b 7 9 5p2 15 w 2p 37 6pp 4 1 7 1 2 1 83 f 1 t 3 2 1 e 4 8 b0 1s4 2z 5 d 3 9 7 a 3 2 381 a ee 1a 2 n f2 5 3 6 8 8 2 7 u 4 44 3 3f k c k 30 p 3r 2d 1 1z 1 2 2 1 2 2 2 4 1 c 1 1 1 7 1 1t 1 4 2 8 1 7 1 s 1 4 1 5 1 1 3 7 1 9g 2 p 1 p 1 v 1 p 1 v 1 p 1 v 1 p 1 v 1 p 1 8 2 1e e8 1j 4 1e 8 1 e 1 m 5 1 f uo v 6 6 5x 7 1 h 2 7 1 2 1 5 5 1q x 1 34 19 3 e 2 a 4 1 8x v h 1m d2 16 5y 17 5h v 1 m 8 2 68 7 1 4 1 2 1 f 1 5h 2 g 15 24 4 a lz 1n 1 3 1 4 24 19 1 f 5e 4 1 r 1 2 1 1 2 1 1 a 1 4 1 1 1 1 6 1 4 1 1 1 1 1 1 3 1 2 1 1 2 1 1 1 1 1 1 1 1 1 1 2 1 1 2 4 1 7 1 4 1 4 1 1 1 a 1 h 5 3 1 5 1 h g4 d 25f a sm wyo w 3dq 2 4ge 2 5rl f ha 1wi f2 15u 3t7 5 6ju f62u 6o");
  // eslint-disable-next-line max-len
  const UNICODE_17_ZEROS = ascending("1c 180 40 5s bq 3k 3k 3k 3k 3k 3k 3k 3k 3k 2y 3k 28 80 28 1g0 1c 8m 3u 4w g 5c 2o 40 g r80 j4 1c 5s w 2o bk gf4 13k 1ow g me 3u 1y 4a 80 9s 3k ao 34 g a 2e c0 34 io 2o 74 28 1s a8 d0g 1tc 2o 40 f4 iv4 25a a a a a 1u2 c0 e8 75 nz 3og");

  function ascending(distances) {
    let at = 0;
    return distances.split(" ").map((distance) => (at += parseInt(distance, 36)));
  }

  /// How many of ascending numbers are not above a number.
  function countUpTo(number, numbers) {
    let low = 0, high = numbers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[middle] <= number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /// Whether a code point is a letter, a mark or a number.
  const isWordCharacter = (code) => countUpTo(code, UNICODE_17_WORDS) % 2 === 1;

  /// The value of a decimal digit; nothing below 10 for any other character.
  const digitOf = (code) => code - UNICODE_17_ZEROS[countUpTo(code, UNICODE_17_ZEROS) - 1];

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
    else if (digitOf(ch.codePointAt(0)) < 10) {
      const digit = String(digitOf(ch.codePointAt(0)));
      found = [JOINED, digit, digit];
    } else if (!isWordCharacter(ch.codePointAt(0))) found = [SEPARATOR];
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
