// Lets the results follow the filters, by htmx: what is replaced is said in templates/search/results.html. This module
// brings htmx, keeps the focus and what was unfolded, and searches within the options of a long filter.

const area = document.querySelector("[data-live]");

async function bring(address) {
  // htmx looks at the page when it arrives, and waits in vain if that is just before the page is complete.
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

const ready = bring(area.dataset.htmx);

// Called for a filter that was changed before htmx had come.
export async function follow(control) {
  await ready;
  if (control.form?.matches("[data-hx-get]")) window.htmx.trigger(control.form, "change");
}

// What has to be found again in the new parts of the page.
let kept = null;

function remember(source) {
  const focused = document.activeElement;
  const opened = area.querySelectorAll("#facets details[open][data-name]");
  kept = {
    open: new Set(Array.from(opened, (one) => one.dataset.name)),
    sought: Array.from(area.querySelectorAll("[data-filter]"), (one) => [one.dataset.filter, one.value]),
    name: focused?.name,
    value: focused?.type === "checkbox" ? focused.value : null,
    link: source.matches("a") ? source : null,
    paging: Boolean(source.closest("#pages")),
    tab: Boolean(source.closest("#tabs")),
  };
}

function restore() {
  if (!kept) return;
  for (const details of area.querySelectorAll("#facets details[data-name]")) {
    details.open = kept.open.has(details.dataset.name);
  }
  for (const [name, text] of kept.sought) {
    const box = area.querySelector(`[data-filter="${CSS.escape(name)}"]`);
    if (box && text) {
      box.value = text;
      narrow(box);
    }
  }
  if (document.activeElement === document.body) refocus();
  kept = null;
}

function refocus() {
  let found = null;
  if (kept.tab) {
    found = area.querySelector("#tabs [aria-current]");
  } else if (!kept.link && kept.name) {
    const value = kept.value === null ? "" : `[value="${CSS.escape(kept.value)}"]`;
    found = area.querySelector(`[name="${CSS.escape(kept.name)}"]:not([type="hidden"])${value}`);
  }
  // What was pressed is gone: a filter taken away, or a page left. The results are next.
  found ??= area.querySelector("#results");
  found.focus({ preventScroll: true });
  if (kept.paging) area.querySelector("#results").scrollIntoView();
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function narrow(box) {
  const sought = folded(box.value.trim());
  for (const option of box.closest(".facet").querySelectorAll(".opt")) {
    option.hidden = !folded(option.querySelector(".opt__t").textContent).includes(sought);
  }
}

area.addEventListener("input", (event) => {
  if (event.target.matches("[data-filter]")) narrow(event.target);
});
// Somebody may have typed before this module came.
for (const box of area.querySelectorAll("[data-filter]")) if (box.value) narrow(box);
// A search within options asks for nothing: neither htmx nor the form hears of it.
area.addEventListener(
  "change",
  (event) => {
    if (event.target.matches("[data-filter]")) event.stopPropagation();
  },
  { capture: true },
);
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-filter]")) event.preventDefault();
});

area.addEventListener("htmx:beforeRequest", (event) => {
  remember(event.detail.elt);
  area.querySelector("#results").setAttribute("aria-busy", "true");
});
document.body.addEventListener("htmx:afterOnLoad", restore);
// Where the answer is no page of results, or none comes, the browser shows what there is.
for (const type of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(type, (event) => {
    location.assign(event.detail.pathInfo.finalRequestPath ?? event.detail.pathInfo.requestPath);
  });
}

// On a small screen the filters are a drawer; its button only has to close it, for the results are there.
area.addEventListener("submit", (event) => {
  const drawer = event.target.querySelector(".facets__drop");
  if (!drawer || !("htmx" in window)) return;
  event.preventDefault();
  drawer.open = false;
  const results = area.querySelector("#results");
  results.focus({ preventScroll: true });
  results.scrollIntoView();
});
