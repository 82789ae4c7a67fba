// A form is sent once: a second press while the first is under way does nothing.

const buttons = (form) => form.querySelectorAll("button:not([type=button])");

const release = (form) => {
  delete form.dataset.sent;
  for (const button of buttons(form)) button.removeAttribute("aria-disabled");
};

addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  // A later listener may still hold the form back.
  queueMicrotask(() => {
    if (event.defaultPrevented || form.method !== "post") return;
    form.dataset.sent = "yes";
    // Not `disabled`: that would take the button's own value out of what is sent.
    for (const button of buttons(form)) button.setAttribute("aria-disabled", "true");
    // Stopped by the reader, or no network: the form is hers again.
    setTimeout(release, 15000, form);
  });
});

// Back from the next page, which the browser kept as it was.
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});
