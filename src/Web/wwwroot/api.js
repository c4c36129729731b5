// @ts-check
// The page at /api: draws the description of the interface with Scalar, from this server alone.
const place = /** @type {HTMLElement} */ (document.getElementById("reference"));
// @ts-ignore Scalar comes as a script of its own and defines this.
window.Scalar.createApiReference(place, {
  url: place.dataset.document,
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  agent: { disabled: true },
});
