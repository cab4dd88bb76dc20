// Lets the results follow the filters, by htmx: what is replaced is said in templates/search/results.html. This module
// brings htmx, keeps the focus and what was unfolded, says what the address bar, the head of the page and the reader must
// know of an answer, and searches within the options of a long filter.

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
// Without htmx the buttons of the forms and the links still do everything.
ready.catch(() => {});

// Called for a filter that was changed before htmx had come.
export async function follow(control) {
  const form = control.form;
  if (!form?.matches("[data-hx-get]")) return;
  settlePath(control);
  try {
    await ready;
    window.htmx.trigger(form, "change");
  } catch {
    form.requestSubmit();
  }
}

/* Where one was */

const OPTIONS = "#facets details[data-name]";
const CHIPS = "#results .chip--on";

function named(name, value) {
  const valued = value === null ? "" : `[value="${CSS.escape(value)}"]`;
  return area.querySelector(`[name="${CSS.escape(name)}"]:not([type="hidden"])${valued}`);
}

function summary(name) {
  return area.querySelector(`[data-name="${CSS.escape(name)}"] > summary`);
}

// Returns what finds an element again in the new parts of the page, or what took its place.
function finder(one) {
  const folded = one.closest("#facets [data-name]")?.dataset.name;
  if (one.matches(CHIPS)) {
    const place = [...area.querySelectorAll(CHIPS)].indexOf(one);
    return () => {
      const left = area.querySelectorAll(CHIPS);
      return left[Math.min(place, left.length - 1)];
    };
  }
  if (one.closest("#tabs")) return () => area.querySelector("#tabs [aria-current]");
  if (one.closest("#pages")) return () => null;
  if (one.matches("summary")) return () => (folded ? summary(folded) : null);
  if (one.dataset.filter) {
    const [from, to] = [one.selectionStart, one.selectionEnd];
    return () => {
      const box = area.querySelector(`[data-filter="${CSS.escape(one.dataset.filter)}"]`);
      box?.setSelectionRange(from, to);
      return box;
    };
  }
  if (one.name) {
    const value = one.type === "checkbox" ? one.value : null;
    // A value that nothing has goes when it is no longer chosen.
    return () => named(one.name, value) ?? (folded ? summary(folded.replace(/-more$/, "")) : null);
  }
  const address = one.getAttribute("href");
  return () => (address ? area.querySelector(`#results a[href="${CSS.escape(address)}"]`) : null);
}

// Kept just before the page changes, for much may have happened since the question was asked.
let kept = null;
// The element whose question is under way.
let source = null;

function remember() {
  let focused = document.activeElement;
  // Some browsers don't focus a link that is clicked.
  if (focused === document.body && source?.matches("a")) focused = source;
  kept = {
    folds: new Map(Array.from(area.querySelectorAll(OPTIONS), (one) => [one.dataset.name, one.open])),
    sought: Array.from(area.querySelectorAll("[data-filter]"), (one) => [one.dataset.filter, one.value]),
    scrolled: Array.from(area.querySelectorAll(".facet__all"), (one) => [one.closest("[data-name]").dataset.name, one.scrollTop]),
    tabs: area.querySelector("#tabs .types")?.scrollLeft,
    find: area.contains(focused) ? finder(focused) : null,
    // Options come and go above what was ticked: it stays under the finger.
    top: focused.closest("#facets") ? focused.getBoundingClientRect().top : null,
    // Who uses a pointer looks where it is; who uses the keyboard looks for the focus.
    seen: focused.matches(":focus-visible"),
    paging: Boolean(source?.closest("#pages")),
  };
}

function restore() {
  rest();
  if (!kept) return;
  for (const details of area.querySelectorAll(OPTIONS)) {
    // What was not there before is as the server says.
    details.open = kept.folds.get(details.dataset.name) ?? details.open;
  }
  for (const [name, text] of kept.sought) {
    const box = area.querySelector(`[data-filter="${CSS.escape(name)}"]`);
    if (box && text) {
      box.value = text;
      narrow(box);
    }
  }
  for (const [name, top] of kept.scrolled) {
    const list = area.querySelector(`[data-name="${CSS.escape(name)}"] > .facet__all`);
    if (list) list.scrollTop = top;
  }
  area.querySelector("#tabs .types")?.scrollTo({ left: kept.tabs });
  if (kept.find && document.activeElement === document.body) {
    // What was pressed is gone: a filter taken away, or a page left. The results are next.
    const found = kept.find() ?? area.querySelector("#results");
    found.focus({ preventScroll: true });
    if (kept.top !== null) scrollBy({ top: found.getBoundingClientRect().top - kept.top, behavior: "instant" });
    if (kept.seen && found.id !== "results") found.scrollIntoView({ block: "nearest" });
  }
  if (kept.paging) area.querySelector("#results").scrollIntoView();
  kept = null;
}

/* While an answer is under way, and where none comes */

