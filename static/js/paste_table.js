// A table pasted in the text editor: each row becomes a paragraph whose cells stay apart, since the text has no tables.
(() => {
  const spread = (html) => {
    const pasted = new DOMParser().parseFromString(html, "text/html");
    for (const table of pasted.querySelectorAll("table")) {
      const rows = [...table.rows].map((row) => {
        const cells = [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " ")).filter(Boolean);
        const paragraph = pasted.createElement("p");
        paragraph.textContent = cells.join(" – ");
        return paragraph;
      });
      table.replaceWith(...rows);
    }
    return pasted.body.innerHTML;
  };

  document.addEventListener("paste", (event) => {
    const html = event.clipboardData && event.clipboardData.getData("text/html");
    if (!html || !/<table/i.test(html) || !event.target.closest(".ProseMirror")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const data = new DataTransfer();
    data.setData("text/html", spread(html));
    const again = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    event.target.dispatchEvent(again);
  }, true);
})();
