// Puts the functions of a WebAssembly module, as text, in an order in which like stands beside like: brotli finds what it has just
// seen in fewer bits. Each function is followed by the one that shares most of its instructions; where none is much like it, by the
// next of the same type and name (the copies that Rust makes of one generic function differ in their hash only). Measured on the
// page: 3 % of what goes over the wire. In: the text that wasm-dis writes, with names. Out: the same program.
import { bareName, plainName, topLevelForms } from "./divide_wasm.mjs";

/** So many instructions in a row are what two functions may share. */
const runLength = 5;
/** What more functions than these have in common tells none of them apart. */
const mostSharers = 200;
/** The least part of all their runs that two functions share to be alike. */
const leastAlike = 0.15;

const withoutNames = (source) => source.replace(/\$"(?:[^"\\]|\\[\s\S])*"|\$[^\s()"]+/g, "$").replace(/\s+/g, " ");
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The runs of instructions of a function, each once. */
function runsOf(body) {
  const words = body.split(" ");
  return new Set(words.slice(runLength - 1).map((_, at) => words.slice(at, at + runLength).join(" ")));
}

/** Places, beginning with the first, each followed by the free one that is most like it, else by the first free one. */
function chain(runs) {
  const sharers = new Map();
  runs.forEach((own, place) => own.forEach((run) => (sharers.get(run) ?? sharers.set(run, []).get(run)).push(place)));
  const isFree = runs.map(() => true);
  const order = [];
  let firstFree = 0;
  for (let here = 0; order.length < runs.length;) {
    isFree[here] = false;
    order.push(here);
    const shared = new Map();
    for (const run of runs[here]) {
      const places = sharers.get(run);
      if (places.length < mostSharers) for (const place of places) if (isFree[place]) shared.set(place, (shared.get(place) ?? 0) + 1);
    }
    let [best, most] = [-1, leastAlike];
    for (const [place, n] of shared) {
      const alike = n / (runs[place].size + runs[here].size - n);
      if (alike > most) [best, most] = [place, alike];
    }
    while (!isFree[firstFree] && firstFree < runs.length) firstFree += 1;
    here = best >= 0 ? best : firstFree;
  }
  return order;
}

/** The module with its functions in order; all else stays where it was, before them. */
export function orderFunctions(text) {
  const forms = topLevelForms(text);
  const functions = forms.filter(({ kind }) => kind === "func").map(({ name, source }) => {
    const body = withoutNames(source);
    return { source, body, type: /^(?:\(func \$)?((?: ?\((?:type|param|result)[^()]*\))*)/.exec(body)[1], name: bareName(plainName(name)) };
  });
  functions.sort((a, b) => compare(a.type, b.type) || compare(a.name, b.name) || a.body.length - b.body.length || compare(a.body, b.body));
  const order = chain(functions.map(({ body }) => runsOf(body)));
  const sources = [...forms.filter(({ kind }) => kind !== "func"), ...order.map((place) => functions[place])].map(({ source }) => source);
  return `(module\n${sources.join("\n")}\n)\n`;
}
