//! What the code may not do, read from the code itself: who uses whom, and what is kept in one place.
//!
//! The checker knows no Rust: it drops comments and looks for words. That is enough for code that nobody hides from it.

use std::path::{Path, PathBuf};

/// What may use whom: a module, or one file of it, with the modules that it may name. The longest name counts.
const ALLOWED: [(&str, &[&str]); 21] = [
    ("quantity", &[]),
    ("data", &["quantity"]),
    ("features", &["quantity", "data"]),
    ("exploration", &["quantity", "data"]),
    ("model", &["quantity", "features"]),
    ("evaluation", &["quantity", "data", "features", "model"]),
    ("explanation", &["quantity", "data", "features", "model", "evaluation"]),
    ("segments", &["quantity", "data", "features"]),
    ("strategy", &["quantity", "data", "evaluation", "segments"]),
    ("charts", &CORE),
    ("sheets", &["quantity", "data", "features", "exploration", "model", "evaluation", "explanation", "segments", "strategy", "charts"]),
    ("export", &CORE),
    ("advisor", &["quantity", "data", "strategy", "sheets"]),
    (
        "jobs",
        &[
            "quantity",
            "data",
            "features",
            "exploration",
            "model",
            "evaluation",
            "explanation",
            "segments",
            "strategy",
            "charts",
            "sheets",
            "export",
            "advisor",
        ],
    ),
    ("session", &["quantity", "data", "features", "model", "evaluation", "strategy", "sheets", "advisor", "jobs"]),
    ("session/derived.rs", &[]),
    ("session/store.rs", &["quantity", "data", "features", "model", "evaluation", "strategy", "sheets", "advisor", "jobs", "browser"]),
    ("browser", &[]),
    (
        "ui",
        &[
            "quantity",
            "data",
            "features",
            "model",
            "evaluation",
            "strategy",
            "jobs",
            "session",
            "charts",
            "sheets",
            "export",
            "advisor",
            "browser",
        ],
    ),
    ("main.rs", &["ui", "browser"]),
    ("bin/engine.rs", &["jobs", "browser"]),
];

const CORE: [&str; 6] = ["quantity", "data", "features", "model", "evaluation", "strategy"];

/// Where words of other crates, and of the browser, may stand. A word that ends in `*` is the beginning of one.
const ONLY_IN: [(&str, &[&str]); 14] = [
    ("web_sys*", &["browser", "bin", "main.rs"]),
    ("js_sys*", &["browser", "bin", "main.rs"]),
    ("wasm_bindgen*", &["browser", "bin", "main.rs"]),
    ("gloo*", &["browser", "bin", "main.rs"]),
    ("leptos*", &["ui", "session/derived.rs", "session/store.rs", "main.rs"]),
    ("phosphor_leptos*", &["ui"]),
    ("charming*", &["charts", "ui"]),
    ("encoding_rs*", &["data"]),
    ("postcard", &["jobs"]),
    // Their order differs from run to run.
    ("HashMap", &[]),
    ("HashSet", &[]),
    // Need `unsafe-eval`, which the content security policy forbids.
    ("JsFunction", &[]),
    // The same bytes in every browser: no clock of one's own, no thread of one's own, no other random numbers.
    ("SystemTime", &[]),
    ("Instant", &[]),
];

/// Functions of floating-point numbers that give other bits on other machines: `libm` has them.
const INEXACT: [&str; 17] = [
    ".exp()",
    ".exp2()",
    ".exp_m1()",
    ".ln()",
    ".ln_1p()",
    ".log(",
    ".log2()",
    ".log10()",
    ".powf(",
    ".powi(",
    ".sqrt()",
    ".cbrt()",
    ".sin()",
    ".cos()",
    ".tan()",
    ".tanh()",
    ".hypot(",
];

/// What panics on data.
const PANICS: [&str; 8] = [".unwrap()", ".unwrap_err()", ".expect(", ".expect_err(", "panic!", "todo!", "unimplemented!", "unreachable!"];

const MOST_LINES: usize = 400;

// The checker

