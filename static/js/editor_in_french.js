// Gives the rich text editor a name for screen readers, and French words on the buttons that its package leaves in English.
const WORDS = {
  "heading 2": "titre",
  "heading 3": "sous-titre",
  paragraph: "paragraphe",
  "unordered list": "liste à puces",
  "ordered list": "liste numérotée",
  blockquote: "citation",
  bold: "gras",
  "insert link": "mettre un lien",
  "remove link": "enlever le lien",
  undo: "annuler",
  redo: "refaire",
};

function nameTheField({ textarea, editor }) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  editor.view.dom.setAttribute("aria-label", label ? label.textContent.replace(":", "").trim() : textarea.name);
}

function translateTheButtons(box) {
  for (const button of box.querySelectorAll("button[title]")) {
    const word = WORDS[button.title];
    if (word) {
      button.title = word;
      button.setAttribute("aria-label", word);
    }
  }
  for (const option of box.querySelectorAll(".prose-menubar__option > *")) {
    const word = WORDS[option.textContent.toLowerCase()];
    if (word) option.textContent = word;
  }
}

document.addEventListener("prose-editor:ready", ({ detail }) => {
  nameTheField(detail);
  const box = detail.textarea.parentElement;
  translateTheButtons(box);
  new MutationObserver(() => translateTheButtons(box)).observe(box, { subtree: true, attributeFilter: ["title", "class"] });
});
