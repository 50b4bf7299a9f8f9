// Before the first paint: that scripts run, and the light or dark the reader chose last time.
(function () {
  "use strict";
  document.documentElement.dataset.script = "";
  try {
    const theme = localStorage.getItem("sitegen-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch { /* No storage here (a page from a disk, or storage denied): the system's choice stands. */ }
})();
