"use strict";
// Typing a sheet by keyboard alone: Enter goes on to the next field, and so does the only figure of a single answer.
const form = document.querySelector(".entry-form");
const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea, .submit-row button")];

function next(field) {
  const following = fields[fields.indexOf(field) + 1];
  following.focus();
  if (following.select) following.select();
}

function show(field) {
  const row = field.closest(".entry-row");
  if (!row || field.dataset.most === undefined) return;
  const typed = new Set([...row.querySelectorAll("[data-most]")].flatMap((input) => input.value.match(row.querySelectorAll("[data-rank]").length > 9 ? /\d+/g : /\d/g) || []));
  row.querySelectorAll("[data-rank]").forEach((option) => option.classList.toggle("chosen", typed.has(option.dataset.rank)));
}

form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName === "BUTTON" || event.target.tagName === "TEXTAREA" && event.shiftKey) return;
  event.preventDefault();
  next(event.target);
});
form.addEventListener("input", (event) => {
  show(event.target);
  const most = Number(event.target.dataset.most);
  if (most > 0 && most < 10 && /^[1-9]$/.test(event.target.value)) next(event.target);
});
fields.forEach(show);
const number = document.getElementById("number");
if (number && number.value && fields.length > 2) { fields[1].focus(); } else if (number) { number.focus(); }
