// The part of ECharts that is shipped draws every kind of mark that the charts use, under the page's policy.
import { expect, test } from "./fixtures.js";

const option = {
  animation: false,
  aria: { enabled: true },
  grid: { left: 40, right: 10, top: 10, bottom: 30 },
  legend: { show: true },
  tooltip: { trigger: "axis", renderMode: "richText" },
  graphic: [{ type: "text", left: 5, top: 5, style: { text: "a note" } }],
  xAxis: { type: "category", data: ["<img src=x onerror=alert(1)>", "b", "c"] },
  yAxis: { type: "value" },
  series: [
    { type: "bar", name: "bars", data: [1, 2, 3], markLine: { data: [{ yAxis: 2 }] } },
    { type: "line", name: "line", data: [3, 2, 1], markArea: { data: [[{ xAxis: 0 }, { xAxis: 1 }]] }, markPoint: { data: [{ coord: [1, 2], value: "here" }] } },
    { type: "scatter", name: "dots", data: [2, 2, 2] },
  ],
};

test("bars, lines, dots and marks are drawn, and a tooltip is no markup", async ({ page, site }) => {
  await page.goto(site.url);
  await page.waitForFunction(() => globalThis.echarts?.init);
  await page.evaluate((option) => {
    const box = document.createElement("div");
    box.id = "chart-box";
    for (const [name, value] of Object.entries({ position: "fixed", inset: "0", width: "640px", height: "400px", "z-index": "99" })) box.style.setProperty(name, value);
    document.body.append(box);
    globalThis.echarts.init(box).setOption(option, true);
  }, option);
  await page.mouse.move(200, 200);
  await page.mouse.move(210, 210, { steps: 4 });
  const drawn = await page.evaluate(() => {
    const canvas = document.querySelector("#chart-box canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return { colors: new Set(new Uint32Array(data.buffer)).size, images: document.querySelectorAll("#chart-box img").length };
  });
  expect(drawn.colors).toBeGreaterThan(10);
  expect(drawn.images).toBe(0);
});
