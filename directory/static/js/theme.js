// Runs before the first paint. Not a module: it must not wait.
(() => {
  const root = document.documentElement;
  // What works with script only is shown by this mark.
  root.dataset.script = "";
  try {
    // A stored theme is set at once, so that no page flashes in the other one.
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the page then follows the system.
  }
})();
