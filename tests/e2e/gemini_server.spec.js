// The pretend Gemini answers what it is told to, and the page is given to it unchanged but for one address.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { geminiBase } from "../../scripts/policy.mjs";
import { serve } from "../../scripts/serve.mjs";
import { conformanceFile } from "./files.js";
import { dist, expect, test as base } from "./fixtures.js";
import { GeminiServer } from "./gemini_server.js";
import { addressOfLength, countAddresses, pretendGemini } from "./pretend_site.js";

const path = "/v1/models/gemini-3.8-flash";
const streamPath = `${path}:streamGenerateContent?alt=sse`;
const question = { contents: [{ role: "user", parts: [{ text: "Write it shorter." }] }] };
const headers = { "Content-Type": "application/json", "x-goog-api-key": "AQ.pretend" };
const asked = { method: "POST", headers, body: JSON.stringify(question) };

const test = base.extend({
  /** A page of an origin of its own, without a policy. */
  plainPage: async ({ page, watch }, use, testInfo) => {
    const folder = madeUpFolder(testInfo, { "index.html": plainHtml("") });
    const site = await serve({ root: folder });
    watch.own(new URL(site.url).origin);
    await page.goto(site.url);
    await use(page);
    await site.close();
  },
});

const plainHtml = (head) => `<!doctype html><html lang="en"><head>${head}<link rel="icon" href="data:,"><title>Made up</title></head><body></body></html>`;

/** A folder with these files, gone with the test. */
function madeUpFolder(testInfo, files) {
  const folder = testInfo.outputPath("made-up");
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const ask = (gemini, request = {}) => fetch(`${gemini.origin}${streamPath}`, { ...asked, ...request });

/** In a page: what comes of a request, with the texts of the chunks as they arrived. */
async function askInPage({ url, request }) {
  const chunks = [];
  try {
    const response = await fetch(url, request);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) chunks.push(read.value);
    return { status: response.status, type: response.headers.get("content-type"), chunks };
  } catch (error) {
    return { failure: error.name, chunks };
  }
}

/** What a plain connection receives, and how it fails: fetch of node takes a broken answer for a whole one. */
function askOverSocket(gemini) {
  const { hostname, port } = new URL(gemini.origin);
  return new Promise((resolve) => {
    const result = { received: "", failure: null };
    const socket = connect(port, hostname, () => socket.write(`POST ${streamPath} HTTP/1.1\r\nContent-Length: ${asked.body.length}\r\n\r\n${asked.body}`));
    socket.on("data", (bytes) => { result.received += bytes; });
    socket.on("error", (error) => { result.failure = error.code; });
    socket.on("close", () => resolve(result));
  });
}

const endsOf = async (gemini) => (await gemini.requests()).map(({ end }) => end);

test.describe("what pages may ask", () => {
  test("a page of another origin may send Google's four headers", async ({ gemini, plainPage }) => {
    await gemini.stream(["A"]);
    const request = { ...asked, headers: { ...headers, "x-goog-api-client": "a", authorization: "b" } };
    const { status, type, chunks } = await plainPage.evaluate(askInPage, { url: gemini.origin + streamPath, request });
    expect({ status, type }).toEqual({ status: 200, type: "text/event-stream" });
    expect(chunks.join("")).toContain('"text":"A"');
    expect((await gemini.everyRequest()).map(({ method }) => method)).toEqual(["OPTIONS", "POST"]);
  });

  test("one header more, and the page learns nothing but that it failed", async ({ gemini, plainPage, watch }) => {
    watch.expect(/CORS policy/);
    watch.allow(/net::ERR_FAILED/);
    const request = { ...asked, headers: { ...headers, "api-revision": "2" } };
    expect(await plainPage.evaluate(askInPage, { url: gemini.origin + streamPath, request })).toEqual({ failure: "TypeError", chunks: [] });
    expect(await gemini.requests()).toEqual([]);
  });

  test("a preflight's answer", async ({ gemini }) => {
    const preflight = (names) => fetch(gemini.origin + path, { method: "OPTIONS", headers: { Origin: "http://a.example", "Access-Control-Request-Headers": names } });
    const allowed = await preflight("content-type,X-Goog-Api-Key");
    expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([200, "http://a.example"]);
    const refused = await preflight("content-type,traceparent");
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, null]);
  });

  test("a request to it is foreign in a test that does not use it", async ({ plainPage, watch }) => {
    const gemini = await GeminiServer.start();
    watch.expect(new RegExp(`^${gemini.origin}`));
    await plainPage.evaluate((url) => fetch(url).then((response) => response.text()), `${gemini.origin}/v1/models`);
    await gemini.stop();
  });
});

