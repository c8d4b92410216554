// Everything comes from this server: the page works without the internet and tells nobody that it was read.
window.ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#ui",
  validatorUrl: null,
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  tagsSorter: undefined,
  persistAuthorization: true,
  presets: [SwaggerUIBundle.presets.apis],
});