/// All that is wrong with one file of `src`, whose path is given below `src`.
fn violations(path: &str, source: &str) -> Vec<String> {
    let code = without_comments(source);
    let product = without_tests(&code);
    let mut found = Vec::new();
    found.extend(forbidden_edges(path, &code));
    for (word, places) in ONLY_IN {
        if !is_in(path, places) && words(&code).any(|found| fits(found, word)) {
            found.push(format!("{path} names {word}"));
        }
    }
    found.extend(PANICS.iter().filter(|panics| product.contains(*panics)).map(|panics| format!("{path} may panic: {panics}")));
    if !path.starts_with("ui/") {
        found.extend(INEXACT.iter().filter(|call| product.contains(*call)).map(|call| format!("{path} calls {call} and not libm")));
    }
    if path.starts_with("ui/") && has_style_attribute(&code) {
        found.push(format!("{path} has a style attribute: the content security policy ignores it, use style:property"));
    }
    found.extend(color_literals(&code).map(|color| format!("{path} has the color {color}")));
    if source.lines().count() > MOST_LINES {
        found.push(format!("{path} has {} lines", source.lines().count()));
    }
    found
}

fn forbidden_edges(path: &str, code: &str) -> Vec<String> {
    let rule = ALLOWED.iter().filter(|(user, _)| is_in(path, &[user])).max_by_key(|(user, _)| user.len());
    let Some((user, used)) = rule else {
        return if path == "lib.rs" || path == "kernels.rs" {
            Vec::new()
        } else {
            vec![format!("{path} is not in the table of allowed edges")]
        };
    };
    let own = user.split('/').next().unwrap_or_default();
    let forbidden = modules_named(path, code).into_iter().filter(|module| module != own && !used.contains(&module.as_str()));
    forbidden.map(|module| format!("{path} uses {module}")).collect()
}

/// The top modules that stand behind `crate::`, the crate's name, or enough `super::`.
fn modules_named(path: &str, code: &str) -> Vec<String> {
    let depth = path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').count();
    let to_root = ["crate::".to_owned(), "smart_loan_recovery::".to_owned(), "super::".repeat(depth)];
    let mut modules: Vec<String> = to_root.iter().flat_map(|root| modules_behind(code, root)).collect();
    // Beyond the root in a file without an inner module, and beside it in one with: only names of modules count.
    modules.retain(|module| module != "super");
    modules.sort();
    modules.dedup();
    modules
}

fn modules_behind(code: &str, root: &str) -> Vec<String> {
    let is_whole = |place: usize| !code[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    let places = code.match_indices(root).filter(|(place, _)| is_whole(*place)).map(|(place, _)| &code[place + root.len()..]);
    let is_known = |name: &String| !root.starts_with("super") || ALLOWED.iter().any(|(module, _)| module == name);
    places.flat_map(first_names).filter(is_known).collect()
}

/// `a` of `a::b`; `a` and `c` of `{a::b, c}`.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let mut names = vec![name(group)];
    let mut depth = 0;
    for (place, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(name(&group[place + 1..])),
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn is_in(path: &str, places: &[&str]) -> bool {
    places.iter().any(|place| path == *place || path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/') || rest == ".rs"))
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_')
}

fn fits(word: &str, pattern: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(word == pattern, |start| word == start || word.strip_prefix(start).is_some_and(|rest| rest.starts_with('_')))
}

/// Comments become blanks; texts stay, and what looks like a comment in them too.
fn without_comments(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => text_length(rest),
            'r' if rest.starts_with("r#\"") => rest[3..].find("\"#").map_or(rest.len(), |end| end + 5),
            // A quote as a character is not the start of a text.
            '\'' if rest.starts_with("'\"'") => 3,
            '\'' if rest.starts_with("'\\\"'") => 4,
            _ => c.len_utf8(),
        };
        code.push_str(if c == '/' && length > 1 { " " } else { &rest[..length] });
        rest = &rest[length..];
    }
    code
}

fn text_length(rest: &str) -> usize {
    let mut escaped = true;
    for (place, c) in rest.char_indices() {
        match c {
            '"' if !escaped => return place + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// Without what is compiled for tests only.
fn without_tests(code: &str) -> String {
    let mut product = String::new();
    let mut rest = code;
    while let Some(start) = rest.find("#[cfg(test)]") {
        product.push_str(&rest[..start]);
        rest = &rest[start..];
        let mut depth = 0;
        let end = rest.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            *c == '}' && depth == 0
        });
        rest = end.map_or("", |(place, _)| &rest[place + 1..]);
    }
    product + rest
}

/// `style="…"` and `style=move || …`, but not `style:width=…`, `style=("--width", …)`, `data-style=` or `let style = `.
fn has_style_attribute(code: &str) -> bool {
    let is_attribute = |rest: &str| !rest.starts_with("style==") && !rest.starts_with("style=(");
    code.match_indices("style=").any(|(place, _)| code[..place].ends_with(char::is_whitespace) && is_attribute(&code[place..]))
}

/// `#1fa`, `#1fa2b3`, `rgb(…)` and their like, wherever they stand.
fn color_literals(text: &str) -> impl Iterator<Item = &str> {
    const FUNCTIONS: [&str; 9] = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "oklch(", "oklab(", "lch(", "lab("];
    let is_start = |place: usize| !text[..place].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == '&');
    let by_number = text.match_indices('#').filter(move |(place, _)| is_start(*place)).filter_map(|(place, _)| {
        let length = text[place + 1..].bytes().take_while(u8::is_ascii_hexdigit).count();
        let is_over = !text[place + 1 + length..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        (matches!(length, 3 | 4 | 6 | 8) && is_over).then(|| &text[place..=place + length])
    });
    let by_function = FUNCTIONS
        .into_iter()
        .flat_map(move |function| text.match_indices(function).filter(move |(place, _)| is_start(*place)).map(|(_, found)| found));
    by_number.chain(by_function)
}

fn without_css_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |rules, part| rules + part.split_once("*/").map_or("", |(_, rest)| rest))
}

