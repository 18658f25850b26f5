// The very page that ships, but for the address of Gemini: in its programs and its policy stands that of a pretend one.
import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { geminiBase } from "../../scripts/policy.mjs";

/** An address of this origin with exactly so many letters: a path fills it up. In a program, a text's length stands elsewhere. */
export function addressOfLength(origin, length) {
  const address = `${origin}/pretend-gemini`;
  if (address.length > length) throw new Error(`${address} does not fit where ${length} letters are`);
  return address.padEnd(length, "-");
}

/** Bytes with all of one text replaced by another of the same length: { changed, n_found }. */
function replaceBytes(bytes, found, replacement) {
  const changed = Buffer.from(bytes);
  let n_found = 0;
  for (let at = changed.indexOf(found); at >= 0; at = changed.indexOf(found, at + replacement.length)) {
    changed.write(replacement, at, "latin1");
    n_found += 1;
  }
  return { changed, n_found };
}

/** How often the programs of a built page name Gemini's address. */
export function countAddresses(root, base = geminiBase()) {
  if (!base) return 0;
  const programs = readdirSync(root).filter((name) => name.endsWith(".wasm"));
  return programs.reduce((n_found, name) => n_found + replaceBytes(readFileSync(join(root, name)), base, base).n_found, 0);
}

/** For `serve`: `transform` gives a built page's files as if Gemini were at this origin, and `address` is what the page then asks. */
export function pretendGemini(root, origin, base = geminiBase()) {
  if (!base) throw new Error("GEMINI_BASE says that this page asks no Gemini");
  const address = addressOfLength(origin, base.length);
  const changedFiles = new Map();
  let n_in_programs = 0;
  for (const name of readdirSync(root).filter((name) => name.endsWith(".wasm"))) {
    const { changed, n_found } = replaceBytes(readFileSync(join(root, name)), base, address);
    n_in_programs += n_found;
    changedFiles.set(join(realpathSync(root), name), changed);
  }
  if (n_in_programs === 0) throw new Error(`no program in ${root} has the address ${base}`);

  const html = readFileSync(join(root, "index.html"), "utf8");
  const withPolicy = html.replace(/(<meta http-equiv="Content-Security-Policy" content="[^"]*?)connect-src ([^;"]*)/, (_, before, sources) => {
    const changed = sources.split(" ").map((source) => (source === new URL(base).origin ? origin : source));
    return `${before}connect-src ${changed.join(" ")}`;
  });
  if (withPolicy === html) throw new Error(`the policy in ${root}/index.html does not allow ${base}`);
  changedFiles.set(join(realpathSync(root), "index.html"), withPolicy);
  return { address, n_in_programs, transform: (path) => changedFiles.get(path) };
}
