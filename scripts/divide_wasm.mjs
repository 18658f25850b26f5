// Divides a linked WebAssembly module, as text, into a first part and a later part: one program in two files.
// The first part keeps memory, data, tables, globals and exports. A function that moves leaves a stand-in there if one that stays
// calls it; stand-ins call through the table of functions, whose slots the later part fills. What the later part uses of the
// first it imports. In: the text that wasm-dis writes. Out: two texts for wasm-as. Knows no files, no tools and not what moves.

/** Where the later part's imports come from: an object with the first part's exports. */
export const importModule = "first";

const token = /;;[^\n]*|\(;[\s\S]*?;\)|\$?"(?:[^"\\]|\\[\s\S])*"|[()]|[^\s()";]+/g;
const identifier = String.raw`(?:\$"(?:[^"\\]|\\[\s\S])*"|\$[^\s()"]+)`;
const callsFunction = new Set(["call", "return_call", "ref.func"]);
const usesGlobal = new Set(["global.get", "global.set"]);
const usesTable = new Set(["call_indirect", "return_call_indirect", "table.get", "table.set", "table.size", "table.grow", "table.fill", "table.copy", "table.init"]);

/** The top-level forms of a module, in order: { kind, name, source, functions, globals, tables }, the last three being what is used. */
export function topLevelForms(text) {
  const forms = [];
  let depth = 0, start = 0, form = null, before = "";
  for (const { 0: part, index } of text.matchAll(token)) {
    if (part.startsWith(";;") || part.startsWith("(;")) continue;
    if (part === "(") {
      depth += 1;
      if (depth === 2) [form, start] = [{ kind: "", name: "", functions: new Set(), globals: new Set(), tables: new Set() }, index];
    } else if (part === ")") {
      depth -= 1;
      if (depth === 1) forms.push({ ...form, source: text.slice(start, index + 1) });
    } else if (depth >= 2 && !form.kind) form.kind = part;
    else if (depth >= 2 && part.startsWith("$")) {
      if (callsFunction.has(before)) form.functions.add(part);
      else if (usesGlobal.has(before)) form.globals.add(part);
      else if (usesTable.has(before)) form.tables.add(part);
      else if (depth === 2 && !form.name) form.name = part;
    }
    before = part;
  }
  if (depth !== 0) throw new Error("the module's parentheses do not match");
  return forms;
}

/** A name as it was before it was quoted and escaped for the text. */
export function plainName(name) {
  const inner = name.startsWith('$"') ? name.slice(2, -1) : name.slice(1);
  return inner.replace(/\\([0-9a-f]{2}|.)/gi, (_, code) => (code.length === 2 ? String.fromCharCode(parseInt(code, 16)) : code));
}

/** A name without the hashes that Rust puts into it or behind it. */
export const bareName = (name) => name.replace(/\[[0-9a-f]+\]/g, "").replace(/::h[0-9a-f]{16}$/, "");

/** Matches `source` from its beginning; `id` in the pattern stands for an identifier. */
function take(source, pattern) {
  const match = new RegExp(`^${pattern.replaceAll("id", identifier)}`).exec(source);
  if (!match) throw new Error(`a form that is not known: ${source.slice(0, 120)}`);
  return match;
}

/** The module's forms, read as far as dividing needs it. */
function readModule(text) {
  const forms = topLevelForms(text);
  const ofKind = (kind) => forms.filter((form) => form.kind === kind);
  if (ofKind("tag").length) throw new Error("a module with exceptions cannot be divided");
  const tables = ofKind("table").filter(({ source }) => source.endsWith("funcref)"));
  if (tables.length !== 1) throw new Error(`${tables.length} tables of functions, expected one`);
  return {
    forms,
    ofKind,
    functions: new Map(ofKind("func").map((form) => [form.name, form])),
    table: tables[0],
    exports: ofKind("export").map(({ source }) => {
      const [, as, kind, name] = take(source, String.raw`\(export\s+"((?:[^"\\]|\\.)*)"\s+\((\w+)\s+(id)`);
      return { as, kind, name };
    }),
    importTypes: new Map(ofKind("import").map(({ source }) => {
      const [all, name] = take(source, String.raw`\(import\s+"[^"]*"\s+"(?:[^"\\]|\\.)*"\s+\(\w+\s+(id)`);
      return [name, source.slice(all.length).replace(/\)\s*\)$/, "")];
    })),
    elements: ofKind("elem").map(({ source }) => {
      const [head, offset] = take(source, String.raw`\(elem\s+(?:id\s+)?(?:\(table\s+id\)\s+)?\(i32\.const\s+(\d+)\)\s*(?:func\b)?`);
      return { offset: Number(offset), names: source.slice(head.length).match(new RegExp(identifier, "g")) ?? [] };
    }),
  };
}

