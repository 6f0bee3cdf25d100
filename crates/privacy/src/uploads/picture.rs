//! Pictures, made anew from their pixels: what a camera or a program wrote beside them (place, time, name, a small first picture,
//! profiles) is not copied, and nothing trails behind the end.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, metadata::Orientation};
use model::files::FileKind;

use super::{Clean, Refusal, Removed, bounds};

/// Quality of photographs made anew: differences are not seen at this one.
const QUALITY: u8 = 90;
/// What decoding may take beside the pixels, in bytes.
const DECODING_BYTES: u64 = 4 * bounds::PIXELS + 64 * 1024 * 1024;

/// A picture as a file of its own.
pub fn clean(bytes: &[u8], kind: FileKind) -> Result<Clean, Refusal> {
    let picture = decode(bytes, kind)?;
    let bytes = encode(&picture, kind)?;
    Ok(Clean { kind, bytes, text: String::new(), pictures: 1, removed: [Removed::Metadata].into() })
}

/// How large a picture is, by its head.
pub fn size(bytes: &[u8], kind: FileKind) -> Result<(u32, u32), Refusal> {
    let reader = ImageReader::with_format(Cursor::new(bytes), format(kind)?);
    let (width, height) = reader.into_dimensions().map_err(broken)?;
    if width == 0 || height == 0 {
        return Err(Refusal::Broken("画像"));
    }
    if width > bounds::SIDE || height > bounds::SIDE || u64::from(width) * u64::from(height) > bounds::PIXELS {
        return Err(Refusal::PictureTooLarge { width, height });
    }
    Ok((width, height))
}

/// The pixels, upright, with at most 8 bits for each channel.
pub fn decode(bytes: &[u8], kind: FileKind) -> Result<DynamicImage, Refusal> {
    let (mut picture, turned) = pixels(bytes, kind)?;
    picture.apply_orientation(turned);
    Ok(picture)
}

/// The pixels as they lie in the file, whatever it says of how it was held.
pub fn decode_as_stored(bytes: &[u8], kind: FileKind) -> Result<DynamicImage, Refusal> {
    pixels(bytes, kind).map(|(picture, _)| picture)
}

fn pixels(bytes: &[u8], kind: FileKind) -> Result<(DynamicImage, Orientation), Refusal> {
    size(bytes, kind)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(kind)?);
    let mut limits = Limits::default();
    limits.max_image_width = Some(bounds::SIDE);
    limits.max_image_height = Some(bounds::SIDE);
    limits.max_alloc = Some(DECODING_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(broken)?;
    Ok((eight_bits(picture), turned))
}

/// A new file with these pixels and nothing else.
pub fn encode(picture: &DynamicImage, kind: FileKind) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Cursor::new(Vec::new());
    let written = match kind {
        FileKind::Jpeg => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY)),
        _ => picture.write_to(&mut bytes, ImageFormat::Png),
    };
    written.map_err(broken)?;
    Ok(bytes.into_inner())
}

fn format(kind: FileKind) -> Result<ImageFormat, Refusal> {
    match kind {
        FileKind::Jpeg => Ok(ImageFormat::Jpeg),
        FileKind::Png => Ok(ImageFormat::Png),
        _ => Err(Refusal::Unknown),
    }
}

fn eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageLuma16(_) => picture.into_luma8().into(),
        DynamicImage::ImageLumaA16(_) => picture.into_luma_alpha8().into(),
        DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgb32F(_) => picture.into_rgb8().into(),
        DynamicImage::ImageRgba16(_) | DynamicImage::ImageRgba32F(_) => picture.into_rgba8().into(),
        eight => eight,
    }
}

fn broken(error: image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => Refusal::TooMuch("画像が大きすぎます"),
        _ => Refusal::Broken("画像"),
    }
}
