// Measurements side by side: which belong together, and what they are beside each other.
import { mean, median, standardError } from "./statistics.mjs";

/** The depths and learners that were put beside each other, by size: [{ size, learner, depth, rounds: [{ wasm, native, peer }] }]. */
export function comparisons(results) {
  const groups = new Map();
  for (const result of results.filter(({ what }) => what === "fit")) {
    const { size, learner, depth, seed, by } = result;
    const key = `${String(size).padStart(9)} ${learner} ${depth || 99}`;
    const group = groups.get(key) ?? { size, learner, depth, n_trees: result.n_trees, seeds: new Map() };
    group.seeds.set(seed, { ...group.seeds.get(seed), [by]: result });
    groups.set(key, group);
  }
  const isWhole = ({ wasm, native, peer }) => wasm && native && peer;
  return [...groups.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, { seeds, ...group }]) => ({ ...group, rounds: [...seeds.values()].filter(isWhole) }));
}

export const find = (groups, size, learner, depth = 0) => groups.find((group) => group.size === size && group.learner === learner && group.depth === depth);

/** Seconds of one measurement: wall time in the browser, processor time elsewhere. */
export const secondsOf = (result) => (result.by === "wasm" ? result.seconds : result.cpu_seconds || result.seconds);

/** The median over rounds of how many times faster `fast` is than `slow`. */
export const ratio = (rounds, slow, fast) => median(rounds.map((round) => slow(round) / fast(round)));

/** Ours less the peer's AUC, on rows `of` a kind ("auc" on the last 20 %, "fresh_auc"): mean and standard error over seeds. */
export function aucDifference(rounds, of) {
  const differences = rounds.map(({ wasm, peer }) => wasm[of] - peer[of]);
  return { mean: mean(differences), error: standardError(differences), n: differences.length };
}

/** How much slower the browser is than native code, both in processor time where it is known. */
export function wasmGap(rounds, again = false) {
  const cpu = again ? "again_cpu_seconds" : "cpu_seconds";
  const wall = again ? "again_seconds" : "seconds";
  return ratio(rounds, ({ wasm }) => wasm[cpu] ?? wasm[wall], ({ native }) => native[cpu] || native[wall]);
}

export const depthName = (depth) => (depth ? `depth ${depth}` : "unlimited");
export const rowsName = (size) => size.toLocaleString("en-US");
