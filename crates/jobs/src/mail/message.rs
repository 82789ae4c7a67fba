//! A letter as it is written.

/// What a mail says. Texts may come from people: nothing in them becomes a header.
#[derive(Clone, Debug)]
pub struct Message {
    /// The sender's name as it is shown.
    pub from_name: String,
    /// The sender's address, also where bounces go.
    pub from_address: String,
    /// The recipient's address.
    pub to_address: String,
    /// The subject.
    pub subject: String,
    /// The body as plain text.
    pub text: String,
    /// The same body as an HTML document.
    pub html: String,
    /// `<unique@domain>`, the same at each attempt.
    pub message_id: String,
    /// The `Date` (microseconds UTC).
    pub date_micros: i64,
    /// Further headers, such as `List-Id`: names in ASCII. Those the mail is made of cannot be replaced.
    pub headers: Vec<(String, String)>,
    /// Language of the text: `fr` or `en`.
    pub language: &'static str,
}
