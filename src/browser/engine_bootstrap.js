// The first words of a worker. It runs from a blob, because such a worker lives under the page's content security policy.
// Messages that cannot be dealt with yet are kept, in order, and then given to the engine.
const kept = [];
let wake = () => {};
const keep = (event) => {
  if (!event.isTrusted) return; // one that was kept, given again
  event.stopImmediatePropagation();
  kept.push(event);
  wake();
};
const crash = (error) => postMessage({ crash: String(error) });
const give = ({ data, ports }) => dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
const nextKept = () => new Promise((resolve) => { wake = resolve; });
// A message that brings a port speaks of a trainer; any other has work for the engine.
const bringsPort = ({ data }) => data.attachments?.some((attachment) => attachment instanceof MessagePort);

/** Fetches the engine's later part and joins it to the first: it fills the slots that the first part left in its table. */
async function addLaterPart(first) {
  const answer = await fetch(ENGINE_LATER);
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  const isTyped = answer.headers.get("Content-Type") === "application/wasm"; // else streaming is refused
  await (isTyped ? WebAssembly.instantiateStreaming(answer, { first }) : WebAssembly.instantiate(await answer.arrayBuffer(), { first }));
}

addEventListener("message", keep);
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  crash(event.reason);
});
try {
  const { default: init } = await import(ENGINE_SCRIPT);
  const first = await init({ module_or_path: ENGINE_WASM });
  if (ENGINE_LATER) {
    // The role needs only the first part. A trainer hears nothing more here.
    if (kept.length === 0) await nextKept();
    const role = kept.shift();
    give(role);
    // Fetched once the page has come to rest, so that a file can be opened without a network; with work, at once and again.
    let joining = null;
    const join = () => joining ??= addLaterPart(first).catch((error) => { joining = null; throw error; });
    if (!bringsPort(role)) setTimeout(() => join().catch(() => {}), 3_000);
    while (kept.every(bringsPort)) await nextKept();
    await join();
  }
  removeEventListener("message", keep);
  kept.forEach(give);
} catch (error) {
  crash(error);
}
