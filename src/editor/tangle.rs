//! Texts whose reading would cost far more than they weigh, found before they are read as HTML.
//!
//! Tags are told by the tokenizer that reads the text afterwards: what is an attribute, a remark or the inside of a `<style>` here is so there. Who
//! closes what is decided more strictly than a browser does: a sign like bold that may stay open is taken for open. Levels are only estimated; what
//! goes down a text by calling itself counts them in what was cleaned ([`levels`]).

use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// Quotations in quotations, lists in lists…: nobody reads deeper, and readers of HTML take far longer, or more room than a program has.
const MOST_LEVELS: usize = 50;
/// What may be begun anew in a text because it was never ended, in bytes of tags: an honest text forgets a few ends.
const MOST_BEGUN_ANEW: usize = 50_000;

/// What holds nothing and has no end.
const EMPTY: [&str; 13] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"];
/// What ends by itself where the next of its family begins.
const FAMILIES: [&[&str]; 6] = [&["p"], &["li"], &["dd", "dt"], &["td", "th"], &["tr"], &["tbody", "thead", "tfoot"]];
/// What a reader of HTML begins anew in each paragraph that follows, until it is ended (the « active formatting elements » of the standard).
const BEGUN_ANEW: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Whether reading a text as HTML would take far more room or time than the text: elements that stand deeper in each other than [`MOST_LEVELS`], or
/// signs like bold that are never ended, which a reader of HTML begins anew in each paragraph that follows.
pub fn is_tangled(html: &str) -> bool {
    let input = BufferQueue::default();
    input.push_back(html.into());
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    // It stops only for scripts that run, which none does here.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().tangled
}