/** A function's parameters, and its type as text. */
function signature({ source }) {
  const [, head] = take(source, String.raw`\(func\s+id((?:\s*\((?:type|param|result)\s[^()]*\))*)`);
  const types = (word) => [...head.matchAll(new RegExp(`\\(${word}\\s([^()]*)\\)`, "g"))].flatMap(([, list]) => list.split(/\s+/).filter((type) => type && !type.startsWith("$")));
  const write = (word) => (types(word).length ? ` (${word} ${types(word).join(" ")})` : "");
  return { params: types("param"), results: write("result"), type: write("param") + write("result") };
}

/** What is put into memory at the start: { start, bytes } of each segment. */
function readSegments({ ofKind }) {
  return ofKind("data").map(({ source }) => {
    const [head, offset] = take(source, String.raw`\(data\s+(?:id\s+)?(?:\(memory\s+id\)\s+)?\(i32\.const\s+(\d+)\)\s*`);
    const texts = source.slice(head.length).match(/"(?:[^"\\]|\\[\s\S])*"/g) ?? [];
    const bytes = texts.map((text) => Buffer.from(text.slice(1, -1).replace(/\\(?:u\{[^}]*\}|[0-9a-f]{2}|[\s\S])|[^\\]/gi, byteAsLatin), "latin1"));
    return { start: Number(offset), bytes: Buffer.concat(bytes) };
  });
}

const escapes = { t: "\t", n: "\n", r: "\r" };

/** A letter of a string of WebAssembly's text, escaped or not, as the bytes that it stands for. */
function byteAsLatin(letter) {
  const hex = /^\\([0-9a-f]{2})$/i.exec(letter);
  if (hex) return String.fromCharCode(parseInt(hex[1], 16));
  if (letter.startsWith("\\u")) return Buffer.from(String.fromCodePoint(parseInt(letter.slice(3, -1), 16))).toString("latin1");
  return letter.startsWith("\\") ? escapes[letter[1]] ?? letter[1] : Buffer.from(letter).toString("latin1");
}

/** A function from an address to the number that is there at the start, or to nothing. */
function memoryAtStart(segments) {
  return (address) => {
    const segment = segments.find(({ start, bytes }) => address >= start && address + 4 <= start + bytes.length);
    return segment?.bytes.readUInt32LE(address - segment.start);
  };
}

/** A segment of memory as text. */
const segmentText = ({ start, bytes }) => `(data (i32.const ${start}) "${[...bytes].map((byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("")}")`;

/** Cuts texts out of segments: { kept, cut }, both as segments. Each text must be there, and once. */
function cutTexts(segments, texts) {
  let kept = segments;
  const cut = [];
  for (const text of texts) {
    const at = kept.findIndex(({ bytes }) => bytes.includes(text));
    if (at < 0) throw new Error(`a text that is to load later is not in the module: ${text.subarray(0, 60)}`);
    const { start, bytes } = kept[at];
    const from = bytes.indexOf(text);
    cut.push({ start: start + from, bytes: text });
    const rest = [{ start, bytes: bytes.subarray(0, from) }, { start: start + from + text.length, bytes: bytes.subarray(from + text.length) }];
    kept = [...kept.slice(0, at), ...rest.filter((piece) => piece.bytes.length), ...kept.slice(at + 1)];
  }
  return { kept, cut };
}

