// What Linux counts for a process and those that it has started: processor time of a browser's workers, and memory. Elsewhere: nothing.
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

function readText(path) {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

function list(path) {
  try {
    return readdirSync(path).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

/** The process and all that came of it. */
function family(root) {
  const children = new Map();
  for (const pid of list("/proc")) {
    const parent = /^PPid:\s*(\d+)/m.exec(readText(`/proc/${pid}/status`))?.[1];
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [String(root)];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Each worker's thread with its process: [{ pid, task }]. */
function workerTasks(root) {
  return family(root).flatMap((pid) => list(`/proc/${pid}/task`)
    .filter((task) => readText(`/proc/${pid}/task/${task}/comm`) === "DedicatedWorker")
    .map((task) => ({ pid, task })));
}

/** A stopwatch of the processor time of all workers of a browser: call what it returns for the seconds; null where it cannot be told. */
export function startWorkerClock(root) {
  const nanoseconds = ({ pid, task }) => Number(readText(`/proc/${pid}/task/${task}/schedstat`).split(" ")[0] || NaN);
  const before = workerTasks(root).map((thread) => ({ thread, spent: nanoseconds(thread) }));
  return () => {
    const spent = before.map(({ thread, spent }) => nanoseconds(thread) - spent).filter((value) => value >= 0);
    return spent.length ? spent.reduce((sum, value) => sum + value, 0) / 1e9 : null;
  };
}

/** The largest memory that the process with the workers has had, in megabytes (a million bytes); null where it cannot be told. */
export function workerProcessMegabytes(root) {
  const kibibytes = workerTasks(root).map(({ pid }) => Number(/^VmHWM:\s*(\d+)/m.exec(readText(`/proc/${pid}/status`))?.[1]));
  return kibibytes.length ? Math.max(...kibibytes) * 1024 / 1e6 : null;
}

/** How many processors work at this moment, over a third of a second; 0 where it cannot be told. */
async function busyProcessors() {
  const ticks = () => {
    const [user, nice, system, idle, waiting, ...interrupts] = readText("/proc/stat").split("\n")[0].split(/\s+/).slice(1, 9).map(Number);
    const busy = user + nice + system + interrupts.reduce((sum, value) => sum + value, 0);
    return { busy, all: busy + idle + waiting };
  };
  const before = ticks();
  await new Promise((done) => setTimeout(done, 350));
  const after = ticks();
  return after.all > before.all ? (after.busy - before.busy) / (after.all - before.all) * availableParallelism() : 0;
}

/** Waits until the machine does little else, or for so many seconds: what else runs would be measured too. Resolves to whether it is quiet. */
export async function waitForQuiet(mostSeconds) {
  const deadline = Date.now() + mostSeconds * 1e3;
  while (await busyProcessors() > 0.25) {
    if (Date.now() > deadline) return false;
    await new Promise((done) => setTimeout(done, 1_000));
  }
  return true;
}
