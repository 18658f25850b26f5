// Ours: the engine's code with the commands of the benchmarks, compiled and optimized as the engine is.
import init from "./bench.js";

await init();
postMessage({ figures: "{}" });