/** The methods of the tables of trait objects whose addresses a function holds: how to drop, size, alignment, then one slot a method. */
function methodsHeld(source, wordAt, nameIn) {
  const isTable = (address) => {
    const [drop, size, alignment] = [0, 4, 8].map((at) => wordAt(address + at));
    return [1, 2, 4, 8, 16].includes(alignment) && size % alignment === 0 && (drop === 0 || nameIn.has(drop));
  };
  const methods = [];
  for (const [, text] of source.matchAll(/\(i32\.const (\d+)\)/g)) {
    const address = Number(text);
    // Another table may follow at once: its size and alignment would pass for slots.
    if (isTable(address)) for (let at = address + 12; nameIn.has(wordAt(at)) && !isTable(at); at += 4) methods.push(nameIn.get(wordAt(at)));
  }
  return methods;
}

/**
 * The functions that move: the chosen ones and all that only they reach, but none that is needed at once. The linker makes one of
 * functions that are alike, under the name of either: so none moves that is a method of a trait object made by a function that stays.
 */
function functionsThatMove(module, { isLater, neededAtOnce }) {
  const { functions, exports, elements, ofKind } = module;
  const moving = new Set(functions.keys());
  const keepAll = (names, stays) => {
    while (names.length) {
      const name = names.pop();
      if (moving.has(name) && stays(name) && moving.delete(name)) names.push(...functions.get(name).functions);
    }
  };
  const atOnce = neededAtOnce.flatMap((wanted) => {
    const names = [...functions.keys()].filter((name) => bareName(plainName(name)) === wanted);
    if (names.length === 0) throw new Error(`there is no function ${wanted}: was it renamed or inlined, or are the functions' names not kept?`);
    return names;
  });
  keepAll(atOnce, () => true);
  const roots = [
    ...[...functions.keys()].filter((name) => !moving.has(name)),
    ...exports.filter(({ kind }) => kind === "func").map(({ name }) => name),
    ...elements.flatMap(({ names }) => names),
    ...ofKind("start").map(({ name }) => name),
    ...ofKind("global").flatMap((form) => [...form.functions]),
  ];
  const stays = (name) => !isLater(plainName(name), functions.get(name).source);
  keepAll(roots, stays);
  const wordAt = memoryAtStart(readSegments(module));
  const nameIn = new Map(elements.flatMap(({ offset, names }) => names.map((name, at) => [offset + at, name])));
  const looked = new Set();
  for (let found = true; found;) {
    found = false;
    for (const [name, { source }] of functions) {
      if (moving.has(name) || looked.has(name)) continue;
      looked.add(name);
      for (const method of methodsHeld(source, wordAt, nameIn)) if (moving.delete(method)) {
        keepAll([...functions.get(method).functions], stays);
        found = true;
      }
    }
  }
  return moving;
}

/** Which function is in which slot of the table. A function that moves and is called by one that stays gets a slot if it has none. */
function shareTable({ forms, exports, elements, table }, moving) {
  const slots = elements.flatMap(({ offset, names }) => names.map((name, at) => [offset + at, name]));
  const slotOf = new Map(slots.map(([slot, name]) => [name, slot]));
  const called = new Set(exports.map(({ name }) => name).filter((name) => moving.has(name)));
  for (const { kind, name, functions } of forms) if (kind !== "func" || !moving.has(name)) functions.forEach((used) => moving.has(used) && called.add(used));
  let nSlots = Number(take(table.source, String.raw`\(table\s+id\s+(\d+)`)[1]);
  for (const name of called) if (!slotOf.has(name)) {
    slots.push([nSlots, name]);
    slotOf.set(name, nSlots);
    nSlots += 1;
  }
  return { slots, slotOf, called, nSlots };
}

/** A table's source with other limits. */
function resized(source, nSlots) {
  const [, name, most] = take(source, String.raw`\(table\s+(id)\s+\d+(\s+\d+)?\s+funcref\)`);
  return `(table ${name} ${nSlots}${most ? ` ${nSlots}` : ""} funcref)`;
}

