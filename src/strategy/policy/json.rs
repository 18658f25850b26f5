//! A JSON text to a flat list of its values, each with its path. Comes in: a text. Goes out: values in their order and the paths
//! that are there twice, or the place where it is no JSON (RFC 8259). Numbers stay texts, so that amounts and shares are read
//! without rounding; a reader of floats would cost the worker's program several kilobytes besides.

/// Deeper than this no policy goes.
const DEEPEST: u32 = 16;

/// A value with nothing in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Leaf {
    Null,
    Switch(bool),
    /// As it is written.
    Number(String),
    Text(String),
    /// A list; what it holds is read and dropped.
    List,
    /// An object without fields, other than the outermost.
    EmptyObject,
}

#[derive(Debug, Default)]
pub(super) struct Flat {
    pub leaves: Vec<(String, Leaf)>,
    /// Fields that stand twice in one object.
    pub repeated: Vec<String>,
}

/// A place in the text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotJson {
    pub at: usize,
}

/// Reads a text.
pub(super) fn flatten(text: &str) -> Result<Flat, NotJson> {
    let mut reader = Reader { text, at: 0, flat: Flat::default(), n_lists: 0 };
    let result = (|| {
        reader.value("", 0)?;
        reader.skip_blanks();
        if reader.at == text.len() { Some(()) } else { None }
    })();
    result.map(|()| std::mem::take(&mut reader.flat)).ok_or(NotJson { at: reader.at.min(text.len()) })
}

/// The paths of fields that stand twice in one object; none where the text is no JSON. What is in lists is not looked at.
pub fn repeated_fields(text: &str) -> Vec<String> {
    flatten(text.strip_prefix('\u{feff}').unwrap_or(text)).map(|flat| flat.repeated).unwrap_or_default()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    flat: Flat,
    /// Lists around the value: what is in them is not kept.
    n_lists: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn takes(&mut self, byte: u8) -> bool {
        let is_it = self.peek() == Some(byte);
        self.at += usize::from(is_it);
        is_it
    }

    fn add(&mut self, path: &str, leaf: Leaf) {
        if self.n_lists == 0 {
            self.flat.leaves.push((path.to_owned(), leaf));
        }
    }

    fn value(&mut self, path: &str, depth: u32) -> Option<()> {
        self.skip_blanks();
        if depth > DEEPEST {
            return None;
        }
        let leaf = match self.peek()? {
            b'{' => return self.object(path, depth),
            b'[' => return self.list(path, depth),
            b'"' => Leaf::Text(self.string()?),
            b't' => self.word("true", Leaf::Switch(true))?,
            b'f' => self.word("false", Leaf::Switch(false))?,
            b'n' => self.word("null", Leaf::Null)?,
            _ => Leaf::Number(self.number()?),
        };
        self.add(path, leaf);
        Some(())
    }

    fn word(&mut self, word: &str, leaf: Leaf) -> Option<Leaf> {
        self.text.get(self.at..)?.starts_with(word).then(|| {
            self.at += word.len();
            leaf
        })
    }

    fn object(&mut self, path: &str, depth: u32) -> Option<()> {
        self.at += 1;
        self.skip_blanks();
        if self.takes(b'}') {
            if !path.is_empty() {
                self.add(path, Leaf::EmptyObject);
            }
            return Some(());
        }
        let mut names: Vec<String> = Vec::new();
        loop {
            self.skip_blanks();
            let name = self.string()?;
            self.skip_blanks();
            if !self.takes(b':') {
                return None;
            }
            // A point in a name is no step into an object.
            let name = if name.contains('.') { format!("\"{name}\"") } else { name };
            let inner = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            if names.contains(&name) && self.n_lists == 0 {
                self.flat.repeated.push(inner.clone());
            }
            names.push(name);
            self.value(&inner, depth + 1)?;
            self.skip_blanks();
            if self.takes(b'}') {
                return Some(());
            }
            if !self.takes(b',') {
                return None;
            }
        }
    }

    fn list(&mut self, path: &str, depth: u32) -> Option<()> {
        self.add(path, Leaf::List);
        self.at += 1;
        self.n_lists += 1;
        self.skip_blanks();
        let mut is_over = self.takes(b']');
        while !is_over {
            self.value("", depth + 1)?;
            self.skip_blanks();
            is_over = self.takes(b']');
            if !is_over && !self.takes(b',') {
                return None;
            }
        }
        self.n_lists -= 1;
        Some(())
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Option<String> {
        let start = self.at;
        self.takes(b'-');
        let first = self.peek()?;
        let n_digits = self.digits();
        if n_digits == 0 || (first == b'0' && n_digits > 1) || (self.takes(b'.') && self.digits() == 0) {
            return None;
        }
        if self.takes(b'e') || self.takes(b'E') {
            let _ = self.takes(b'-') || self.takes(b'+');
            if self.digits() == 0 {
                return None;
            }
        }
        self.text.get(start..self.at).map(str::to_owned)
    }

    fn string(&mut self) -> Option<String> {
        if !self.takes(b'"') {
            return None;
        }
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..)?;
            let end = rest.find(|char: char| matches!(char, '"' | '\\') || char < ' ')?;
            text.push_str(&rest[..end]);
            self.at += end;
            if self.takes(b'"') {
                return Some(text);
            }
            if !self.takes(b'\\') {
                return None;
            }
            text.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let byte = self.peek()?;
        let char = match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                return self.code_point();
            }
            _ => return None,
        };
        self.at += 1;
        Some(char)
    }

    /// Four hexadecimal digits, or twice four with `\u` between: a pair of surrogates.
    fn code_point(&mut self) -> Option<char> {
        let high = self.hex()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high);
        }
        if !self.takes(b'\\') || !self.takes(b'u') {
            return None;
        }
        let low = self.hex()?;
        (0xdc00..0xe000).contains(&low).then(|| char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)))?
    }

    fn hex(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            value = value * 16 + char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(value)
    }
}
