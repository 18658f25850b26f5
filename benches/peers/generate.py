"""Synthetic loans of a fixed seed: 20 features (14 numbers, 6 categories of 3 to 12 labels), 3 % of the cells missing, about 22 % bad.

usage: generate.py FOLDER ROWS SEED [all]

Writes into FOLDER, for the first 80 % of the rows (training) and the last 20 % (test), or with "all" for all rows:
  <ROWS>-<SEED>.<part>.csv   as our engine and YDF read it
  <ROWS>-<SEED>.<part>.f32   the features for scikit-learn and LightGBM, row by row; missing is NaN, categories are numbers
  <ROWS>-<SEED>.<part>.u8    the outcomes
The order of the draws is part of the data: with seed 1 the rows are those of the project's first measurements.
"""

import sys
from pathlib import Path

import numpy as np

CATEGORIES = {
    "home": ["RENT", "OWN", "MORTGAGE"],
    "purpose": ["car", "debt", "home_impr", "medical", "business", "education", "wedding", "moving", "holiday", "other", "energy", "boat"],
    "grade": list("ABCDEFG"),
    "state": ["NY", "CA", "TX", "FL", "IL", "WA", "OH", "GA", "NC", "MI"],
    "channel": ["branch", "online", "broker", "phone"],
    "employment": ["salaried", "self", "contract", "retired", "unemployed"],
}
PURPOSE_EFFECT = [0, 0.2, -0.3, 0.6, 0.9, 0.1, -0.1, 0.3, 0.5, 0.2, -0.4, 0.7]
EMPLOYMENT_EFFECT = [-0.3, 0.2, 0.4, -0.1, 1.0]
HOME_EFFECT = [0.25, -0.25, -0.1]
CHANNEL_EFFECT = [-0.2, 0.1, 0.5, 0]
DECIMALS = {"income": 2, "loan_amount": 2, "rate": 2, "dti": 2, "revol_util": 1, "collateral": 2, "prior_recov": 4}


def draw_numbers(random, n_rows, latent):
    """The 14 numeric features by name."""
    n = {}
    n["age"] = np.clip(random.normal(41, 12, n_rows) + 2 * latent[:, 0], 19, 85).round()
    n["income"] = np.exp(random.normal(10.7, 0.5, n_rows) + 0.25 * latent[:, 0]).round(2)
    n["fico"] = np.clip(690 + 45 * latent[:, 1] + random.normal(0, 35, n_rows), 400, 850).round()
    n["loan_amount"] = np.exp(random.normal(9.3, 0.7, n_rows) + 0.2 * latent[:, 0]).round(2)
    n["rate"] = np.clip(22 - 0.018 * (n["fico"] - 500) + random.normal(0, 2.2, n_rows), 2.5, 36).round(2)
    n["term_m"] = random.choice([12, 24, 36, 48, 60, 84], n_rows)
    n["dti"] = np.clip(n["loan_amount"] / n["income"] * 60 + random.gamma(2, 8, n_rows), 0, 90).round(2)
    n["open_acc"] = random.poisson(9, n_rows)
    n["revol_util"] = np.clip(55 - 12 * latent[:, 1] + random.normal(0, 22, n_rows), 0, 150).round(1)
    n["delinq"] = random.poisson(np.exp(-0.9 - 0.6 * latent[:, 1]))
    n["months_employed"] = np.clip(random.exponential(70, n_rows), 0, 480).round()
    is_on_time = random.random(n_rows) < 0.55
    days = random.exponential(45, n_rows) * np.exp(-0.25 * latent[:, 1] + 0.3 * latent[:, 2])
    n["days_past_due"] = np.where(is_on_time, 0, np.clip(days, 0, 720)).round()
    is_unsecured = random.random(n_rows) < 0.4
    n["collateral"] = np.where(is_unsecured, 0, n["loan_amount"] * random.uniform(0.1, 1.6, n_rows)).round(2)
    n["prior_recov"] = np.clip(random.beta(2, 2, n_rows) + 0.08 * latent[:, 3], 0, 1).round(4)
    order = ["age", "income", "loan_amount", "rate", "term_m", "dti", "fico", "open_acc", "revol_util", "delinq", "months_employed",
             "days_past_due", "collateral", "prior_recov"]
    return {name: n[name] for name in order}


