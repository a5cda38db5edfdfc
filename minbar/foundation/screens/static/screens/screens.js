// What pages gain where scripts run; every one of them works without.
"use strict";

// "/" goes to the search of the whole network, as its hint says.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector("[data-shortcut='/']");
    if (search) {
      event.preventDefault();
      search.focus();
      search.select();
    }
  }
  if (event.key === "Escape") {
    const open = event.target.closest("details.pop[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
});

// One open pop-up at a time; a click elsewhere closes it.
document.addEventListener("click", (event) => {
  for (const pop of document.querySelectorAll("details.pop[open]")) {
    if (!pop.contains(event.target)) pop.open = false;
  }
});

// The menu stands open where there is room beside the page.
const wide = window.matchMedia("(min-width: 64rem)");
const unfold = () => {
  for (const fold of document.querySelectorAll("[data-open-wide]")) fold.open = wide.matches;
};
wide.addEventListener("change", unfold);
unfold();

// A filter applies as soon as it is chosen; empty fields stay out of the address.
for (const form of document.querySelectorAll("form[data-apply]")) {
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input, select")) {
      if (!field.value) field.disabled = true;
    }
  });
  for (const select of form.querySelectorAll("select")) {
    select.addEventListener("change", () => form.requestSubmit());
  }
}

// On a phone a cell stands under its column's name; lists write it themselves, other tables get it here.
for (const table of document.querySelectorAll("table.rows")) {
  const names = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
  for (const cell of table.querySelectorAll("tbody td:not([data-label], .pick)")) {
    cell.dataset.label = names[cell.cellIndex] ?? "";
  }
}

// One box picks every row of the page.
for (const all of document.querySelectorAll("[data-pick-all]")) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of all.closest("table").querySelectorAll("tbody .pick input")) box.checked = all.checked;
  });
}

// After a form that was refused, the summary of what to mend is read first.
document.querySelector("[data-focus]")?.focus();