// Milliseconds after which an answer is late enough to say that it is awaited.
const LATE = 700;
const waiting = area.querySelector("[data-waiting]");
const trouble = area.querySelector("[data-trouble]");
let late;

function busy() {
  rest();
  for (const id of ["#results", "#send"]) area.querySelector(id).setAttribute("aria-busy", "true");
  late = setTimeout(() => (waiting.hidden = false), LATE);
}

function rest() {
  clearTimeout(late);
  waiting.hidden = true;
  trouble.hidden = true;
  for (const id of ["#results", "#send"]) area.querySelector(id).removeAttribute("aria-busy");
}

function asked(event) {
  return event.detail.pathInfo.finalRequestPath ?? event.detail.pathInfo.requestPath;
}

area.addEventListener("htmx:beforeRequest", (event) => {
  source = event.detail.elt;
  busy();
});
document.body.addEventListener("htmx:beforeSwap", remember);
document.body.addEventListener("htmx:afterOnLoad", restore);
document.body.addEventListener("htmx:sendAbort", rest);
// Where the answer is no page of results, the browser shows what there is.
document.body.addEventListener("htmx:responseError", (event) => location.assign(asked(event)));
// Where none comes, what is there stays, and says so.
for (const type of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(type, (event) => {
    rest();
    trouble.querySelector("a").href = asked(event);
    trouble.hidden = false;
    trouble.scrollIntoView({ block: "nearest" });
  });
}
// Who goes back no longer waits for an answer: it would put its address in place of the one gone back to.
addEventListener("popstate", () => window.htmx?.trigger(area, "htmx:abort"));

// Who asks for another window gets one.
area.addEventListener(
  "click",
  (event) => {
    if ((event.shiftKey || event.altKey) && event.target.closest("a")) event.stopPropagation();
  },
  { capture: true },
);

/* The address and the head of the page */

const TOLD = "link[rel=canonical], link[rel=alternate], link[rel=prev], link[rel=next], meta[name=robots], meta[name=description], meta[property^='og:']";

document.body.addEventListener("htmx:beforeHistoryUpdate", (event) => {
  const { history, xhr } = event.detail;
  const [head] = xhr.responseText.split("</head>", 1);
  const told = new DOMParser().parseFromString(head, "text/html").querySelectorAll(TOLD);
  for (const one of document.head.querySelectorAll(TOLD)) one.remove();
  document.head.append(...told);
  // One question has one address, whatever the order in which a form sends its fields.
  const canonical = document.head.querySelector("link[rel=canonical]");
  if (canonical) {
    const { pathname, search } = new URL(canonical.href);
    history.path = pathname + search;
  }
  // Who asks the same again goes back to what was before it.
  if (history.path === location.pathname + location.search) history.type = "replace";
});

/* Filters */

function depth(option) {
  return option.classList.contains("opt--d2") ? 2 : Number(option.classList.contains("opt--d1"));
}

// A value holds all that lie below it: beside it they would change nothing. So the one chosen last stands for its path.
function settlePath(box) {
  const own = box.closest?.(".opt");
  if (!own || !box.checked) return;
  const options = [...own.parentElement.querySelectorAll(":scope > .opt")];
  const place = options.indexOf(own);
  const related = [];
  for (let at = place + 1; at < options.length && depth(options[at]) > depth(own); at++) related.push(options[at]);
  for (let at = place - 1, level = depth(own); at >= 0 && level > 0; at--) {
    if (depth(options[at]) < level) {
      related.push(options[at]);
      level = depth(options[at]);
    }
  }
  for (const option of related) option.querySelector("input").checked = false;
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function narrow(box) {
  const sought = folded(box.value).split(/\s+/).filter(Boolean);
  const facet = box.closest(".facet");
  let found = 0;
  for (const option of facet.querySelectorAll(".opt")) {
    const label = folded(option.querySelector(".opt__t").textContent);
    option.hidden = !sought.every((word) => label.includes(word));
    found += Number(!option.hidden);
  }
  const none = facet.querySelector("[data-none]");
  none.textContent = found ? "" : none.dataset.none;
}

area.addEventListener("input", (event) => {
  if (event.target.matches("[data-filter]")) narrow(event.target);
});
// Somebody may have typed before this module came.
for (const box of area.querySelectorAll("[data-filter]")) if (box.value) narrow(box);
area.addEventListener(
  "change",
  (event) => {
    // A search within options asks for nothing: neither htmx nor the form hears of it.
    if (event.target.matches("[data-filter]")) event.stopPropagation();
    else settlePath(event.target);
  },
  { capture: true },
);
area.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-filter]")) event.preventDefault();
});
// What is folded away narrows nothing.
area.addEventListener(
  "toggle",
  (event) => {
    const box = event.target.open ? null : event.target.querySelector(":scope > .facet__find [data-filter]");
    if (!box?.value) return;
    box.value = "";
    narrow(box);
  },
  { capture: true },
);

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
