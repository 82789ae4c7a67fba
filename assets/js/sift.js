// Searches a list while one types: every word must stand in what an entry says, whatever its accents and capitals.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const form of document.querySelectorAll("form[data-sift]")) {
  const list = document.querySelector(form.dataset.sift);
  const none = document.querySelector("[data-none]");
  const field = form.querySelector("input[type=search]");
  // A list that the server cut already cannot be widened here.
  if (!list || !field || new URLSearchParams(location.search).get(field.name)) continue;
  const sift = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let left = 0;
    for (const entry of list.children) {
      const text = plain([...entry.querySelectorAll("h2, p[lang]")].map((part) => part.textContent).join(" ") + " " + (entry.dataset.words ?? ""));
      entry.hidden = !words.every((word) => text.includes(word));
      if (!entry.hidden) left += 1;
    }
    if (none) none.hidden = left > 0;
    // Nothing here: the offer is searched for the same words.
    const offer = none?.querySelector("a");
    if (offer) offer.search = field.value ? new URLSearchParams({ q: field.value }) : "";
  };
  form.querySelector("button").hidden = true;
  field.addEventListener("input", sift);
  // The browser may have brought back what was typed before.
  if (field.value) sift();
  form.addEventListener("submit", (event) => event.preventDefault());
}
