//! What a file of a picture says of itself before anything of it is decoded: how much it will take, and what of it is never looked at.

use std::borrow::Cow;

/// The signature of a PNG file.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Chunks that may be compressed to nothing and grow to gigabytes, and say nothing that is drawn.
const PACKED: [&[u8]; 3] = [b"iCCP", b"zTXt", b"iTXt"];

/// A PNG without its packed chunks; anything else as it is.
pub fn without_packed_chunks(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Some(mut rest) = bytes.strip_prefix(PNG) else { return Cow::Borrowed(bytes) };
    let mut kept = PNG.to_vec();
    // Length, name, data, sum.
    while let Some((length, kind)) = rest.first_chunk::<4>().zip(rest.get(4..8)) {
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok().and_then(|length| length.checked_add(12));
        let Some((chunk, after)) = whole.and_then(|whole| rest.split_at_checked(whole)) else { break };
        if !PACKED.contains(&kind) {
            kept.extend_from_slice(chunk);
        }
        rest = after;
    }
    // What is left is cut off; the decoder says so.
    kept.extend_from_slice(rest);
    Cow::Owned(kept)
}

/// How a JPEG is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jpeg {
    /// Sharper and sharper: all of it is held in memory while it is read.
    pub progressive: bool,
    /// Whether it ends after its picture has begun.
    pub whole: bool,
}

/// How a JPEG is laid out; `None` for anything else.
pub fn jpeg(bytes: &[u8]) -> Option<Jpeg> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut progressive = false;
    while let Some(([0xff, marker, high, low], _)) = rest.split_first_chunk::<4>() {
        progressive |= *marker == 0xc2;
        if *marker == 0xda {
            // The picture itself: no byte of it is followed by D9 unless it ends there.
            let whole = rest.windows(2).any(|pair| pair == b"\xff\xd9");
            return Some(Jpeg { progressive, whole });
        }
        let after = 2 + usize::from(u16::from_be_bytes([*high, *low]));
        rest = rest.get(after..).unwrap_or_default();
    }
    Some(Jpeg { progressive, whole: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        [&u32::try_from(data.len()).unwrap().to_be_bytes(), kind.as_slice(), data, &[0; 4]].concat()
    }

    #[test]
    fn packed_chunks_are_left_out_and_nothing_else() {
        let (head, end) = (chunk(b"IHDR", &[1; 13]), chunk(b"IEND", &[]));
        let whole = [PNG, &head, &chunk(b"iCCP", &[7; 50]), &chunk(b"tRNS", &[9]), &chunk(b"zTXt", b"x"), &end].concat();
        assert_eq!(*without_packed_chunks(&whole), *[PNG, &head, &chunk(b"tRNS", &[9]), &end].concat());
        let cut = &whole[..60];
        assert!(without_packed_chunks(cut).ends_with(&cut[PNG.len() + head.len()..]), "what is cut off stays for the decoder to see");
        let lying = [PNG, b"\xff\xff\xff\xffIDAT".as_slice()].concat();
        assert_eq!(*without_packed_chunks(&lying), *lying);
        assert_eq!(*without_packed_chunks(b"GIF89a"), *b"GIF89a");
    }

    #[test]
    fn a_jpeg_says_how_it_is_laid_out() {
        let jpeg_of = |frame: u8, end: &[u8]| [b"\xff\xd8\xff", &[frame][..], b"\0\x03x\xff\xda\0\x02data", end].concat();
        assert_eq!(jpeg(&jpeg_of(0xc0, b"\xff\xd9")), Some(Jpeg { progressive: false, whole: true }));
        assert_eq!(jpeg(&jpeg_of(0xc2, b"")), Some(Jpeg { progressive: true, whole: false }));
        assert_eq!(jpeg(b"\xff\xd8\xff\xe1\xff\xff"), Some(Jpeg { progressive: false, whole: false }));
        assert_eq!(jpeg(b"\x89PNG"), None);
    }
}
