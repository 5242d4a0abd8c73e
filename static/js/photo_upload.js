// One request a photo, so that each gets its own answer and none weighs too much; drag and drop as a comfort.
// Without this file, the form sends up to ten photos in one request.
(() => {
  const form = document.querySelector("[data-photo-upload]");
  const input = form && form.querySelector("[data-photos]");
  const outcomes = form && form.querySelector("[data-photo-outcomes]");
  if (!input) return;

  const say = (name, words) => {
    const line = document.createElement("li");
    line.textContent = `${name} : ${words}`;
    outcomes.append(line);
  };

  const send = async (file) => {
    const body = new FormData(form);
    body.set("photos", file, file.name);
    try {
      const answer = await fetch(window.location.href, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const { photos } = await answer.json();
      say(file.name, photos[0].error ? `refusée. ${photos[0].error}` : "gardée en brouillon.");
      return !photos[0].error;
    } catch {
      say(file.name, "non envoyée. Vérifiez votre connexion, puis envoyez-la de nouveau.");
      return false;
    }
  };

  form.addEventListener("submit", async (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    outcomes.replaceChildren();
    let stored = true;
    for (const file of [...input.files]) stored = (await send(file)) && stored;
    button.disabled = false;
    if (stored) window.location.assign(form.dataset.photoUpload);
  });

  for (const name of ["dragover", "drop"]) form.addEventListener(name, (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
})();
