"""One fit of a peer on one thread, in a process of its own.

usage: peers.py PEER DATA FRESH DEPTH TREES SEED      PEER is forest (scikit-learn) or boosting (LightGBM)

DATA and FRESH name files of generate.py without their endings; DEPTH 0 is unlimited. Prints one JSON object: seconds of the fit
(processor time of the process, and wall time), AUC on the last 20 % and on fresh rows, the process's largest memory.
"""

import json
import os
import resource
import sys
import time

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy as np


def load(path):
    outcomes = np.fromfile(f"{path}.u8", np.uint8)
    return np.fromfile(f"{path}.f32", np.float32).reshape(len(outcomes), 20), outcomes


def make_model(peer, depth, n_trees, seed):
    if peer == "forest":
        from sklearn.ensemble import RandomForestClassifier

        return RandomForestClassifier(n_trees, max_depth=depth or None, max_features="sqrt", min_samples_leaf=1, n_jobs=1, random_state=seed)
    from lightgbm import LGBMClassifier

    return LGBMClassifier(n_estimators=n_trees, num_leaves=31, n_jobs=1, verbose=-1, random_state=seed, force_col_wise=True)


def memory_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(peer, data, fresh, depth, n_trees, seed):
    from sklearn.metrics import roc_auc_score

    (features, outcomes), test, fresh = load(f"{data}.training"), load(f"{data}.test"), load(fresh)
    model = make_model(peer, int(depth), int(n_trees), int(seed))
    wall, cpu = time.perf_counter(), time.process_time()
    model.fit(features, outcomes)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    memory = memory_megabytes()
    auc = [roc_auc_score(part[1], model.predict_proba(part[0])[:, 1]) for part in (test, fresh)]
    print(json.dumps({"cpu_seconds": cpu, "seconds": wall, "auc": auc[0], "fresh_auc": auc[1], "megabytes": memory}))


main(*sys.argv[1:])
