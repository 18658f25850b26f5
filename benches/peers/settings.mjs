// What is measured, and how much of it: SIZES, ROUNDS, SEEDS, TREES, CSV_MB and YDF in the environment make a run shorter;
// QUIET is for how many seconds a measurement waits, at most, for a machine that does something else.
const numbers = (text) => text.split(/[\s,]+/).filter(Boolean).map(Number);
const { SIZES, ROUNDS, SEEDS, TREES, CSV_MB, YDF, QUIET } = process.env;

export const sizes = numbers(SIZES ?? "500 10000 100000 1000000");
export const nRounds = Number(ROUNDS ?? 5);
export const nSeeds = Number(SEEDS ?? nRounds);
export const nTrees = Number(TREES ?? 100);
export const csvMegabytes = Number(CSV_MB ?? 100);
export const measuresYdf = YDF !== "0";
export const mostQuietSeconds = Number(QUIET ?? 20);
export const isWhole = [SIZES, ROUNDS, SEEDS, TREES, CSV_MB, YDF].every((value) => value === undefined);

/** Depths of forests; none is unlimited. */
export const depths = [12, null];
/** Rows that nobody has learned from, beside the last 20 %: the same for every size. */
export const fresh = "50000-99.all";
/** From here on a fit takes minutes: fewer trees and rounds, and one portfolio. */
export const isHuge = (size) => size >= 500_000;
export const treesOf = (size) => (isHuge(size) ? Math.min(nTrees, 4) : nTrees);
export const roundsOf = (size) => (isHuge(size) ? Math.min(nRounds, 3) : Math.max(nRounds, nSeeds));
/** Each seed draws its own portfolio, and the learner's luck. */
export const portfolioOf = (size, seed) => `${size}-${isHuge(size) ? 1 : seed}`;
