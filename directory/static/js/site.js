// Everything works without this file. It adds the choice of a theme and results that follow the filters at once.

const root = document.documentElement;

function store(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // Without storage the choice holds for this page only.
  }
}

function themeChoice(group) {
  const choices = group.querySelectorAll("[data-theme-choice]");
  const show = () => {
    for (const choice of choices) {
      const chosen = choice.dataset.themeChoice === (root.dataset.theme ?? "");
      choice.setAttribute("aria-pressed", String(chosen));
    }
  };
  group.addEventListener("click", (event) => {
    const theme = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
    if (theme === undefined) return;
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    store(theme);
    show();
  });
  show();
  group.hidden = false;
}

// A form with data-live replaces every [data-region] of the page by the one of the same name in the answer to its
// GET, and the words of [data-status], which is a live region. The focus stays where it is: the control that changed is
// found again by its name and value.
let latest = 0;

async function follow(form, control) {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  const url = new URL(form.action);
  url.search = new URLSearchParams(filled).toString();
  const turn = ++latest;
  const opened = form.querySelectorAll("details[open][data-name]");
  const open = new Set(Array.from(opened, (details) => details.dataset.name));
  document.querySelector("main").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== latest) return;
    for (const region of document.querySelectorAll("[data-region]")) {
      const fresh = page.querySelector(`[data-region="${region.dataset.region}"]`);
      if (!fresh) continue;
      for (const details of fresh.querySelectorAll("details[data-name]")) {
        details.open = open.has(details.dataset.name);
      }
      region.replaceWith(fresh);
    }
    const status = document.querySelector("[data-status]");
    if (status) status.textContent = page.querySelector("[data-status]")?.textContent ?? "";
    document.title = page.title;
    history.pushState({ live: true }, "", url);
    refocus(control);
  } catch {
    location.assign(url);
  } finally {
    document.querySelector("main").removeAttribute("aria-busy");
  }
}

function refocus(control) {
  if (control.isConnected) return;
  const same = `[name="${CSS.escape(control.name)}"]`;
  const value = control.type === "checkbox" ? `[value="${CSS.escape(control.value)}"]` : "";
  document.querySelector(`form[data-live] ${same}${value}`)?.focus({ preventScroll: true });
}

for (const group of document.querySelectorAll("[data-theme-group]")) themeChoice(group);

// htmx, where a page brings it, does the same by its own attributes.
if (!("htmx" in window)) {
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form?.matches("form[data-live]")) follow(form, event.target);
  });
  // Going back undoes one filter: the page of that address is asked for again.
  window.addEventListener("popstate", () => {
    if (document.querySelector("form[data-live]")) location.reload();
  });
}
