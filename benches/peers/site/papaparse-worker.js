// PapaParse at its best: arrays instead of objects, and each chunk is counted and dropped.
importScripts("papaparse.min.js");

onmessage = ({ data: { bytes } }) => {
  const file = new File([bytes], "loans.csv");
  const started = performance.now();
  let n_rows = 0;
  Papa.parse(file, {
    dynamicTyping: true,
    skipEmptyLines: true,
    chunk: ({ data }) => { n_rows += data.length; },
    complete: () => postMessage({ figures: JSON.stringify({ seconds: (performance.now() - started) / 1e3, n_rows }) }),
    error: (error) => postMessage({ error: String(error) }),
  });
};
postMessage({ figures: "{}" });
