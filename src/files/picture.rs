//! Pictures: whatever somebody brings is read whole, turned upright and drawn anew, so that nothing of the file itself is ever served:
//! no place where it was taken, no code, no other format in its clothes.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Rgb, RgbImage};

use super::inspect;

/// The most a picture may hold: what a telephone of today takes, and what fits into the memory of a small server while it is read.
const MOST_PIXELS: u64 = 25_000_000;
/// The most bytes it may take while it is read: four for each pixel of what is read line by line.
const MOST_BYTES: u64 = 4 * MOST_PIXELS;
/// How many times its pixels' bytes a picture takes that must be held as a whole before any of it is drawn.
const HELD: u64 = 3;
/// Under this many pixels a side it would only be seen as a blur.
const LEAST: u32 = 32;
/// JPEG quality: nobody sees the difference to more.
const QUALITY: u8 = 82;

db::text_enum! {
    /// How large a picture is shown.
    pub enum Size {
        /// Beside a name.
        Small = "small",
        /// On a card or in a list.
        Medium = "medium",
        /// Over a page.
        Large = "large",
    }
}

/// How a picture is drawn anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Of a course: as it is.
    Whole,
    /// Of a person: the square in its middle.
    Square,
    /// Of an académie: low, and transparent where it is.
    Logo,
    /// In a text: large enough to read what is written in it.
    Illustration,
}

impl Shape {
    /// The most pixels a side that each size has.
    fn widths(self) -> &'static [(Size, u32)] {
        match self {
            Shape::Whole => &[(Size::Small, 320), (Size::Medium, 640), (Size::Large, 1280)],
            Shape::Square | Shape::Logo => &[(Size::Small, 96), (Size::Medium, 192), (Size::Large, 384)],
            Shape::Illustration => &[(Size::Large, 1600)],
        }
    }
}

impl Shape {
    fn keeps_transparency(self) -> bool {
        matches!(self, Shape::Logo | Shape::Illustration)
    }
}

/// A picture as it may be kept and shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// Each size, encoded.
    pub sizes: Vec<(Size, Vec<u8>)>,
}

/// Why a file is no picture for us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Not one of the three formats.
    #[error("it is no JPEG, PNG or WebP picture")]
    Kind,
    /// Cut off, or damaged otherwise.
    #[error("it cannot be read to its end")]
    Damaged,
    /// More pixels than are read.
    #[error("it is too large: more than 25 million pixels, or 8 million of a kind that is not read line by line")]
    Large,
    /// Too few pixels.
    #[error("it is smaller than 32 pixels")]
    Small,
}

impl Unfit {
    /// The key of the sentence for whoever brought it.
    pub fn word(self) -> &'static str {
        match self {
            Unfit::Kind => "shell-picture-kind",
            Unfit::Damaged => "shell-picture-damaged",
            Unfit::Large => "shell-picture-large",
            Unfit::Small => "shell-picture-small",
        }
    }
}

/// Reads a picture and draws it anew in its sizes. Takes the processor for up to a second, and memory for every pixel.
///
/// # Errors
/// As [`Unfit`].
pub fn prepare(bytes: &[u8], shape: Shape) -> Result<Prepared, Unfit> {
    let (image, orientation) = read(bytes)?;
    // The large one goes before anything else is made of it.
    let mut image = reduced(image, shape);
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    let image = if shape == Shape::Square { square(image) } else { image };
    let image = if shape.keeps_transparency() { image } else { DynamicImage::ImageRgb8(on_white(image)) };
    let mut sizes = Vec::new();
    for &(size, most) in shape.widths() {
        let small = if image.width().max(image.height()) > most { image.resize(most, most, FilterType::CatmullRom) } else { image.clone() };
        sizes.push((size, encode(&small, shape).map_err(|_| Unfit::Damaged)?));
    }
    Ok(Prepared { sizes })
}

