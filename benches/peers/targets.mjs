// The project's targets for the learners and the reader, each with what was measured: met, not met, or not measured in this run.
import { aucDifference, comparisons, depthName, find, ratio, rowsName, secondsOf, wasmGap } from "./rounds.mjs";
import { median } from "./statistics.mjs";

const times = (value) => `${value.toFixed(value < 10 ? 2 : 1)}×`;
const signed = (value) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;
const verdict = (isMet) => (isMet ? "met" : "**not met**");
const notMeasured = (what, target) => [what, target, "–", "not measured"];

export const differenceText = ({ mean, error, n }) => `${signed(mean)}${n > 1 ? ` ± ${error.toFixed(4)}` : ""}`;

/** Speed of the forest against scikit-learn at one size and depth. */
function forestSpeed(groups, size, depth, target, stretch) {
  const what = `forest fit, ${rowsName(size)} rows, ${depthName(depth)}, one engine`;
  const goal = `≥ ${target}× scikit-learn${stretch ? `, stretch ${stretch}×` : ""}`;
  const group = find(groups, size, "forest", depth);
  if (!group) return notMeasured(what, goal);
  const reached = ratio(group.rounds, ({ peer }) => secondsOf(peer), ({ wasm }) => wasm.seconds);
  const again = ratio(group.rounds, ({ peer }) => secondsOf(peer), ({ wasm }) => wasm.again_seconds ?? wasm.seconds);
  const cpu = ratio(group.rounds, ({ peer }) => secondsOf(peer), ({ wasm }) => wasm.cpu_seconds ?? NaN);
  const detail = `${times(reached)} (${times(again)} once compiled; by the worker's processor time ${times(cpu)})`;
  return [what, goal, detail, verdict(reached >= target) + (stretch && reached >= stretch ? ", stretch too" : "")];
}

function nativeSpeed(groups, size, depth) {
  const what = `forest fit, ${rowsName(size)} rows, ${depthName(depth)}, native core`;
  const group = find(groups, size, "forest", depth);
  if (!group) return notMeasured(what, "≥ 20× scikit-learn");
  const reached = ratio(group.rounds, ({ peer }) => secondsOf(peer), ({ native }) => secondsOf(native));
  return [what, "≥ 20× scikit-learn", times(reached), verdict(reached >= 20)];
}

function gap(groups, size, learner, depth) {
  const what = `wasm against native, ${learner}, ${rowsName(size)} rows${learner === "forest" ? `, ${depthName(depth)}` : ""}`;
  const group = find(groups, size, learner, depth);
  if (!group) return notMeasured(what, "≤ 2.0×, stretch 1.6×");
  const [first, again] = [wasmGap(group.rounds), wasmGap(group.rounds, true)];
  return [what, "≤ 2.0×, stretch 1.6×", `${times(first)} (${times(again)} once compiled)`, verdict(first <= 2) + (first <= 1.6 ? ", stretch too" : "")];
}

function twoEngines(results, depth) {
  const rounds = results.filter((result) => result.what === "two engines" && result.depth === depth);
  const what = `two engines against one, ${rounds.length ? `${rowsName(rounds[0].size)} rows, ` : ""}${depthName(depth)}`;
  const goal = "≥ 1.8×, the very same trees";
  if (!rounds.length) return notMeasured(what, goal);
  const reached = ratio(rounds, ({ one_seconds }) => one_seconds, ({ two_seconds }) => two_seconds);
  const isSame = rounds.every(({ is_same }) => is_same);
  const isSameNatively = rounds.every(({ is_same_natively }) => is_same_natively);
  const detail = `${times(reached)}; ${isSame ? "the same bytes" : "**other bytes**"}${isSameNatively ? ", natively too" : ", **others natively**"}`;
  return [what, goal, detail, verdict(reached >= 1.8 && isSame)];
}

function aucRow({ size, learner, depth, rounds }) {
  const peer = learner === "forest" ? "scikit-learn" : "LightGBM";
  const what = `AUC of the ${learner}, ${rowsName(size)} rows${learner === "forest" ? `, ${depthName(depth)}` : ""}`;
  const [last, fresh] = [aucDifference(rounds, "auc"), aucDifference(rounds, "fresh_auc")];
  const detail = `${differenceText(fresh)} on 50,000 fresh rows; ${differenceText(last)} on the last 20 % (${rounds.length} seeds)`;
  // The target of the boosting is one of size; what it does elsewhere is told, not judged.
  const isTarget = learner === "forest" || size === 100_000;
  return [what, isTarget ? `≥ ${peer} − 0.001` : `(beside ${peer})`, detail, isTarget ? verdict(fresh.mean >= -0.001) : ""];
}

