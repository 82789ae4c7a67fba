// Says that a course was shown, so that « Mes parcours » stands in the reader's order. After the page, never instead of it.

const shown = document.querySelector("[data-opened]");
if (shown) fetch(shown.dataset.opened, { method: "POST", keepalive: true }).catch(() => {});
