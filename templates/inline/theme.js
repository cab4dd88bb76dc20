(() => {
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {}
  // Going back to what htmx has shown, from a page that has not used it yet.
  addEventListener("popstate", (event) => {
    if (event.state?.htmx && !("htmx" in window)) location.reload();
  });
  // What a page offers beyond plain HTML is fetched once the page is seen: nothing of it is needed for that.
  const more = document.currentScript.dataset.then;
  if (more) new PerformanceObserver((_, seen) => (seen.disconnect(), import(more))).observe({ type: "paint", buffered: true });
})();
