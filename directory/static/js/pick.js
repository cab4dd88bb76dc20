// Makes a list of check boxes easier to pick from: a box that filters it, and what is chosen as chips that take it out
// again. Without this file the list is the whole list, and its heading says what was chosen when the page was made.

const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

export function pick(list) {
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  const labels = new Map(boxes.map((box) => [box, box.closest("label").textContent.trim()]));
  const summary = list.querySelector("[data-pick-chosen]");

  const find = document.createElement("input");
  find.type = "search";
  find.className = "input";
  find.setAttribute("aria-label", list.dataset.find);
  find.placeholder = list.dataset.find;
  const chips = document.createElement("ul");
  chips.className = "chips";
  const tools = document.createElement("div");
  tools.className = "pick__tools";
  tools.append(find, chips);
  list.querySelector("summary").after(tools);

  function chip(box) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chip chip--on";
    button.setAttribute("aria-label", `${list.dataset.remove}: ${labels.get(box)}`);
    button.textContent = `${labels.get(box)} ×`;
    button.addEventListener("click", () => {
      box.checked = false;
      // The draft is saved as after any other change.
      box.dispatchEvent(new Event("input", { bubbles: true }));
      show();
      (chips.querySelector("button") ?? find).focus();
    });
    const item = document.createElement("li");
    item.append(button);
    return item;
  }

  function show() {
    const chosen = boxes.filter((box) => box.checked);
    chips.hidden = !chosen.length;
    chips.replaceChildren(...chosen.map(chip));
    summary.textContent = chosen.map((box) => labels.get(box)).join(", ") || list.dataset.none;
  }

  find.addEventListener("input", (event) => {
    event.stopPropagation();
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    for (const [box, label] of labels) {
      box.closest("label").parentElement.hidden = !words.every((word) => plain(label).includes(word));
    }
  });
  // The button that sends the form is not meant by a search.
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.addEventListener("change", show);
  show();
}
