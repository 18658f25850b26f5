// Where something is measured: a browser's worker, a native process, Python. A session takes commands with files, and gives figures.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { startWorkerClock, workerProcessMegabytes } from "./processes.mjs";

const candidates = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
  "--disable-sync",
];

/** Chromium on the page of the benchmarks, which `url` serves. */
export async function startChromium(url) {
  const server = await chromium.launchServer({ executablePath: candidates.find((path) => path && existsSync(path)), args });
  const browser = await chromium.connect(server.wsEndpoint());
  const root = server.process().pid;

  /** A page of its own, hence a process of its own, with so many workers: nothing in it is compiled yet. */
  async function open(script, { type = "classic", nWorkers = 1 } = {}) {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    await page.goto(url);
    for (let count = 0; count < nWorkers; count += 1) await page.evaluate(([script, type]) => startWorker(script, type), [script, type]);
    return {
      async ask(command, file, worker = 0) {
        const clock = startWorkerClock(root);
        const figures = await page.evaluate((call) => ask(...call), [worker, command, file ? `data/${file}` : undefined]);
        return { ...figures, cpu_seconds: clock() };
      },
      askTogether: (commands) => page.evaluate((commands) => askTogether(commands), commands),
      megabytes: () => workerProcessMegabytes(root),
      close: () => context.close(),
    };
  }
  return { open, version: browser.version(), close: () => server.close() };
}

/** The native binary. */
export function openNative(binary, dataFolder) {
  const child = spawn(binary, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  return {
    async ask(command, file, out) {
      child.stdin.write(`${[JSON.stringify(command), file ? join(dataFolder, file) : "", ...(out ? [out] : [])].join("\t")}\n`);
      const [line] = await once(lines, "line");
      const figures = JSON.parse(line);
      if (figures.error) throw new Error(figures.error);
      return figures;
    },
    async close() {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}

/** What a Python script prints. */
export async function runPython(python, script, words) {
  const { stdout } = await promisify(execFile)(python, [script, ...words.map(String)], { maxBuffer: 1 << 24 });
  return stdout;
}