/// The picture as it was taken, and how the camera was held.
fn read(bytes: &[u8]) -> Result<(DynamicImage, Option<Orientation>), Unfit> {
    let bytes = inspect::without_packed_chunks(bytes);
    // By what is in it, whatever its name says.
    let reader = ImageReader::new(Cursor::new(&*bytes)).with_guessed_format().map_err(|_| Unfit::Kind)?;
    let held = match (reader.format(), inspect::jpeg(&bytes)) {
        (Some(ImageFormat::Jpeg), Some(jpeg)) if !jpeg.whole => return Err(Unfit::Damaged),
        (Some(ImageFormat::Jpeg), Some(jpeg)) => jpeg.progressive,
        (Some(ImageFormat::Png), _) => false,
        (Some(ImageFormat::WebP), _) => true,
        _ => return Err(Unfit::Kind),
    };
    let mut decoder = reader.into_decoder().map_err(|_| Unfit::Damaged)?;
    let (width, height) = decoder.dimensions();
    let weight = decoder.total_bytes().saturating_mul(if held { HELD } else { 1 });
    if u64::from(width) * u64::from(height) > MOST_PIXELS || weight > MOST_BYTES {
        return Err(Unfit::Large);
    }
    if width.min(height) < LEAST {
        return Err(Unfit::Small);
    }
    // Telephones write how they were held instead of turning the picture.
    let orientation = decoder.orientation().ok();
    let image = DynamicImage::from_decoder(decoder).map_err(|_| Unfit::Damaged)?;
    Ok((image, orientation))
}

/// Twice what its largest size needs, by the mean of its pixels: all that is done afterwards is done with little.
fn reduced(image: DynamicImage, shape: Shape) -> DynamicImage {
    let needed = 2 * shape.widths().iter().map(|(_, most)| *most).max().unwrap_or(0);
    // Of a square only the shorter side counts.
    let side = if shape == Shape::Square { image.width().min(image.height()) } else { image.width().max(image.height()) };
    if side <= needed {
        return image;
    }
    let part = |length: u32| (u64::from(length) * u64::from(needed) / u64::from(side)).max(1);
    let length = |length: u32| u32::try_from(part(length)).unwrap_or(needed);
    image.thumbnail_exact(length(image.width()), length(image.height()))
}

fn square(image: DynamicImage) -> DynamicImage {
    let side = image.width().min(image.height());
    image.crop_imm((image.width() - side) / 2, (image.height() - side) / 2, side, side)
}

/// What shows through is white, as on paper: JPEG knows no transparency.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0;
        let over = |tint: u8| {
            let mixed = u16::from(tint) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
            u8::try_from(mixed / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

fn encode(image: &DynamicImage, shape: Shape) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    match shape {
        Shape::Logo => DynamicImage::ImageRgba8(image.to_rgba8()).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)?,
        Shape::Whole | Shape::Square => image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?,
        Shape::Illustration => bytes = lightest(image)?,
    }
    Ok(bytes)
}

/// A drawing or a screen as PNG, sharp and light; a photograph as JPEG, whose PNG would be several times as heavy.
fn lightest(image: &DynamicImage) -> image::ImageResult<Vec<u8>> {
    let mut sharp = Vec::new();
    image.write_to(&mut Cursor::new(&mut sharp), ImageFormat::Png)?;
    if image.color().has_alpha() {
        return Ok(sharp);
    }
    let mut light = Vec::new();
    DynamicImage::ImageRgb8(image.to_rgb8()).write_with_encoder(JpegEncoder::new_with_quality(&mut light, QUALITY))?;
    Ok(if sharp.len() <= 2 * light.len() { sharp } else { light })
}

