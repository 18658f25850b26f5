// Gemini on the Messages page, in front of a pretend one: what leaves, what comes back, and all that may go wrong on the way.
import { readFileSync } from "node:fs";
import { expectAccessible } from "./accessibility.js";
import { expect, test } from "./fixtures.js";
import { Counsel } from "./pages/counsel.js";

const draft = (message, more = {}) => JSON.stringify({ message, plan_ids: [], caveats: [], ...more });

/** The desk of a borrower with a key, in this manner. */
async function ready(app, page, manner, options) {
  const counsel = new Counsel(page);
  await counsel.open(app);
  await counsel.addKey(options);
  if (manner) await counsel.choose(manner);
  return counsel;
}

test("from a key to a checked draft: every byte is shown before it leaves, and names are put in here", async ({ pretendApp: app, page, gemini }) => {
  const counsel = new Counsel(page);
  await counsel.open(app);
  expect(await gemini.everyRequest(), "nothing is asked before there is a key").toEqual([]);
  await counsel.addKey();
  const [models] = await gemini.requests();
  expect([models.method, models.question, models.body]).toEqual(["GET", "models", ""]);

  const answer = draft("This is {agent_name} of {lender_name} about your loan ending {loan_ref_last4}.");
  await gemini.stream([answer.slice(0, 40), answer.slice(40)]);
  await counsel.section.getByRole("button", { name: "For the next step" }).click();
  await expect(counsel.payload).toContainText("Draft the message that the next step asks for.");
  const shown = await counsel.payload.textContent();
  await counsel.send.click();
  await expect(counsel.consent.locator(".payload")).toHaveText(shown);
  expect(await gemini.requests("stream")).toEqual([]);
  await counsel.consent.getByRole("button", { name: "Send it" }).click();
  await expect(counsel.message).toHaveValue(/^This is Meera Nair of Northline Finance about your loan ending \w+\.$/);
  await expect(page.locator(".draft-finding").first()).toBeVisible();

  const [request] = await gemini.requests("stream");
  expect(request.body).toBe(shown);
  expect(request.json.store).toBe(false);
  expect(request.headers["x-goog-api-key"]).toBe(Counsel.key);
  expect(request.path).not.toContain(Counsel.key);
  const own = Object.keys(request.headers).filter((name) => !/^(host|connection|content-length|accept.*|user-agent|origin|referer|sec-.*|cache-control|pragma)$/.test(name));
  expect(own.sort()).toEqual(["content-type", "x-goog-api-key"]);
  const borrower = (await app.headline.getByRole("strong").first().textContent()).trim();
  expect(request.body).not.toContain(borrower);
  // The next one within what was agreed to is not asked about again.
  await gemini.stream([draft("Hello {contact}.")]);
  const second = await counsel.ask("Shorter, please.");
  await expect.poll(async () => (await gemini.requests("stream")).length).toBe(2);
  expect((await gemini.requests("stream"))[1].body).toBe(second);
});

test("what a person has written is not overwritten by a draft", async ({ pretendApp: app, page, gemini }) => {
  const counsel = await ready(app, page);
  await counsel.message.fill("My own words.");
  await gemini.stream([draft("Hello from {lender_name}.")]);
  await counsel.ask("Draft it.");
  await expect(counsel.lastAnswer).toContainText("Hello from {lender_name}.");
  await expect(counsel.message).toHaveValue("My own words.");
  await counsel.lastAnswer.getByRole("button", { name: "Put it into the draft" }).click();
  await expect(counsel.message).toHaveValue("Hello from Northline Finance.");
});