test.describe("what it answers", () => {
  test("a stream in chunks of one byte is the same stream", async ({ gemini, plainPage }) => {
    const texts = ["Dear ", "श्री Müller", " \u2028€🙂"];
    const usage = { promptTokenCount: 12, totalTokenCount: 20 };
    for (const chunkBytes of [1, undefined, 1]) await gemini.stream(texts, { chunkBytes, usage });
    const whole = await (await ask(gemini)).text();
    expect(await (await ask(gemini)).text()).toBe(whole);
    const { chunks } = await plainPage.evaluate(askInPage, { url: gemini.origin + streamPath, request: asked });
    expect(chunks.join("")).toBe(whole);
    const events = whole.split("\r\n\r\n").filter(Boolean).map((event) => JSON.parse(event.replace(/^data: /, "")));
    expect(events.map(({ candidates: [{ content }] }) => content.parts[0].text)).toEqual(texts);
    expect(events.map(({ candidates: [{ finishReason }] }) => finishReason)).toEqual([undefined, undefined, "STOP"]);
    expect(events.at(-1).usageMetadata).toEqual(usage);
  });

  test("pieces come when they should, cut or not", async ({ gemini, plainPage }) => {
    const body = [{ text: "on" }, { text: "e" }, { text: "two", waitMs: 700 }];
    for (const chunkBytes of [undefined, 2]) {
      await gemini.reply({ body, chunkBytes });
      const { chunks } = await plainPage.evaluate(askInPage, { url: gemini.origin + streamPath, request: asked });
      expect(chunks.join("|")).toMatch(/^o\|?n?\|?e\|t\|?w\|?o$/);
    }
  });

  test("the head can be late", async ({ gemini }) => {
    await gemini.answer("A", { waitMs: 300 });
    const started = performance.now();
    await (await ask(gemini)).text();
    expect(performance.now() - started).toBeGreaterThan(290);
  });

  test("a stalled stream gives what it has, and it is noted that the client left", async ({ gemini }) => {
    await gemini.stream(["A"], { finishReason: null, end: "stall" });
    const abort = new AbortController();
    const response = await ask(gemini, { signal: abort.signal });
    const reader = response.body.getReader();
    expect(Buffer.from((await reader.read()).value).toString()).toMatch(/^data: .*"A".*\r\n\r\n$/);
    expect(await endsOf(gemini)).toEqual([null]);
    abort.abort();
    await expect(reader.read()).rejects.toThrow(/abort/);
    await expect.poll(() => endsOf(gemini)).toEqual(["client left"]);
  });

  test("a page that stops waiting is noted, before the head too", async ({ gemini, plainPage }) => {
    await gemini.answer("A", { waitMs: 60_000 });
    const request = { url: gemini.origin + streamPath, request: asked };
    await plainPage.evaluate(({ url, request }) => {
      globalThis.abort = new AbortController();
      fetch(url, { ...request, signal: globalThis.abort.signal }).catch(() => {});
    }, request);
    await expect.poll(() => endsOf(gemini)).toEqual([null]);
    await plainPage.evaluate(() => globalThis.abort.abort());
    await expect.poll(() => endsOf(gemini)).toEqual(["client left"]);
  });

  test("a page may still be waiting when its test is over", async ({ plainPage, gemini }) => {
    // Fixtures end in the order opposite to this one: the server is gone while the page is there.
    await gemini.stream(["A"], { waitMs: 60_000 });
    await plainPage.evaluate(({ url, request }) => { fetch(url, request); }, { url: gemini.origin + streamPath, request: asked });
    await expect.poll(() => endsOf(gemini)).toEqual([null]);
  });

  test("a connection that breaks is an error after what came", async ({ gemini, plainPage, watch }) => {
    watch.allow(/net::ERR_/);
    const reply = { body: [{ text: "half" }, { text: "", waitMs: 100 }], end: "reset" };
    await gemini.reply(reply);
    await gemini.reply(reply);
    const { received, failure } = await askOverSocket(gemini);
    expect(received).toMatch(/\r\n4\r\nhalf\r\n$/);
    expect(failure).toBe("ECONNRESET");
    const inPage = await plainPage.evaluate(askInPage, { url: gemini.origin + streamPath, request: asked });
    expect(inPage).toEqual({ failure: "TypeError", chunks: ["half"] });
  });

  test("an error with its details, and then an answer", async ({ gemini }) => {
    await gemini.error(429, null, { retryDelay: "7s", quotaId: "GenerateRequestsPerDayPerProjectPerModel-FreeTier", message: "Too many." });
    await gemini.error(400, "API_KEY_INVALID");
    await gemini.answer("Here it is.");
    const first = await ask(gemini);
    expect([first.status, first.headers.get("content-type")]).toEqual([429, "application/json; charset=UTF-8"]);
    const { error } = await first.json();
    expect(error).toMatchObject({ code: 429, status: "RESOURCE_EXHAUSTED", message: "Too many." });
    expect(error.details.map((detail) => detail.retryDelay ?? detail.violations[0].quotaId)).toEqual(["GenerateRequestsPerDayPerProjectPerModel-FreeTier", "7s"]);
    expect((await (await ask(gemini)).json()).error).toMatchObject({ code: 400, status: "INVALID_ARGUMENT", details: [{ reason: "API_KEY_INVALID" }] });
    const last = await (await fetch(`${gemini.origin}/v1beta/models/a:generateContent`, asked)).json();
    expect(last.candidates[0].content.parts[0].text).toBe("Here it is.");
  });

  test("where nothing is scripted it says so, and what Gemini has not is not found", async ({ gemini }) => {
    const answer = await ask(gemini);
    expect([answer.status, (await answer.json()).error.message]).toEqual([500, "No reply is scripted for this request."]);
    for (const wrong of [`${path}:streamGenerateContent`, `${path}:embedContent`, "/v2/models/a:generateContent", "/v1/models"]) {
      expect((await fetch(gemini.origin + wrong, asked)).status, wrong).toBe(404);
    }
  });

  test("models and counts have answers of their own", async ({ gemini }) => {
    const list = async (query = "") => (await fetch(`${gemini.origin}/any/path/v1beta/models${query}`)).json();
    const all = await list("?pageSize=1000");
    expect(all.models.map(({ supportedGenerationMethods }) => supportedGenerationMethods.includes("generateContent"))).toEqual([true, true, true, false]);
    const first = await list("?pageSize=3");
    const second = await list(`?pageSize=3&pageToken=${first.nextPageToken}`);
    expect({ models: [...first.models, ...second.models] }).toEqual(all);

    await gemini.models(["a"], [{ name: "b", supportedGenerationMethods: [] }]);
    await gemini.error(403, "SERVICE_DISABLED", { instead: "models" });
    expect(await list()).toMatchObject({ models: [{ name: "models/a" }], nextPageToken: "page 2" });
    expect(await list("?pageToken=page%202")).toMatchObject({ models: [{ name: "models/b", supportedGenerationMethods: [] }] });
    expect(await list()).toMatchObject({ error: { code: 403 } });

    const count = async () => (await (await fetch(`${gemini.origin}${path}:countTokens`, asked)).json()).totalTokens;
    expect(await count()).toBe(Math.ceil("Write it shorter.".length / 4));
    await gemini.count(7);
    expect(await count()).toBe(7);
  });
});

