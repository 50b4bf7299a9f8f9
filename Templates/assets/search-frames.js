// Reads the pages of sources from a disk, where nothing can be fetched: each is opened in a hidden frame, where
// site.js hands its words over. Loaded where it is needed.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-frames", "search-engine/files")) return;

  const { fault } = engine.files, PATIENCE = 20000;

  // Four frames at a time: each lays out a whole page.
  let free = 4;
  const queue = [];
  async function framed(url) {
    if (!free) await new Promise((go) => queue.push(go));
    else free--;
    try { return await ask(url); } finally {
      if (queue.length) queue.shift()();
      else free++;
    }
  }

  // Files have no origin to compare. A page that has this one in a frame of its own can lead the frames here elsewhere
  // and answer from there; only the page that was asked sees the secret, which stands in its address.
  const secret = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  function ask(url) {
    return new Promise((resolve, reject) => {
      const known = secret();
      const frame = document.createElement("iframe");
      const end = (act, value) => {
        clearTimeout(timer);
        window.removeEventListener("message", heard);
        frame.remove();
        act(value);
      };
      const heard = (event) => {
        if (event.source !== frame.contentWindow || !event.data || event.data.secret !== known) return;
        end(resolve, event.data.sitegenPassages);
      };
      const timer = setTimeout(() => end(reject, fault(engine.faults.missing(url))), PATIENCE);
      window.addEventListener("message", heard);
      frame.hidden = true;
      frame.title = "";
      frame.onerror = () => end(reject, fault(engine.faults.missing(url)));
      frame.src = url + "#sitegen-ask=" + known;
      document.body.append(frame);
    });
  }

  engine.frames = { page: framed };
})(window.sitegenSearch);
