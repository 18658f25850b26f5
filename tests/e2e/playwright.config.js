// Drives the built dist/ as a person does. CHROMIUM names another browser than Debian's.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

const candidates = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const results = (name) => fileURLToPath(new URL(`../../test-results/${name}`, import.meta.url));

const dist = process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
if (!existsSync(`${dist}/index.html`)) throw new Error(`${dist}/index.html is missing: "make build" makes it`);

export default defineConfig({
  testDir: ".",
  outputDir: results("e2e"),
  reporter: [["list"], ["json", { outputFile: results("e2e.json") }]],
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: process.env.CI ? 1 : 0,
  use: {
    actionTimeout: 15_000,
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      executablePath: candidates.find((path) => path && existsSync(path)),
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
});
