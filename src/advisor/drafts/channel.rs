use serde::{Deserialize, Serialize};

use crate::strategy::Channel;

/// The way a draft takes to the borrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MessageChannel {
    /// A text message. It names no borrower, because a locked screen shows it to anybody.
    Sms,
    /// A message by WhatsApp.
    Whatsapp,
    /// An e-mail with a subject.
    Email,
    /// What an agent says on the phone, in parts.
    CallScript,
}

impl MessageChannel {
    /// All of them.
    pub const ALL: [MessageChannel; 4] = [MessageChannel::Sms, MessageChannel::Whatsapp, MessageChannel::Email, MessageChannel::CallScript];

    /// The draft that goes with the channel of a plan; `None` where nobody is contacted. What is said at a visit is said as on the phone.
    pub fn of(channel: Channel) -> Option<MessageChannel> {
        match channel {
            Channel::NoContact => None,
            Channel::Message => Some(MessageChannel::Sms),
            Channel::Email | Channel::Letter => Some(MessageChannel::Email),
            Channel::Call | Channel::CallBack | Channel::Visit => Some(MessageChannel::CallScript),
        }
    }

    /// Whether an answer can stop further messages.
    pub fn is_electronic(self) -> bool {
        self != MessageChannel::CallScript
    }

    /// Its name in the headings of the texts, and in files.
    pub fn name(self) -> &'static str {
        match self {
            MessageChannel::Sms => "sms",
            MessageChannel::Whatsapp => "whatsapp",
            MessageChannel::Email => "email",
            MessageChannel::CallScript => "call",
        }
    }
}
