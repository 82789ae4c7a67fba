// Outside of the product, spaces and apostrophes are typed as anybody would.
export function folded(text) {
  return text.replace(/[\u00a0\u202f]/g, ' ').replace(/’/g, "'");
}

// Exactly these words, however their spaces and apostrophes are printed.
export function named(text) {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/'/g, "['’]").replace(/ /g, '[\\s\\u00a0\\u202f]');
  return new RegExp(`^\\s*${escaped}\\s*$`);
}
