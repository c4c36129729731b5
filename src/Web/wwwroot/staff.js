// @ts-check
// “/” leads to the search page, wherever a member of staff is and nothing is being typed; the page itself puts the cursor into its field.

document.addEventListener("keydown", (event) => {
  const at = /** @type {HTMLElement} */ (event.target);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || at.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  const field = document.querySelector("form[role=search] input[type=search]");
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  } else {
    location.assign("/staff/search");
  }
});
