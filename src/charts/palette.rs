/// A color of the style sheet by its token's name (`--ink`), as a CSS variable: whoever draws the chart looks up its value in the
/// theme that is shown.
pub fn color(token: &str) -> String {
    format!("var({token})")
}
