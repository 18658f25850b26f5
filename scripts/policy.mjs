// The content security policy, in one place: the page's <meta> and _headers are written from it, and the tests read it.
import { createHash } from "node:crypto";

/** The policy for a page whose only inline script has this text. */
export function contentSecurityPolicy(inlineScript) {
  const hash = createHash("sha256").update(inlineScript, "utf8").digest("base64");
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' 'sha256-${hash}'`,
    "script-src-attr 'none'",
    "style-src 'self'",
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
