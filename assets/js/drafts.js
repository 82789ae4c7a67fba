// Keeps what is being typed in forms marked data-draft, so that a crash of the browser loses nothing.
// Never passwords, hidden fields or files; gone once the form was accepted, at sign-out, and when somebody else signs in.
// The value of data-draft is the sentence shown when a text is brought back.

const PREFIX = "draft:";
const person = document.querySelector("[data-person]")?.dataset.person;
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
};
const texts = (form) =>
  [...form.elements].filter((field) => field.name && !/password|secret/.test(field.name) && field.matches("textarea, input:is([type=text], [type=email], [type=url], [type=tel], [type=search], :not([type]))"));

try {
  let leaving = false;
  const forms = [...document.querySelectorAll("form[data-draft]")].map((form) => [PREFIX + location.pathname + "#" + form.getAttribute("action"), form]);
  const here = new Set(forms.map(([key]) => key));

  for (const key of keys()) {
    const draft = read(key);
    // Sent, and the answer is another page of the same person: it was accepted. A sign-in page in between accepts nothing.
    const accepted = draft.sent && person && !here.has(key);
    if (accepted || (person && draft.person !== person)) localStorage.removeItem(key);
  }

  for (const [key, form] of forms) {
    const draft = read(key);
    let restored = false;
    for (const field of texts(form)) {
      const text = draft.texts?.[field.name];
      // What the server sends back after a refusal is newer than the draft.
      if (text === undefined || draft.sent || field.value !== field.defaultValue || text === field.value) continue;
      // What was typed into an empty field stands below what the field brings now: a quotation that was asked for meanwhile.
      field.value = draft.blank?.includes(field.name) && field.defaultValue ? `${field.defaultValue.trimEnd()}\n\n${text}` : text;
      restored = true;
    }
    if (restored && form.dataset.draft) {
      const note = document.createElement("p");
      note.className = "help";
      note.setAttribute("role", "status");
      form.prepend(note);
      note.textContent = form.dataset.draft;
    }

    const save = (sent) => {
      const changed = texts(form).filter((field) => field.value !== field.defaultValue);
      if (!changed.length && !sent) return localStorage.removeItem(key);
      const blank = changed.filter((field) => !field.defaultValue).map((field) => field.name);
      localStorage.setItem(key, JSON.stringify({ person, sent, blank, texts: Object.fromEntries(changed.map((field) => [field.name, field.value])) }));
    };
    let pause;
    const keep = (sent) => {
      clearTimeout(pause);
      pause = undefined;
      save(sent);
    };
    form.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(keep, 400, false);
    });
    form.addEventListener("submit", () => keep(true));
    // A link was followed while something typed was still to be kept; not the one out of here.
    addEventListener("pagehide", () => pause && !leaving && keep(false));
  }

  for (const leave of document.querySelectorAll("form[data-leave]")) {
    leave.addEventListener("submit", () => {
      leaving = true;
      keys().forEach((key) => localStorage.removeItem(key));
    });
  }
} catch {
  // No storage (private window, full): the page works as without drafts.
}
