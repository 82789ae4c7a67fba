// Takes the reader to what is to be put right: to the summary when the page opens, then from each of its links into the field.

const summary = document.querySelector(".faults");
summary?.focus();
summary?.addEventListener("click", (event) => {
  const place = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
  // The visual editor may have taken it already.
  if (!place || event.defaultPrevented) return;
  event.preventDefault();
  const field = place.matches("fieldset") ? place.querySelector("input") : place;
  place.closest(".field")?.scrollIntoView({ block: "center" });
  field.closest("details")?.setAttribute("open", "");
  field.focus({ preventScroll: true });
});
