// axe-core's rules over a page: nothing serious or critical.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect } from "@playwright/test";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Fails with the rules broken and where, if any of them is serious or critical. Motion is off from here on: in the middle
 * of a change of color, axe reads a contrast that nobody is meant to read.
 */
export async function expectAccessible(page) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.evaluate(axeSource);
  const broken = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target.join(" ")).slice(0, 5).join(", ")})`);
  });
  expect(broken, "axe: serious or critical").toEqual([]);
}
