// The machine and the versions of everything that was measured.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { runPython } from "./hosts.mjs";

const firstLine = (command, ...words) => {
  try {
    return execFileSync(command, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\n")[0];
  } catch {
    return "unknown";
  }
};

function npmVersion(name, lockFile = "../../package-lock.json") {
  const lock = JSON.parse(readFileSync(new URL(lockFile, import.meta.url), "utf8"));
  return lock.packages[`node_modules/${name}`]?.version ?? "unknown";
}

export async function describeMachine(python, versionsScript, chromiumVersion) {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${cpus()[0]?.model ?? "unknown"}, ${cpus().length} cores`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${process.platform} ${release()}`,
    load: loadavg()[0],
    versions: {
      Chromium: chromiumVersion,
      rustc: firstLine("rustc", "--version").split(" ")[1] ?? "unknown",
      "wasm-bindgen": firstLine("wasm-bindgen", "--version").split(" ")[1] ?? "unknown",
      binaryen: npmVersion("binaryen"),
      Node: process.versions.node,
      ...JSON.parse(await runPython(python, versionsScript, [])),
      "ydf-training": npmVersion("ydf-training"),
      papaparse: npmVersion("papaparse"),
      "duckdb-wasm": npmVersion("@duckdb/duckdb-wasm", "package-lock.json"),
    },
    commit: firstLine("git", "rev-parse", "--short", "HEAD"),
  };
}
