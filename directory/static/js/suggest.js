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
  let offered = "";
  let active = -1;
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

  function fill(found, text) {
    options = found;
    offered = text;
    activate(-1);
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
    // Told anew where the number is the same: the list is another one. An empty box has none to tell of.
    status.textContent = "";
    if (text) status.textContent = `${words.suggestions}: ${found.length}`;
  }

  function forget() {
    clearTimeout(waiting);
    request?.abort();
    request = null;
  }

  async function ask() {
    const text = box.value.trim();
    forget();
    // What is offered is that of the last answer, which need not be what was asked for last.
    if (text === offered && options.length) return show(true);
    if (!text) return fill([], text);
    const mine = (request = new AbortController());
    try {
      const url = new URL(words.source, location.href);
      url.searchParams.set("q", text);
      const answer = await fetch(url, { signal: mine.signal });
      if (!answer.ok) throw new Error(answer.statusText);
      const found = await answer.json();
      // Who left the box in the meantime wants no list, nor does who pressed Escape or typed on.
      if (mine === request && document.activeElement === box) fill(found, text);
    } catch {
      // Suggestions are a help, and the box works without them; those of another text would mislead.
      if (mine === request) fill([], "");
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
    // What was chosen among the suggestions of fewer letters is not meant any more.
    activate(-1);
    forget();
    waiting = setTimeout(ask, PAUSE);
  });
  box.addEventListener("blur", () => {
    forget();
    show(false);
  });
  box.addEventListener("keydown", (event) => {
    // Some browsers say of the Enter that ends a composition only that no key of theirs was pressed.
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return;
    const open = !list.hidden;
    const last = options.length - 1;
    const back = () => activate(-1);
    const steps = {
      ArrowDown: () => (open ? activate(active === last ? -1 : active + 1) : ask()),
      ArrowUp: () => (open ? activate(active === -1 ? last : active - 1) : ask()),
      // The caret moves, so the box is meant again and no option.
      ArrowLeft: back,
      ArrowRight: back,
      Home: back,
      End: back,
      Escape: () => (forget(), open && (show(false), true)),
      Enter: () => open && active >= 0 && (choose(active), true),
    };
    const done = event.altKey && event.key === "ArrowUp" ? show(false) : steps[event.key]?.();
    // Every other key keeps what it does in any box, unless it did something here.
    if (done || event.key === "ArrowDown" || event.key === "ArrowUp") event.preventDefault();
  });
  form.addEventListener("submit", forget);
  // The focus stays in the box, so that the list is still there when the pointer comes up.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest(".combo__option");
    if (option) choose([...list.children].indexOf(option));
  });
  if (box.value !== box.defaultValue) ask();
}
