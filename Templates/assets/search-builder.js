// "Build a query": fields that write the query into the box, and are filled from the query that stands there.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-builder", "search")) return;

  const page = engine.page, { element, find, box } = page;
  const form = find("builder-form");
  const FIELDS = ["all", "phrase", "any", "none", "speaker", "topic", "from", "until", "in"];
  const field = (name) => find("b-" + name);
  // What the fields have no place for: it is kept as it was written.
  let others = [];

  const words = (text) => engine.withGershayim(text).replace(/["“”„]/g, " ").split(/\s+/).filter(Boolean);
  const quoted = (text) => { const own = words(text).join(" "); return /\s/.test(own) ? '"' + own + '"' : own; };

  function build() {
    const value = (name) => field(name).value.trim(), parts = words(value("all"));
    if (value("phrase")) parts.push('"' + words(value("phrase")).join(" ") + '"');
    if (value("any")) parts.push(words(value("any")).join(" OR "));
    parts.push(...words(value("none")).map((w) => "-" + w.replace(/^-+/, "")));
    for (const name of ["speaker", "topic"]) if (value(name)) parts.push(name + ":" + quoted(value(name)));
    const from = value("from"), until = value("until");
    if (from || until) parts.push("date:" + (from === until ? from : from + ".." + until));
    if (value("in")) parts.push("in:" + value("in"));
    return parts.concat(others).filter(Boolean).join(" ");
  }

  /// The parts of a query as they are written: `-"some words"`, `speaker:"a name"`, `a`, `OR`.
  function read(query) {
    const values = Object.fromEntries(FIELDS.map((name) => [name, []])), rest = [];
    const parts = engine.withGershayim(query).match(/-?(?:[a-z]+:)?["“”„][^"“”„]*["“”„]?|[^\s"“”„]+/g) || [];
    for (let k = 0; k < parts.length; k++) {
      const part = parts[k];
      const filter = /^(speaker|topic|in|date):(.+)$/.exec(part);
      const plain = filter && words(filter[2]).join(" ");
      if (parts[k + 1] === "OR" && k + 2 < parts.length) {
        const any = [part];
        while (parts[k + 1] === "OR" && k + 2 < parts.length) { any.push(parts[k + 2]); k += 2; }
        if (!values.any.length && any.every((w) => /^[^-"“”„:]+$/.test(w))) values.any.push(...any);
        else rest.push(any.join(" OR "));
      } else if (filter && filter[1] === "date" && !values.from.length && !values.until.length) {
        const [from, until = from] = filter[2].split("..");
        values.from.push(from);
        values.until.push(until);
      } else if (filter
        && filter[1] === "in"
        && !values.in.length
        && [...field("in").options].some((o) => o.value === plain))
        values.in.push(plain);
      else if (filter && filter[1] !== "date" && filter[1] !== "in" && !values[filter[1]].length)
        values[filter[1]].push(plain);
      else if (/^-[^"“”„:]+$/.test(part)) values.none.push(part.slice(1));
      else if (/^["“”„]/.test(part) && !values.phrase.length) values.phrase.push(words(part).join(" "));
      else if (/^-|["“”„:]/.test(part)) rest.push(part);
      else values.all.push(part);
    }
    others = rest;
    for (const name of FIELDS) field(name).value = values[name].join(" ");
  }

  for (const kind of ["input", "change"]) form.addEventListener(kind, () => { box.value = build(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    page.change({ q: box.value.trim(), repairs: true });
  });
  form.addEventListener("reset", () => {
    others = [];
    box.value = "";
  });
  box.addEventListener("input", () => read(box.value));

  let isFilled = false;
  async function open() {
    read(box.value);
    if (isFilled) return;
    isFilled = true;
    const { table } = await (await engine.files.need("facets")).open();
    for (const name of ["speaker", "topic"])
      find("b-" + name + "s").replaceChildren(
        ...table.facets[name + "s"].map(([, value]) => element("option", { value })));
  }

  page.builder = { open };
})(window.sitegenSearch);