/// The stylesheets that a page links, below `style`.
fn linked_stylesheets(html: &str) -> Vec<String> {
    let mut linked: Vec<String> =
        html.split('"').filter_map(|text| text.strip_prefix("style/")).filter(|path| path.ends_with(".css")).map(str::to_owned).collect();
    linked.sort();
    linked
}

// The sources

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files with this ending below a folder of the crate, by their path below it.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let below = path.strip_prefix(root().join(folder)).unwrap().to_string_lossy().replace('\\', "/");
                found.push((below, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn nothing(violations: impl IntoIterator<Item = String>) {
    let all: Vec<String> = violations.into_iter().collect();
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

#[test]
fn the_sources_keep_to_the_rules() {
    let sources = files("src", "rs");
    assert!(sources.len() > 100);
    nothing(sources.iter().flat_map(|(path, source)| violations(path, source)));
}

#[test]
fn examples_use_neither_page_nor_browser() {
    for (path, source) in files("examples", "rs") {
        let modules = modules_named(&path, &without_comments(&source));
        nothing(
            modules
                .into_iter()
                .filter(|module| ["browser", "session", "ui"].contains(&module.as_str()))
                .map(|module| format!("{path} uses {module}")),
        );
    }
}

#[test]
fn the_allowed_edges_make_no_circle() {
    let mut settled: Vec<&str> = Vec::new();
    let mut waiting: Vec<(&str, &[&str])> = ALLOWED.to_vec();
    while !waiting.is_empty() {
        let n_before = waiting.len();
        waiting.retain(|(user, used)| {
            let is_settled = used.iter().all(|module| settled.contains(module));
            if is_settled {
                settled.push(user);
            }
            !is_settled
        });
        assert!(waiting.len() < n_before, "a circle among {waiting:?}");
    }
}

#[test]
fn colors_stand_in_the_tokens_alone() {
    let sheets = files("style", "css");
    let others = sheets.iter().filter(|(path, _)| path != "tokens.css");
    nothing(others.flat_map(|(path, css)| {
        let rules = without_css_comments(css);
        color_literals(&rules).map(|color| format!("{path} has the color {color}")).collect::<Vec<_>>()
    }));
    let tokens = &sheets.iter().find(|(path, _)| path == "tokens.css").unwrap().1;
    assert!(color_literals(tokens).count() > 10);
}

#[test]
fn every_stylesheet_is_linked_and_every_link_has_its_stylesheet() {
    let there: Vec<String> = files("style", "css").into_iter().map(|(path, _)| path).collect();
    let linked = linked_stylesheets(&std::fs::read_to_string(root().join("index.html")).unwrap());
    nothing(there.iter().filter(|path| !linked.contains(path)).map(|path| format!("style/{path} is not linked in index.html")));
    nothing(linked.iter().filter(|path| !there.contains(path)).map(|path| format!("index.html links style/{path}, which is not there")));
    assert!(linked.windows(2).all(|pair| pair[0] != pair[1]), "a stylesheet is linked twice");
}

// The checker is checked

fn is_caught(path: &str, source: &str) {
    assert!(!violations(path, source).is_empty(), "{path} may not hold {source}");
}

fn is_fine(path: &str, source: &str) {
    nothing(violations(path, source));
}

#[test]
fn a_forbidden_use_is_caught_in_any_spelling() {
    is_caught("data/read.rs", "use crate::features::FeatureEncoder;");
    is_caught("data/read.rs", "fn f() { crate::strategy::CutOffs::default(); }");
    is_caught("data/read.rs", "use crate::{quantity::Money, model::{Tree, forest}};");
    is_caught("data/mod.rs", "use super::jobs::protocol;");
    is_caught("data/sample/loan.rs", "pub use super::super::super::export::ScoredCsv;");
    is_caught("jobs/trainer.rs", "use crate::session::Session;");
    is_caught("session/state.rs", "use crate::browser::clock;");
    is_caught("session/state/replies.rs", "use crate::browser::clock;");
    is_caught("charts/parts.rs", "use crate::export::ScoredCsv;");
    is_caught("browser/files.rs", "use crate::jobs::protocol::Reply;");
    is_caught("bin/engine.rs", "use smart_loan_recovery::session::Session;");
    is_caught("main.rs", "use smart_loan_recovery::{ui, data::read};");
    is_caught("brand_new/mod.rs", "fn f() {}");

    is_fine("session/store.rs", "use crate::browser::clock; use super::state::Session;");
    is_fine("data/read.rs", "use crate::{quantity::{Money, hash_pair}}; use super::table::Table; // not crate::ui");
    is_fine("jobs/trainer.rs", "/* use crate::ui; */ /// See [`crate::browser`].\nuse crate::model::forest::TrainingSet;");
    is_fine("data/mod.rs", "mod tests { use super::super::quantity::Money; use super::*; }");
}

#[test]
fn foreign_words_are_caught_outside_their_place() {
    is_caught("session/state.rs", "use web_sys::Window;");
    is_caught("ui/pages/data.rs", "let x: wasm_bindgen::JsValue = y;");
    is_caught("jobs/trainer.rs", "wasm_bindgen_futures::spawn_local(f);");
    is_caught("data/read.rs", "use gloo_net::http;");
    is_caught("session/state.rs", "use leptos::prelude::*;");
    is_caught("browser/clock.rs", "use leptos::prelude::*;");
    is_caught("charts/parts.rs", "JsFunction::new(\"x\")");
    is_caught("model/tree.rs", "use std::collections::HashMap;");
    is_caught("jobs/data_engine.rs", "let now = std::time::Instant::now();");
    is_caught("session/state.rs", "fn f() { encoding_rs::mem::is_ascii(); }");

    is_fine("ui/app.rs", "use leptos::prelude::*; use leptos_router::hooks;");
    is_fine("browser/clock.rs", "use web_sys::window; // HashMap");
    is_fine("model/tree.rs", "struct InstantReply; let my_web_sys = 1;");
}

#[test]
fn what_panics_or_differs_between_machines_is_caught() {
    is_caught("data/read.rs", "let x = y.unwrap();");
    is_caught("data/read.rs", "fn f() { let x = y\n.expect(\"there\"); }");
    is_caught("ui/app.rs", "todo!()");
    is_caught("data/read.rs", "#[cfg(test)]\nmod tests { fn f() {} }\nfn g() { panic!() }");
    is_caught("evaluation/roc.rs", "let x = variance.sqrt();");

    is_fine("data/read.rs", "let x = y.unwrap_or_default(); // .unwrap()");
    is_fine("data/read.rs", "fn g() {}\n#[cfg(test)]\nmod tests { fn f() { if a { b } x.unwrap(); } }");
    is_fine("evaluation/roc.rs", "let x = libm::sqrt(variance);");
}

#[test]
fn styles_and_colors_in_the_wrong_place_are_caught() {
    is_caught("ui/app.rs", "view! { <p class=\"a\" style=\"width: 3px\">\"x\"</p> }");
    is_caught("ui/app.rs", "view! { <p\n style=move || width()>\"x\"</p> }");
    is_caught("charts/parts.rs", "let color = \"#1fA2b3\";");
    is_caught("ui/app.rs", "let color = \"rgb(1, 2, 3)\"; ");
    is_caught("ui/app.rs", &"\n".repeat(401));

    is_fine("ui/app.rs", "view! { <i style=(\"--width\", width)/> }");
    is_fine("ui/app.rs", "view! { <a href=\"#/data\" style:width=width data-style=\"x\">\"#1\"</a> } let style = 1;");
    is_fine("ui/app.rs", &"\n".repeat(400));
    assert_eq!(color_literals("a{color:#fff;b:#12345678} #add-row{} &#123; url(#abc-d) srgb(").collect::<Vec<_>>(), ["#fff", "#12345678"]);
    assert_eq!(without_css_comments("a /* #fff */ b /* c"), "a  b ");
    assert_eq!(linked_stylesheets("<link href=\"style/b.css\"><link href=\"style/components/a.css\">"), ["b.css", "components/a.css"]);
}
