// A text of the visual editor, written in Markdown.
import { MarkdownSerializerState, defaultMarkdownSerializer } from "prosemirror-markdown";

const nodes = {
  ...defaultMarkdownSerializer.nodes,
  bullet_list: (state, node) => state.renderList(node, "  ", () => "- "),
  table: (state, table) => {
    table.forEach((row, _, line) => {
      if (line) state.ensureNewLine();
      state.write("|");
      row.forEach((cell) => {
        state.out += " ";
        state.renderInline(cell, false);
        state.out += " |";
      });
      if (!line) {
        state.ensureNewLine();
        state.write(`|${" --- |".repeat(row.childCount)}`);
      }
    });
    state.closeBlock(table);
  },
};
const marks = { ...defaultMarkdownSerializer.marks, strikethrough: { open: "~~", close: "~~", mixable: true, expelEnclosingWhitespace: true } };

class State extends MarkdownSerializerState {
  // What is typed here is words: neither tags, nor entities, nor the columns of a table, nor beginnings of a list or of a heading.
  esc(words, first) {
    const escaped = super.esc(first ? words.trimStart() : words, first).replace(/[<&|]/g, "\\$&");
    return this.atBlank() || first ? escaped.replace(/^(\d+)\)/, "$1\\)").replace(/^[=#]/, "\\$&") : escaped;
  }
}

export const toMarkdown = (doc) => {
  const state = new State(nodes, marks, {});
  state.renderContent(doc);
  return state.out;
};
