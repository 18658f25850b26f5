use serde::{Deserialize, Serialize};

/// How a borrower is first reached. A treatment may add to it: a reminder and a call has its call whatever comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Not at all.
    NoContact,
    /// A short message with a link.
    Message,
    /// An e-mail.
    Email,
    /// A call.
    Call,
    /// A letter.
    Letter,
    /// A call at a time that the borrower chooses, by someone with time.
    CallBack,
    /// A visit.
    Visit,
}

impl Channel {
    /// All of them.
    pub const ALL: [Channel; 7] =
        [Channel::NoContact, Channel::Message, Channel::Email, Channel::Call, Channel::Letter, Channel::CallBack, Channel::Visit];

    /// Its word in files.
    pub fn file_label(self) -> &'static str {
        match self {
            Channel::NoContact => "none",
            Channel::Message => "message",
            Channel::Email => "email",
            Channel::Call => "call",
            Channel::Letter => "letter",
            Channel::CallBack => "call_back",
            Channel::Visit => "visit",
        }
    }
}
