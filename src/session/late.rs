//! What the data engine says once there is something to say: the one way from its bytes into the session. All that only this needs loads
//! later (`scripts/divide_program.mjs`).

use super::state::Session;
use crate::jobs::protocol::{JobError, Reply, decode};

/// Takes a reply in, with the bytes beside it.
///
/// # Errors
/// Where it is none.
#[inline(never)]
pub fn hear(session: &mut Session, head: &[u8], attachments: Vec<Vec<u8>>) -> Result<(), JobError> {
    session.receive(decode::<Reply>(head)?, attachments);
    Ok(())
}
