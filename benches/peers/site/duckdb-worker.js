// DuckDB: the file becomes a table of typed columns, in a worker of its own that is started here. Bundled, because it names packages.
import { AsyncDuckDB, VoidLogger } from "@duckdb/duckdb-wasm";

const database = new AsyncDuckDB(new VoidLogger(), new Worker("duckdb-browser-eh.worker.js"));
await database.instantiate(new URL("duckdb-eh.wasm", location.href).href);
const connection = await database.connect();

async function read(bytes) {
  const started = performance.now();
  await database.registerFileBuffer("loans.csv", bytes);
  await connection.query("CREATE TABLE loans AS SELECT * FROM read_csv('loans.csv')");
  const seconds = (performance.now() - started) / 1e3;
  const counted = await connection.query("SELECT count(*)::INTEGER AS n_rows FROM loans");
  return { seconds, n_rows: counted.get(0).n_rows };
}

onmessage = async ({ data: { bytes } }) => {
  try {
    postMessage({ figures: JSON.stringify(await read(bytes)) });
  } catch (error) {
    postMessage({ error: String(error?.message ?? error) });
  }
};
postMessage({ figures: "{}" });
