// A small static server for dist/ on the loopback interface: `node scripts/serve.mjs [folder] [--headers] [--base /sub/path/]`.
// PORT chooses the port (8080). It adds no security headers, so that the policy inside the page is what holds; --headers applies _headers.
import { createReadStream, existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const contentTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".csv": "text/csv; charset=utf-8",
  "": "text/plain; charset=utf-8",
};

/** The rules of a _headers file: [{ path, headers: [[name, value]] }]; a path may end in *. */
function readHeaderRules(path) {
  const rules = [];
  for (const line of existsSync(path) ? readFileSync(path, "utf8").split("\n") : []) {
    if (!line.trim() || line.startsWith("#")) continue;
    if (!/^\s/.test(line)) rules.push({ path: line.trim(), headers: [] });
    else rules.at(-1)?.headers.push([line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]);
  }
  return rules;
}

const ruleFits = (rule, path) => (rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path);

/** The file that a path below the base names, or null: nothing outside `root` is ever named. */
function findFile(root, path) {
  let name;
  try {
    name = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (name.includes("\0") || name.includes("\\")) return null;
  const wanted = join(root, name.endsWith("/") ? `${name}index.html` : name);
  if (!existsSync(wanted) || !statSync(wanted).isFile()) return null;
  return realpathSync(wanted).startsWith(root + sep) ? wanted : null;
}

function respond(request, response, { root, base, rules, transform }) {
  const path = new URL(request.url, "http://localhost").pathname;
  if (request.method !== "GET" && request.method !== "HEAD") return response.writeHead(405, { Allow: "GET, HEAD" }).end();
  if (`${path}/` === base) return response.writeHead(301, { Location: base }).end();
  const below = path.startsWith(base) ? `/${path.slice(base.length)}` : null;
  const file = below && findFile(root, below);
  if (!file) return response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found\n");

  response.setHeader("Content-Type", contentTypes[extname(file)] ?? "application/octet-stream");
  response.setHeader("Cache-Control", "no-cache");
  for (const rule of rules.filter((rule) => ruleFits(rule, below))) for (const [name, value] of rule.headers) response.setHeader(name, value);
  if (request.method === "HEAD") return response.end();
  const changed = transform?.(file);
  if (changed !== undefined && changed !== null) return response.end(changed);
  return createReadStream(file).on("error", () => response.destroy()).pipe(response);
}

/**
 * Serves `root` at http://host:port + base; port 0 takes a free one. `transform(path)` may give another body for a file.
 * Resolves to { url, close } once it listens.
 */
export function serve({ root, port = 0, host = "127.0.0.1", base = "/", headers = false, transform }) {
  const options = { root: realpathSync(resolve(root)), base, rules: headers ? readHeaderRules(join(root, "_headers")) : [], transform };
  const server = createServer((request, response) => respond(request, response, options));
  return new Promise((resolveServer, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const url = `http://${host}:${server.address().port}${base}`;
      const close = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
      resolveServer({ url, close });
    });
  });
}

async function main(args) {
  const base = args.includes("--base") ? args[args.indexOf("--base") + 1] : "/";
  const root = args.find((arg, at) => !arg.startsWith("--") && args[at - 1] !== "--base") ?? "dist";
  const port = Number(process.env.PORT ?? 8080);
  if (!existsSync(join(root, "index.html"))) throw new Error(`${root}/index.html is missing: run "make build" first`);
  if (!/^\/(.*\/)?$/.test(base ?? "")) throw new Error("--base begins and ends with a slash");
  const { url } = await serve({ root, port, base, headers: args.includes("--headers") });
  console.log(`Smart Loan Recovery is served at ${url} (stop with Ctrl+C)`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.code === "EADDRINUSE" ? `Port ${error.port} is taken: choose another with PORT=8081` : error.message);
    process.exit(1);
  });
}
