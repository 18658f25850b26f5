// The page of the benchmarks: starts workers and carries files, commands and answers. Whoever drives it calls these functions.
const workers = [];

/** The next answer of a worker. */
function answerOf(worker) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
    worker.onerror = (event) => reject(new Error(event.message || "the worker ended"));
  });
}

/** Starts a worker; resolves to its number once it is ready. */
globalThis.startWorker = async (script, type) => {
  const worker = new Worker(script, { type });
  await answerOf(worker);
  return workers.push(worker) - 1;
};

async function fetchBytes(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

globalThis.ask = async (number, command, path) => {
  const bytes = path ? await fetchBytes(path) : undefined;
  const answer = answerOf(workers[number]);
  workers[number].postMessage({ command: JSON.stringify(command), bytes }, bytes ? [bytes.buffer] : []);
  return JSON.parse((await answer).figures);
};

/** Gives each worker its command at the same time: the seconds until the last has answered, and the hash of all bytes in order. */
globalThis.askTogether = async (commands) => {
  const started = performance.now();
  const answers = await Promise.all(commands.map((command, number) => {
    const answer = answerOf(workers[number]);
    workers[number].postMessage({ command: JSON.stringify(command) });
    return answer;
  }));
  const seconds = (performance.now() - started) / 1e3;
  const hash = await crypto.subtle.digest("SHA-256", await new Blob(answers.map(({ bytes }) => bytes)).arrayBuffer());
  return { seconds, hash: [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
};
