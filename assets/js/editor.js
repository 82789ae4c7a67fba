// The field of a long text: buttons for its form, how it will look, and the visual editor, a script of its own that only who writes with it fetches.
// Which one serves is a preference of hers (data-editor beside who is signed in); « plain » wants nothing of this.

const wanted = document.querySelector("[data-editor]")?.dataset.editor ?? "plain";

const replace = (text, from, to, words) => {
  text.focus();
  text.setSelectionRange(from, to);
  // This way it can be undone like what is typed.
  if (words && document.execCommand("insertText", false, words)) return;
  text.setRangeText(words, from, to, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
};

/// Signs on both sides of the selection; they go when they are there.
const surround = (text, sign) => {
  let { value, selectionStart: from, selectionEnd: to } = text;
  const length = sign.length;
  const there = value.slice(from - length, from) === sign && value.slice(to, to + length) === sign;
  // One star of two is no italics.
  if (there && (length > 1 || value[from - 2] !== "*" || value[from - 3] === "*")) {
    replace(text, from - length, to + length, value.slice(from, to));
    return text.setSelectionRange(from - length, to - length);
  }
  // Signs that stand beside a space are none.
  while (from < to && /\s/.test(value[from])) from += 1;
  while (from < to && /\s/.test(value[to - 1])) to -= 1;
  replace(text, from, to, sign + value.slice(from, to) + sign);
  text.setSelectionRange(from + length, to + length);
};

/// Signs at the beginning of each line of the selection; they go when they are there.
const begin = (text, sign, known) => {
  const { value, selectionStart, selectionEnd } = text;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split("\n");
  const there = lines.every((line) => known.test(line));
  const begun = lines.map((line, at) => (there ? "" : sign.replace("1", at + 1)) + line.replace(/^(#{1,6} |[-*+] |\d+[.)] |> )/, ""));
  replace(text, from, to, begun.join("\n"));
  // Lines that were chosen stay so: the same button undoes what it did.
  if (lines.length > 1) text.setSelectionRange(from, text.selectionEnd);
};

const signs = {
  bold: (text) => surround(text, "**"),
  italic: (text) => surround(text, "*"),
  heading: (text) => begin(text, "## ", /^## /),
  subheading: (text) => begin(text, "### ", /^### /),
  bullets: (text) => begin(text, "- ", /^[-*+] /),
  numbers: (text) => begin(text, "1. ", /^\d+[.)] /),
  quote: (text) => begin(text, "> ", /^> /),
  undo: () => document.execCommand("undo"),
  redo: () => document.execCommand("redo"),
};

/// The same buttons for a text in Markdown.
const markdown = (text) => ({
  run: (act) => {
    text.focus();
    signs[act](text);
  },
  isOn: () => false,
  described: () => undefined,
  address: () => "",
  link: (address) => {
    const { value, selectionStart: from, selectionEnd: to } = text;
    if (address) replace(text, from, to, `[${value.slice(from, to) || address}](${address})`);
    else text.focus();
  },
  focus: () => text.focus(),
  isOpen: () => true,
});

/// What the server shows of a text.
const asked = async (field, text) => {
  const body = new FormData();
  body.append("body", text.value);
  body.append("format", text.form.elements.format?.value ?? "markdown");
  const answer = await fetch(field.dataset.preview, { method: "POST", body });
  if (!answer.headers.get("content-type")?.startsWith("application/json")) throw new Error(answer.status);
  return (await answer.json()).shown;
};

/// The arrows go from one button to the next; the Tab key passes all of them at once.
const walk = (bar) => {
  const buttons = () => [...bar.querySelectorAll("button:not([hidden], :disabled)")];
  const stop = (at) => buttons().forEach((button, place) => (button.tabIndex = place === at ? 0 : -1));
  stop(0);
  bar.addEventListener("focusin", (event) => stop(buttons().indexOf(event.target)));
  bar.addEventListener("keydown", (event) => {
    const all = buttons();
    const at = all.indexOf(event.target);
    const to = { ArrowRight: (at + 1) % all.length, ArrowLeft: (at - 1 + all.length) % all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to].focus();
  });
};

const set = async (field) => {
  const text = field.querySelector("textarea");
  const parts = field.querySelector("template");
  parts.replaceWith(parts.content);
  const [bar, linkRow, preview] = ["tools", "link", "preview"].map((part) => field.querySelector(`.editor-${part}`));
  const isHtml = text.form.elements.format?.value === "html";
  let surface = markdown(text);
  // Nothing jumps while the visual editor is on its way.
  bar.hidden = true;

  const address = linkRow.querySelector("input");
  // The row asks for the address of a link, or what is seen on the picture that is chosen.
  const ask = () => {
    const described = surface.described();
    const isPicture = described !== undefined;
    for (const part of linkRow.querySelectorAll("[data-of]")) part.hidden = (part.dataset.of === "picture") !== isPicture;
    address.setAttribute("aria-label", linkRow.querySelector("label:not([hidden])").textContent);
    address.value = described ?? surface.address();
    linkRow.hidden = false;
  };
  const answer = (value) => {
    linkRow.hidden = true;
    if (surface.described() !== undefined) surface.describe(value);
    else surface.link(value && (/^([a-z]+:|\/|#)/i.test(value) ? value : `https://${value}`));
  };
  const show = () => {
    if (surface.described() === undefined) linkRow.hidden ||= !linkRow.querySelector('label[data-of="picture"]').hidden;
    else if (linkRow.hidden) ask();
    const isVisual = surface.isVisual && surface.isOpen();
    if (surface.isVisual && !isVisual) surface = markdown(text);
    field.querySelector(".help").hidden = isVisual;
    for (const button of bar.querySelectorAll("button")) {
      const { act } = button.dataset;
      // What is visual needs no preview; what came as HTML takes no signs of Markdown.
      button.hidden = act === "preview" ? isVisual : isHtml && !isVisual;
      if (isVisual && button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", surface.isOn(act));
    }
  };
  const askAddress = () => {
    ask();
    address.focus();
  };
  const showPreview = async (button) => {
    const on = preview.hidden;
    if (on) {
      try {
        const shown = await asked(field, text);
        preview.innerHTML = shown || "";
        if (!shown) preview.textContent = field.dataset.nothing;
      } catch {
        preview.textContent = field.dataset.lost;
      }
    }
    preview.hidden = !on;
    text.hidden = on;
    button.setAttribute("aria-pressed", on);
    for (const other of bar.querySelectorAll("button")) other.disabled = on && other !== button;
  };

  bar.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    const act = button?.dataset.act;
    if (act === "link") askAddress();
    else if (act === "preview") showPreview(button);
    else if (act) surface.run(act);
  });
  // Where the text is being written, the selection stays.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  linkRow.addEventListener("click", ({ target }) => {
    if (target.dataset.link) answer(target.dataset.link === "set" ? address.value.trim() : "");
  });
  linkRow.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === address) answer(address.value.trim());
    else if (event.key === "Escape") (linkRow.hidden = true), surface.focus();
    else return;
    event.preventDefault();
  });
  // A list goes on with the next line, and ends with an empty one.
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || isHtml || text.selectionStart !== text.selectionEnd) return;
    const from = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const line = text.value.slice(from, text.selectionStart);
    const found = /^(\s*)(?:([-*+])|(\d{1,9})([.)])) /.exec(line);
    if (!found) return;
    event.preventDefault();
    const [sign, indent, bullet, number, point] = found;
    if (line === sign) replace(text, from, text.selectionStart, "");
    else replace(text, text.selectionStart, text.selectionStart, `\n${indent}${bullet ?? `${+number + 1}${point}`} `);
  });
  field.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const act = { b: "bold", i: "italic", k: "link" }[event.key];
    if (!act || (isHtml && !surface.isVisual) || event.defaultPrevented) return;
    event.preventDefault();
    if (act === "link") askAddress();
    else surface.run(act);
  });

  if (wanted === "visual") {
    try {
      const { default: visual } = await import(field.dataset.visual);
      const shown = (source) => asked(field, { form: text.form, value: source });
      const opened = await visual?.(text, shown, () => show());
      if (opened) surface = { ...opened, isVisual: true };
      else if (visual) Object.assign(field.querySelector(".editor-note"), { hidden: false });
    } catch {
      // No network, or an old browser: Markdown serves.
    }
  }
  show();
  bar.hidden = false;
  walk(bar);
};

if (wanted !== "plain") document.querySelectorAll(".editor").forEach(set);
