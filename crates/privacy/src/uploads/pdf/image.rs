//! Pictures in a PDF, made anew from their pixels.

use image::DynamicImage;
use lopdf::{Dictionary, Object, ObjectId, Stream, content::Operation, dictionary};
use model::files::FileKind;

use super::{
    BROKEN,
    carry::{Carrier, Role},
    colour::components,
    state::{Seen, State},
};
use crate::uploads::{Refusal, bounds, picture};

impl<'d> Carrier<'d, '_> {
    /// Carries a picture over; a picture may have a mask, which is one too.
    pub fn image(&mut self, object: &'d Object, depth: usize) -> Result<ObjectId, Refusal> {
        let stream = object.as_stream().map_err(|_| BROKEN)?;
        let filters: Vec<&[u8]> = stream.filters().unwrap_or_default();
        let mut new = match filters.last().copied() {
            Some(b"DCTDecode" | b"DCT") => self.photograph(stream, filters.len())?,
            Some(b"JPXDecode") => return Err(Refusal::PictureInside("JPEG 2000")),
            Some(b"CCITTFaxDecode" | b"CCF" | b"JBIG2Decode") => return Err(Refusal::Scanned { page: self.page }),
            _ => self.pixels(stream)?,
        };
        let interpolate = self.values(&stream.dict, &["Interpolate"])?;
        new.dict.extend(&interpolate);
        for key in ["SMask", "Mask"] {
            let Ok(mask) = stream.dict.get(key.as_bytes()) else { continue };
            match self.follow(mask)? {
                Object::Stream(_) if depth == 0 => {
                    new.dict.set(key, self.once(mask, Role::Image, |carrier, mask| carrier.image(mask, depth + 1))?)
                }
                Object::Array(_) if !filters.iter().any(|filter| filter.starts_with(b"DCT")) => {
                    let colours = self.value(mask)?;
                    new.dict.set(key, colours);
                }
                _ => {}
            }
        }
        if depth == 0 {
            self.pictures += 1;
        }
        new.dict.set("Type", "XObject");
        new.dict.set("Subtype", "Image");
        Ok(self.new.add_object(new))
    }

    /// A photograph: decoded and compressed again, without what the camera wrote.
    fn photograph(&mut self, stream: &Stream, filters: usize) -> Result<Stream, Refusal> {
        let jpeg = if filters == 1 {
            stream.content.clone()
        } else {
            let mut before = stream.clone();
            let names = match stream.dict.get(b"Filter").and_then(Object::as_array) {
                Ok(names) if names.len() <= 4 => names.iter().take(filters - 1).cloned().collect::<Vec<_>>(),
                _ => return Err(BROKEN),
            };
            before.dict.set("Filter", names);
            before.dict.remove(b"DecodeParms");
            self.plain(&before)?
        };
        let (width, height) = picture::size(&jpeg, FileKind::Jpeg)?;
        self.budget.pixels(u64::from(width) * u64::from(height))?;
        let decoded = picture::decode_as_stored(&jpeg, FileKind::Jpeg)?;
        let (space, decoded) = match decoded {
            DynamicImage::ImageLuma8(_) => ("DeviceGray", decoded),
            other => ("DeviceRGB", DynamicImage::from(other.into_rgb8())),
        };
        let mut dictionary = dictionary! {
            "Width" => i64::from(width), "Height" => i64::from(height), "ColorSpace" => space, "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        };
        // A mask may be kept as a photograph in negative.
        if space == "DeviceGray"
            && let Ok(list) = stream.dict.get(b"Decode").and_then(Object::as_array)
        {
            let numbers: Vec<Object> = list.iter().filter(|number| number.as_float().is_ok()).cloned().collect();
            dictionary.set("Decode", numbers);
        }
        Ok(Stream::new(dictionary, picture::encode(&decoded, FileKind::Jpeg)?).with_compression(false))
    }

    /// Pixels as they are, compressed without loss.
    fn pixels(&mut self, stream: &'d Stream) -> Result<Stream, Refusal> {
        let old = &stream.dict;
        let number = |carrier: &Self, keys: [&[u8]; 2]| {
            keys.iter()
                .find_map(|key| carrier.get(old, key))
                .and_then(|number| number.as_i64().ok())
                .and_then(|number| u32::try_from(number).ok())
        };
        let (width, height) = (number(self, [b"Width", b"W"]).ok_or(BROKEN)?, number(self, [b"Height", b"H"]).ok_or(BROKEN)?);
        let area = u64::from(width) * u64::from(height);
        if area == 0 || area > bounds::PIXELS || width > bounds::SIDE || height > bounds::SIDE {
            return Err(Refusal::PictureTooLarge { width, height });
        }
        self.budget.pixels(area)?;
        let is_mask = [&b"ImageMask"[..], b"IM"].iter().any(|key| self.get(old, key).is_some_and(|value| value.as_bool().unwrap_or(false)));
        let mut new = dictionary! { "Width" => i64::from(width), "Height" => i64::from(height) };
        let (colours, bits) = if is_mask {
            new.set("ImageMask", true);
            (1, 1)
        } else {
            let space = old.get(b"ColorSpace").or_else(|_| old.get(b"CS")).map_err(|_| BROKEN)?;
            let space = self.colours(space)?;
            let colours = components(&space).ok_or(BROKEN)?;
            new.set("ColorSpace", space);
            (colours, number(self, [b"BitsPerComponent", b"BPC"]).filter(|bits| matches!(bits, 1 | 2 | 4 | 8 | 16)).ok_or(BROKEN)?)
        };
        new.set("BitsPerComponent", i64::from(bits));
        if let Some(decode) = self.get(old, b"Decode").or_else(|| self.get(old, b"D")) {
            let decode = self.value(decode)?;
            new.set("Decode", decode);
        }
        let row = (width as usize).checked_mul(colours).and_then(|row| row.checked_mul(bits as usize)).ok_or(BROKEN)?.div_ceil(8);
        let length = row.checked_mul(height as usize).ok_or(BROKEN)?;
        let mut bytes = self.plain(stream)?;
        if bytes.len() < length {
            return Err(BROKEN);
        }
        bytes.truncate(length);
        let mut made = Stream::new(new, bytes);
        made.compress().map_err(|_| BROKEN)?;
        Ok(made)
    }

    /// A small picture within what is drawn. Its pixels stay where they are; only such are taken whose length can be told.
    pub fn inline(&mut self, operation: &mut Operation, state: &State, seen: &mut Seen) -> Result<bool, Refusal> {
        let Some(Object::Stream(stream)) = operation.operands.first() else { return Ok(false) };
        let filters: Vec<Vec<u8>> = match stream.dict.get(b"F").or_else(|_| stream.dict.get(b"Filter")) {
            Ok(Object::Name(name)) => vec![name.clone()],
            Ok(Object::Array(list)) => list.iter().filter_map(|name| name.as_name().ok()).map(<[u8]>::to_vec).collect(),
            _ => Vec::new(),
        };
        // A space of colours under a name of its own would have to be carried over, too: no program writes that today.
        let space = stream.dict.get(b"CS").or_else(|_| stream.dict.get(b"ColorSpace")).and_then(Object::as_name);
        let is_named = space.is_ok_and(|name| !matches!(name, b"G" | b"RGB" | b"CMYK" | b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK"));
        let known = |filter: &Vec<u8>| {
            matches!(
                filter.as_slice(),
                b"Fl"
                    | b"FlateDecode"
                    | b"LZW"
                    | b"LZWDecode"
                    | b"RL"
                    | b"RunLengthDecode"
                    | b"A85"
                    | b"ASCII85Decode"
                    | b"AHx"
                    | b"ASCIIHexDecode"
            )
        };
        if is_named || !filters.iter().all(known) {
            return Err(Refusal::PictureInside("PDF の中の小さな画像"));
        }
        let mut kept = Dictionary::new();
        for (key, value) in &stream.dict {
            let is_kept = matches!(
                key.as_slice(),
                b"W" | b"Width"
                    | b"H"
                    | b"Height"
                    | b"BPC"
                    | b"BitsPerComponent"
                    | b"CS"
                    | b"ColorSpace"
                    | b"IM"
                    | b"ImageMask"
                    | b"D"
                    | b"Decode"
                    | b"F"
                    | b"Filter"
                    | b"DP"
                    | b"DecodeParms"
                    | b"I"
                    | b"Interpolate"
            );
            if is_kept {
                kept.set(key.clone(), value.clone());
            }
        }
        let content = stream.content.clone();
        self.budget.inflated(content.len())?;
        operation.operands = vec![Object::Stream(Stream { dict: kept, content, allows_compression: false, start_position: None })];
        self.pictures += 1;
        seen.pictures = seen.pictures.saturating_add(1);
        seen.largest_picture = seen.largest_picture.max(state.area());
        Ok(true)
    }
}
