// Shows the page of a link marked data-dialog in a dialog, over the list it stands in. The link itself leads to the same page.

addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !window.HTMLDialogElement) return;
  event.preventDefault();
  if (link.dataset.dialog === "opening") return;
  link.dataset.dialog = "opening";
  try {
    const answer = await fetch(link.href);
    if (!answer.ok || answer.redirected) throw answer;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
    const dialog = document.createElement("dialog");
    page.querySelector(".crumbs")?.remove();
    const title = page.querySelector("h1");
    const heading = document.createElement("h2");
    heading.id = "dialog-title";
    heading.lang = title.lang;
    heading.append(...title.childNodes);
    title.replaceWith(heading);
    dialog.setAttribute("aria-labelledby", heading.id);
    const close = document.createElement("button");
    close.type = "button";
    close.className = "quiet";
    close.textContent = document.documentElement.dataset.close;
    close.addEventListener("click", () => dialog.close());
    dialog.append(...page.childNodes, close);
    dialog.addEventListener("click", (press) => press.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.dataset.dialog = "";
      link.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  } catch {
    location.assign(link.href);
  }
});
