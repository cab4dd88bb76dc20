// Lets a text have bold and italic words and lists, in place of its field. The field stays what the form sends: it gets
// the text as HTML with each change, and the server keeps of it what may be kept. Without this file the field is plain.

const TOOLS = [
  ["bold", "bold"],
  ["italic", "italic"],
  ["bullets", "insertUnorderedList"],
  ["numbers", "insertOrderedList"],
];
const KEPT = { B: "strong", STRONG: "strong", I: "em", EM: "em", UL: "ul", OL: "ol", LI: "li", BR: "br" };
const PARAGRAPHS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "TR"]);
const LEFT_OUT = new Set(["SCRIPT", "STYLE", "TITLE", "META", "LINK", "TEMPLATE", "SVG", "IMG"]);

// Copies what may stand in the text; everything else leaves its words behind.
function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || LEFT_OUT.has(node.tagName.toUpperCase())) continue;
    const name = PARAGRAPHS.has(node.tagName) ? "p" : KEPT[node.tagName];
    if (!name) {
      copy(node, to);
      continue;
    }
    const made = document.createElement(name);
    copy(node, made);
    to.append(made);
  }
}

// Plain text as elements: blank lines part paragraphs, lines that begin with a hyphen or a bullet are a list.
function fromPlain(text, to) {
  let list = null;
  let paragraph = null;
  for (const line of text.split("\n").map((one) => one.trim())) {
    const item = /^[-•*–] (.*)$/.exec(line);
    if (item) {
      paragraph = null;
      if (!list) to.append((list = document.createElement("ul")));
      const made = document.createElement("li");
      made.textContent = item[1];
      list.append(made);
      continue;
    }
    list = null;
    if (!line) {
      paragraph = null;
    } else if (paragraph) {
      paragraph.append(document.createElement("br"), line);
    } else {
      to.append((paragraph = document.createElement("p")));
      paragraph.append(line);
    }
  }
}

function fromHtml(html, to) {
  copy(new DOMParser().parseFromString(html, "text/html").body, to);
}

function written(editor) {
  if (!editor.textContent.trim()) return "";
  const clean = document.createElement("div");
  copy(editor, clean);
  const first = clean.firstElementChild;
  const begins = clean.firstChild === first && first && ["P", "UL", "OL"].includes(first.tagName);
  return begins ? clean.innerHTML : `<p>${clean.innerHTML}</p>`;
}

function button(label, command, editor) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn--small";
  made.textContent = label;
  made.setAttribute("aria-pressed", "false");
  // The selection stays where it is.
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", () => {
    editor.focus();
    document.execCommand(command);
    editor.dispatchEvent(new Event("pressed"));
  });
  return made;
}

export function prose(field) {
  const editor = document.createElement("div");
  editor.className = "input prose-field";
  editor.contentEditable = "true";
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  for (const name of ["lang", "aria-describedby", "aria-invalid"]) {
    if (field.hasAttribute(name)) editor.setAttribute(name, field.getAttribute(name));
  }
  const typed = field.value.startsWith("<p>") || field.value.startsWith("<ul>") || field.value.startsWith("<ol>");
  if (typed) fromHtml(field.value, editor);
  else if (field.dataset.rich && field.value === field.defaultValue) fromHtml(field.dataset.rich, editor);
  else fromPlain(field.value, editor);

  const label = document.querySelector(`label[for="${field.id}"]`);
  // Beside its pair a label shows the language alone.
  const name = field.getAttribute("aria-label");
  if (name) editor.setAttribute("aria-label", name);
  if (label) {
    label.id ||= `${field.id}_label`;
    if (!name) editor.setAttribute("aria-labelledby", label.id);
    label.addEventListener("click", () => editor.focus());
  }
  editor.id = field.id;
  field.id = `${field.id}_kept`;

  const tools = document.createElement("div");
  tools.className = "prose-field__tools";
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", `${field.dataset.tools}: ${name ?? label?.firstChild?.textContent.trim() ?? ""}`);
  const buttons = TOOLS.map(([name, command]) => [command, button(field.dataset[name], command, editor)]);
  tools.append(...buttons.map(([, made]) => made));

  const keep = () => {
    field.value = written(editor);
  };
  editor.addEventListener("focus", () => document.execCommand("defaultParagraphSeparator", false, "p"), { once: true });
  editor.addEventListener("input", keep);
  editor.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html) return;
    event.preventDefault();
    const clean = document.createElement("div");
    fromHtml(html, clean);
    document.execCommand("insertHTML", false, clean.innerHTML);
  });
  const show = () => {
    if (!editor.contains(document.getSelection()?.anchorNode ?? null)) return;
    for (const [command, made] of buttons) made.setAttribute("aria-pressed", String(document.queryCommandState(command)));
  };
  document.addEventListener("selectionchange", show);
  // Bold begun where nothing is selected changes neither the text nor the selection.
  for (const name of ["input", "keyup", "pressed"]) editor.addEventListener(name, show);

  field.hidden = true;
  field.before(tools, editor);
}
