// What a page can do beyond being read. Nothing here is needed: without this file every page is whole.
(function () {
  "use strict";
  if (!window.sitegenScripts.begin("site")) return;
  // At an earlier address of a source: on to where it is now, and to the same passage.
  const onward = document.querySelector("a.leads-on");
  if (onward) {
    const place = location.hash && document.getElementById(location.hash.slice(1));
    const hash = /^#p\d+$/.test(location.hash) ? "" : location.hash;
    location.replace((place && place.querySelector("a") || { href: onward.href + hash }).href);
    return;
  }
  const body = document.body;
  const record = document.querySelector(".record");
  const source = document.querySelector("article.source");
  const words = {
    theme: "Colours", auto: "automatic", light: "light", dark: "dark",
    copy: "Copy", copyPassage: "Copy passage", copyLink: "Link", copyCitation: "Citation", copyText: "Text with source",
    copied: "Copied:", notCopied: "The browser does not allow this page to copy.", passage: "passage"
  };
  try {
    Object.assign(words, JSON.parse(body.dataset.labels || "{}"));
  } catch (fault) { console.warn("data-labels:", fault); }

  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }
  function make(tag, attributes, text) {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    if (text) element.textContent = text;
    return element;
  }
  function button(text, attributes, action) {
    const element = make("button", Object.assign({ type: "button" }, attributes), text);
    element.addEventListener("click", action);
    return element;
  }
  const live = make("p", { class: "visually-hidden", "aria-live": "polite" });
  // Said after a moment, so that the same words said twice are heard twice.
  function say(text) { live.textContent = ""; setTimeout(() => { live.textContent = text; }, 60); }

  // ---- Light and dark ----

  // A page from a disk may have no storage; the choice then lasts as long as the page.
  function keep(name, value) { try { localStorage.setItem(name, value); } catch { return; } }
  function themeSwitch() {
    const root = document.documentElement, order = ["auto", "light", "dark"];
    const control = button("", { class: "theme-switch" }, () => {
      const next = order[(order.indexOf(root.dataset.theme || "auto") + 1) % 3];
      if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
      keep("sitegen-theme", next);
      label();
    });
    function label() { control.textContent = words.theme + ": " + words[root.dataset.theme || "auto"]; }
    label();
    // Before the navigation, as it is seen.
    const search = document.querySelector(".site-header .site-search");
    if (search) search.after(control);
  }

  // ---- Copying ----

  function address(id) {
    const canonical = document.querySelector("link[rel=canonical]");
    return (canonical ? canonical.href : location.href).replace(/[?#].*$/, "") + "#" + id;
  }
  // The words of a passage as text: no note marks, a line for each paragraph, item or row.
  function plain(passage) {
    const copy = passage.querySelector(".words").cloneNode(true);
    all(".note-ref, .footnote-ref", copy).forEach((ref) => { ref.remove(); });
    all("td, th", copy).forEach((cell) => { cell.append("\t"); });
    all("p, li, tr, br, pre", copy).forEach((block) => { block.after("\u2028"); });
    return copy.textContent.replace(/[ \n\r]+/g, " ").split("\u2028")
      .map((line) => line.trim()).filter(Boolean).join("\n");
  }
  function citation(passage) {
    const number = passage.querySelector("a.locator").textContent.trim();
    return source.dataset.citation + ", " + words.passage + " " + number + ", " + address(passage.id);
  }
  function withSource(passage) {
    const turn = passage.closest(".turn"), name = turn && turn.querySelector(".voice .speaker");
    const spoken = name && !passage.matches(".stage-note, [data-reported]");
    return plain(passage) + "\n\n" + (spoken ? name.textContent.trim() + ", " : "") + citation(passage);
  }
  function write(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    return new Promise(((resolve, reject) => {
      const area = make("textarea", { class: "visually-hidden", readonly: "" }), before = document.activeElement;
      area.value = text;
      body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (before) before.focus({ preventScroll: true });
      if (done) resolve(); else reject(new Error("copy refused"));
    }));
  }
  function copying() {
    const menu = make("div", { class: "copy-menu", role: "group", "aria-label": words.copy });
    let opener = null;
    function close(refocus) {
      if (!opener) return;
      opener.setAttribute("aria-expanded", "false");
      menu.remove();
      if (refocus) opener.focus({ preventScroll: true });
      opener = null;
    }
    function entry(label, text) {
      menu.append(button(label, {}, () => {
        const passage = opener.closest(".passage");
        write(text(passage)).then(
          () => { say(words.copied + " " + label); }, () => { say(words.notCopied); });
        close(true);
      }));
    }
    entry(words.copyLink, (passage) => address(passage.id));
    entry(words.copyCitation, citation);
    entry(words.copyText, withSource);
    function open(event) {
      const again = opener === event.currentTarget;
      close(false);
      if (again) return;
      opener = event.currentTarget;
      opener.setAttribute("aria-expanded", "true");
      opener.after(menu);
    }
    all(".passage > a.locator", record).forEach((locator) => {
      locator.after(button(words.copy, {
        class: "copy", "aria-expanded": "false", "aria-label": words.copyPassage + " " + locator.textContent.trim()
      }, open));
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close(menu.contains(document.activeElement));
    });
    document.addEventListener("click", (event) => {
      if (opener && !menu.contains(event.target) && event.target !== opener) close(false);
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !menu.contains(event.relatedTarget) && event.relatedTarget !== opener) close(false);
    });
  }

  // ---- The words searched for ----

  // The search keeps what it found for the page that it leads to; from a disk that stands in the address. Else the
  // query of the page before is taken as it was typed.
  function searched() {
    let query = "", loose = false;
    try {
      const from = document.referrer && new URL(document.referrer);
      if (from && from.origin === location.origin && /search\.html$/.test(from.pathname))
        query = from.searchParams.get("q") || "";
      loose = true;
      const kept = JSON.parse(sessionStorage.getItem("sitegen-mark") || "[]");
      if (kept[0] === location.pathname + location.hash) { query = String(kept[1]); loose = false; }
      sessionStorage.removeItem("sitegen-mark"); // It belongs to this one arrival.
    } catch { /* No storage: what the referrer said, or nothing. */ }
    const given = new URLSearchParams(location.search).get("mark");
    if (given) { query = given; loose = false; }
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* Then it is the id of nothing. */ }
    // `:target` is not there yet while the page is being made.
    const target = id ? document.getElementById(id) : document.querySelector(".entry");
    const place = target && (target.querySelector(".words") || target.matches(".note, .entry") && target);
    if (!place || !query || !window.Highlight || !CSS.highlights) return;
    script("search-tokens.js", () => {
      script("search-marks.js", () => {
        CSS.highlights.set("found", new Highlight(...window.sitegenSearch.marks.ranges(place, query, loose)));
      });
    });
  }
  function script(name, then) {
    const element = make("script", { src: window.sitegenScripts.root + "assets/" + name });
    element.onload = then;
    document.head.append(element);
  }

  // ---- The passages of a source, for search ----

  // Sources/Search/PageText.swift says which words these are. Search fetches the page and calls this; from a disk,
  // where nothing can be fetched, it opens the page in a frame and asks.
  window.sitegenPassages = function (page) {
    const record = page.querySelector("div.record[data-title]");
    let section = "";
    function text(element) {
      const copy = element.cloneNode(true);
      all("a.note-ref", copy).forEach((ref) => { ref.remove(); });
      return copy.textContent;
    }
    // Who speaks, or of whom the words are a report.
    function speakerOf(passage) {
      const turn = passage.parentNode.closest(".turn"), isNote = passage.classList.contains("stage-note");
      const name = passage.querySelector(".reported a") || (turn && !isNote && turn.querySelector(".voice .speaker"));
      return name ? name.textContent : null;
    }
    return record && {
      title: record.dataset.title || "", date: record.dataset.date || "", language: record.lang,
      headings: all("span.heading", record).map((part) => [part.parentNode.id, text(part)]),
      passages: all("span.heading, div.passage[data-passage]", record).map((part) => {
        if (part.matches("span.heading")) section = text(part);
        else return [part.id, text(part.querySelector(".words")), section, speakerOf(part)];
      }).filter(Boolean)
    };
  };
  // Only the page that opened this one, and that nobody else has in a frame, gets its words, with the secret by which
  // it knows them again.
  const asked = /^#sitegen-ask=([0-9a-f]{32})$/.exec(location.hash);
  if (asked && location.protocol === "file:" && window.parent !== window && window.parent === window.top) {
    window.parent.postMessage({ sitegenPassages: window.sitegenPassages(document), secret: asked[1] }, "*");
  }

  body.append(live);
  themeSwitch();
  if (record && source) copying();
  searched();
  // What notes.js uses too.
  window.sitegen = { words, all, make, button, say, keep };
})();
