//! Somebody else's text with slots, such as a model's. Comes in: the text and the facts. Goes out: the text with the facts in it. It is no
//! template: brackets and pieces mean nothing here.

use super::compose::DraftRequest;
use super::facts::DraftFacts;
use super::slot::Slot;
use super::values::slot_text;

/// Which slots can be filled.
pub fn known_slots(request: &DraftRequest, facts: &DraftFacts) -> Vec<Slot> {
    Slot::ALL.iter().copied().filter(|slot| slot_text(*slot, request, facts).is_some()).collect()
}

/// The text with facts in its slots, and the names in braces that no fact has: these stay as they are, to be seen.
pub fn fill_slots(text: &str, request: &DraftRequest, facts: &DraftFacts) -> (String, Vec<String>) {
    // Some models double the braces.
    let text = text.replace("{{", "{").replace("}}", "}");
    let (mut filled, mut unknown, mut rest) = (String::new(), Vec::new(), text.as_str());
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}').filter(|(name, _)| is_name(name)) else {
            filled.push('{');
            rest = after;
            continue;
        };
        match Slot::of(name).and_then(|slot| slot_text(slot, request, facts)) {
            Some(fact) => filled.push_str(&fact),
            None => {
                filled.push_str(&format!("{{{name}}}"));
                unknown.push(name.to_owned());
            }
        }
        rest = behind;
    }
    filled.push_str(rest);
    (filled, unknown)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= 40 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}
