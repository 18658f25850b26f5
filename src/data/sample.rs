//! The synthetic sample portfolio: seeded, three months.
