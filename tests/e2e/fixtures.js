// What every test gets: dist/ served on a free loopback port, a foreign origin that allows everyone, and a watch that at the test's end
// wants the console empty, no policy violation and no request to another origin, in the page and in its workers.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { test as base, expect } from "@playwright/test";
import { serve } from "../../scripts/serve.mjs";
import { GeminiServer } from "./gemini_server.js";
import { App } from "./pages/app.js";
import { pretendGemini } from "./pretend_site.js";

export { expect };
export const dist = process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

/** index.html without its policy: the control that shows what the policy prevents. */
export function withoutPolicy(path) {
  if (!path.endsWith("index.html")) return null;
  return readFileSync(path, "utf8").replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
}

async function serveForeignOrigin() {
  const hits = [];
  const server = createServer((request, response) => {
    hits.push(request.url);
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin", "Content-Type": "text/plain" }).end("reached");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return { url: `http://127.0.0.1:${server.address().port}/`, hits, close };
}

/** What a browser context says and asks for while a test runs. */
class Watch {
  messages = [];
  violations = [];
  foreignRequests = [];
  #expected = [];
  #allowed = [];
  #isOver = false;

  constructor(ownOrigins) {
    this.ownOrigins = ownOrigins;
  }

  async attach(context) {
    context.on("console", (message) => this.#note(this.messages, `${message.type()}: ${message.text().slice(0, 400)}`));
    context.on("weberror", (error) => this.#note(this.messages, `uncaught: ${error.error().message}`));
    context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== "blob:" && protocol !== "data:" && !this.ownOrigins.includes(origin)) this.#note(this.foreignRequests, request.url());
    });
    context.on("page", (page) => page.on("worker", (worker) => this.#listenToViolationsIn(worker)));
    await context.exposeFunction("reportViolation", (text) => this.#note(this.violations, text));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => window.reportViolation(`${event.effectiveDirective} ${event.blockedURI}`));
    });
  }

  #note(texts, text) {
    if (!this.#isOver) texts.push(text);
  }

  /** A worker's violations reach no page: it is made to say them in the console, which does. */
  async #listenToViolationsIn(worker) {
    await worker.evaluate(() => {
      addEventListener("securitypolicyviolation", (event) => console.error(`policy violation: ${event.effectiveDirective} ${event.blockedURI}`));
    }).catch(() => {}); // it has ended already
  }

  /** Requests to this origin are not foreign: it belongs to the test. */
  own(origin) {
    this.ownOrigins.push(origin);
  }

  /** What comes from here on is not the test's. */
  end() {
    this.#isOver = true;
  }

  /** Messages, violations and requests that match are this test's purpose; at least one must come. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  /** Messages that match may come: whether they do is the browser's affair. */
  allow(pattern) {
    this.#allowed.push(pattern);
  }

  async check() {
    const said = () => [...this.messages, ...this.violations, ...this.foreignRequests];
    // What the browser says of a refusal may come a little after it.
    for (const pattern of this.#expected) await expect.poll(() => said().filter((text) => pattern.test(text)), { message: `something matches ${pattern}, among ${JSON.stringify(said())}` }).not.toEqual([]);
    const unexpected = (texts) => texts.filter((text) => ![...this.#expected, ...this.#allowed].some((pattern) => pattern.test(text)));
    expect(unexpected(this.messages), "the console").toEqual([]);
    expect(unexpected(this.violations), "policy violations").toEqual([]);
    expect(unexpected(this.foreignRequests), "requests to other origins").toEqual([]);
  }
}

export const test = base.extend({
  /** dist/ at the root of an origin: { url }. */
  site: [async ({}, use) => {
    const site = await serve({ root: dist });
    await use(site);
    await site.close();
  }, { scope: "worker" }],

  /** The same in a sub-path, as on a shared static host. */
  subPathSite: [async ({}, use) => {
    const site = await serve({ root: dist, base: "/some/where/" });
    await use(site);
    await site.close();
  }, { scope: "worker" }],

  /** Another origin that lets everyone read it: { url, hits }. */
  foreign: async ({}, use) => {
    const foreign = await serveForeignOrigin();
    await use(foreign);
    await foreign.close();
  },

  /** The page as a person drives it; not yet opened. */
  app: async ({ page, site }, use) => {
    await use(new App(page, site.url));
  },

  /** A Gemini that answers what the test says (gemini_server.js); pages of this test may ask it. */
  gemini: async ({ watch }, use) => {
    const gemini = await GeminiServer.start();
    watch.own(gemini.origin);
    await use(gemini);
    // A page that still waits for an answer complains when there will be none.
    watch.end();
    await gemini.stop();
  },

  /** dist/ with the address of `gemini` where that of Google's stands: { url, address }. */
  pretendSite: async ({ gemini, watch }, use) => {
    const { address, transform } = pretendGemini(dist, gemini.origin);
    const site = await serve({ root: dist, transform });
    watch.own(new URL(site.url).origin);
    await use({ url: site.url, address });
    await site.close();
  },

  /** The page that asks `gemini`; not yet opened. */
  pretendApp: async ({ page, pretendSite }, use) => {
    await use(new App(page, pretendSite.url));
  },

  watch: [async ({ context, site, subPathSite }, use) => {
    const watch = new Watch([new URL(site.url).origin, new URL(subPathSite.url).origin]);
    await watch.attach(context);
    await use(watch);
    await watch.check();
  }, { auto: true }],
});
