// The static server of `make serve`.
import { request as rawRequest } from "node:http";
import { expect, test } from "./fixtures.js";

/** The status and type of a path sent as it is, without a client tidying it first. */
function ask(siteUrl, path, method = "GET") {
  const { hostname, port } = new URL(siteUrl);
  return new Promise((resolve, reject) => {
    rawRequest({ hostname, port, path, method }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, type: response.headers["content-type"], headers: Object.keys(response.headers) });
    }).on("error", reject).end();
  });
}

test("a path cannot leave the served folder", async ({ site }) => {
  for (const path of ["/../Cargo.toml", "/..%2fCargo.toml", "/%2e%2e/Cargo.toml", "/fonts/../../Cargo.toml", "/..%5cCargo.toml", "/%00", "/%ff"]) {
    expect((await ask(site.url, path)).status, path).toBe(404);
  }
});

test("what is not there is 404, and only reading is allowed", async ({ site, subPathSite }) => {
  expect((await ask(site.url, "/nothing.js")).status).toBe(404);
  expect((await ask(site.url, "/fonts")).status).toBe(404);
  expect((await ask(site.url, "/", "POST")).status).toBe(405);
  expect((await ask(subPathSite.url, "/")).status).toBe(404);
  expect((await ask(subPathSite.url, "/some/where")).status).toBe(301);
});

test("the page is sent with its type and without security headers", async ({ site }) => {
  const { status, type, headers } = await ask(site.url, "/");
  expect({ status, type }).toEqual({ status: 200, type: "text/html; charset=utf-8" });
  expect(headers).not.toContain("content-security-policy");
});
