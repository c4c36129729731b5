// @ts-check
// Passkeys. What they are asked for stands hidden in the page until the browser is found to have them: a form that signs in, a button that shows
// once more who sits there, a form that enrols one. What a device is asked, and what it answers, are made and read by the server alone.

if (window.PublicKeyCredential) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) offer(form);
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-proof]"))) prove(place);
} else {
  for (const told of document.querySelectorAll("[data-no-passkeys]")) told.removeAttribute("hidden");
}

/**
 * A form that is sent with what a device answered.
 * @param {HTMLFormElement} form
 */
function offer(form) {
  const button = form.querySelector("button[data-asks]");
  const answer = form.querySelector("input[name=passkey]");
  if (!(button instanceof HTMLButtonElement) || !(answer instanceof HTMLInputElement)) return;
  for (const hidden of [form, ...form.querySelectorAll("[data-with-passkeys]")]) hidden.removeAttribute("hidden");
  button.addEventListener("click", async (event) => {
    // Pressed by the line below: it brings the answer.
    if (answer.value !== "") return;
    event.preventDefault();
    if (!form.reportValidity()) return;
    try {
      answer.value = await asked(form, button.dataset.asks ?? "");
      button.click();
    } catch {
      tell(form);
    }
  });
}

/**
 * A button inside a form: the server is told at once, and the form's own button does the rest.
 * @param {HTMLElement} place
 */
function prove(place) {
  const button = place.querySelector("button");
  const form = place.closest("form");
  if (!button || !form) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const body = marked(form);
      body.set("passkey", await asked(form, place.dataset.proof + "?handler=ToShow"));
      const said = await fetch(place.dataset.proof + "?handler=Shown", { method: "POST", body });
      if (!said.ok) return tell(place, said.status === 422 ? await said.text() : "");
      for (const other of place.querySelectorAll("button, [data-trouble], .hint")) other.remove();
      place.querySelector("[data-shown]")?.removeAttribute("hidden");
    } catch {
      tell(place);
    }
  });
}

/**
 * What a device answers to what the server asks, as text.
 * @param {HTMLFormElement} form
 * @param {string} address
 */
async function asked(form, address) {
  const response = await fetch(address, { method: "POST", body: marked(form) });
  if (!response.ok) throw new Error(String(response.status));
  const options = await response.json();
  const isNew = "user" in options;
  options.challenge = bytes(options.challenge);
  if (isNew) options.user.id = bytes(options.user.id);
  for (const known of options.excludeCredentials ?? []) known.id = bytes(known.id);
  const credential = /** @type {any} */ (
    isNew ? await navigator.credentials.create({ publicKey: options }) : await navigator.credentials.get({ publicKey: options }));
  const { clientDataJSON, attestationObject, authenticatorData, signature, userHandle } = credential.response;
  const parts = isNew ? { clientDataJSON, attestationObject } : { clientDataJSON, authenticatorData, signature, userHandle };
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response: Object.fromEntries(Object.entries(parts).filter(([, part]) => part).map(([name, part]) => [name, text(part)])),
  });
}

/**
 * The form's own mark, without which nothing is answered.
 * @param {HTMLFormElement} form
 */
function marked(form) {
  const mark = form.querySelector("input[name=form-token]");
  return new URLSearchParams({ "form-token": mark instanceof HTMLInputElement ? mark.value : "" });
}

/**
 * Shows what the page says of it, or what the server said.
 * @param {HTMLElement} where
 * @param {string} what
 */
function tell(where, what = "") {
  const trouble = where.querySelector("[data-trouble]");
  if (!(trouble instanceof HTMLElement)) return;
  if (what !== "") trouble.textContent = what;
  trouble.hidden = false;
}

/** @param {string} base64url */
function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function text(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
