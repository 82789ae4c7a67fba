// What a text may hold in the visual editor: what Markdown can write, and what the server shows of it.
import { Schema } from "prosemirror-model";
import { schema as markdown } from "prosemirror-markdown";
import { tableNodes } from "prosemirror-tables";

// An item whose words stand in no paragraph of their own: the list is tight.
const tight = (list) => ![...list.children].some((item) => [...item.children].some((child) => child.matches("p")));

const list = (name, attributes) => ({
  ...markdown.spec.nodes.get(name),
  attrs: { ...markdown.spec.nodes.get(name).attrs, tight: { default: true } },
  parseDOM: [{ tag: name === "bullet_list" ? "ul" : "ol", getAttrs: (element) => ({ tight: tight(element), ...attributes(element) }) }],
});

const nodes = markdown.spec.nodes
  .update("bullet_list", list("bullet_list", () => ({})))
  .update("ordered_list", list("ordered_list", (element) => ({ order: element.start ?? 1 })))
  .update("heading", {
    ...markdown.spec.nodes.get("heading"),
    attrs: { level: { default: 2 } },
    // The page has its own `h1`.
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(level, 2) } })),
  })
  .update("code_block", {
    ...markdown.spec.nodes.get("code_block"),
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
  })
  .update("image", {
    ...markdown.spec.nodes.get("image"),
    // Only files of ours are shown: one fetched from elsewhere would tell others who reads.
    parseDOM: [{ tag: 'img[src^="/"]', getAttrs: (image) => ({ src: image.getAttribute("src"), alt: image.getAttribute("alt") }) }],
  })
  .append(tableNodes({ tableGroup: "block", cellContent: "inline*", cellAttributes: {} }));

const marks = markdown.spec.marks
  .update("link", {
    ...markdown.spec.marks.get("link"),
    parseDOM: [{ tag: "a[href]", getAttrs: (link) => ({ href: link.getAttribute("href") }) }],
  })
  .addBefore("code", "strikethrough", {
    parseDOM: [{ tag: "del" }, { tag: "s" }],
    toDOM: () => ["del"],
  });

export const schema = new Schema({ nodes, marks });