test("an answer is shown as text: no HTML, no pictures, no links; figures that nobody told are underlined", async ({ pretendApp: app, page, gemini }) => {
  const counsel = await ready(app, page, "Ask");
  await gemini.stream(["<img src=x onerror='window.__xss=1'> **Pay** ₹7,8", "50 at [here](https://evil.example) ![p](https://evil.example/p.png)"], { chunkBytes: 1 });
  await counsel.ask("What now?");
  await expect(counsel.lastAnswer).toContainText("<img src=x onerror='window.__xss=1'>");
  await expect(counsel.lastAnswer.locator("mark")).toHaveText("₹7,850");
  await expect(counsel.lastAnswer).toContainText("1 figure is not from your data");
  await expect(counsel.log.locator("img, a, iframe")).toHaveCount(0);
  expect(await page.evaluate(() => window.__xss)).toBeUndefined();
});

test("of one borrower a free key tells nothing; of all borrowers it tells sums", async ({ pretendApp: app, page, gemini }) => {
  const counsel = await ready(app, page, "Ask", { isPaid: false });
  await expect(counsel.section.getByText(/nothing about one borrower is sent with it/)).toBeVisible();
  await expect(counsel.send).toBeDisabled();
  await counsel.section.getByRole("combobox", { name: "About" }).selectOption({ label: "All borrowers, as sums" });
  await gemini.stream(["Begin with the 5,000."]);
  const shown = await counsel.ask("Where to begin?");
  await expect(counsel.lastAnswer).toContainText("Begin with the 5,000.");
  expect(shown).toContain("Borrowers: 5,000");
  expect(JSON.stringify(JSON.parse(shown).contents)).not.toMatch(/B-[2-9A-Z]{4}/);
  await expect(counsel.lastAnswer.locator("mark")).toHaveCount(0);
});

