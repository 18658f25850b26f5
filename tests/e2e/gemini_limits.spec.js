// How much Gemini is asked: allowances, the room of a model, the tokens of a long question; and how a draft is to be.
import { expectAccessible } from "./accessibility.js";
import { expect, test } from "./fixtures.js";
import { Counsel } from "./pages/counsel.js";

const draft = (message) => JSON.stringify({ message, plan_ids: [], caveats: [] });
const flash = (inputTokenLimit) => ({ name: "gemini-3.8-flash", displayName: "Flash", inputTokenLimit });

async function ready(app, page, manner) {
  const counsel = new Counsel(page);
  await counsel.open(app);
  await counsel.addKey();
  if (manner) await counsel.choose(manner);
  return counsel;
}

const openKey = (counsel) => counsel.section.getByRole("button", { name: "Key and model…" }).first().click();
const closeKey = (counsel) => counsel.keyDialog.getByRole("button", { name: "Close" }).click();

test("what a visit may ask is a field of the key's dialog, and outlives a conversation that is begun anew", async ({ pretendApp: app, page, gemini }) => {
  const counsel = await ready(app, page, "Ask");
  await gemini.stream(["Since."]);
  await counsel.ask("Why?");
  await expect(counsel.lastAnswer).toContainText("Since.");
  await counsel.section.getByRole("button", { name: "Begin anew" }).click();
  await expect(counsel.log).toBeHidden();
  await expect(counsel.section).toContainText(/1 question sent in this visit, [\d,]+ bytes, 102 tokens/);

  await openKey(counsel);
  const questions = counsel.keyDialog.getByRole("spinbutton", { name: "Questions a visit" });
  await expect(questions).toHaveValue("500");
  await expect(counsel.keyDialog).toContainText("102 used so far");
  await questions.fill("1");
  await questions.press("Enter");
  await counsel.keyDialog.getByRole("combobox", { name: "Answers up to" }).selectOption({ label: "Long: 4,000 tokens" });
  await expectAccessible(page);
  await closeKey(counsel);
  await counsel.ask("And now?");
  await expect(counsel.section.getByRole("alert")).toContainText("Allow more under “Questions a visit” in “Key and model…”");
  expect(await gemini.requests("stream")).toHaveLength(1);

  await openKey(counsel);
  await questions.fill("2");
  await questions.press("Enter");
  await closeKey(counsel);
  await gemini.stream(["Since then."]);
  await counsel.ask("And now?");
  await expect(counsel.lastAnswer).toContainText("Since then.");
  expect((await gemini.requests("stream")).at(-1).json.generationConfig.maxOutputTokens).toBe(5_024);
});

test("a list of models that does not come ends in an error that says what to do, and the next try works", async ({ pretendApp: app, page, gemini }) => {
  const counsel = new Counsel(page);
  await counsel.open(app);
  await page.clock.install();
  await gemini.error(503, null, { instead: "models", waitMs: 60_000 });
  await counsel.section.getByRole("button", { name: "Add your key…" }).click();
  await counsel.keyDialog.getByLabel("Key", { exact: true }).fill(Counsel.key);
  await counsel.keyDialog.getByRole("button", { name: "Test and use" }).click();
  await expect(counsel.keyDialog).toContainText("Google is asked for its list of models");
  // The page says so before it asks: time that passes before that ends what was never sent.
  await expect.poll(async () => (await gemini.requests("models")).length).toBe(1);
  await page.clock.fastForward(31_000);
  await expect(counsel.keyDialog).toContainText("has not sent its list of models within half a minute");
  await expect(counsel.keyDialog).toContainText("Press “Test and use” to try again.");
  await expect.poll(async () => (await gemini.requests("models")).map(({ end }) => end)).toEqual(["client left"]);
  await counsel.keyDialog.getByRole("button", { name: "Test and use" }).click();
  await expect(counsel.keyDialog).toContainText("Google takes this key");
});

for (const colorScheme of ["light", "dark"]) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });
    test("the room of a model fills, and a conversation that nearly fills it is offered to begin anew", async ({ pretendApp: app, page, gemini }) => {
      await gemini.models([flash(1_000)]);
      const counsel = await ready(app, page, "Ask");
      const room = counsel.section.getByRole("progressbar", { name: /Context/ });
      await expect(room).toHaveCount(0);
      await gemini.stream(["Since."], { usage: { promptTokenCount: 400, candidatesTokenCount: 20, totalTokenCount: 420 } });
      await counsel.ask("Why?");
      await expect(room).toHaveAccessibleName("Context: 42 % of the model’s room");
      await gemini.stream(["Since then."], { usage: { promptTokenCount: 800, candidatesTokenCount: 50, totalTokenCount: 850 } });
      await counsel.ask("And now?");
      await expect(room).toHaveAccessibleName("Context: 85 % of the model’s room");
      await expectAccessible(page);
      await counsel.section.locator(".chat__foot").getByRole("button", { name: "Begin anew" }).click();
      await expect(room).toHaveCount(0);
      await expect(counsel.section).toContainText("1,270 tokens");
    });
  });
}

