// Says in words why the page cannot start. Once the page is there, the boot text is gone and this file has nothing left to say.
(() => {
  const patienceInMs = 4000;
  const simdProbe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]);

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  let told = false;
  const explain = (title, text, detail) => {
    const status = document.getElementById("boot-status");
    if (told || !status) return;
    told = true;
    const box = element("div", "empty-state", "");
    box.setAttribute("role", "alert");
    box.dataset.tone = "stop";
    box.append(element("h2", "empty-state__title", title), element("p", "empty-state__text", text));
    if (detail) box.append(element("p", "empty-state__text", detail));
    status.parentElement.after(box);
    status.remove();
  };

  const explainFailure = (detail) => explain(
    "This page could not start",
    "A part of it did not arrive, or the browser refused it. Reload the page; if that does not help, the copy on this server is not complete.",
    detail,
  );

  if (location.protocol === "file:") {
    explain(
      "This page was opened as a file",
      "Browsers do not run a WebAssembly page straight from a disk. Let any static web server serve this folder (in the project: make serve) and open the address that it prints. Your data stays on your machine all the same.",
    );
  } else if (typeof WebAssembly !== "object") {
    explain("This browser does not run WebAssembly", "It is switched off, or the browser is too old. Allow WebAssembly for this address, or open the page in a current browser.");
  } else if (!WebAssembly.validate(simdProbe)) {
    explain("This browser is too old for this page", "It needs WebAssembly with SIMD: Chrome or Edge 91, Firefox 89, Safari 16.4, or anything newer.");
  }

  addEventListener("error", (event) => {
    const address = event.target?.src || event.target?.href;
    explainFailure(address ? `Not loaded: ${address}` : event.message);
  }, true);
  addEventListener("unhandledrejection", (event) => explainFailure(String(event.reason)));

  setTimeout(() => {
    const status = document.getElementById("boot-status");
    if (status) status.textContent = "Still loading. A slow connection takes a while; if nothing changes, reload the page.";
  }, patienceInMs);
})();
