// FOLDER/results.json to words: the targets with what was reached, then all figures. `node report.mjs FOLDER` prints them and writes
// FOLDER/BENCHMARKS.md; after a whole run docs/BENCHMARKS.md too.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { figureTables } from "./figures.mjs";
import { targetRows } from "./targets.mjs";

const folder = process.argv[2];
const { isWhole, machine, results } = JSON.parse(readFileSync(join(folder, "results.json"), "utf8"));

const table = (head, rows) => [`| ${head.join(" | ")} |`, `|${head.map(() => "-").join("|")}|`, ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");

const versions = Object.entries(machine.versions).map(([name, version]) => `${name} ${version}`).join(", ");

const nDisturbed = results.filter(({ was_quiet }) => !was_quiet).length;
const disturbed = nDisturbed ? `; ${nDisturbed} of ${results.length} measurements began while the machine was busy with something else` : "";

const introduction = `# Benchmarks

Measured on ${machine.date} by \`make bench\` in ${machine.minutes.toFixed(0)} minutes, at commit ${machine.commit}.

- Machine: ${machine.processor}, ${machine.memory} memory, ${machine.system}; load ${machine.load.toFixed(1)} at the start, ${machine.loadAfter.toFixed(1)} at the end${disturbed}.
- Versions: ${versions}.
- Data: synthetic loans (\`benches/peers/generate.py\`): 20 features, 6 of them categories, 3 % of the cells missing, 22 % bad. The first
  80 % of the rows train, the last 20 % test; 50,000 fresh rows, the same for all, test again. Each round draws other loans and
  another seed, at a million rows only the seed.
- Forests: 100 trees (4 at a million rows), leaves of one row, √20 features a node, no limit on nodes; boosting: 100 rounds (20), 31
  leaves, learning rate 0.1, as LightGBM by default. A fit counts from typed columns to the model, so ours counts the binning too.
- Ours in the browser: the engine's code, compiled and optimized as the engine is, in one worker of a fresh Chromium process for each
  measurement, by \`performance.now()\`: compiling to fast code while it runs is part of the first fit, and of the ratios. Ours natively
  and Python's peers: processor time of the thread and of the process, on one thread.
- Ours and a peer take turns; a ratio is the median of the rounds' ratios. Trust the ratios; the seconds are this machine's.`;

const targets = table(["what", "target", "measured", ""], targetRows(results));
const figures = figureTables(results).map(({ title, head, rows }) => `## ${title}\n\n${table(head, rows)}`).join("\n\n");
const text = `${introduction}\n\n## Targets\n\n${targets}\n\n${figures}\n`;

writeFileSync(join(folder, "BENCHMARKS.md"), text);
if (isWhole) writeFileSync(new URL("../../docs/BENCHMARKS.md", import.meta.url), text);
console.log(`\n${text}`);
