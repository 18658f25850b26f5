// Trunk's post_build hook: turns what Trunk has made into what is served. In TRUNK_STAGING_DIR it
//   1. divides page and engine (release builds only), gives files and the charts names with a hash, and tells the page where they are;
//   2. writes the content security policy, with the hash of Trunk's one inline script, into index.html and _headers;
//   3. refuses anything inline that the policy would block, any address that is not our own, and a stylesheet that nobody links;
//   4. weighs the parts (release builds only). SIZES=report says what is too large and lets the build pass.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { divideProgram } from "./divide_program.mjs";
import { contentSecurityPolicy } from "./policy.mjs";
import { reportSizes } from "./sizes.mjs";

const dist = process.env.TRUNK_STAGING_DIR ?? "dist";
const isRelease = process.env.TRUNK_PROFILE !== "debug";
const indexPath = join(dist, "index.html");

function fail(message) {
  console.error(`finish_dist: ${message}`);
  process.exit(1);
}

const shortHash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

/** The engine's files, by what the page calls them. In a release it is divided: a part of it loads later. */
function engineFiles() {
  for (const name of ["engine.js", "engine_bg.wasm"]) if (!existsSync(join(dist, name))) fail(`Trunk made no ${name}`);
  const script = { suffix: ".js", bytes: readFileSync(join(dist, "engine.js")) };
  if (!isRelease) return { "engine-script": script, "engine-wasm": { suffix: "_bg.wasm", bytes: readFileSync(join(dist, "engine_bg.wasm")) } };
  const { first, later } = divideProgram("engine", join(dist, "engine_bg.wasm"));
  return { "engine-script": script, "engine-wasm": { suffix: "_bg.wasm", bytes: first }, "engine-later": { suffix: "_later.wasm", bytes: later } };
}

/** The engine keeps its plain name in Trunk: old and new files would mix in a browser's cache. One hash of all is in every name. */
function nameEngine() {
  const files = engineFiles();
  const hash = shortHash(Buffer.concat(Object.values(files).map(({ bytes }) => bytes)));
  for (const name of ["engine.js", "engine_bg.wasm"]) rmSync(join(dist, name));
  return Object.entries(files).map(([rel, { suffix, bytes }]) => {
    const name = `engine-${hash}${suffix}`;
    writeFileSync(join(dist, name), bytes);
    return { rel, name };
  });
}

/** Divides the page. Trunk's name for it hashes the whole: one hash of both parts takes its place, in the names and in index.html. */
function dividePage(html) {
  const names = readdirSync(dist).filter((name) => /^smart-loan-recovery-.*_bg\.wasm$/.test(name));
  if (names.length !== 1 || !html.includes(names[0])) fail(`${names.length} programs of the page, expected one that index.html names`);
  const { first, later } = divideProgram("page", join(dist, names[0]));
  const hash = shortHash(Buffer.concat([first, later]));
  const files = { first: `smart-loan-recovery-${hash}_bg.wasm`, later: `smart-loan-recovery-${hash}_later.wasm` };
  rmSync(join(dist, names[0]));
  writeFileSync(join(dist, files.first), first);
  writeFileSync(join(dist, files.later), later);
  return { html: html.replaceAll(names[0], files.first), parts: [{ rel: "page-later", name: files.later }] };
}

/** Bundles the part of ECharts that is used. */
function bundleCharts() {
  const { outputFiles } = buildSync({
    entryPoints: [new URL("echarts.entry.js", import.meta.url).pathname],
    bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "eof", write: false, logLevel: "warning",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const code = outputFiles[0].contents;
  const name = `echarts-${shortHash(code)}.js`;
  writeFileSync(join(dist, name), code);
  return name;
}

function addAddresses(html, parts, charts) {
  const head = parts.map(({ rel, name }) => `  <link rel="${rel}" href="./${name}">\n`).join("");
  const body = `  <script id="charts-script" src="./${charts}" defer fetchpriority="low"></script>\n`;
  if (!html.includes("</head>") || !html.includes("</body>")) fail("index.html has no </head> or </body>");
  return html.replace("</head>", `${head}</head>`).replace("</body>", `${body}</body>`);
}

function inlineScripts(html) {
  return [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)].filter(([, attributes]) => !/\bsrc\s*=/.test(attributes)).map(([, , text]) => text);
}

/** What the policy would block, or what leads away from our own origin. */
function refuseForeignAndInline(html) {
  const tags = html.replace(/<!--[\s\S]*?-->/g, "").replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, "$1").match(/<[a-z][^>]*>/gi) ?? [];
  for (const tag of tags) {
    if (/^<style\b/i.test(tag)) fail(`an inline stylesheet: ${tag}`);
    if (/\sstyle\s*=/i.test(tag)) fail(`a style attribute: ${tag}`);
    if (/\sintegrity\s*=/i.test(tag) && /\.wasm/.test(tag)) fail(`Chromium warns of integrity on a wasm preload: ${tag}`);
    if (/\son[a-z]+\s*=/i.test(tag)) fail(`an inline event handler: ${tag}`);
    if (/\s(?:href|src)\s*=\s*["']?\s*(?:[a-z][a-z0-9+.-]*:|\/)/i.test(tag)) fail(`an address outside this folder: ${tag}`);
  }
}

/** A component's stylesheet that index.html forgets would be missed by nobody but the person who looks. */
function refuseUnlinkedStyles() {
  const source = process.env.TRUNK_SOURCE_DIR ?? ".";
  const html = readFileSync(join(source, "index.html"), "utf8");
  for (const name of readdirSync(join(source, "style"), { recursive: true })) {
    const path = `style/${name.replaceAll("\\", "/")}`;
    if (path.endsWith(".css") && !html.includes(`href="${path}"`)) fail(`index.html does not link ${path}`);
  }
}

function writeHeaders(policy) {
  const path = join(dist, "_headers");
  const isHashed = (name) => /-[0-9a-f]{12,16}(?:_bg|_later)?\.[a-z0-9]+$/.test(name);
  const rules = readdirSync(dist).filter(isHashed).sort().map((name) => `/${name}\n  Cache-Control: public, max-age=31536000, immutable`);
  writeFileSync(path, readFileSync(path, "utf8").replace("{{policy}}", policy).replace("{{hashed files}}", rules.join("\n")));
}

const written = readFileSync(indexPath, "utf8");
const page = isRelease ? dividePage(written) : { html: written, parts: [] };
const html = addAddresses(page.html, [...page.parts, ...nameEngine()], bundleCharts());
const inline = inlineScripts(html);
if (inline.length !== 1) fail(`${inline.length} inline scripts, expected Trunk's one`);
refuseForeignAndInline(html);
refuseUnlinkedStyles();

const policy = contentSecurityPolicy(inline[0]);
const withPolicy = html.replace(/<head>\s*/, `<head>\n  <meta http-equiv="Content-Security-Policy" content="${policy}">\n  `);
if (!withPolicy.includes(policy)) fail("index.html has no plain <head>");
writeFileSync(indexPath, withPolicy);
writeHeaders(policy);
rmSync(join(dist, "engine_loader.js"), { force: true });

if (isRelease && !reportSizes(dist) && process.env.SIZES !== "report") fail("a part is too large (SIZES=report builds all the same)");
