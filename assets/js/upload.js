// Sends files in parts while a form is being filled in, so that a large one goes on where it stopped when the network is lost. Two places:
// a field marked data-files, whose file becomes one of those that can be chosen; and the texts of a form marked data-uploads, into which
// a picture or a file is dropped, pasted, or added with a button. Where the form says no address of files (data-files-at), they are not shown in
// the text: what is dropped on it or pasted becomes one of the files of the field.

const remembered = (file) => `upload:${file.name}:${file.size}:${file.lastModified}`;
const post = async (address, fields) => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const answer = await fetch(address, { method: "POST", body });
  if (!answer.headers.get("content-type")?.startsWith("application/json")) throw new Error(answer.status);
  return answer.json();
};

/// The file as the server knows it; `tell` is told how far it is, from 0 to 1.
const send = async (address, file, tell) => {
  let known = JSON.parse(sessionStorage.getItem(remembered(file)) ?? "null");
  if (!known) {
    known = await post(address, { name: file.name, bytes: file.size });
    if (known.refused) return known;
    sessionStorage.setItem(remembered(file), JSON.stringify(known));
  }
  // Nothing is sent first: the answer says how much is there from before.
  for (let here = 0, end = 0; ; end = Math.min(here + known.part, file.size)) {
    const answer = await post(`${address}/parts`, { ticket: known.ticket, offset: here, part: file.slice(here, end) });
    if (answer.here === undefined) {
      sessionStorage.removeItem(remembered(file));
      return answer;
    }
    here = answer.here;
    tell(here / file.size);
  }
};

const made = (name, properties) => Object.assign(document.createElement(name), properties);
const words = (of) => of.closest("form").dataset;
const waiting = new WeakMap();

/// Sends a file and shows beside `place` how far it is; gives what the server made of it, or nothing when it was refused.
const shown = (place, file) => {
  const form = place.closest("form");
  const line = made("p", { className: "help" });
  const bar = made("progress", { max: 1, value: 0 });
  const say = made("span", { textContent: `${words(place).coming} ${file.name} ` });
  line.setAttribute("role", "status");
  line.append(say, bar);
  place.after(line);
  waiting.set(form, (waiting.get(form) ?? 0) + 1);
  return new Promise((done) => {
    let tries = 0;
    const end = (answer) => {
      waiting.set(form, waiting.get(form) - 1);
      done(answer);
    };
    const attempt = async () => {
      try {
        const answer = await send(form.dataset.uploads, file, (part) => (bar.value = part));
        if (answer.refused) {
          line.className = "fault";
          line.replaceChildren(answer.refused);
        } else line.remove();
        end(answer.refused ? undefined : answer);
      } catch {
        // A network that comes back, or a server with too much on its way at once: it goes on by itself before anybody is asked.
        tries += 1;
        if (tries % 5) return setTimeout(attempt, 1000 * (tries % 5) ** 2);
        const again = made("button", { type: "button", className: "button", textContent: words(place).again });
        again.dataset.kind = "soft";
        again.addEventListener("click", () => {
          again.remove();
          say.textContent = `${words(place).coming} ${file.name} `;
          attempt();
        });
        say.textContent = `${words(place).lost} `;
        line.append(again);
      }
    };
    attempt();
  });
};

/// Chooses a file that has come, among those of the field.
const choose = (field, several, file) => {
  const list = field.querySelector("select[name=file]");
  if (list) {
    list.append(new Option(file.name, file.file, true, true));
  } else {
    const box = made("input", { type: several ? "checkbox" : "radio", name: "file", value: file.file, checked: true, id: `f-file-${file.file}` });
    const label = made("label", { htmlFor: box.id, textContent: file.name });
    const tick = made("div", { className: "tick" });
    tick.append(box, label);
    (field.querySelector(".choices") ?? field).append(tick);
  }
};

const bring = async (input, files) => {
  const field = input.closest("[data-files]");
  for (const file of files) {
    const come = await shown(input, file);
    if (come) choose(field, field.dataset.files === "several", come);
  }
};

addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches?.("[data-uploads] [data-files] input[type=file][name=brought]")) return;
  const files = [...input.files];
  // They are on their way: the form does not bring them as well.
  input.value = "";
  bring(input, files);
});

addEventListener("submit", (event) => {
  if (!(waiting.get(event.target) > 0)) return;
  event.preventDefault();
  event.target.querySelector("progress")?.closest("p").scrollIntoView({ block: "center" });
});

const insert = async (text, files) => {
  for (const file of files) {
    const come = await shown(text, file);
    if (!come) continue;
    const name = come.name.replace(/\.[^.]*$/, "").replace(/[[\]\\]/g, " ");
    const address = `${text.form.dataset.filesAt}/${come.file}`;
    // The visual editor puts it into the text itself.
    if (!text.dispatchEvent(new CustomEvent("come", { detail: { picture: come.picture, name, address }, cancelable: true }))) continue;
    const { value, selectionStart: from, selectionEnd: to } = text;
    // A picture stands on a line of its own.
    const [before, after] = come.picture ? [/\S[^\n]*$/.test(value.slice(0, from)) ? "\n\n" : "", /^[^\n]*\S/.test(value.slice(to)) ? "\n\n" : ""] : ["", ""];
    text.setRangeText(`${before}${come.picture ? "!" : ""}[${name}](${address})${after}`, from, to, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
};

for (const text of document.querySelectorAll("form[data-uploads] textarea[name=body]")) {
  const shows = "filesAt" in text.form.dataset;
  const own = text.form.querySelector("[data-files] input[name=brought]");
  for (const [name, list] of [["paste", (event) => event.clipboardData], ["drop", (event) => event.dataTransfer]]) {
    text.addEventListener(name, (event) => {
      const files = [...(list(event)?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      shows ? insert(text, files) : bring(own, files);
    });
  }
  // The same where the visual editor stands for the field.
  text.addEventListener("bring", (event) => {
    event.preventDefault();
    shows ? insert(text, event.detail) : bring(own, event.detail);
  });
  if (!shows) continue;
  const input = made("input", { type: "file", hidden: true, multiple: true });
  const button = made("button", { type: "button", className: "button", textContent: text.form.dataset.insert });
  button.dataset.kind = "soft";
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => insert(text, [...input.files]).then(() => (input.value = "")));
  text.after(button, input);
}
