// During the walk: what is being typed stays on this device, and what could not be sent waits for the network.
// Without this file the form works with a connection. Photos are not kept: they are taken again.
(() => {
  const form = document.querySelector("[data-walk-entry]");
  if (!form || !window.localStorage) return;
  const state = form.querySelector("[data-walk-entry-state]");
  const draftKey = `marche-${form.dataset.walkEntry}-brouillon`;
  const queueKey = `marche-${form.dataset.walkEntry}-attente`;
  const kept = new Set(["csrfmiddlewaretoken", "_page_number", "photo"]);

  const read = (key, otherwise) => {
    try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
  };
  const typed = () => [...new FormData(form)].filter(([name]) => !kept.has(name));
  const queue = () => read(queueKey, []);
  const say = (words) => { state.textContent = words; };
  const sayQueue = () => {
    const count = queue().length;
    if (count) say(`${count} observation${count > 1 ? "s" : ""} en attente sur cet appareil : elles partiront avec le réseau.`);
  };

  const body = (entry) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of entry) data.append(name, value);
    return data;
  };

  const sendQueue = async () => {
    for (const entry of queue()) {
      try {
        const answer = await fetch(location.pathname, { method: "POST", body: body(entry), headers: { Accept: "application/json" } });
        if (!answer.ok || answer.redirected) { say("Une observation gardée sur cet appareil n’a pas été acceptée. Connectez-vous, puis rechargez la page."); return; }
      } catch { sayQueue(); return; }
      localStorage.setItem(queueKey, JSON.stringify(queue().slice(1)));
      say("Les observations gardées sur cet appareil sont envoyées.");
    }
  };

  const draft = read(draftKey, null);
  if (draft && !form.querySelector(".errorlist")) {
    for (const [name, value] of draft) {
      const field = form.elements[name];
      if (!field || name === "token") continue;
      if (field.type === "checkbox") field.checked = true; else field.value = value;
    }
    say("Votre brouillon est revenu. Il n’est que sur cet appareil.");
  }
  form.addEventListener("input", () => localStorage.setItem(draftKey, JSON.stringify(typed())));
  form.addEventListener("submit", (event) => {
    localStorage.removeItem(draftKey);
    if (navigator.onLine) return;
    event.preventDefault();
    localStorage.setItem(queueKey, JSON.stringify([...queue(), typed()]));
    form.reset();
    form.elements.token.value = crypto.randomUUID();
    sayQueue();
  });
  window.addEventListener("online", sendQueue);
  if (navigator.onLine) sendQueue(); else sayQueue();
})();
