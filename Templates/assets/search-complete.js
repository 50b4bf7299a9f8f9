// Completion of the last word while it is typed: a list of words of the archive beneath the box, by the pattern
// "combobox with list autocomplete" of the ARIA Authoring Practices. It never changes what Enter does unless a
// word of it was chosen with the arrow keys.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-complete", "search")) return;

  const texts = {
    words: (n) => (n === 1 ? "1 suggested word" : n + " suggested words") + ", use the arrow keys to choose",
    counted: (n) => n.toLocaleString("en-GB")
  };
  const page = engine.page, { element, box } = page, list = page.find("q-words");
  const MOST = 8, WAIT = 120, QUIET = 1000;
  let timer = 0, quiet = 0, round = 0, active = -1;

  const options = () => [...list.children];

  function close() {
    clearTimeout(timer);
    clearTimeout(quiet);
    round++;
    active = -1;
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(at) {
    const all = options();
    active = at;
    all.forEach((option, n) => option.setAttribute("aria-selected", n === at ? "true" : "false"));
    if (at < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  }

  /// The last word of the box, where it is a plain one and the caret stands behind it.
  function beginning() {
    const text = engine.withGershayim(box.value), found = /[^\s"“”„]+$/.exec(text);
    if (!found || box.selectionStart !== text.length || box.selectionEnd !== text.length) return null;
    const word = found[0].replace(/^-/, "");
    if (!word || word.endsWith("*") || word.includes(":")) return null;
    const tokens = engine.tokens(word).filter((t) => t.kind === "word"), last = tokens[tokens.length - 1];
    if (!last || last.end !== word.length || [...last.form].length < 2) return null;
    return { form: last.form, start: text.length - word.length + last.start };
  }

  function take(at) {
    const begun = beginning(), word = options()[at] && options()[at].dataset.word;
    close();
    if (!begun || !word) return;
    box.value = box.value.slice(0, begun.start) + word + " ";
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  async function show() {
    const mine = ++round, begun = beginning();
    if (!begun) return close();
    const { words } = await engine.complete(begun.form);
    if (mine !== round || document.activeElement !== box) return;
    const shown = words.filter((w) => w.form !== begun.form).slice(0, MOST);
    if (!shown.length) return close();
    list.replaceChildren(...shown.map(({ form, count }, n) =>
      element("li", { role: "option", id: "q-word-" + n, "aria-selected": "false", "data-word": form },
      element(
        "bdi", {}, element("b", {}, form.slice(0, begun.form.length)), form.slice(begun.form.length)
      ), " ", element("span", { class: "q-count", "aria-hidden": "true" }, texts.counted(count)))));
    choose(-1);
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    // Said once the reader pauses, not with every letter.
    quiet = setTimeout(
      () => { if (!list.hidden && window.sitegen) window.sitegen.say(texts.words(shown.length)); }, QUIET
    );
  }

  function typed() {
    clearTimeout(timer);
    clearTimeout(quiet);
    if (!beginning()) return close();
    timer = setTimeout(() => show().catch(close), WAIT);
  }

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      if (list.hidden || active < 0) return close();
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp") && !event.altKey) {
      event.preventDefault();
      const count = options().length, step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are words: none of them, which is the box.
      choose(((active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Tab"
      || event.key === "ArrowLeft"
      || event.key === "ArrowRight"
      || event.key === "Home"
      || event.key === "End")
      close();
  });
  box.form.addEventListener("submit", close);
  box.addEventListener("blur", close);
  // The box keeps the focus while a word is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(options().indexOf(option));
  });

  page.complete = { typed };
})(window.sitegenSearch);
