// Firefox before 132 takes drawings of another file for something that no page of ours may load (bug 1773976), and shows the bare ground. Once
// everything has come that will, the file is brought into a page whose covers are empty.

const uses = [...document.querySelectorAll(".cover use")];
const isBare = () => uses.every((use) => use.getBoundingClientRect().width === 0);

if (uses.length) {
  addEventListener("load", async () => {
    if (!isBare()) return;
    const answer = await fetch(uses[0].getAttribute("href").replace(/#.*/, "")).catch(() => null);
    if (!answer?.ok) return;
    const sheet = document.importNode(new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement, true);
    sheet.setAttribute("hidden", "");
    document.body.append(sheet);
    for (const use of uses) use.setAttribute("href", use.getAttribute("href").replace(/.*#/, "#"));
  });
}
