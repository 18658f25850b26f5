/// What the browser saw leave since the file was opened (or the page, before that). The app's own files are not
/// counted: they are fetched without telling anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestsSeen {
    /// Where the app lives: its address up to the last slash.
    base: String,
    addresses: Vec<String>,
    n_requests: usize,
    n_blocked: usize,
    is_file_open: bool,
}

/// What the app is made of.
const OWN_ENDINGS: [&str; 7] = [".js", ".wasm", ".css", ".woff2", ".svg", ".html", ".webmanifest"];

impl RequestsSeen {
    /// Nothing seen yet by the app at this address.
    pub fn new(base: String) -> RequestsSeen {
        RequestsSeen { base, ..RequestsSeen::default() }
    }

    /// Takes note of a request to an address.
    pub fn note(&mut self, address: &str, was_blocked: bool) {
        if was_blocked {
            self.n_blocked += 1;
        } else if !self.is_own_file(address) {
            self.n_requests += 1;
            let place = address.split(['?', '#']).next().unwrap_or_default();
            if !self.addresses.iter().any(|known| known == place) {
                self.addresses.push(place.to_owned());
            }
        }
    }

    /// A file was opened: counting starts anew.
    pub fn start_anew(&mut self) {
        *self = RequestsSeen { is_file_open: true, ..RequestsSeen::new(std::mem::take(&mut self.base)) };
    }

    /// Requests that left.
    pub fn n_requests(&self) -> usize {
        self.n_requests
    }

    /// Requests that the content security policy stopped.
    pub fn n_blocked(&self) -> usize {
        self.n_blocked
    }

    /// Whether the count began with a file.
    pub fn is_file_open(&self) -> bool {
        self.is_file_open
    }

    /// Where they went, without what was asked.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.addresses.iter().map(String::as_str)
    }

    /// A plain file below the app's own address: a question mark could carry something out.
    fn is_own_file(&self, address: &str) -> bool {
        let is_local = address.starts_with("blob:") || address.starts_with("data:");
        let is_below = !self.base.is_empty() && address.starts_with(&self.base) && !address.contains('?');
        is_local || (is_below && OWN_ENDINGS.iter().any(|ending| address.ends_with(ending)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_carry_something_out_is_counted() {
        let mut seen = RequestsSeen::new("https://host/app/".to_owned());
        for own in ["https://host/app/engine.js", "https://host/app/fonts/plex.woff2", "blob:https://host/1", "data:image/png;base64,"] {
            seen.note(own, false);
        }
        assert_eq!(seen.n_requests(), 0);
        for foreign in ["https://host/app/engine.js?secret", "https://host/other.js", "https://elsewhere/app/engine.js"] {
            seen.note(foreign, false);
        }
        seen.note("https://elsewhere/", true);
        assert_eq!((seen.n_requests(), seen.n_blocked()), (3, 1));
        seen.start_anew();
        assert_eq!((seen.n_requests(), seen.n_blocked(), seen.is_file_open()), (0, 0, true));
    }
}
