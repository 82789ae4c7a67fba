// « Garder pour lire hors ligne »: puts the pages of a course into this browser when the button is pressed, and never otherwise. They are
// asked for as participants see them. Gone with « Ne plus garder », at sign-out, and when somebody else signs in here.

const KEPT = "offline:";
const MOST = 700;
const reader = document.querySelector("[data-person]")?.dataset.person;
// Neither is there without https.
const able = "caches" in window && "serviceWorker" in navigator;

if (able && reader) {
  caches.keys().then((names) => names.filter((name) => name.startsWith(KEPT) && !name.startsWith(KEPT + reader + ":")).forEach((name) => caches.delete(name)), () => {});
}

const place = document.querySelector("[data-offline]");
if (able && reader && place) {
  const course = place.dataset.course;
  const scope = course.replace(/\d+$/, "");
  const name = `${KEPT}${reader}:${course}`;
  const [keep, drop] = place.querySelectorAll("button");
  const status = place.querySelector("[role=status]");
  const isOfCourse = (path) => path.startsWith(course) && /^(\/(sections|activities)\/\d+)?$/.test(path.slice(course.length));

  const show = async () => {
    const kept = await caches.has(name);
    keep.hidden = kept;
    drop.hidden = !kept;
    status.textContent = kept ? `${status.dataset.kept} ${localStorage.getItem(name) ?? ""}` : "";
  };

  const fetched = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) throw answer;
    return answer;
  };

  const everything = async () => {
    const pages = new Map();
    const files = new Map();
    const paths = [course];
    for (const path of paths) {
      const answer = await fetched(`${path}?as=participant`);
      pages.set(path, answer.clone());
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const links = [...page.querySelectorAll("main a[href]")].map((link) => new URL(link.getAttribute("href"), location.origin + path).pathname);
      paths.push(...new Set(links.filter((link) => isOfCourse(link) && !paths.includes(link))));
      if (paths.length > MOST) throw new RangeError("too many pages");
      for (const part of page.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], main img[src], main use[href^='/']")) files.set((part.getAttribute("href") ?? part.getAttribute("src")).replace(/#.*/, ""));
    }
    for (const file of files.keys()) files.set(file, await fetched(file));
    return [...pages, ...files];
  };

  keep.addEventListener("click", async () => {
    status.textContent = status.dataset.keeping;
    keep.setAttribute("aria-disabled", "true");
    try {
      const all = await everything();
      await navigator.serviceWorker.register(place.dataset.offline, { scope });
      const cache = await caches.open(name);
      for (const [address, answer] of all) await cache.put(address, answer);
      localStorage.setItem(name, new Date().toLocaleDateString(document.documentElement.lang));
      await show();
      drop.focus();
    } catch {
      await caches.delete(name);
      status.textContent = status.dataset.failed;
    }
    keep.removeAttribute("aria-disabled");
  });

  drop.addEventListener("click", async () => {
    await caches.delete(name);
    localStorage.removeItem(name);
    if (!(await caches.keys()).some((other) => other.startsWith(KEPT))) await (await navigator.serviceWorker.getRegistration(scope))?.unregister();
    await show();
    keep.focus();
  });

  show().then(() => (place.hidden = false), () => {});
}
