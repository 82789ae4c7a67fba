//! Mail: an outbox of letters, each written at the moment it is handed to the mail server.
//!
//! A letter is a row and a job, both in the transaction of what it tells. The row names recipient, subject and template and holds no
//! secret; [`Compose`] writes the text at each attempt, so that a link's token exists only in the mail itself.

mod address;
mod answer;
mod deliver;
mod folder;
mod letter;
mod message;
mod mime;
mod phrase;
mod smtp;
mod transport;

pub use deliver::{Compose, ComposeError, Deliver};
pub use letter::{Letter, LetterState, NewLetter, hand_over, post, post_again, post_void};
pub use message::Message;
pub use smtp::{BadMailServer, Smtp};
pub use transport::{Sent, Transport};
