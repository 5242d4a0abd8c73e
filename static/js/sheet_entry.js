"use strict";
// Typing a sheet by keyboard alone: Enter goes on to the next field, and so does the only figure of a single answer.
const form = document.querySelector(".entry-form");
const fields = [...form.querySelectorAll("input:not([type=hidden]), textarea, .submit-row button")];

// A text beside a box is only asked when the figure of the box was typed.
function isAsked(field) {
  return field.dataset.beside === undefined || field.value || ranks(field.closest(".entry-row")).has(field.dataset.beside);
}

function next(field) {
  const following = fields.slice(fields.indexOf(field) + 1).find(isAsked);
  following.focus();
  if (following.select) following.select();
}

function ranks(row) {
  const figures = row.querySelectorAll("[data-rank]").length > 9 ? /\d+/g : /\d/g;
  return new Set([...row.querySelectorAll("[data-most]")].flatMap((input) => input.value.match(figures) || []));
}

function show(field) {
  const row = field.closest(".entry-row");
  if (!row || field.dataset.most === undefined) return;
  const typed = ranks(row);
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
  if (most < 10 && /^[1-9]$/.test(event.target.value) && Number(event.target.value) <= most) next(event.target);
});
fields.forEach(show);
// First what is wrong, or differs; then the number of the next sheet, ready to be typed over; then its first question.
const wrong = form.querySelector("[aria-invalid]");
const number = document.getElementById("number");
const start = wrong || (form.dataset.again === undefined ? number : fields[1]) || number;
if (start) {
  start.focus();
  start.select();
}
