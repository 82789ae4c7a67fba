// The visual editor of a long text. What is written is kept in Markdown (or in HTML, where the text came as HTML) in the field it stands for,
// which is what the form sends, what drafts keep, and what serves where this script does not.
//
// The server reads Markdown: `shown` gives what it makes of a text. A text that would be shown otherwise once it was written here is not taken.
import { baseKeymap, chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { DOMSerializer, Fragment, DOMParser as Reader } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, NodeSelection, Plugin } from "prosemirror-state";
import { goToNextCell, isInTable, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";

import { toMarkdown } from "./markdown.js";
import { schema } from "./schema.js";

const { nodes, marks } = schema;
const reader = Reader.fromSchema(schema);
const read = (html) => reader.parse(new DOMParser().parseFromString(html, "text/html").body);
const toHtml = (doc) => {
  const whole = document.createElement("div");
  whole.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
  return whole.innerHTML;
};

/// What stands around the selection, from the outside in.
const around = (state) => {
  const { $from } = state.selection;
  return Array.from({ length: $from.depth + 1 }, (_, depth) => $from.node(depth));
};
const isIn = (state, type) => around(state).some((node) => node.type === type);
const heads = (state, level) => state.selection.$from.parent.hasMarkup(nodes.heading, { level });
const isMarked = ({ selection, storedMarks, doc }, mark) =>
  selection.empty ? !!mark.isInSet(storedMarks ?? selection.$from.marks()) : doc.rangeHasMark(selection.from, selection.to, mark);

const heading = (level) => (state, dispatch) =>
  setBlockType(heads(state, level) ? nodes.paragraph : nodes.heading, heads(state, level) ? null : { level })(state, dispatch);
// In a list of this kind it ends the list; in one of the other kind, the list becomes one of this.
const listed = (type, other) => (state, dispatch) => {
  if (isIn(state, type)) return liftListItem(nodes.list_item)(state, dispatch);
  if (!isIn(state, other)) return wrapInList(type)(state, dispatch);
  const { $from } = state.selection;
  const depth = around(state).findLastIndex((node) => node.type === other);
  dispatch?.(state.tr.setNodeMarkup($from.before(depth), type, { tight: $from.node(depth).attrs.tight }));
  return true;
};
const quoted = (state, dispatch) => (isIn(state, nodes.blockquote) ? lift : wrapIn(nodes.blockquote))(state, dispatch);

const acts = {
  bold: toggleMark(marks.strong),
  italic: toggleMark(marks.em),
  heading: heading(2),
  subheading: heading(3),
  bullets: listed(nodes.bullet_list, nodes.ordered_list),
  numbers: listed(nodes.ordered_list, nodes.bullet_list),
  quote: quoted,
  undo,
  redo,
};
const states = {
  bold: (state) => isMarked(state, marks.strong),
  italic: (state) => isMarked(state, marks.em),
  heading: (state) => heads(state, 2),
  subheading: (state) => heads(state, 3),
  bullets: (state) => isIn(state, nodes.bullet_list),
  numbers: (state) => isIn(state, nodes.ordered_list),
  quote: (state) => isIn(state, nodes.blockquote),
  link: (state) => isMarked(state, marks.link),
};

/// The whole link that the selection touches, so that it can be changed without choosing its words first.
const linkAt = (state) => {
  const { from, to, empty, $from } = state.selection;
  if (!empty) return { from, to };
  let [start, end] = [from, to];
  let at = $from.start();
  $from.parent.forEach((child) => {
    const link = marks.link.isInSet(child.marks);
    if (link && at <= from && from <= at + child.nodeSize) [start, end] = [at, at + child.nodeSize];
    at += child.nodeSize;
  });
  return { from: start, to: end };
};
const addressAt = (state) => {
  const { from, to } = linkAt(state);
  let address = "";
  if (from < to) state.doc.nodesBetween(from, to, (node) => void (address ||= marks.link.isInSet(node.marks)?.attrs.href ?? ""));
  return address;
};
const link = (view, address) => {
  const { state } = view;
  const { from, to } = linkAt(state);
  if (!address) return view.dispatch(state.tr.removeMark(from, to, marks.link));
  const mark = marks.link.create({ href: address });
  view.dispatch(from === to ? state.tr.insert(from, schema.text(address, [mark])) : state.tr.removeMark(from, to, marks.link).addMark(from, to, mark));
};

const breakLine = chainCommands(exitCode, (state, dispatch) => {
  if (isInTable(state)) return true;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});
const plugins = () => [
  inputRules({
    rules: [
      wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      wrappingInputRule(/^(\d+)[.)]\s$/, nodes.ordered_list, (found) => ({ order: +found[1] }), (found, before) => before.childCount + before.attrs.order === +found[1]),
      wrappingInputRule(/^\s*[-+*]\s$/, nodes.bullet_list),
      textblockTypeInputRule(/^(#{2,6})\s$/, nodes.heading, (found) => ({ level: found[1].length })),
      new InputRule(/^---$/, (state, _, from, to) => state.tr.replaceRangeWith(from, to, nodes.horizontal_rule.create())),
    ],
  }),
  keymap({
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
    "Mod-b": acts.bold,
    "Mod-i": acts.italic,
    "Mod-[": liftListItem(nodes.list_item),
    "Mod-]": sinkListItem(nodes.list_item),
    "Shift-Enter": breakLine,
    Backspace: undoInputRule,
    Enter: chainCommands((state, dispatch) => isInTable(state) && (goToNextCell(1)(state, dispatch) || true), splitListItem(nodes.list_item)),
    // Only between the cells of a table: elsewhere the key leaves the field, as in every other.
    Tab: goToNextCell(1),
    "Shift-Tab": goToNextCell(-1),
  }),
  keymap(baseKeymap),
  dropCursor(),
  gapCursor(),
  tableEditing(),
  history(),
  // Below a quotation, a list or a table there is always a line to go on in.
  new Plugin({ appendTransaction: (_, __, state) => (closing(state.doc) ? undefined : state.tr.insert(state.doc.content.size, nodes.paragraph.create()).setMeta("addToHistory", false)) }),
];
const closing = (doc) => doc.lastChild?.type === nodes.paragraph;
const created = (doc) => {
  const last = closing(doc) ? [] : [nodes.paragraph.create()];
  return EditorState.create({ doc: doc.copy(doc.content.append(Fragment.from(last))), plugins: plugins() });
};
/// A picture stands on a line of its own, and is chosen: it wants to be described.
const show = (view, image) => {
  const { tr, selection } = view.state;
  const { $from, $to } = selection;
  const beside = $from.parent.type === nodes.paragraph && $from.parent.content.size > 0;
  if (beside) tr.insert($to.after(), nodes.paragraph.create(null, image));
  else tr.replaceSelectionWith(image, false);
  const at = beside ? $to.after() + 1 : tr.mapping.map($from.pos, -1);
  if (tr.doc.nodeAt(at)?.type === nodes.image) tr.setSelection(NodeSelection.create(tr.doc, at));
  view.dispatch(tr.scrollIntoView());
};

/// Puts the editor in the place of `field`, a textarea; nothing when its text cannot be written here without losing something of it.
/// `shown(source)` asks the server what is shown of a text; `changed()` is called when what `isOn` says may have changed.
export default async (field, shown, changed) => {
  const write = field.form.elements.format?.value === "html" ? toHtml : toMarkdown;
  /// The text as a document; nothing when it cannot be written here.
  const open = async (source) => {
    if (!source.trim()) return schema.topNodeType.createAndFill();
    const before = await shown(source);
    const doc = read(before);
    return (await shown(write(doc))) === before ? doc : undefined;
  };
  let source = field.value;
  let doc = await open(source);
  // Somebody typed while the server was asked.
  while (source !== field.value) doc = await open((source = field.value));
  if (!doc) return undefined;

  const label = field.labels[0];
  label.id ||= `${field.id}-label`;
  const attributes = { class: "prose visual", role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id };
  // What helps with signs helps nobody here; what is to be put right stands.
  if (field.getAttribute("aria-invalid")) Object.assign(attributes, { "aria-invalid": "true", "aria-describedby": `${field.id}-fault` });
  if (field.required) attributes["aria-required"] = "true";
  const view = new EditorView((place) => field.before(place), {
    state: created(doc),
    attributes,
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      if (transaction.docChanged) {
        source = field.value = write(view.state.doc);
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      changed();
    },
    handleDOMEvents: Object.fromEntries(
      [["paste", (event) => event.clipboardData], ["drop", (event) => event.dataTransfer]].map(([name, brought]) => [
        name,
        (_, event) => {
          const files = [...(brought(event)?.files ?? [])];
          // A text copied from a word processor brings a picture of itself along.
          if (!files.length || brought(event).getData("text/html")) return false;
          return !field.dispatchEvent(new CustomEvent("bring", { detail: files, cancelable: true })) && (event.preventDefault(), true);
        },
      ]),
    ),
  });
  // The field stays, unseen: it is what is sent, and what other scripts fill in.
  field.classList.add("editor-kept");
  field.tabIndex = -1;
  field.setAttribute("aria-hidden", "true");
  label.removeAttribute("for");
  label.addEventListener("click", () => view.focus());
  // « À corriger » leads to the field.
  document.querySelector(`.faults a[href="#${field.id}"]`)?.addEventListener("click", (event) => {
    event.preventDefault();
    view.focus();
  });
  field.addEventListener("come", (event) => {
    const { picture, name, address } = event.detail;
    event.preventDefault();
    if (picture) show(view, nodes.image.create({ src: address, alt: name }));
    else view.dispatch(view.state.tr.replaceSelectionWith(schema.text(name, [marks.link.create({ href: address })]), false).scrollIntoView());
  });
  const close = () => {
    view.destroy();
    field.classList.remove("editor-kept");
    field.removeAttribute("tabindex");
    field.removeAttribute("aria-hidden");
    label.htmlFor = field.id;
  };
  // Another script filled it in.
  field.addEventListener("input", async () => {
    if (field.value === source || view.isDestroyed) return;
    const asked = (source = field.value);
    const doc = await open(asked).catch(() => undefined);
    if (asked !== field.value) return;
    if (!doc) return close();
    view.updateState(created(doc));
  });

  return {
    run: (act) => (acts[act](view.state, view.dispatch), view.focus()),
    isOn: (act) => states[act]?.(view.state) ?? false,
    /// The description of the picture that is chosen; nothing when none is.
    described: () => (view.state.selection.node?.type === nodes.image ? (view.state.selection.node.attrs.alt ?? "") : undefined),
    describe: (alt) => {
      const { from, node } = view.state.selection;
      view.dispatch(view.state.tr.setNodeMarkup(from, null, { ...node.attrs, alt }));
      view.focus();
    },
    address: () => addressAt(view.state),
    link: (address) => (link(view, address), view.focus()),
    focus: () => view.focus(),
    isOpen: () => !view.isDestroyed,
  };
};
