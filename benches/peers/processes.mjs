// What Linux counts for a process and those that it has started: processor time of a browser's workers, and memory. Elsewhere: nothing.
import { readdirSync, readFileSync } from "node:fs";

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