test("the tokens of a long question are counted, every byte of that shown before, and then it is asked about once more", async ({ pretendApp: app, page, gemini, watch }) => {
  watch.expect(/Failed to load resource/);
  await gemini.models([flash(7_000)]);
  const counsel = await ready(app, page, "Ask");
  const long = "Why was it so? ".repeat(1_600).trim();
  await counsel.question.fill(long);
  const card = page.locator(".stack > .card");
  const counting = card.getByRole("region", { name: "The request for a number of tokens, byte for byte" });
  const request = card.getByRole("region", { name: "The request, byte for byte" });
  await expect(request).toContainText("Why was it so?");
  const [shownCounting, shown] = [await counting.textContent(), await request.textContent()];
  await gemini.count(6_050);
  await counsel.send.click();
  await expect(counsel.consent.getByRole("region", { name: "The request for a number of tokens, byte for byte" })).toHaveText(shownCounting);
  expect(await gemini.requests("count")).toEqual([]);
  await counsel.consent.getByRole("button", { name: "Send it" }).click();
  await expect(counsel.section.getByRole("status").filter({ hasText: "About 6,050 tokens" })).toContainText("the model has room for 7,000. Press “Send” once more");
  const [counted] = await gemini.requests("count");
  expect([counted.body, Object.keys(counted.json)]).toEqual([shownCounting, ["contents"]]);
  expect(await gemini.requests("stream")).toEqual([]);
  await expect(counting).toHaveCount(0);
  await expect(counsel.section).toContainText(/1 count of tokens sent in this visit/);
  await expectAccessible(page);
  await gemini.stream(["Since."]);
  await counsel.send.click();
  await expect(counsel.lastAnswer).toContainText("Since.");
  expect((await gemini.requests("stream")).map(({ body }) => body)).toEqual([shown]);
  await expect(counsel.section).toContainText(/1 question and 1 count of tokens sent in this visit/);

  // A counting that fails, or is stopped, keeps nothing back.
  await counsel.question.fill(long);
  await gemini.error(500, null, { instead: "counts" });
  await counsel.send.click();
  await expect(counsel.section.getByText(/could not be counted/)).toContainText("Press “Send” once more to send it all the same.");
  await counsel.question.fill(`${long} Or not?`);
  await gemini.error(503, null, { instead: "counts", waitMs: 60_000 });
  await counsel.send.click();
  await counsel.stop.click();
  await expect(counsel.section.getByText(/This is long: “Send” first asks/)).toBeVisible();
  expect(await gemini.requests("stream")).toHaveLength(1);
});

test("a draft in another tone, in the other language, and one that makes room for the next", async ({ pretendApp: app, page, gemini }) => {
  const counsel = await ready(app, page);
  await counsel.section.getByRole("combobox", { name: "Tone" }).selectOption("Warmer");
  await gemini.stream([draft("Hello from {lender_name}.")]);
  await counsel.ask("Draft it.");
  await expect(counsel.message).toHaveValue("Hello from Northline Finance.");
  expect((await gemini.requests("stream"))[0].json.systemInstruction.parts[0].text).toContain("Make it warmer");
  await gemini.stream([draft("A warm hello from {lender_name}.")]);
  await counsel.ask("Draft it again.");
  await expect(counsel.message).toHaveValue("A warm hello from Northline Finance.");

  await counsel.section.getByRole("button", { name: "Say it in Hindi" }).click();
  await expect(page.getByRole("group", { name: "Language" }).getByRole("button", { name: "हिन्दी" })).toHaveAttribute("aria-pressed", "true");
  await expect(counsel.question).toHaveValue(/same message in Hindi/);
  expect(await gemini.requests("stream")).toHaveLength(2);
  await gemini.stream([draft("{lender_name} की ओर से नमस्ते।")]);
  await counsel.send.click();
  await expect(counsel.message).toHaveValue("Northline Finance की ओर से नमस्ते।");
  expect((await gemini.requests("stream"))[2].json.systemInstruction.parts[0].text).toContain("in Hindi, in Devanagari");
  await expect(counsel.section.getByRole("button", { name: "Say it in English" })).toBeVisible();
});
