// @ts-check
// Keys that work wherever a member of staff is and nothing is being typed: “/” leads to the search page, which puts the cursor into
// its field itself, and “?” opens the map of the keys. A suggestion that is pressed fills its field in here, so that files that were chosen stay.

document.addEventListener("keydown", (event) => {
  const at = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || at.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "/") toSearch(event);
  if (event.key === "?" || event.key === "？") toMap(event);
});

document.querySelector("[data-opens=keys]")?.addEventListener("click", toMap);

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-fills]") : null;
  const field = button instanceof HTMLButtonElement ? document.getElementById(button.dataset.fills ?? "") : null;
  if (!(button instanceof HTMLButtonElement) || !(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
  event.preventDefault();
  field.value = button.value;
  field.focus();
});

/** @param {Event} event */
function toSearch(event) {
  const field = document.querySelector("form[role=search] input[type=search]");
  if (!(field instanceof HTMLInputElement) && !document.querySelector("nav a[href='/staff/search']")) return;
  event.preventDefault();
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  } else {
    location.assign("/staff/search");
  }
}

/** @param {Event} event */
function toMap(event) {
  const map = document.getElementById("keys");
  if (!(map instanceof HTMLDialogElement) || map.open) return;
  event.preventDefault();
  map.showModal();
}
