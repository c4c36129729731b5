// @ts-check
// The counter's form: whoever pauses in typing sees which petitions say nearly the same, and which domain is suggested. Asked in the body
// of a request, never in an address. Without script each panel's own button asks.

const pause = 150;

for (const panel of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-reads]"))) {
  const shown = panel.querySelector("[aria-live]");
  const button = /** @type {HTMLButtonElement | null} */ (panel.querySelector(":scope > button[formaction]"));
  if (shown && button?.form) {
    keepAsking(panel, shown, button.form, button.formAction);
    button.remove();
  }
}

/**
 * @param {HTMLElement} panel
 * @param {Element} shown
 * @param {HTMLFormElement} form
 * @param {string} address
 */
function keepAsking(panel, shown, form, address) {
  const compared = (panel.dataset.reads ?? "").split(" ");
  let asked = 0;
  let waiting = 0;
  let answered = "";

  async function ask() {
    const body = typed();
    const question = ++asked;
    if (body.toString() === answered) return;
    const html = await answer(body);
    // Somebody typed on meanwhile: a newer answer is under way, or here.
    if (question !== asked) return;
    answered = html === null ? "" : body.toString();
    if (html === null) shown.textContent = panel.dataset.unavailable ?? "";
    else shown.innerHTML = html;
  }

  /** @param {URLSearchParams} body */
  async function answer(body) {
    try {
      const response = await fetch(address, { method: "POST", body });
      // Whoever was signed out is led to another page, which is no answer.
      return !response.redirected && (response.ok || response.status === 422) ? await response.text() : null;
    } catch {
      return null;
    }
  }

  function typed() {
    const body = new URLSearchParams({ fragment: "yes" });
    const fields = new FormData(form);
    for (const name of [...compared, "form-token"]) if (fields.has(name)) body.set(name, String(fields.get(name)));
    return body;
  }

  form.addEventListener("input", (event) => {
    if (!(event.target instanceof Element) || !compared.includes(event.target.id)) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, pause);
  });
  // A form that came back with an answer keeps it; one that came back without, or that the browser filled in again, is asked about.
  if (shown.querySelector(".similar")) answered = typed().toString();
  else if (compared.some((name) => name !== "purpose" && typed().get(name)?.trim())) ask();
}
