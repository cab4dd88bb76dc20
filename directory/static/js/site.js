// Everything works without this file. It adds the choice of a theme, and brings what a page offers beyond plain HTML
// when somebody begins to use it: suggestions with the first key, results that follow the filters with the first touch.

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

// A search box with data-suggest names the module that makes it a combobox.
function suggestions(box) {
  const start = () => import(box.dataset.suggest).then(({ combobox }) => combobox(box));
  if (document.activeElement === box) start();
  else box.addEventListener("focus", start, { once: true });
}

// A page with data-live names the module that lets its results follow the filters. A filter that is changed before the
// module has arrived is not lost: the module is told of it.
function live(area) {
  const start = () => import(area.dataset.live);
  for (const type of ["pointerover", "focusin"]) {
    area.addEventListener(type, start, { once: true, passive: true });
  }
  area.addEventListener("change", async (event) => {
    if (event.target.name && !("htmx" in window)) (await start()).follow(event.target);
  });
  // This file comes after the page was seen, and somebody may have been quicker: be there already, or have changed a
  // filter. What a browser fills in again on the way back is nobody's wish.
  if (area.contains(document.activeElement)) start();
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
  const changed = [...area.querySelectorAll("input[name]")].find((one) => one.checked !== one.defaultChecked);
  if (changed) start().then(({ follow }) => follow(changed));
}

// A menu opened on a narrow page is none on a wide one.
const wide = matchMedia("(width >= 72rem)");
wide.addEventListener("change", () => {
  if (wide.matches) document.querySelector(".nav:popover-open")?.hidePopover();
});

for (const group of document.querySelectorAll("[data-theme-group]")) themeChoice(group);
for (const box of document.querySelectorAll("[data-suggest]")) suggestions(box);
for (const area of document.querySelectorAll("[data-live]")) live(area);

// A form with data-autosave names the module that keeps its draft.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  import(form.dataset.autosave).then(({ autosave }) => autosave(form));
}

// A list with data-pick names the module that filters it.
for (const list of document.querySelectorAll("[data-pick]")) {
  import(list.dataset.pick).then(({ pick }) => pick(list));
}

// A field with data-prose names the module that lets its text have bold words and lists.
for (const field of document.querySelectorAll("[data-prose]")) {
  import(field.dataset.prose).then(({ prose }) => prose(field));
}
