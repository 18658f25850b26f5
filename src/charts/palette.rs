/// The style sheet's tokens that charts use: their values in the theme that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    values: Vec<String>,
}

impl Palette {
    /// The tokens in the order in which [`Palette::new`] wants their values.
    pub const TOKENS: [&'static str; 17] = [
        "--ink",
        "--ink-2",
        "--ink-3",
        "--sheet",
        "--line",
        "--accent",
        "--accent-tint",
        "--chart-grid",
        "--chart-axis",
        "--chart-label",
        "--chart-muted",
        "--reminder-fill",
        "--reminder-soft",
        "--settlement-fill",
        "--settlement-soft",
        "--legal-fill",
        "--legal-soft",
    ];

    /// From the tokens' values.
    pub fn new(values: Vec<String>) -> Palette {
        Palette { values }
    }

    /// A token's value; an unknown one is given back as a CSS variable, which a canvas draws black.
    pub fn get(&self, token: &str) -> String {
        let place = Palette::TOKENS.iter().position(|known| *known == token);
        place.and_then(|place| self.values.get(place)).cloned().unwrap_or_else(|| format!("var({token})"))
    }
}