test("requests are remembered as they were asked", async ({ gemini }) => {
  await gemini.answer("A");
  await (await fetch(`${gemini.origin}/in/a/path${streamPath}`, asked)).text();
  const [{ json, ...request }] = await gemini.requests("stream");
  expect(json).toEqual(question);
  expect(request).toMatchObject({ question: "stream", method: "POST", path: `/in/a/path${streamPath}`, body: asked.body, end: "answered" });
  expect(request.headers).toMatchObject({ "content-type": "application/json", "x-goog-api-key": "AQ.pretend" });
  await gemini.answer("never asked for");
  await gemini.reset();
  expect(await gemini.requests()).toEqual([]);
  expect((await ask(gemini)).status).toBe(500);
});

test("a mistake in a script is the test's failure", async ({ gemini }) => {
  await expect(gemini.reply({ end: "close", body: [{}] })).rejects.toThrow(/either text or base64/);
  await expect(gemini.reply({ end: "never" })).rejects.toThrow(/unknown variant `never`/);
});

test("the program ends when it is told to, and where it is missing that is said", async () => {
  const gemini = await GeminiServer.start();
  await gemini.stop();
  await expect(fetch(gemini.origin)).rejects.toThrow();
  await expect(GeminiServer.start("/nowhere/gemini_server")).rejects.toThrow(/gemini_server is missing: "cargo build --example gemini_server" makes it/);
});

