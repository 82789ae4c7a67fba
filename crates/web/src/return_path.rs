//! The one place that decides where a visitor may be sent back to.

/// The longest address that is carried along.
const LONGEST: usize = 2_000;

/// `wanted` when it is a path inside the site, with its query; `None` for anything else.
///
/// It must start with one `/` that is followed neither by `/` nor by `\` (browsers read both as the start of a host), also
/// when percent-encoded, and hold no control character, backslash or space.
pub fn inside(wanted: &str) -> Option<&str> {
    let plain =
        wanted.len() <= LONGEST && wanted.starts_with('/') && wanted.bytes().all(|byte| (0x21..0x7f).contains(&byte) && byte != b'\\');
    if !plain {
        return None;
    }
    let path = wanted.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    // An encoded slash or backslash may be decoded by whatever stands before us; `//` and `/./` are read differently by different clients.
    let suspicious = path.contains("//")
        || path.contains("%2f")
        || path.contains("%5c")
        || path.contains("%00")
        || path.split('/').any(|part| matches!(part, "." | ".." | "%2e" | "%2e%2e" | ".%2e" | "%2e."));
    (!suspicious).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn paths_inside_pass() {
        for path in ["/", "/ac-besancon/course/view.php?id=2636", "/ac-dijon/my?q=a%2Fb", "/x#section-3"] {
            assert_eq!(inside(path), Some(path));
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for path in [
            "",
            "//evil",
            "/\\evil",
            "\\/evil",
            "https://evil",
            "javascript:alert(1)",
            "/%2fevil",
            "/%5cevil",
            "/%2Fevil",
            "/a//b",
            "/\tevil",
            "/a\r\nSet-Cookie: x",
            "/é",
            "evil",
            " /a",
            "/a b",
            "/./evil",
            "/../evil",
            "/%2e%2e/evil",
            "/%00",
        ] {
            assert_eq!(inside(path), None, "{path:?}");
        }
    }
}