def draw_categories(random, n_rows, fico):
    """The 6 categories by name, as the numbers of their labels."""
    categories = {}
    for name, labels in CATEGORIES.items():
        weights = 1 + np.arange(len(labels))[::-1] % 5 + 0.3
        categories[name] = random.choice(len(labels), n_rows, p=weights / weights.sum())
    categories["grade"] = np.clip(((820 - fico) / 55 + random.normal(0, 0.8, n_rows)).astype(int), 0, 6)
    return categories


def log_odds(n, categories):
    """How likely each loan is not repaid: steps, interactions and curves that trees can find and a line cannot."""
    effect = (
        1.0 * np.tanh(n["days_past_due"] / 40 - 0.6)
        + 0.55 * (n["dti"] - 27) / 15 * (n["revol_util"] > 55)
        + 0.5 * np.log1p(n["delinq"])
        - 1.0 * (n["fico"] - 690) / 60
        - 0.45 * np.log(n["income"] / 45000)
        + 0.6 * np.array(PURPOSE_EFFECT)[categories["purpose"]]
        + 1.0 * np.array(EMPLOYMENT_EFFECT)[categories["employment"]]
        + 0.8 * np.array(HOME_EFFECT)[categories["home"]]
        + 0.8 * np.array(CHANNEL_EFFECT)[categories["channel"]]
        - 0.8 * np.minimum(n["collateral"] / n["loan_amount"], 1.2) * (n["loan_amount"] > 9000)
        + 0.9 * (n["prior_recov"] < 0.3)
        + 0.5 * ((n["age"] < 27) & (n["months_employed"] < 18))
        + 0.4 * np.sin(n["rate"] / 3)
        + 0.35 * (n["term_m"] >= 60) * (n["rate"] > 17)
    )
    return 1.05 * (effect - effect.mean()) - 1.85


def generate_loans(n_rows, seed):
    """Numbers, categories, which of the 20 x n_rows cells are missing, outcomes."""
    random = np.random.default_rng(20240601 + n_rows + 1_000_003 * (seed - 1))
    latent = random.standard_normal((n_rows, 4)).astype(np.float32)
    numbers = draw_numbers(random, n_rows, latent)
    categories = draw_categories(random, n_rows, numbers["fico"])
    chance = 1 / (1 + np.exp(-log_odds(numbers, categories)))
    is_bad = (random.random(n_rows) < chance).astype(np.uint8)
    is_missing = random.random((20, n_rows)) < 0.03
    return numbers, categories, is_missing, is_bad


def cells(numbers, categories, is_missing, rows):
    """Each column's cells as a file has them."""
    for missing, (name, values) in zip(is_missing, numbers.items()):
        decimals = DECIMALS.get(name, 0)
        texts = [str(v) for v in (values[rows].round(decimals) if decimals else values[rows].astype(int)).tolist()]
        yield ["" if gone else text for gone, text in zip(missing[rows].tolist(), texts)]
    for missing, (name, codes) in zip(is_missing[len(numbers):], categories.items()):
        labels = CATEGORIES[name]
        yield ["" if gone else labels[code] for gone, code in zip(missing[rows].tolist(), codes[rows].tolist())]


def write_part(path, loans, rows):
    numbers, categories, is_missing, is_bad = loans
    names = [*numbers, *categories, "defaulted"]
    columns = [*cells(numbers, categories, is_missing, rows), [str(v) for v in is_bad[rows].tolist()]]
    with open(f"{path}.csv", "w", encoding="ascii") as file:
        file.write(",".join(names) + "\n")
        file.writelines(",".join(row) + "\n" for row in zip(*columns))
    features = np.stack([*numbers.values(), *categories.values()]).astype(np.float32)
    features[is_missing] = np.nan
    np.ascontiguousarray(features[:, rows].T).tofile(f"{path}.f32")
    is_bad[rows].tofile(f"{path}.u8")


def main(folder, n_rows, seed, *rest):
    folder, n_rows, seed = Path(folder), int(n_rows), int(seed)
    folder.mkdir(parents=True, exist_ok=True)
    loans = generate_loans(n_rows, seed)
    name = f"{folder}/{n_rows}-{seed}"
    if rest == ("all",):
        write_part(f"{name}.all", loans, slice(None))
        return
    n_training = int(n_rows * 0.8)
    write_part(f"{name}.training", loans, slice(0, n_training))
    write_part(f"{name}.test", loans, slice(n_training, None))


main(*sys.argv[1:])
