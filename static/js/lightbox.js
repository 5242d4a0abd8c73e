// A larger view of a photo, as a comfort: without this file, the photos are simply on the page.
(() => {
  const photos = document.querySelectorAll(".photo img[srcset]");
  if (!photos.length || !window.HTMLDialogElement) return;
  const dialog = document.createElement("dialog");
  dialog.className = "lightbox";
  const picture = document.createElement("img");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn-primary mt-2";
  close.textContent = "Fermer";
  close.addEventListener("click", () => dialog.close());
  dialog.append(picture, close);
  document.body.append(dialog);

  for (const photo of photos) {
    const open = document.createElement("button");
    open.type = "button";
    open.className = "photo-open";
    open.setAttribute("aria-label", `Agrandir la photo : ${photo.alt || "sans description"}`);
    photo.replaceWith(open);
    open.append(photo);
    open.addEventListener("click", () => {
      picture.src = photo.srcset.split(",").pop().trim().split(" ")[0];
      picture.alt = photo.alt;
      dialog.setAttribute("aria-label", photo.alt || "Photo");
      dialog.showModal();
    });
  }
})();
