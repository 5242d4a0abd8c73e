// Keeps what was answered on this device only, so that a reload loses nothing. Without it, everything still works.
// The draft goes away when the answer is sent, after two days, or as soon as the device is said to be shared.
(() => {
  "use strict";
  const SHARED = "questionnaire:shared";
  const LEAVING = "questionnaire:leaving";
  const DONE = "questionnaire:done";
  const LIFE = 2 * 24 * 3600 * 1000;
  const key = (reference) => `questionnaire:${reference}`;
  const quietly = (act) => { try { return act(); } catch { return null; } };  // storage may be refused: no draft, no error

  const isOld = (draft) => !draft || Date.now() - draft.at > LIFE;
  quietly(() => Object.keys(localStorage).filter((name) => name.startsWith("questionnaire:"))
    .filter((name) => isOld(quietly(() => JSON.parse(localStorage.getItem(name)))))
    .forEach((name) => localStorage.removeItem(name)));

  const sent = document.querySelector("[data-draft-sent]");
  if (sent) {
    quietly(() => localStorage.removeItem(key(sent.dataset.draftSent)));
    quietly(() => sessionStorage.setItem(DONE, sessionStorage.getItem(LEAVING)));
  }

  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const store = key(form.dataset.draft);
  const box = form.querySelector(".shared-device");
  const found = form.querySelector(".draft-found");
  const [resume, erase] = found.querySelectorAll("button");
  const shared = box.querySelector("input");
  const isAnswer = (name) => /^q\d/.test(name);

  const read = () => quietly(() => JSON.parse(localStorage.getItem(store)));
  const save = () => {
    if (shared.checked || isDone()) return;
    const answers = [...new FormData(form)].filter(([name, text]) => isAnswer(name) && text);
    const draft = { at: Date.now(), token: form.elements.token.value, step: form.elements.step.value, answers };
    quietly(() => localStorage.setItem(store, JSON.stringify(draft)));
  };
  // Who comes back after the thanks sees the page that was sent: it is not kept a second time.
  const isDone = () => quietly(() => sessionStorage.getItem(DONE)) === form.elements.token.value;
  const hide = (name, text) => {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name, value: text });
    form.append(input);
  };
  const put = (field, texts) => {
    if (field.type === "checkbox" || field.type === "radio") field.checked = texts.includes(field.value);
    else field.value = texts[0] ?? "";
  };
  const restore = (draft) => {
    const texts = {};
    draft.answers.forEach(([name, text]) => (texts[name] ??= []).push(text));
    const fields = [...form.elements].filter((field) => isAnswer(field.name));
    const known = new Set(fields.map((field) => field.name));
    fields.filter((field) => field.type !== "hidden").forEach((field) => put(field, texts[field.name] ?? []));
    if (!("fresh" in form.dataset)) return;
    draft.answers.filter(([name]) => !known.has(name)).forEach(([name, text]) => hide(name, text));
    form.elements.token.value = draft.token;  // the same sending: it counts once, even if nobody saw the thanks
    found.hidden = draft.answers.length === 0;
    resume.hidden = draft.step === form.elements.step.value;
    resume.addEventListener("click", () => { form.elements.step.value = draft.step; });
  };
  const forget = () => quietly(() => localStorage.removeItem(store));

  box.hidden = false;
  shared.checked = quietly(() => sessionStorage.getItem(SHARED)) === "1";
  const draft = shared.checked ? null : read();
  if (draft && ("fresh" in form.dataset || draft.step === form.elements.step.value)) restore(draft);

  // A round button cannot be emptied by hand: an answer given by mistake to a free question may be taken back.
  const offerToClear = (group) => {
    const ticked = () => group.querySelector(":checked");
    const clear = Object.assign(document.createElement("button"), { type: "button", className: "clear-answer" });
    clear.textContent = form.dataset.clear;
    clear.hidden = !ticked();
    group.addEventListener("change", () => { clear.hidden = !ticked(); });
    clear.addEventListener("click", () => {
      const answer = ticked();
      if (answer) { answer.checked = false; answer.focus(); }
      clear.hidden = true;
      save();
    });
    group.after(clear);
  };
  [...form.querySelectorAll(".question > .choices")]
    .filter((group) => group.querySelector("[type=radio]") && !group.parentNode.querySelector(".required"))
    .forEach(offerToClear);

  form.addEventListener("input", save);
  form.addEventListener("submit", () => {
    save();
    quietly(() => sessionStorage.setItem(LEAVING, form.elements.token.value));
  });
  if (!("fresh" in form.dataset)) save();
  shared.addEventListener("change", () => {
    quietly(() => sessionStorage.setItem(SHARED, shared.checked ? "1" : "0"));
    if (shared.checked) forget(); else save();
  });
  erase.addEventListener("click", () => { forget(); location.replace(location.pathname); });

  // The square of a letter carries its code after «#»: no server nor log sees it.
  const code = form.querySelector("#code");
  const carried = /^#code=([\w-]+)$/.exec(location.hash);
  if (carried) {
    if (code) code.value = carried[1];
    else if (form.elements.code) form.elements.code.value = carried[1];
    history.replaceState(null, "", location.pathname);
  }
})();