test("every error has its sentence and its next step", async ({ pretendApp: app, page, gemini, watch }) => {
  test.slow();
  watch.expect(/Failed to load resource/); // Chromium writes every error status to the console
  const counsel = await ready(app, page, "Ask");
  const errors = [
    [[400, "API_KEY_INVALID"], /does not accept this key/],
    [[400, null, { message: "Invalid value at 'x'." }], /does not take the question as it is/],
    [[400, null, { word: "FAILED_PRECONDITION", message: "User location is not supported for the API use." }], /not offered where you are/],
    [[401, "ACCESS_TOKEN_TYPE_UNSUPPORTED"], /keys of this kind/],
    [[403, "SERVICE_DISABLED"], /not switched on the Generative Language API/],
    [[403], /may not be used from here/],
    [[429, null, { quotaId: "GenerateRequestsPerDayPerProject", retryDelay: "47s" }], /Today’s quota|Today's quota/],
  ];
  for (const [error, words] of errors) {
    await gemini.error(...error);
    await counsel.ask("Why?");
    await expect(counsel.lastAnswer).toContainText(words);
    await counsel.lastAnswer.getByRole("button", { name: "Change and ask again" }).click();
    await expect(counsel.question).toHaveValue("Why?");
  }
  // Both versions of the interface are tried for a model that is not there.
  await gemini.error(404);
  await gemini.error(404);
  await counsel.ask("Why?");
  await expect(counsel.lastAnswer).toContainText("offers this model no more");
  await expect(counsel.lastAnswer.getByRole("button", { name: "Choose another model…" })).toBeVisible();
  const paths = (await gemini.requests("stream")).map(({ path }) => path.match(/\/(v1|v1beta)\//)[1]);
  expect(paths.slice(-2)).toEqual(["v1", "v1beta"]);
});

test("a quota is waited for with a countdown, and a server's trouble is tried three times at most", async ({ pretendApp: app, page, gemini, watch }) => {
  watch.expect(/Failed to load resource/);
  const counsel = await ready(app, page, "Ask");
  await gemini.error(429, null, { retryDelay: "2s" });
  await gemini.stream(["At last."]);
  await counsel.ask("Why?");
  await expect(counsel.log).toContainText(/your key is fine.*asked again in \d s/);
  await expect(counsel.lastAnswer).toContainText("At last.");
  await gemini.reset();
  for (let n = 0; n < 4; n += 1) await gemini.error(503);
  await counsel.ask("And now?");
  await expect(counsel.lastAnswer).toContainText("In a minute press “Change and ask again”", { timeout: 40_000 });
  expect(await gemini.requests("stream")).toHaveLength(3);
});

test("an answer can be stopped before its first byte and after it, by button and by Esc", async ({ pretendApp: app, page, gemini }) => {
  const counsel = await ready(app, page, "Ask");
  await gemini.stream(["Never seen."], { waitMs: 60_000 });
  await counsel.ask("Why?");
  await expect(counsel.log).toContainText("Thinking…");
  await counsel.stop.click();
  await expect(counsel.lastAnswer).toContainText("Stopped before it began");
  await expect.poll(async () => (await gemini.requests("stream")).map(({ end }) => end)).toEqual(["client left"]);

  await gemini.stream(["Because of income", " and more."], { waits: [0, 60_000] });
  await counsel.ask("Why then?");
  await expect(counsel.log).toContainText("Because of income");
  await counsel.question.press("Escape");
  await expect(counsel.lastAnswer).toContainText("Because of income");
  await expect(counsel.lastAnswer).toContainText("what came so far is kept");
  await expect(counsel.send).toBeVisible();
});

test("a connection that breaks in mid-answer keeps what came; one that is lost says that the key was not judged", async ({ pretendApp: app, page, gemini, context, watch }) => {
  watch.expect(/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET|ERR_INCOMPLETE_CHUNKED|Failed to load resource|net::/);
  const counsel = await ready(app, page, "Ask");
  await gemini.stream(["Because of", " income"], { finishReason: null, end: "reset", waits: [0, 300] });
  await counsel.ask("Why?");
  await expect(counsel.lastAnswer).toContainText("Because of");
  await expect(counsel.lastAnswer).toContainText(/broke off/);
  await context.setOffline(true);
  await counsel.ask("And?");
  await expect(counsel.lastAnswer).toContainText("could not be reached", { timeout: 40_000 });
  await expect(counsel.lastAnswer).toContainText("Your key has not been judged");
  await expect(counsel.message).toHaveValue(/Northline Finance/);
});

test("a model that thinks for long, one that is continued, and one that withholds its answer", async ({ pretendApp: app, page, gemini }) => {
  const counsel = await ready(app, page, "Ask");
  await gemini.stream(["", "Thought through."], { waits: [0, 4_000] });
  await counsel.ask("Think.");
  await expect(counsel.log).toContainText("Thinking…");
  await expect(counsel.lastAnswer).toContainText("Thought through.");
  const part = { candidates: [{ content: { role: "model", parts: [{ text: "First half, " }] }, finishReason: "CONTINUATION", continuationToken: "dG9rZW4=" }] };
  await gemini.reply({ contentType: "text/event-stream", body: `data: ${JSON.stringify(part)}\r\n\r\n` });
  await gemini.stream(["second half."]);
  await counsel.ask("Go on.");
  await expect(counsel.lastAnswer).toContainText("First half, second half.");
  expect((await gemini.requests("stream")).at(-1).json.continuationToken).toBe("dG9rZW4=");
  await gemini.stream(["something bad"], { finishReason: "SAFETY" });
  await counsel.ask("More.");
  await expect(counsel.lastAnswer).toContainText("withheld its answer");
  await expect(counsel.lastAnswer).not.toContainText("something bad");
});

test("the key is in no storage, address, attribute, file or message, unless it is to be kept for the tab", async ({ pretendApp: app, page, gemini }) => {
  const counsel = await ready(app, page, "Ask");
  await gemini.stream([`Your key is ${Counsel.key}.`]);
  await counsel.question.fill(`My key is ${Counsel.key}, my mail is asha@mail.example and my phone 98765 43210.`);
  await expect(page.locator(".stack > .card").getByText("Taken out of it before it is sent: [key], [e-mail], [phone].")).toBeVisible();
  await counsel.send.click();
  await counsel.consent.getByRole("button", { name: "Send it" }).click();
  await expect(counsel.lastAnswer).toBeVisible();
  const [request] = await gemini.requests("stream");
  for (const secret of [Counsel.key, "asha@mail.example", "98765 43210"]) expect(request.body).not.toContain(secret);
  for (const [name, type] of [["Save as text", "md"], ["Save as JSON", "json"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    expect(download.suggestedFilename()).toBe(`conversation.${type}`);
    expect(readFileSync(await download.path(), "utf8")).not.toContain(Counsel.key);
  }
  expect(await page.evaluate(() => [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage }), location.href].join())).not.toContain("canary-key");
  const attributes = await page.evaluate(() => [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes].map(({ value }) => value)).join());
  expect(attributes).not.toContain("canary-key");

  await page.reload();
  await expect(app.main).toBeVisible();
  const kept = await ready(app, page, null, { isKept: true });
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain(Counsel.key);
  await kept.section.getByRole("button", { name: "Key and model…" }).click();
  await kept.keyDialog.getByRole("button", { name: "Forget the key" }).click();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toBe("{}");
  await expect(kept.section.getByRole("button", { name: "Add your key…" })).toBeAttached();
});

test("a key that Google refuses, and one that is none, are told apart in the dialog", async ({ pretendApp: app, page, gemini, watch }) => {
  watch.expect(/Failed to load resource/);
  const counsel = new Counsel(page);
  await counsel.open(app);
  await counsel.section.getByRole("button", { name: "Add your key…" }).click();
  await counsel.keyDialog.getByLabel("Key", { exact: true }).fill("two words");
  await counsel.keyDialog.getByLabel("Key", { exact: true }).press("Enter");
  await expect(counsel.keyDialog).toContainText("A key has no spaces");
  await gemini.error(400, "API_KEY_INVALID", { instead: "models" });
  await counsel.keyDialog.getByLabel("Key", { exact: true }).fill("AQ.wrong-key-12345");
  await counsel.keyDialog.getByRole("button", { name: "Test and use" }).click();
  await expect(counsel.keyDialog).toContainText("Google does not accept this key");
  await expect(counsel.keyDialog.getByText(/the one in use ends in 2345/)).toBeVisible();
});

test("a call to practice: Gemini plays the borrower, and the parts are told again as they were", async ({ pretendApp: app, page, gemini }) => {
  const counsel = await ready(app, page, "Practice a call");
  await gemini.stream(["Yes, who is calling?"]);
  await counsel.ask("Hello, am I speaking with the account holder?");
  await expect(counsel.lastAnswer).toContainText("who is calling");
  await gemini.stream(["I lost hours at work."]);
  await counsel.ask("It is about your loan.");
  await expect(counsel.lastAnswer).toContainText("lost hours");
  const { json } = (await gemini.requests("stream")).at(-1);
  expect(json.contents.map(({ role }) => role)).toEqual(["user", "model", "user"]);
  expect(json.systemInstruction.parts[0].text).toContain("Play the borrower");
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("key, question, answer and consent are accessible", async ({ pretendApp: app, page, gemini }) => {
      const counsel = new Counsel(page);
      await counsel.open(app);
      await counsel.section.getByRole("button", { name: "Add your key…" }).click();
      await expectAccessible(page);
      await counsel.keyDialog.getByRole("button", { name: "Close" }).click();
      await counsel.addKey();
      await counsel.choose("Ask");
      await gemini.stream(["- **One** `two`\n- Pay ₹7,850\n\n| a | b |\n|---|---|\n| 1 | 2 |"]);
      await counsel.question.fill("Why?");
      await expect(counsel.payload).toContainText("Why?");
      await counsel.send.click();
      await expect(counsel.consent).toBeVisible();
      await expectAccessible(page);
      await counsel.consent.getByRole("button", { name: "Send it" }).click();
      await expect(counsel.lastAnswer).toContainText("One");
      await expectAccessible(page);
    });
  });
}
