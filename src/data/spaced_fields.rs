//! One record's bytes to fields where runs of blanks separate them, which the parser of single delimiters cannot do.

/// Fields separated by runs of blanks. A quoted field may be empty, so this cannot be told from the parser's output.
#[derive(Debug, Default)]
pub(super) struct SpacedFields {
    /// The fields, one after another.
    pub text: Vec<u8>,
    /// Where each ends in `text`.
    pub ends: Vec<usize>,
}

impl SpacedFields {
    /// Takes the fields of one record.
    pub fn split(&mut self, raw: &[u8]) {
        self.text.clear();
        self.ends.clear();
        let mut bytes = raw.iter().copied().peekable();
        loop {
            while bytes.next_if_eq(&b' ').is_some() {}
            if bytes.peek().is_none() {
                return;
            }
            if bytes.next_if_eq(&b'"').is_some() {
                self.copy_quoted(&mut bytes);
            }
            while let Some(byte) = bytes.next_if(|&byte| byte != b' ') {
                self.text.push(byte);
            }
            self.ends.push(self.text.len());
        }
    }

    /// Up to the closing quote; two quotes are one.
    fn copy_quoted(&mut self, bytes: &mut std::iter::Peekable<impl Iterator<Item = u8>>) {
        while let Some(byte) = bytes.next() {
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                return;
            }
            self.text.push(byte);
        }
    }
}