/// The media type of something that [`prepare`] made.
pub fn media_type(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" }
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = RgbaImage::from_fn(width, height, |x, _| if x < width / 2 { Rgba([200, 30, 30, 255]) } else { Rgba([0, 0, 0, 0]) });
        DynamicImage::ImageRgba8(picture).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    fn sides(prepared: &Prepared) -> Vec<(u32, u32)> {
        let side = |bytes: &[u8]| image::load_from_memory(bytes).map(|image| (image.width(), image.height())).unwrap();
        prepared.sizes.iter().map(|(_, bytes)| side(bytes)).collect()
    }

    #[test]
    fn each_shape_has_its_sizes() {
        let wide = png(800, 400);
        assert_eq!(sides(&prepare(&wide, Shape::Whole).unwrap()), [(320, 160), (640, 320), (800, 400)]);
        assert_eq!(sides(&prepare(&wide, Shape::Square).unwrap()), [(96, 96), (192, 192), (384, 384)]);
        assert_eq!(sides(&prepare(&wide, Shape::Logo).unwrap()), [(96, 48), (192, 96), (384, 192)]);
    }

    #[test]
    fn what_shows_through_is_white_but_in_a_logo() {
        let pixel = |shape| {
            let prepared = prepare(&png(64, 64), shape).unwrap();
            let bytes = &prepared.sizes[0].1;
            (image::load_from_memory(bytes).unwrap().to_rgba8().get_pixel(60, 30).0, media_type(bytes))
        };
        assert_eq!(pixel(Shape::Whole), ([255; 4], "image/jpeg"));
        assert_eq!(pixel(Shape::Logo), ([0; 4], "image/png"));
    }

    #[test]
    fn what_is_no_picture_is_refused_with_the_reason() {
        let whole = png(64, 64);
        let mut jpeg = Vec::new();
        DynamicImage::ImageRgb8(RgbImage::new(80, 40)).write_with_encoder(JpegEncoder::new(&mut jpeg)).unwrap();
        for (bytes, reason) in [
            (&b""[..], Unfit::Kind),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Unfit::Kind),
            (b"GIF89a\x01\0\x01\0", Unfit::Kind),
            (b"%PDF-1.7", Unfit::Kind),
            (&whole[..whole.len() / 2], Unfit::Damaged),
            (b"\xff\xd8\xff\xe0 no more", Unfit::Damaged),
            (&jpeg[..jpeg.len() - 2], Unfit::Damaged),
            (&png(16, 64), Unfit::Small),
        ] {
            assert_eq!(prepare(bytes, Shape::Whole), Err(reason), "{:?}", &bytes[..bytes.len().min(20)]);
        }
    }

    #[test]
    fn a_small_file_cannot_grow_without_end() {
        // 65,535 pixels a side: its head alone.
        let mut head = png(64, 64);
        head[16..24].copy_from_slice(&[0, 0, 255, 255, 0, 0, 255, 255]);
        assert!(matches!(prepare(&head, Shape::Whole), Err(Unfit::Large | Unfit::Damaged)));
    }

    #[test]
    fn a_large_one_keeps_its_proportions() {
        assert_eq!(sides(&prepare(&png(4000, 1000), Shape::Whole).unwrap())[2], (1280, 320));
        assert_eq!(sides(&prepare(&png(4000, 1000), Shape::Square).unwrap())[2], (384, 384));
        assert_eq!(sides(&prepare(&png(8000, 33), Shape::Square).unwrap())[2], (33, 33));
    }

    #[test]
    fn a_picture_stands_upright() {
        // A JPEG that says « turned by a quarter »: an EXIF block with orientation 6 after its first marker.
        let mut jpeg = Vec::new();
        DynamicImage::ImageRgb8(RgbImage::new(80, 40)).write_with_encoder(JpegEncoder::new(&mut jpeg)).unwrap();
        let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        let turned = [&jpeg[..2], exif, &jpeg[2..]].concat();
        assert_eq!(sides(&prepare(&turned, Shape::Whole).unwrap())[2], (40, 80));
        let kept = prepare(&turned, Shape::Whole).unwrap();
        assert!(kept.sizes.iter().all(|(_, bytes)| !bytes.windows(4).any(|four| four == b"Exif")), "nothing of it is passed on");
    }
}
