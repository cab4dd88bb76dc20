// Makes a search box a combobox (ARIA 1.2, list with manual selection): what it suggests is chosen with the arrow keys or
// the pointer, and Enter without a choice searches as before. How many suggestions there are is told in a live region.

const PAUSE = 120;
let number = 0;

export function combobox(box) {
  const form = box.form;
  const words = form.dataset;
  const list = document.createElement("ul");
  const status = document.createElement("div");
  let options = [];
  let active = -1;
  let asked = "";
  let waiting = 0;
  let request = null;

  list.className = "combo";
  list.id = `suggestions-${++number}`;
  list.role = "listbox";
  list.hidden = true;
  list.setAttribute("aria-label", words.suggestions);
  status.className = "vh";
  status.role = "status";
  box.role = "combobox";
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  form.append(list, status);

  function show(shown) {
    list.hidden = !shown;
    box.setAttribute("aria-expanded", String(shown));
    if (!shown) activate(-1);
  }

  function activate(index) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = list.children[active];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", option.id);
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  }

  function fill(found) {
    options = found;
    active = -1;
    const kinds = new Map((words.kinds ?? "").split("|").map((kind) => kind.split(":")));
    list.replaceChildren(
      ...found.map(({ text, type }, index) => {
        const option = document.createElement("li");
        const name = document.createElement("span");
        const kind = document.createElement("span");
        option.className = "combo__option";
        option.id = `${list.id}-${index}`;
        option.role = "option";
        option.setAttribute("aria-selected", "false");
        name.textContent = text;
        kind.className = "combo__kind";
        kind.textContent = kinds.get(type) ?? "";
        option.append(name, " ", kind);
        return option;
      }),
    );
    show(found.length > 0);
    status.textContent = `${words.suggestions}: ${found.length}`;
  }

  async function ask() {
    const text = box.value.trim();
    if (text === asked && options.length) return show(true);
    asked = text;
    request?.abort();
    if (!text) return fill([]);
    request = new AbortController();
    try {
      const url = new URL(words.source, location.href);
      url.searchParams.set("q", text);
      const answer = await fetch(url, { signal: request.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const found = await answer.json();
      // Who left the box in the meantime wants no list.
      if (document.activeElement === box) fill(found);
    } catch (error) {
      // Suggestions are a help, and the box works without them.
      if (error.name !== "AbortError") show(false);
    }
  }

  function choose(index) {
    const { text, url } = options[index];
    show(false);
    box.value = text;
    if (url) location.assign(url);
    else form.requestSubmit();
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });
  box.addEventListener("blur", () => show(false));
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    const last = options.length - 1;
    const steps = {
      ArrowDown: () => (open ? activate(active === last ? -1 : active + 1) : ask()),
      ArrowUp: () => (open ? activate(active === -1 ? last : active - 1) : ask()),
      Escape: () => open && (show(false), true),
      Enter: () => open && active >= 0 && (choose(active), true),
    };
    const done = steps[event.key]?.();
    // Escape and Enter keep what they do in any box, unless they did something here.
    if (event.key.startsWith("Arrow") && event.key in steps) event.preventDefault();
    else if (done) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    request?.abort();
  });
  // The focus stays in the box, so that the list is still there when the pointer comes up.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest(".combo__option");
    if (option) choose([...list.children].indexOf(option));
  });
  if (box.value !== box.defaultValue) ask();
}
