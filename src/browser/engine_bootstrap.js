// The first words of a worker. It runs from a blob, because such a worker lives under the page's content security policy.
// Messages that arrive before the engine listens are kept, in order, and then given to it.
const early = [];
const keep = (event) => {
  event.stopImmediatePropagation();
  early.push(event);
};
const crash = (error) => postMessage({ crash: String(error) });
addEventListener("message", keep);
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  crash(event.reason);
});
try {
  const { default: init } = await import(ENGINE_SCRIPT);
  await init({ module_or_path: ENGINE_WASM });
  removeEventListener("message", keep);
  for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
} catch (error) {
  crash(error);
}
