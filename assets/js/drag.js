// Moves a section or an activity by its handle, with a mouse, a pen or a finger; Escape leaves it where it was. The handle says what is
// done (data-drag="activity-put:12"), the server does it. Without scripts, and on a keyboard, the buttons beside it do the same.

// Within so many pixels of the top and the bottom of the window the page scrolls, by so many a frame.
const EDGE = 96;
const STEP = 14;

const middle = (part) => {
  const box = part.getBoundingClientRect();
  return box.top + box.height / 2;
};
const id = (part) => part.id.split("-").pop();

// Where a part would go, the pointer being at this height: what is marked, on which side, and what the form then says. Nothing at home.
function spotAt(form, part, y) {
  const sections = [...form.querySelectorAll(".section")];
  const section = part.matches("li") ? (sections.findLast((one) => one.getBoundingClientRect().top <= y) ?? sections[0]) : null;
  const all = section ? [...section.querySelectorAll(".activities > li")] : sections;
  const others = all.filter((one) => one !== part);
  const before = others.find((one) => middle(one) > y);
  const home = all.indexOf(part);
  if (home >= 0 && all[home + 1] === before) return null;
  if (before) return { mark: before, side: "before", field: "before", value: id(before) };
  return { mark: others.at(-1) ?? section, side: "after", field: "end", value: section ? id(section) : "0" };
}

function drag(form, handle, start) {
  const part = handle.closest("li, .section");
  const label = document.createElement("p");
  label.className = "dragged";
  label.setAttribute("aria-hidden", "true");
  label.textContent = part.querySelector("h2, h3")?.textContent ?? "";
  const over = new AbortController();
  let { clientX: x, clientY: y } = start;
  let spot = null;
  let frame = 0;

  const unmark = () => form.querySelectorAll("[data-drop]").forEach((one) => one.removeAttribute("data-drop"));
  const look = () => {
    unmark();
    spot = spotAt(form, part, y);
    if (spot) spot.mark.dataset.drop = spot.side;
    label.style.translate = `${x + 16}px ${y + 16}px`;
  };
  const scroll = () => {
    const by = y < EDGE ? -STEP : y > innerHeight - EDGE ? STEP : 0;
    if (by) scrollBy({ top: by, behavior: "instant" });
    frame = requestAnimationFrame(scroll);
  };
  const end = () => {
    over.abort();
    cancelAnimationFrame(frame);
    unmark();
    label.remove();
    delete part.dataset.dragged;
    delete document.documentElement.dataset.dragging;
  };
  const listen = (target, name, action) => target.addEventListener(name, action, { signal: over.signal });

  handle.setPointerCapture(start.pointerId);
  listen(handle, "pointermove", (event) => {
    ({ clientX: x, clientY: y } = event);
    if (!label.isConnected) {
      document.body.append(label);
      part.dataset.dragged = "";
      document.documentElement.dataset.dragging = "";
      frame = requestAnimationFrame(scroll);
    }
    look();
  });
  listen(handle, "pointerup", () => {
    const put = spot;
    end();
    if (!put) return;
    form.addEventListener("formdata", ({ formData }) => {
      formData.set("do", handle.dataset.drag);
      formData.set(put.field, put.value);
    }, { once: true });
    form.requestSubmit();
  });
  listen(handle, "pointercancel", end);
  listen(handle, "lostpointercapture", end);
  listen(window, "scroll", () => label.isConnected && look());
  listen(window, "keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    end();
  });
}

for (const handle of document.querySelectorAll("[data-drag]")) {
  const form = handle.closest("form");
  handle.hidden = false;
  handle.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button || form.dataset.sent) return;
    event.preventDefault();
    drag(form, handle, event);
  });
}