/** Element segments that put functions into their slots; neighbors share one. */
function segments(table, slots) {
  const runs = [];
  for (const [slot, name] of slots.toSorted(([a], [b]) => a - b)) {
    const last = runs.at(-1);
    if (last && last.offset + last.names.length === slot) last.names.push(name);
    else runs.push({ offset: slot, names: [name] });
  }
  return runs.map(({ offset, names }) => `(elem (table ${table}) (i32.const ${offset}) func ${names.join(" ")})`);
}

/** A function of the same name and type that calls the one that moved. */
function standIn(table, form, slot) {
  const { params, results, type } = signature(form);
  const named = params.map((param, at) => ` (param $${at} ${param})`).join("");
  const values = params.map((_, at) => ` (local.get $${at})`).join("");
  return `(func ${form.name}${named}${results} (call_indirect ${table}${type}${values} (i32.const ${slot})))`;
}

/** What of the first part the functions that move use, as imports and the exports that these need. */
function link({ ofKind, functions, exports, importTypes, table }, moving) {
  const names = new Map(exports.map(({ as, kind, name }) => [`${kind} ${name}`, as]));
  const taken = new Set(names.values());
  const imported = [], exported = [];
  const add = (kind, name, type) => {
    if (!names.has(`${kind} ${name}`)) {
      let at = exported.length;
      while (taken.has(at.toString(36))) at += 1;
      taken.add(at.toString(36));
      names.set(`${kind} ${name}`, at.toString(36));
      exported.push(`(export "${at.toString(36)}" (${kind} ${name}))`);
    }
    imported.push(`(import "${importModule}" "${names.get(`${kind} ${name}`)}" (${kind} ${name}${type}))`);
  };
  const used = (what) => new Set([...moving].flatMap((name) => [...functions.get(name)[what]]));
  for (const name of used("functions")) if (!moving.has(name)) add("func", name, importTypes.get(name) ?? signature(functions.get(name)).type);
  const [globals, tables] = [used("globals"), used("tables").add(table.name)];
  for (const { name, source } of ofKind("global")) if (globals.has(name)) add("global", name, take(source, String.raw`\(global\s+id(\s+(?:\([^()]*\)|[^\s()]+))`)[1]);
  for (const kind of ["memory", "table"]) {
    for (const { name, source } of ofKind(kind)) if (kind === "memory" || tables.has(name)) add(kind, name, take(source, String.raw`\(\w+\s+id([^()]*)\)`)[1]);
  }
  return { imported, exported };
}

/**
 * Divides a module. `isLater` says of a function's name and text whether it was chosen to load later; what only chosen functions reach
 * goes with them. `laterTexts`, as bytes, are texts that only they read. The functions of `neededAtOnce` stay with all that they call. Calls through the table count for neither.
 * Returns { first, later, nMoved, nStandIns }, the first two as text.
 */
export function divide(text, { isLater, neededAtOnce, laterTexts = [] }) {
  const module = readModule(text);
  const moving = functionsThatMove(module, { isLater, neededAtOnce });
  if (moving.size === 0) throw new Error("no function would load later: are the functions' names kept?");
  const { slots, slotOf, called, nSlots } = shareTable(module, moving);
  const { name: table, source } = module.table;
  module.table.source = resized(source, nSlots);
  const { imported, exported } = link(module, moving);
  const data = laterTexts.length ? cutTexts(readSegments(module), laterTexts) : null;

  const sources = (forms) => forms.map((form) => form.source);
  const write = (parts) => `(module\n${parts.flat().join("\n")}\n)\n`;
  const first = write([
    sources(module.forms.filter(({ kind, name }) => kind !== "elem" && !(data && kind === "data") && !(kind === "func" && moving.has(name)))),
    (data?.kept ?? []).map(segmentText),
    exported,
    segments(table, slots.filter(([, name]) => !moving.has(name))),
    [...called].map((name) => standIn(table, module.functions.get(name), slotOf.get(name))),
  ]);
  const later = write([
    sources(module.forms.filter(({ kind }) => kind === "type" || kind === "rec")),
    imported,
    segments(table, slots.filter(([, name]) => moving.has(name))),
    (data?.cut ?? []).map(segmentText),
    sources([...moving].map((name) => module.functions.get(name))),
  ]);
  return { first, later, nMoved: moving.size, nStandIns: called.size };
}
