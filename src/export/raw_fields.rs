use std::ops::Range;

use crate::data::read::Delimiter;

/// Where each field of a record lies among its bytes, quotes and all: what stands between is what separates them.
/// Fields are those of [`crate::data::records::Record`].
pub(super) fn raw_fields(raw: &[u8], delimiter: Delimiter) -> Vec<Range<usize>> {
    if delimiter == Delimiter::Space { blank_separated(raw) } else { separated(raw, delimiter.byte()) }
}

fn separated(raw: &[u8], delimiter: u8) -> Vec<Range<usize>> {
    let mut fields = Vec::new();
    let mut start = 0;
    loop {
        let quoted = quoted_length(&raw[start..]);
        let rest = &raw[start + quoted..];
        match rest.iter().position(|&byte| byte == delimiter) {
            Some(length) => {
                let end = start + quoted + length;
                fields.push(start..end);
                start = end + 1;
            }
            None => {
                fields.push(start..raw.len());
                return fields;
            }
        }
    }
}

fn blank_separated(raw: &[u8]) -> Vec<Range<usize>> {
    let mut fields = Vec::new();
    let mut start = 0;
    while let Some(n_blanks) = raw[start..].iter().position(|&byte| byte != b' ') {
        start += n_blanks;
        let quoted = quoted_length(&raw[start..]);
        let length = raw[start + quoted..].iter().take_while(|&&byte| byte != b' ').count();
        fields.push(start..start + quoted + length);
        start += quoted + length;
    }
    fields
}

/// The length of a quoted part at the start, both quotes included; two quotes within it are one of the text.
fn quoted_length(bytes: &[u8]) -> usize {
    if bytes.first() != Some(&b'"') {
        return 0;
    }
    let mut place = 1;
    while let Some(length) = bytes[place..].iter().position(|&byte| byte == b'"') {
        place += length + 1;
        if bytes.get(place) != Some(&b'"') {
            return place;
        }
        place += 1;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::raw_fields;
    use crate::data::read::Delimiter;

    fn fields(raw: &str, delimiter: Delimiter) -> Vec<&str> {
        raw_fields(raw.as_bytes(), delimiter).into_iter().map(|range| &raw[range]).collect()
    }

    #[test]
    fn fields_keep_their_quotes() {
        assert_eq!(fields("a,\"b,\"\"c\",,d\"e,", Delimiter::Comma), ["a", "\"b,\"\"c\"", "", "d\"e", ""]);
        assert_eq!(fields("\"a\"b;c", Delimiter::Semicolon), ["\"a\"b", "c"]);
        assert_eq!(fields("  1 \"two three\"  \"\" 4 ", Delimiter::Space), ["1", "\"two three\"", "\"\"", "4"]);
    }
}
