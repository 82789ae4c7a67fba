//! Mail addresses as they go over the wire.

use lettre::Address;

/// The longest address a mail server must take (RFC 5321), in bytes.
const LONGEST: usize = 254;

/// Reads an address. Its domain becomes ASCII; the part before the `@` stays as it is, because only its server may change it.
pub(crate) fn parse(text: &str) -> Option<Address> {
    let (user, domain) = text.rsplit_once('@')?;
    if text.len() > LONGEST || text.chars().any(|character| character.is_control() || character.is_whitespace()) {
        return None;
    }
    let domain = if domain.is_ascii() { domain.to_owned() } else { idna::domain_to_ascii(domain).ok()? };
    Address::new(user, domain).ok()
}

/// Whether the server must know SMTPUTF8 to take it.
pub(crate) fn needs_utf8(address: &Address) -> bool {
    let text: &str = address.as_ref();
    !text.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_become_ascii_and_users_stay() {
        let address = parse("hélène@académie.example").unwrap();
        assert_eq!((address.user(), address.domain()), ("hélène", "xn--acadmie-eya.example"));
        assert!(needs_utf8(&address) && !needs_utf8(&parse("helene@académie.example").unwrap()));
        assert_eq!(parse("a+b.o'c@example.org").unwrap().user(), "a+b.o'c");
    }

    #[test]
    fn nothing_that_could_be_a_command_is_an_address() {
        for text in [
            "",
            "@",
            "a@",
            "@b.fr",
            "a b@c.fr",
            "a@b.fr\r\nRCPT TO:<x@y.fr>",
            "a@b.fr>",
            "<a@b.fr",
            "\"a\r\nb\"@c.fr",
            "a@b..fr",
            "a@b.fr,c@d.fr",
        ] {
            assert!(parse(text).is_none(), "{text:?}");
        }
        assert!(parse(&format!("{}@example.org", "a".repeat(300))).is_none());
    }
}