/// How many levels cleaned HTML has: in it everything that begins ends, and a `<` in an attribute is written `&lt;`.
pub fn levels(clean: &str) -> usize {
    let (mut levels, mut most) = (0_usize, 0_usize);
    for tag in clean.split('<').skip(1) {
        let name = tag.split(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap_or_default();
        match tag.starts_with('/') {
            true => levels = levels.saturating_sub(1),
            false if EMPTY.contains(&name) => {}
            false => levels += 1,
        }
        most = most.max(levels);
    }
    most
}

#[derive(Default)]
struct Reader(RefCell<Weighing>);

#[derive(Default)]
struct Weighing {
    /// What is open, the innermost last, with the weight of its tag.
    open: Vec<(String, usize)>,
    /// The levels that somebody may have left open by ending something around them.
    left_open: usize,
    /// The weight of what may be begun anew from here on.
    begun: usize,
    /// The weight of all that was.
    begun_anew: usize,
    tangled: bool,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut weighing = self.0.borrow_mut();
        match token {
            // Enough is known: the rest is read as words, as after a `<plaintext>`.
            Token::TagToken(tag) if weighing.tangled && tag.kind == TagKind::StartTag => TokenSinkResult::Plaintext,
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => weighing.begin(&tag),
            Token::TagToken(tag) => {
                weighing.end(&tag.name);
                TokenSinkResult::Continue
            }
            // In a drawing these are read otherwise.
            Token::CommentToken(remark) => {
                weighing.tangled |= weighing.draws() || remark.starts_with("[CDATA[");
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

impl Weighing {
    fn draws(&self) -> bool {
        self.open.iter().any(|(name, _)| is_drawing(name))
    }

    fn begin(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let attributes = tag.attrs.iter().map(|attribute| attribute.name.local.len() + attribute.value.len() + 4);
        let weight = name.len() + 2 + attributes.sum::<usize>();
        // In drawings and formulas even these stand in each other.
        if let Some(family) = FAMILIES.iter().find(|family| family.contains(&name)).filter(|_| !self.draws()) {
            // A paragraph ends where the next of anything else of these begins.
            while self.open.last().is_some_and(|(top, _)| top == "p" || family.contains(&top.as_str())) {
                let was_family = self.open.pop().is_some_and(|(top, _)| family.contains(&top.as_str()));
                if was_family {
                    break;
                }
            }
        }
        let raw = match name {
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        };
        self.tangled |= !matches!(raw, TokenSinkResult::Continue) && self.draws();
        let closes_itself = EMPTY.contains(&name) || (tag.self_closing && (is_drawing(name) || self.draws()) && !is_begun_anew(name));
        if !closes_itself {
            self.open.push((name.to_owned(), weight));
        }
        self.weigh(is_begun_anew(name));
        raw
    }

    /// Only what is ended while nothing is open in it is surely ended.
    fn end(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
            for (inside, weight) in self.open.split_off(at).into_iter().skip(1) {
                match is_begun_anew(&inside) {
                    true => self.begun += weight,
                    false => self.left_open += usize::from(!FAMILIES.iter().any(|family| family.contains(&inside.as_str()))),
                }
            }
        }
        self.weigh(false);
    }

    /// Adds what a reader may begin anew here: all that was left open, and what is open still unless this is one more of it.
    fn weigh(&mut self, one_more: bool) {
        let open: usize = self.open.iter().filter(|(name, _)| is_begun_anew(name)).map(|(_, weight)| weight).sum();
        self.begun_anew += self.begun + if one_more { 0 } else { open };
        self.tangled |= self.open.len() + self.left_open > MOST_LEVELS || self.begun_anew > MOST_BEGUN_ANEW;
    }
}

fn is_drawing(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

fn is_begun_anew(name: &str) -> bool {
    BEGUN_ANEW.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::super::{Under, clean_html};
    use super::*;

    #[test]
    fn what_costs_far_more_than_it_weighs_is_found() {
        let numbered = |tag: &str, ends: &str| (0..200).map(|id| tag.replace('#', &id.to_string()) + ends).collect::<String>();
        for tangled in [
            ">".repeat(3) + &"<blockquote>".repeat(60),
            "<b>".repeat(60),
            "<ul><li>".repeat(30),
            "<li><dd>".repeat(900),
            "<q/</q>".repeat(60),
            // An end that is none: in an attribute, in a remark, in the inside of something, in a cell, in a drawing.
            numbered("<b id=# </b>", "") + &"<p>x".repeat(200),
            numbered("<b id=#>", "<!--</b>-->") + &"<p>x".repeat(200),
            numbered("<b id=#>", "<title></b></title>") + &"<p>x".repeat(200),
            numbered("<b id=#>", "<table><td></b></table>") + &"<p>x".repeat(200),
            numbered("<b id=#>", "<svg><style><!--</style></svg></b>--></style></svg>") + &"<p>x".repeat(200),
            numbered("<b id=#>", "<svg><![CDATA[></svg></b>]]></svg>") + &"<p>x".repeat(200),
            "<div><table><td></div>".repeat(60),
            "<div></b>".repeat(60),
        ] {
            assert!(is_tangled(&tangled), "{}", &tangled[..40]);
        }
    }

    #[test]
    fn what_is_let_through_stays_small() {
        let icon = "<svg viewBox=\"0 0 24 24\"><g><path d=\"m1 1\"/><circle r=\"2\"/></g></svg>";
        for fine in [
            "<p>un <b>mot</b><p>deux<br>".repeat(2_000),
            "<ul><li>un<li><p>deux<li>trois</ul>".repeat(300),
            "<table><tr><td>a<td>b<tr><th>c</table>".repeat(200),
            "<p><b>oublié</p>".repeat(20),
            format!("<p>un {icon}</p>").repeat(100),
            "<!-- un --><style>p { color: red }</style><p>deux</p>".to_owned(),
            "1 < 2, a<b".to_owned(),
        ] {
            assert!(!is_tangled(&fine), "{}", &fine[..30.min(fine.len())]);
            assert!(clean_html(&fine, Under::Page).len() < 20 * fine.len() + 100);
        }
        assert_eq!((levels("<p>a<br><b>c</b></p><ul><li>d</li></ul>"), levels("")), (2, 0));
    }
}
