// The content security policy, in one place: the page's <meta> and _headers are written from it, and the tests read it.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const endpoint = new URL("../src/advisor/gemini/endpoint.rs", import.meta.url);

/**
 * The one address beside its own that the page may ask, where a person lets it: the program's, or what GEMINI_BASE puts in its place,
 * here as there. GEMINI_BASE=none, or one that is empty, leaves Gemini out of the policy: null.
 */
export function geminiBase(chosen = process.env.GEMINI_BASE) {
  if (chosen === "none" || chosen === "") return null;
  const base = chosen ?? readFileSync(endpoint, "utf8").match(/"(https:[^"]*)"/)?.[1];
  if (base === undefined) throw new Error(`${endpoint.pathname} has no address`);
  // It becomes a part of the policy, and paths are put behind it.
  if (!/^(https:\/\/[a-z0-9.-]+|http:\/\/127\.0\.0\.1)(:\d+)?(\/[\w.~-]+)*$/.test(base)) {
    throw new Error(`GEMINI_BASE is neither "none" nor an https address without a slash at its end: ${base}`);
  }
  return base;
}

/** The policy for a page whose only inline script has this text, and which may ask Gemini at this address. */
export function contentSecurityPolicy(inlineScript, gemini = geminiBase()) {
  const hash = createHash("sha256").update(inlineScript, "utf8").digest("base64");
  // Of an address the policy takes the origin: the versions of Gemini's interface are paths below it.
  const connections = gemini ? ["'self'", new URL(gemini).origin] : ["'self'"];
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'`,
    "script-src-attr 'none'",
    "style-src 'self'",
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connections.join(" ")}`,
    "worker-src blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
