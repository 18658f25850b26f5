// A pretend Gemini for tests: starts the program of examples/gemini_server/, and writes down replies for it as Gemini sends them.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = join(resolve(root, process.env.CARGO_TARGET_DIR ?? "target"), "debug/examples/gemini_server");

/** The name of a model where a test does not care. */
const model = "gemini-3.8-flash";

/** Google's words for its error codes. */
const statusWords = {
  400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND", 429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED", 500: "INTERNAL", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
};

/** One event of a stream: Gemini ends its lines with CR LF. */
export const frame = (content) => `data: ${JSON.stringify(content)}\r\n\r\n`;

/** An answer of Gemini, or a part of one, that holds this text. */
export function answerPart(text, { finishReason, usage } = {}) {
  const candidate = { content: { parts: [{ text }], role: "model" }, ...(finishReason && { finishReason }), index: 0 };
  return { candidates: [candidate], ...(usage && { usageMetadata: usage }), modelVersion: model, responseId: "pretend" };
}

const usageOf = (text) => {
  const candidatesTokenCount = Math.ceil(text.length / 4);
  return { promptTokenCount: 100, candidatesTokenCount, totalTokenCount: 100 + candidatesTokenCount };
};

/** A model of a list, from its name or from what it has. */
const listedModel = (given) => ({
  name: `models/${typeof given === "string" ? given : given.name}`,
  displayName: typeof given === "string" ? given : given.name,
  supportedGenerationMethods: ["generateContent", "countTokens"],
  ...(typeof given === "object" && { ...given, name: `models/${given.name}` }),
});

const piece = ({ text, bytes, waitMs = 0 }) => ({ ...(bytes ? { base64: Buffer.from(bytes).toString("base64") } : { text }), wait_ms: waitMs });

/** A body as pieces: a text, bytes, or pieces already, each { text or bytes, waitMs }. */
function piecesOf(body) {
  if (typeof body === "string") return [piece({ text: body })];
  return Array.isArray(body) ? body.map(piece) : [piece({ bytes: body })];
}

export class GeminiServer {
  #child;

  constructor(child, origin) {
    this.#child = child;
    this.origin = origin;
  }

  /** Starts the program; it ends with `stop`, or with whoever called this. */
  static async start(path = program) {
    if (!existsSync(path)) throw new Error(`${path} is missing: "cargo build --example gemini_server" makes it, and so does "cargo test"`);
    const child = spawn(path, { stdio: ["pipe", "pipe", "inherit"] });
    const failed = new Promise((_, reject) => {
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`${path} ended with ${code}`)));
    });
    failed.catch(() => {}); // it also ends when it is told to
    const address = new Promise((resolve) => createInterface(child.stdout).once("line", resolve));
    return new GeminiServer(child, await Promise.race([address, failed]));
  }

  /** Closes its standard input, which it takes for the end. */
  async stop() {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.stdin.end();
    await ended;
  }

  /**
   * The next answer, byte for byte: `body` is a text, bytes, or pieces { text or bytes, waitMs } that are sent one by one; `chunkBytes`
   * cuts it anew; `end` is "close", "reset" (the connection breaks) or "stall" (nothing more comes); `waitMs` goes before the head.
   */
  reply(reply) {
    return this.#script("replies", reply);
  }

  /** The next answer as a stream with an event for each text. `waits` are milliseconds before each; a `finishReason` of null is none. */
  stream(texts, { finishReason = "STOP", usage = usageOf(texts.join("")), waits = [], ...reply } = {}) {
    const body = texts.map((text, at) => {
      const isLast = at === texts.length - 1;
      return { text: frame(answerPart(text, isLast ? { finishReason, usage } : {})), waitMs: waits[at] };
    });
    return this.reply({ contentType: "text/event-stream", body, ...reply });
  }

  /** The next answer in one piece. */
  answer(text, { finishReason = "STOP", usage = usageOf(text), ...reply } = {}) {
    return this.reply({ body: JSON.stringify(answerPart(text, { finishReason, usage })), ...reply });
  }

  /**
   * The next answer is an error, such as (400, "API_KEY_INVALID"), (429, null, { retryDelay: "7s", quotaId: "…PerDay…" }) or (503).
   * `instead` says what is answered so: "replies", "models" or "counts".
   */
  error(status, reason = null, { message = `The test wants ${status}.`, word = statusWords[status], retryDelay, quotaId, instead = "replies", ...reply } = {}) {
    const detail = (type, fields) => ({ "@type": `type.googleapis.com/google.rpc.${type}`, ...fields });
    const details = [
      reason && detail("ErrorInfo", { reason, domain: "googleapis.com" }),
      quotaId && detail("QuotaFailure", { violations: [{ quotaId }] }),
      retryDelay && detail("RetryInfo", { retryDelay }),
    ].filter(Boolean);
    const error = { code: status, message, status: word, ...(details.length && { details }) };
    return this.#script(instead, { status, body: JSON.stringify({ error }), ...reply });
  }

  /** The next lists of models, a page each: arrays of names, or of objects with a `name` and what else a model has. */
  async models(...pages) {
    for (const [at, page] of pages.entries()) {
      const nextPageToken = at + 1 < pages.length ? { nextPageToken: `page ${at + 2}` } : {};
      await this.#script("models", { body: JSON.stringify({ models: page.map(listedModel), ...nextPageToken }) });
    }
  }

  /** The next number of tokens. */
  count(totalTokens, reply = {}) {
    return this.#script("counts", { body: JSON.stringify({ totalTokens }), ...reply });
  }

  /**
   * What was asked, but for preflights: { question, method, path, headers, body, json, end }. The question is "stream", "generate",
   * "count", "models" or "unknown"; the end is "answered", "client left", or null while it lasts.
   */
  async requests(question) {
    const requests = (await this.everyRequest()).filter((request) => request.question !== "preflight");
    return question ? requests.filter((request) => request.question === question) : requests;
  }

  /** The same with the browser's preflights. */
  async everyRequest() {
    const requests = await (await this.#control("requests")).json();
    return requests.map((request) => ({ ...request, json: parsed(request.body) }));
  }

  /** Forgets what was asked and what was to be answered. */
  async reset() {
    await this.#control("reset", {});
  }

  async #script(queue, { status = 200, contentType, body = "", chunkBytes, end, waitMs }) {
    const reply = { status, content_type: contentType, body_pieces: piecesOf(body), chunk_bytes: chunkBytes, end, wait_ms: waitMs };
    await this.#control(queue, reply);
  }

  /** A mistake in what a test wants is the test's failure. */
  async #control(command, content) {
    const request = content && { method: "POST", body: JSON.stringify(content) };
    const response = await fetch(`${this.origin}/control/${command}`, request);
    if (!response.ok) throw new Error(`the pretend Gemini refuses ${command}: ${(await response.json()).error}`);
    return response;
  }
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
