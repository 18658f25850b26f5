//! The keys that work on every page.

use leptos::ev::KeyboardEvent;

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    /// The map of the keys.
    Help,
    /// The search field.
    Search,
    /// A page, by the letter after `g`.
    Go(&'static str),
    /// So many places further on in the list of borrowers.
    Step(i64),
    /// A borrower is done with, or no longer.
    Mark,
    /// The list that the page is of.
    Back,
}

/// Reads the keys one by one; `g` waits for the next.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyReader {
    has_g: bool,
}

/// The letters after `g`, the page's address and its name.
pub const PAGES: [(&str, &str, &str); 7] = [
    ("d", "#/", "Data"),
    ("e", "#/explore", "Explore"),
    ("m", "#/model", "Model"),
    ("s", "#/segments", "Segments"),
    ("p", "#/plan", "Plan"),
    ("b", "#/borrowers", "Borrowers"),
    ("w", "#/messages", "Messages"),
];

impl KeyReader {
    /// What this key asks for. Keys typed into a field, or with Ctrl, Alt or Meta, ask for nothing.
    pub fn read(&mut self, event: &KeyboardEvent, is_typing: bool) -> Option<Shortcut> {
        if is_typing || event.ctrl_key() || event.alt_key() || event.meta_key() {
            self.has_g = false;
            return None;
        }
        self.read_key(&event.key())
    }

    fn read_key(&mut self, key: &str) -> Option<Shortcut> {
        if std::mem::take(&mut self.has_g)
            && let Some((_, href, _)) = PAGES.iter().find(|(letter, ..)| *letter == key)
        {
            return Some(Shortcut::Go(href));
        }
        match key {
            "?" => Some(Shortcut::Help),
            "/" => Some(Shortcut::Search),
            "j" => Some(Shortcut::Step(1)),
            "k" => Some(Shortcut::Step(-1)),
            "e" => Some(Shortcut::Mark),
            "u" | "Escape" => Some(Shortcut::Back),
            "g" => {
                self.has_g = true;
                None
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g_and_a_letter_go_to_a_page_and_anything_else_forgets_the_g() {
        let mut keys = KeyReader::default();
        assert_eq!(keys.read_key("p"), None);
        assert_eq!((keys.read_key("g"), keys.read_key("p")), (None, Some(Shortcut::Go("#/plan"))));
        assert_eq!((keys.read_key("g"), keys.read_key("x"), keys.read_key("p")), (None, None, None));
        assert_eq!(keys.read_key("?"), Some(Shortcut::Help));
        assert_eq!(
            (keys.read_key("e"), keys.read_key("g"), keys.read_key("e")),
            (Some(Shortcut::Mark), None, Some(Shortcut::Go("#/explore")))
        );
    }
}
