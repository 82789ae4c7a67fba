// Answers with what was kept (by assets/js/offline.js), and only when the network does not. Keeps nothing by itself.

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

const kept = (address) => caches.match(address, { ignoreSearch: true, ignoreVary: true });

// « Suivant » is a form: it leads on without being sent, and notes nothing.
const onward = async (address) => {
  const page = await kept(address.replace(/\/next(\?.*)?$/, ""));
  const path = (await page?.text())?.match(/data-onward="([^"]+)"/)?.[1];
  return path && Response.redirect(new URL(path, location.origin), 303);
};

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const goesOn = method === "POST" && mode === "navigate" && /\/next(\?|$)/.test(url);
  if (method !== "GET" && !goesOn) return;
  event.respondWith(
    fetch(event.request).catch(async (failure) => {
      const answer = goesOn ? await onward(url) : await kept(url);
      if (answer) return answer;
      throw failure;
    }),
  );
});