test("recorded streams arrive byte for byte, however they are cut", async ({ gemini }) => {
  const names = Object.keys(JSON.parse(readFileSync(conformanceFile("gemini-samples/golden/sse-golden.json"))));
  expect(names.length).toBeGreaterThan(50);
  for (const name of names) {
    const bytes = readFileSync(conformanceFile(`gemini-samples/${name}`));
    for (const chunkBytes of [bytes.length < 20_000 ? 1 : 997, 7, 4096, undefined]) {
      await gemini.reply({ contentType: "text/event-stream", body: bytes, chunkBytes });
      const received = Buffer.from(await (await ask(gemini)).arrayBuffer());
      expect(received.equals(bytes), `${name} in chunks of ${chunkBytes}`).toBe(true);
    }
  }
});

test.describe("the page that is tested", () => {
  const address = geminiBase("https://generativelanguage.googleapis.com");
  const withPolicy = (source) => plainHtml(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self' ${source}; img-src data:">`);

  test("in its programs and its policy stands the pretend address, and nothing else is changed", async ({ gemini, page, foreign, watch }, testInfo) => {
    const program = Buffer.from(`\0asm${address}/v1\xff…${address}`);
    const folder = madeUpFolder(testInfo, { "index.html": withPolicy(address), "first.wasm": program, "later.wasm": `\0${address}`, "page.js": address });
    expect(countAddresses(folder, address)).toBe(3);
    const pretended = pretendGemini(folder, gemini.origin, address);
    expect([pretended.n_in_programs, pretended.address.length]).toEqual([3, address.length]);
    const site = await serve({ root: folder, transform: pretended.transform });
    watch.own(new URL(site.url).origin);
    const served = async (name) => Buffer.from(await (await fetch(site.url + name)).arrayBuffer()).toString("latin1");
    expect(await served("first.wasm")).toBe(program.toString("latin1").replaceAll(address, pretended.address));
    expect(await served("later.wasm")).toBe(`\0${pretended.address}`);
    expect(await served("page.js")).toBe(address);
    expect(await served("index.html")).toBe(withPolicy(gemini.origin));

    watch.expect(/Content Security Policy|Refused to connect/);
    // The page's own word of it may be lost where the machine is busy; the console's is not.
    watch.allow(/connect-src http/);
    watch.expect(new RegExp(foreign.url));
    await page.goto(site.url);
    await gemini.stream(["A"]);
    const inPage = (url) => page.evaluate(askInPage, { url, request: asked });
    expect((await inPage(pretended.address + streamPath)).status).toBe(200);
    expect((await inPage(foreign.url)).failure).toBe("TypeError");
    expect((await gemini.requests()).map(({ path }) => path)).toEqual([new URL(pretended.address).pathname + streamPath]);
    await site.close();
  });

  test("a page without the address, or a policy without it, is not tested by mistake", ({}, testInfo) => {
    const origin = "http://127.0.0.1:4000";
    const folder = madeUpFolder(testInfo, { "index.html": withPolicy(address), "page.wasm": "\0asm" });
    expect(() => pretendGemini(folder, origin, address)).toThrow(/no program in .* has the address/);
    madeUpFolder(testInfo, { "page.wasm": address, "index.html": withPolicy("https://another.example") });
    expect(() => pretendGemini(folder, origin, address)).toThrow(/the policy in .* does not allow/);
    expect(() => addressOfLength(origin, 20)).toThrow(/does not fit/);
    expect(addressOfLength(origin, address.length)).toBe("http://127.0.0.1:4000/pretend-gemini-----");
  });
});

test.describe("the built page", () => {
  test.skip(countAddresses(dist) === 0, "this build asks no Gemini");

  test("it starts with a pretend Gemini, and asks it nothing unasked", async ({ gemini, pretendApp }) => {
    await pretendApp.openSample();
    expect(await gemini.everyRequest()).toEqual([]);
  });
});
