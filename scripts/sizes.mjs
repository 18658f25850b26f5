// What the page weighs over the wire, against the limits of the project: `node scripts/sizes.mjs [dist]`.
// One line a limit, "ok" or "too large"; ends with 1 if one is too large.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

/** What is fetched once the page has come to rest, or with the first work; letters of Hindi where some are shown. */
const isLater = (name) => /_later\.wasm$|devanagari/.test(name);

const limitsInKb = [
  ["page wasm", 250, (name) => /^smart-loan-recovery-[^/]*_bg\.wasm$/.test(name)],
  ["engine wasm", 400, (name) => /^engine-[^/]*_bg\.wasm$/.test(name)],
  ["echarts", 300, (name) => /^echarts-[^/]*\.js$/.test(name)],
  ["page, later", 245, (name) => name.endsWith("_later.wasm") && !name.startsWith("engine-")],
  ["engine, later", 335, (name) => isLater(name) && name.startsWith("engine-")],
  ["first load", 950, (name) => !isLater(name)],
];

const compressed = /\.(wasm|js|css|html|svg|json|txt)$/;

function bytesOnTheWire(path) {
  const bytes = readFileSync(path);
  if (!compressed.test(path)) return bytes.length;
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
}

/** The size of each measured part, in kB (1,000 bytes) as brotli at its best, and whether it keeps its limit. */
export function measureSizes(dist) {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(dist, path).replaceAll("\\", "/"), bytes: bytesOnTheWire(path) }));
  return limitsInKb.map(([part, limit, belongs]) => {
    const members = files.filter((file) => belongs(file.name));
    const size = members.reduce((sum, file) => sum + file.bytes, 0) / 1000;
    return { part, size, limit, isKept: members.length > 0 && size <= limit };
  });
}

/** Prints the sizes; true if every limit is kept. */
export function reportSizes(dist) {
  const sizes = measureSizes(dist);
  for (const { part, size, limit, isKept } of sizes) {
    console.log(`size  ${part.padEnd(13)} ${size.toFixed(1).padStart(6)} kB of ${limit} kB brotli  ${isKept ? "ok" : size === 0 ? "missing" : "too large"}`);
  }
  return sizes.every((size) => size.isKept);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exit(reportSizes(process.argv[2] ?? "dist") ? 0 : 1);
