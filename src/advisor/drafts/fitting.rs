//! As much of a template as its channel has room for. Comes in: a template and its facts. Goes out: the text with the sentences
//! that fit, the most important first.

use super::channel::MessageChannel;
use super::length::measure;
use super::slot::Slot;
use super::template::{Filled, Template};

/// What stands for a name that is filled in later, so that there is room for a long one.
const LONG_NAME: &str = "Venkatanarasimharajuvaripeta R";

/// The text as it fits: sentences that need room are kept by their rank, then in their order, as long as they make the message
/// neither too long nor a part longer.
pub(super) fn fill_to_fit(template: &Template, channel: MessageChannel, value: &dyn Fn(Slot) -> Option<String>) -> Filled {
    let ranks = template.ranks();
    let mut is_kept = vec![false; ranks.len()];
    let mut filled = template.fill(value, &is_kept);
    let least = measure(channel, &with_long_name(&filled.text));
    let mut by_rank: Vec<usize> = (0..ranks.len()).collect();
    by_rank.sort_by_key(|idx| ranks[*idx]);
    for idx in by_rank {
        is_kept[idx] = true;
        let longer = template.fill(value, &is_kept);
        let length = measure(channel, &with_long_name(&longer.text));
        // What must be said may need more parts than there should be: their rest may be used.
        let is_no_longer = length.used <= length.limit && length.parts <= least.parts;
        if length.fits() || channel == MessageChannel::Sms && is_no_longer {
            filled = longer;
        } else {
            is_kept[idx] = false;
        }
    }
    filled
}

fn with_long_name(text: &str) -> String {
    text.replace(&super::draft_text::name_token(), LONG_NAME)
}
