// Shows and hides a typed password, and tells which rules a new one still misses.

for (const button of document.querySelectorAll(".peek")) {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  const words = [
    { text: button.textContent, label: button.getAttribute("aria-label") },
    { text: button.dataset.textShown, label: button.dataset.labelShown },
  ];
  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = words[+shown].text;
    button.setAttribute("aria-label", words[+shown].label);
  };
  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  // Browsers offer to keep a password only when its field is one as it is sent.
  input.form?.addEventListener("submit", () => show(false));
}

for (const list of document.querySelectorAll("[data-rules-of]")) {
  const input = document.getElementById(list.dataset.rulesOf);
  const left = document.querySelector(`[data-rules-left="${list.dataset.rulesOf}"]`);
  const rules = [...list.querySelectorAll("[data-pattern]")].map((item) => ({
    item,
    words: item.textContent.trim(),
    pattern: new RegExp(item.dataset.pattern, "u"),
  }));
  let pause;
  const tell = () => {
    const missing = rules.filter((rule) => rule.item.dataset.state !== "met").map((rule) => rule.words);
    const begun = input.value !== "";
    left.dataset.state = missing.length ? "unmet" : "met";
    left.textContent = !begun ? "" : missing.length ? `${list.dataset.missing} ${missing.join(", ")}.` : list.dataset.complete;
  };
  const check = () => {
    const typed = input.value.normalize("NFC");
    for (const { item, words, pattern } of rules) {
      const met = pattern.test(typed);
      if (met === (item.dataset.state === "met")) continue;
      item.dataset.state = met ? "met" : "unmet";
      const note = document.createElement("span");
      note.className = "unseen";
      note.textContent = ` : ${list.dataset.met}`;
      item.replaceChildren(words, ...(met ? [note] : []));
    }
    // Said once the reader pauses, so that a screen reader does not speak over every key.
    clearTimeout(pause);
    pause = setTimeout(tell, 500);
  };
  input.addEventListener("input", check);
  check();
}

// A page that « back » brings up again shows no password.
addEventListener("pagehide", () => {
  for (const field of document.querySelectorAll("input[autocomplete$=password]")) field.value = "";
});
