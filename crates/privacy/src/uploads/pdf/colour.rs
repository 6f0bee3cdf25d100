//! Colours: spaces, functions, courses. Profiles are not carried over: what they say is the space of their number of colours.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::{
    BROKEN,
    carry::{Carrier, Role},
};
use crate::uploads::Refusal;

const FUNCTION: &[&str] =
    &["FunctionType", "Domain", "Range", "Size", "BitsPerSample", "Order", "Encode", "Decode", "C0", "C1", "N", "Bounds"];
const SHADING: &[&str] = &[
    "ShadingType",
    "Background",
    "BBox",
    "AntiAlias",
    "Coords",
    "Domain",
    "Extend",
    "BitsPerCoordinate",
    "BitsPerComponent",
    "BitsPerFlag",
    "Decode",
    "Matrix",
    "VerticesPerRow",
];

impl<'d> Carrier<'d, '_> {
    /// A space of colours.
    pub fn colours(&mut self, object: &'d Object) -> Result<Object, Refusal> {
        self.colours_at(object, 4)
    }

    fn colours_at(&mut self, object: &'d Object, depth: usize) -> Result<Object, Refusal> {
        self.budget.node()?;
        let deeper = depth.checked_sub(1).ok_or(BROKEN)?;
        let list = match self.follow(object)? {
            Object::Name(name) => return Ok(Object::Name(device(name).to_vec())),
            Object::Array(list) => list,
            _ => return Err(BROKEN),
        };
        let kind = list.first().map(|kind| self.follow(kind)).transpose()?.and_then(|kind| kind.as_name().ok()).ok_or(BROKEN)?;
        let item = |number: usize| list.get(number).ok_or(BROKEN);
        match kind {
            b"ICCBased" => {
                let number = self.dictionary(list.get(1)).and_then(|profile| profile.get(b"N").and_then(Object::as_i64).ok());
                match number {
                    Some(1) => Ok("DeviceGray".into()),
                    Some(3) => Ok("DeviceRGB".into()),
                    Some(4) => Ok("DeviceCMYK".into()),
                    _ => Err(BROKEN),
                }
            }
            b"Lab" => {
                let dictionary = self.dictionary(list.get(1)).ok_or(BROKEN)?;
                let dictionary = self.values(dictionary, &["WhitePoint", "BlackPoint", "Range"])?;
                Ok(vec!["Lab".into(), dictionary.into()].into())
            }
            b"Indexed" | b"I" => {
                let base = self.colours_at(item(1)?, deeper)?;
                let highest = self.follow(item(2)?)?.as_i64().map_err(|_| BROKEN)?.clamp(0, 255);
                let mut table = match self.follow(item(3)?)? {
                    Object::String(bytes, _) => bytes.clone(),
                    Object::Stream(stream) => self.plain(stream)?,
                    _ => return Err(BROKEN),
                };
                table.truncate(256 * 4);
                Ok(vec!["Indexed".into(), base, highest.into(), Object::String(table, StringFormat::Hexadecimal)].into())
            }
            b"Separation" | b"DeviceN" => {
                let names = self.value(item(1)?)?;
                let alternate = self.colours_at(item(2)?, deeper)?;
                let tint = self.function(item(3)?)?;
                Ok(vec![Object::Name(kind.to_vec()), names, alternate, tint.into()].into())
            }
            b"Pattern" if list.len() > 1 => Ok(vec!["Pattern".into(), self.colours_at(item(1)?, deeper)?].into()),
            name => Ok(Object::Name(device(name).to_vec())),
        }
    }

    /// A function.
    pub fn function(&mut self, object: &'d Object) -> Result<ObjectId, Refusal> {
        self.once(object, Role::Function, |carrier, object| match object {
            Object::Stream(stream) => {
                let dictionary = carrier.values(&stream.dict, FUNCTION)?;
                let bytes = carrier.plain(stream)?;
                carrier.stream(dictionary, bytes)
            }
            Object::Dictionary(old) => {
                let mut new = carrier.values(old, FUNCTION)?;
                if let Some(Object::Array(inner)) = carrier.get(old, b"Functions") {
                    let inner = carrier.functions(inner)?;
                    new.set("Functions", inner);
                }
                Ok(carrier.new.add_object(new))
            }
            _ => Err(BROKEN),
        })
    }

    fn functions(&mut self, list: &'d [Object]) -> Result<Vec<Object>, Refusal> {
        if list.len() > 256 {
            return Err(BROKEN);
        }
        // Functions in a list that are no references of their own could nest without end.
        list.iter()
            .map(|inner| match inner {
                Object::Reference(_) => self.function(inner).map(Object::Reference),
                Object::Dictionary(plain) if !plain.has(b"Functions") => self.values(plain, FUNCTION).map(Object::Dictionary),
                _ => Err(BROKEN),
            })
            .collect()
    }

    /// A course of colours.
    pub fn shading(&mut self, object: &'d Object) -> Result<ObjectId, Refusal> {
        let old: &Dictionary = self.dictionary(Some(object)).ok_or(BROKEN)?;
        let mut new = self.values(old, SHADING)?;
        new.set("ColorSpace", self.colours(old.get(b"ColorSpace").map_err(|_| BROKEN)?)?);
        if let Ok(function) = old.get(b"Function") {
            let function = match self.follow(function)? {
                Object::Array(list) => Object::Array(self.functions(list)?),
                _ => Object::Reference(self.function(function)?),
            };
            new.set("Function", function);
        }
        match object {
            Object::Stream(stream) => {
                let bytes = self.plain(stream)?;
                self.stream(new, bytes)
            }
            _ => Ok(self.new.add_object(new)),
        }
    }
}

/// The space of a device with this name or in place of this one.
fn device(name: &[u8]) -> &[u8] {
    match name {
        b"G" | b"CalGray" => b"DeviceGray",
        b"RGB" | b"CalRGB" => b"DeviceRGB",
        b"CMYK" | b"CalCMYK" => b"DeviceCMYK",
        known => known,
    }
}

/// How many numbers a colour has in a space that was carried over.
pub fn components(space: &Object) -> Option<usize> {
    match space {
        Object::Name(name) => match name.as_slice() {
            b"DeviceGray" => Some(1),
            b"DeviceRGB" => Some(3),
            b"DeviceCMYK" => Some(4),
            _ => None,
        },
        Object::Array(list) => match list.first()?.as_name().ok()? {
            b"Indexed" | b"Separation" => Some(1),
            b"Lab" => Some(3),
            b"DeviceN" => list.get(1)?.as_array().ok().map(Vec::len),
            _ => None,
        },
        _ => None,
    }
}