function boostingTime(groups, by) {
  const group = find(groups, 100_000, "boosting");
  const what = `boosting fit, 100,000 rows, ${by === "wasm" ? "one engine" : "native core"}`;
  if (!group) return notMeasured(what, "≤ 1.5× LightGBM's native time");
  const reached = ratio(group.rounds, (round) => secondsOf(round[by]), ({ peer }) => secondsOf(peer));
  return [what, "≤ 1.5× LightGBM's native time", times(reached), verdict(reached <= 1.5)];
}

const csvRounds = (results, side) => results.filter(({ what, by }) => what === "csv" && by === side);

/** How much faster a file is read than by a peer: the median of the rounds' ratios. */
function csvRow(results, by, name, target, stretch) {
  const [ours, peers] = ["wasm", by].map((side) => csvRounds(results, side));
  const what = `typed, quote-safe CSV in wasm${ours.length ? `, a file of ${ours[0].file_megabytes.toFixed(0)} MB` : ""}`;
  const goal = `≥ ${target}× ${name}${stretch ? `, stretch ${stretch}×` : ""}`;
  if (!ours.length || !peers.length) return notMeasured(what, goal);
  const speed = (rounds) => median(rounds.map(({ file_megabytes, seconds }) => file_megabytes / seconds));
  const ratioOf = (time) => median(ours.map((result, round) => time(peers[round]) / time(result)));
  const [reached, cpu] = [ratioOf(({ seconds }) => seconds), ratioOf(({ cpu_seconds }) => cpu_seconds ?? NaN)];
  const detail = `${times(reached)}: ${speed(ours).toFixed(0)} MB/s against ${speed(peers).toFixed(0)} MB/s (by the workers' processor time ${times(cpu)})`;
  return [what, goal, detail, verdict(reached >= target) + (stretch && reached >= stretch ? ", stretch too" : "")];
}

function csvMemoryRow(results) {
  const ours = csvRounds(results, "wasm");
  const what = "memory for reading that file";
  if (!ours.length) return notMeasured(what, "≤ 6× the file");
  const inFiles = (value) => median(ours.map((round) => value(round) / round.file_megabytes));
  const [wasm, whole] = [inFiles(({ wasm_bytes }) => wasm_bytes / 1e6), inFiles(({ megabytes }) => megabytes ?? NaN)];
  const detail = `${times(wasm)} of wasm memory, ${times(whole)} the whole Chromium process with the file in it`;
  return [what, "≤ 6× the file", detail, verdict(Math.max(wasm, whole || 0) <= 6)];
}

function memoryRow(results) {
  const result = results.find(({ what }) => what === "memory");
  const what = "the app's own forest (200 trees) on a million rows in one worker";
  if (!result) return notMeasured(what, "< 1.5 GB in Chromium");
  const detail = `${result.wasm_megabytes.toFixed(0)} MB of wasm memory${result.megabytes ? `, ${result.megabytes.toFixed(0)} MB the process` : ""}`;
  return [what, "< 1.5 GB in Chromium", detail, verdict(Math.max(result.wasm_megabytes, result.megabytes ?? 0) < 1500)];
}

/** One row a target: what, the target, what was measured, whether it is met. */
export function targetRows(results) {
  const groups = comparisons(results);
  return [
    forestSpeed(groups, 100_000, 12, 10, 15), forestSpeed(groups, 100_000, 0, 8, 15), forestSpeed(groups, 10_000, 12, 8), forestSpeed(groups, 10_000, 0, 8),
    ...[100_000, 10_000].flatMap((size) => [12, 0].map((depth) => nativeSpeed(groups, size, depth))),
    ...[100_000, 10_000].flatMap((size) => [12, 0].map((depth) => gap(groups, size, "forest", depth))), gap(groups, 100_000, "boosting", 0),
    ...[12, 0].map((depth) => twoEngines(results, depth)),
    ...groups.map(aucRow),
    ...["wasm", "native"].map((by) => boostingTime(groups, by)),
    csvRow(results, "peer", "PapaParse", 10, 15),
    csvRow(results, "duckdb", "duckdb-wasm", 3),
    csvMemoryRow(results),
    memoryRow(results),
  ];
}
