// YDF's learners as they are: this version takes no settings. It reads the CSV itself, and its forest judges itself out of bag.
importScripts("jszip.min.js", "training.js");

/** The outcome stands last in a row; YDF wants words for it. */
const toText = (bytes) => new TextDecoder().decode(bytes).replaceAll(",0\n", ",good\n").replaceAll(",1\n", ",bad\n");

let ydf;
let model;

function run({ do: what, learner }, bytes) {
  const text = toText(bytes);
  const started = performance.now();
  if (what === "fit") {
    model = new (learner === "forest" ? ydf.RandomForestLearner : ydf.GradientBoostedTreesLearner)("defaulted", "CLASSIFICATION").train(text);
    const seconds = (performance.now() - started) / 1e3;
    const n_trees = Number(/Number of trees: (\d+)/.exec(model.describe())?.[1]);
    return { seconds, n_trees };
  }
  return { predictions: Array.from(model.predict(text)) };
}

onmessage = ({ data: { command, bytes } }) => {
  try {
    postMessage({ figures: JSON.stringify(run(JSON.parse(command), bytes)) });
  } catch (error) {
    postMessage({ error: String(error?.message ?? error) });
  }
};

YDFTraining().then((library) => {
  ydf = library;
  postMessage({ figures: "{}" });
});
