// The content security policy holds on a host that sends no headers, in the page and inside the worker.
import { readFileSync } from "node:fs";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { contentSecurityPolicy, geminiBase } from "../../scripts/policy.mjs";
import { serve } from "../../scripts/serve.mjs";
import { dist, expect, test, withoutPolicy } from "./fixtures.js";

const policyIn = (html) => html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];

/** What a thread may do: "allowed" or "refused" for a foreign fetch, for eval and for `new Function`. */
async function probe(foreignUrl) {
  const attempt = (action) => new Promise((resolve) => {
    // In a task of its own: a debugger's evaluation may be exempt from the policy.
    setTimeout(async () => {
      try {
        await action();
        resolve("allowed");
      } catch {
        resolve("refused");
      }
    });
  });
  return {
    foreignFetch: await attempt(() => fetch(foreignUrl)),
    eval: await attempt(() => (0, eval)("1")),
    newFunction: await attempt(() => new Function("return 1")()),
  };
}

const engineOf = async (page) => page.workers()[0] ?? page.waitForEvent("worker");

test("inside the worker no foreign fetch and no eval succeed", async ({ page, site, foreign, watch }) => {
  watch.expect(/policy violation: connect-src http/);
  watch.expect(/policy violation: script-src eval/);
  await page.goto(site.url);
  const engine = await engineOf(page);
  expect(await engine.evaluate(probe, foreign.url)).toEqual({ foreignFetch: "refused", eval: "refused", newFunction: "refused" });
  expect(foreign.hits).toEqual([]);
});

test("in the page no foreign fetch and no eval succeed", async ({ page, site, foreign, watch }) => {
  watch.expect(/Content Security Policy|Refused to connect/);
  watch.expect(/connect-src http/);
  watch.expect(/script-src eval/);
  watch.expect(new RegExp(foreign.url));
  await page.goto(site.url);
  expect(await page.evaluate(probe, foreign.url)).toEqual({ foreignFetch: "refused", eval: "refused", newFunction: "refused" });
  expect(foreign.hits).toEqual([]);
});

test("control: without the policy all of it would succeed", async ({ browser, foreign }) => {
  const site = await serve({ root: dist, transform: withoutPolicy });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.url);
  const allowed = { foreignFetch: "allowed", eval: "allowed", newFunction: "allowed" };
  expect(await (await engineOf(page)).evaluate(probe, foreign.url)).toEqual(allowed);
  expect(await page.evaluate(probe, foreign.url)).toEqual(allowed);
  expect(foreign.hits.length).toBe(2);
  await context.close();
  await site.close();
});

test("control: the watch hears a worker's console and a worker's requests", async ({ page, site, watch }) => {
  watch.expect(/warning: heard from the worker/);
  await page.goto(site.url);
  const engine = await engineOf(page);
  const asked = page.context().waitForEvent("request", (request) => request.url().endsWith("asked-by-the-worker"));
  await engine.evaluate(async (url) => { console.warn("heard from the worker"); await fetch(url); }, `${site.url}index.html?asked-by-the-worker`);
  await asked;
});

test("with the headers of _headers the page works as well", async ({ browser }) => {
  const site = await serve({ root: dist, headers: true });
  const context = await browser.newContext();
  const page = await context.newPage();
  const messages = [];
  page.on("console", (message) => messages.push(message.text()));
  const response = await page.goto(site.url);
  expect(response.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(response.headers()["x-content-type-options"]).toBe("nosniff");
  await expect(page.locator("#boot")).toHaveCount(0);
  await engineOf(page);
  expect(messages).toEqual([]);
  await context.close();
  await site.close();
});

test("the policy has no finding of high severity", () => {
  const policy = policyIn(readFileSync(`${dist}/index.html`, "utf8"));
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
  const high = findings.filter(({ severity }) => severity === Severity.HIGH || severity === Severity.SYNTAX);
  expect(high.map(({ description }) => description)).toEqual([]);
});

test("the policy is the first thing in the head", () => {
  expect(readFileSync(`${dist}/index.html`, "utf8")).toMatch(/<head>\s*<meta http-equiv="Content-Security-Policy"/);
});

/** Whom a page may ask under the policy of a build with this GEMINI_BASE. */
const connectionsWith = (chosen) => contentSecurityPolicy("", geminiBase(chosen)).match(/connect-src ([^;]*)/)[1];

test("beside its own origin the policy names the program's address of Gemini, or none", () => {
  const endpoint = readFileSync(new URL("../../src/advisor/gemini/endpoint.rs", import.meta.url), "utf8");
  const inProgram = endpoint.match(/https:\/\/[a-z.]+/)[0];
  expect(connectionsWith(undefined)).toBe(process.env.GEMINI_BASE === undefined ? `'self' ${inProgram}` : connectionsWith(process.env.GEMINI_BASE));
  for (const none of ["none", ""]) expect(connectionsWith(none)).toBe("'self'");
  expect(connectionsWith("https://gemini.example:8443/of/ours")).toBe("'self' https://gemini.example:8443");
  expect(connectionsWith("http://127.0.0.1:4000/pretend-gemini--")).toBe("'self' http://127.0.0.1:4000");
});

test("an address that would say more in the policy than an address stops the build", () => {
  for (const chosen of ["*", "'unsafe-eval'", "https://a.example; script-src *", "https://a.example *", "http://a.example", "https://a.example/", "//a.example"]) {
    expect(() => connectionsWith(chosen), chosen).toThrow(/GEMINI_BASE/);
  }
});
