// Says that a course was shown, so that « Mes parcours » stands in the reader's order. After the page, never instead of it, and not
// for a page that a browser only prepares.

const shown = document.querySelector("[data-opened]");
const say = () => fetch(shown.dataset.opened, { method: "POST", keepalive: true }).catch(() => {});
if (shown && document.prerendering) document.addEventListener("prerenderingchange", say, { once: true });
else if (shown) say();
