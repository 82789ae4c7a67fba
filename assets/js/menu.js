// A menu made of <details> closes like a menu: by Esc, by a press outside, when the focus leaves it.

for (const menu of document.querySelectorAll("details.menu")) {
  const close = () => (menu.open = false);
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close());
  document.addEventListener("pointerdown", (event) => !menu.contains(event.target) && close());
}
