//! Fonts: how their letters are read, and what of them is carried over.

use std::collections::BTreeMap;

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS, UTF_16BE};
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::{
    BROKEN,
    carry::{Carrier, Role},
    cmap::CMap,
    glyphs,
};
use crate::uploads::{Refusal, bounds};

/// A font whose letters can be read.
#[derive(Debug)]
pub struct Font {
    codes: Codes,
    map: Option<CMap>,
    is_vertical: bool,
    /// The codes that were drawn, by their length, and what they stand for.
    drawn: BTreeMap<(usize, u32), String>,
}

#[derive(Debug)]
enum Codes {
    /// One byte for each letter; what the font's encoding says of it.
    Bytes(Box<[Option<String>; 256]>),
    /// Two bytes for each, or as the map says.
    Pairs,
    /// Text in an encoding of Japanese.
    Text(&'static Encoding),
    /// As in the seven-bit form of JIS X 0208.
    SevenBit,
}

impl Font {
    /// Whether lines run downwards.
    pub fn is_vertical(&self) -> bool {
        self.is_vertical
    }

    /// Reads letters; returns how many cannot be read.
    pub fn read(&mut self, bytes: &[u8], out: &mut String) -> usize {
        match &self.codes {
            Codes::Text(encoding) => return append(encoding.decode_without_bom_handling_and_without_replacement(bytes), out),
            Codes::SevenBit => {
                let bytes: Vec<u8> = bytes.iter().map(|byte| byte | 0x80).collect();
                return append(EUC_JP.decode_without_bom_handling_and_without_replacement(&bytes), out);
            }
            _ => {}
        }
        let mut unreadable = 0;
        let mut rest = bytes;
        // A map can make many letters of a code; whoever calls refuses so long a text.
        while !rest.is_empty() && out.len() <= bounds::TEXT_BYTES {
            let usual = if matches!(self.codes, Codes::Pairs) { 2 } else { 1 };
            // In a simple font a code is a byte, whatever its map says.
            let length = if usual == 1 { 1 } else { self.map.as_ref().map_or(usual, |map| map.length(rest, usual)) };
            let (code, after) = rest.split_at(length.clamp(1, rest.len()));
            rest = after;
            let value = code.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte));
            match self.letters(code.len(), value) {
                Some(letters) => {
                    out.push_str(&letters);
                    self.drawn.insert((code.len(), value), letters);
                }
                None => unreadable += 1,
            }
        }
        unreadable
    }

    fn letters(&self, length: usize, code: u32) -> Option<String> {
        let known = self.map.as_ref().and_then(|map| map.letters(length, code));
        let known = known.or_else(|| match &self.codes {
            Codes::Bytes(letters) => letters.get(code as usize).cloned().flatten(),
            _ => None,
        })?;
        // Fonts of signs keep them in a private area; elsewhere in it nobody knows what a letter is.
        let mut letters = String::new();
        for letter in known.chars() {
            match letter {
                '\u{f020}'..='\u{f0ff}' => letters.push('・'),
                '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => return None,
                letter if letter.is_control() => letters.push(' '),
                letter => letters.push(letter),
            }
        }
        Some(letters)
    }

    /// A map of our own for what was drawn, so that the new document is read as the old one was.
    pub fn map(&self) -> Option<Vec<u8>> {
        if matches!(self.codes, Codes::Text(_) | Codes::SevenBit) || self.drawn.is_empty() {
            return None;
        }
        let mut map = String::from("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n/CMapName /Engawa def /CMapType 2 def\n");
        let mut lengths: Vec<usize> = self.drawn.keys().map(|(length, _)| *length).collect();
        lengths.dedup();
        map.push_str(&format!("{} begincodespacerange\n", lengths.len()));
        for length in lengths {
            map.push_str(&format!("<{}> <{}>\n", "00".repeat(length), "FF".repeat(length)));
        }
        map.push_str("endcodespacerange\n");
        let lines: Vec<String> = self
            .drawn
            .iter()
            .map(|((length, code), letters)| {
                let units: String = letters.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
                format!("<{code:0width$X}> <{units}>\n", width = length * 2)
            })
            .collect();
        for lines in lines.chunks(100) {
            map.push_str(&format!("{} beginbfchar\n{}endbfchar\n", lines.len(), lines.concat()));
        }
        map.push_str("endcmap CMapName currentdict /CMap defineresource pop end end\n");
        Some(map.into_bytes())
    }
}

fn append(text: Option<std::borrow::Cow<'_, str>>, out: &mut String) -> usize {
    match text {
        Some(text) => {
            out.push_str(&text);
            0
        }
        None => 1,
    }
}

const SIMPLE: &[&str] = &["BaseFont", "FirstChar", "LastChar", "Widths"];
const DESCENDANT: &[&str] = &["Type", "Subtype", "BaseFont", "DW", "W", "DW2", "W2"];
const DESCRIPTOR: &[&str] = &[
    "Type",
    "FontName",
    "Flags",
    "FontBBox",
    "ItalicAngle",
    "Ascent",
    "Descent",
    "Leading",
    "CapHeight",
    "XHeight",
    "StemV",
    "StemH",
    "AvgWidth",
    "MaxWidth",
    "MissingWidth",
];

impl<'d> Carrier<'d, '_> {
    /// Carries a font over.
    pub fn font(&mut self, object: &'d Object, of_page: Option<&'d Dictionary>) -> Result<ObjectId, Refusal> {
        let old = object.as_dict().map_err(|_| BROKEN)?;
        let kind = old.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let map = match self.get(old, b"ToUnicode") {
            Some(Object::Stream(stream)) => Some(CMap::read(&self.plain(stream)?)),
            _ => None,
        };
        let mut is_vertical = false;
        let mut new = self.values(old, SIMPLE)?;
        new.set("Type", "Font");
        new.set("Subtype", Object::Name(kind.to_vec()));
        let codes = match kind {
            b"Type0" => {
                let (codes, vertical) = self.composite(old, &mut new)?;
                is_vertical = vertical;
                codes
            }
            b"Type3" => {
                self.drawn_letters(old, &mut new, of_page)?;
                self.simple(old, &mut new)?
            }
            b"Type1" | b"MMType1" | b"TrueType" => self.simple(old, &mut new)?,
            _ => return Err(BROKEN),
        };
        let id = self.new.add_object(new);
        self.fonts.insert(id, Font { codes, map, is_vertical, drawn: BTreeMap::new() });
        Ok(id)
    }

    /// A font with one byte for each letter.
    fn simple(&mut self, old: &'d Dictionary, new: &mut Dictionary) -> Result<Codes, Refusal> {
        let name = old.get(b"BaseFont").and_then(Object::as_name).unwrap_or_default();
        let descriptor = self.dictionary(old.get(b"FontDescriptor").ok());
        if let Some(descriptor) = descriptor {
            let descriptor = self.descriptor(descriptor)?;
            new.set("FontDescriptor", descriptor);
        }
        let encoding = self.get(old, b"Encoding");
        let base = match encoding {
            Some(Object::Name(name)) => Some(name.as_slice()),
            Some(Object::Dictionary(encoding)) => encoding.get(b"BaseEncoding").and_then(Object::as_name).ok(),
            _ => None,
        };
        let base = base.and_then(|base| {
            ["WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding", "MacExpertEncoding"]
                .into_iter()
                .find(|known| known.as_bytes() == base)
        });
        let is_symbolic =
            descriptor.and_then(|descriptor| descriptor.get(b"Flags").and_then(Object::as_i64).ok()).is_some_and(|flags| flags & 4 != 0);
        let is_signs = matches!(name, b"Symbol" | b"ZapfDingbats");
        // A font of its own encoding, of which only its program knows, is not read: its codes may stand for anything.
        let by_default = if is_symbolic || is_signs { None } else { Some("StandardEncoding") };
        let mut letters: [Option<String>; 256] = std::array::from_fn(|byte| {
            let byte = u8::try_from(byte).ok()?;
            if is_signs {
                return Some(if byte == b' ' { " " } else { "・" }.to_owned());
            }
            base.or(by_default).and_then(|encoding| glyphs::in_encoding(encoding, byte)).map(String::from)
        });
        let mut kept = Dictionary::new();
        if let Some(base) = base {
            kept.set("BaseEncoding", base);
        }
        if let Some(Object::Dictionary(encoding)) = encoding
            && let Some(Object::Array(differences)) = self.get(encoding, b"Differences")
        {
            let mut code = 0_usize;
            for object in differences {
                self.budget.node()?;
                match self.follow(object)? {
                    Object::Integer(number) => code = usize::try_from(*number).unwrap_or(256),
                    Object::Name(name) => {
                        if let Some(letter) = letters.get_mut(code) {
                            *letter = glyphs::named(name);
                        }
                        code += 1;
                    }
                    _ => return Err(BROKEN),
                }
            }
            if let Some(object) = self.get(encoding, b"Differences") {
                kept.set("Differences", self.value(object)?);
            }
        }
        match (base, kept.has(b"Differences")) {
            (_, true) => new.set("Encoding", kept),
            (Some(base), false) => new.set("Encoding", base),
            _ => {}
        }
        Ok(Codes::Bytes(Box::new(letters)))
    }

    /// A font with several bytes for each letter.
    fn composite(&mut self, old: &'d Dictionary, new: &mut Dictionary) -> Result<(Codes, bool), Refusal> {
        let descendants = self.get(old, b"DescendantFonts").and_then(|list| list.as_array().ok()).ok_or(BROKEN)?;
        let descendant = self.dictionary(descendants.first()).ok_or(BROKEN)?;
        let mut kept = self.values(descendant, DESCENDANT)?;
        if let Some(system) = self.dictionary(descendant.get(b"CIDSystemInfo").ok()) {
            let system = self.values(system, &["Registry", "Ordering", "Supplement"])?;
            kept.set("CIDSystemInfo", system);
        }
        if let Some(descriptor) = self.dictionary(descendant.get(b"FontDescriptor").ok()) {
            let descriptor = self.descriptor(descriptor)?;
            kept.set("FontDescriptor", descriptor);
        }
        match self.get(descendant, b"CIDToGIDMap") {
            Some(Object::Stream(stream)) => {
                let bytes = self.plain(stream)?;
                kept.set("CIDToGIDMap", self.stream(Dictionary::new(), bytes)?);
            }
            Some(Object::Name(_)) => kept.set("CIDToGIDMap", "Identity"),
            _ => {}
        }
        let kept = self.new.add_object(kept);
        new.set("DescendantFonts", vec![Object::Reference(kept)]);
        match self.get(old, b"Encoding") {
            Some(Object::Name(name)) => {
                new.set("Encoding", Object::Name(name.clone()));
                Ok((codes(name), name.ends_with(b"V")))
            }
            // A map of the document's own says how codes become shapes; which letters they are says ToUnicode alone.
            Some(Object::Stream(stream)) => {
                let mut dictionary = self.values(&stream.dict, &["Type", "CMapName", "WMode"])?;
                if let Some(Object::Name(name)) = self.get(&stream.dict, b"UseCMap") {
                    dictionary.set("UseCMap", Object::Name(name.clone()));
                }
                let bytes = without_remarks(&self.plain(stream)?);
                let is_vertical = dictionary.get(b"WMode").and_then(Object::as_i64).is_ok_and(|mode| mode == 1);
                new.set("Encoding", self.stream(dictionary, bytes)?);
                Ok((Codes::Pairs, is_vertical))
            }
            _ => Err(BROKEN),
        }
    }

    /// A font whose letters are drawings.
    fn drawn_letters(&mut self, old: &'d Dictionary, new: &mut Dictionary, of_page: Option<&'d Dictionary>) -> Result<(), Refusal> {
        let shape = self.values(old, &["FontBBox", "FontMatrix"])?;
        new.extend(&shape);
        let resources = self.dictionary(old.get(b"Resources").ok()).or(of_page);
        let letters = self.dictionary(old.get(b"CharProcs").ok()).ok_or(BROKEN)?;
        let mut kept = Dictionary::new();
        let mut used = Dictionary::new();
        for (name, letter) in letters {
            self.budget.node()?;
            kept.set(name.clone(), self.letter(letter, resources, &mut used)?);
        }
        new.set("CharProcs", kept);
        new.set("Resources", used);
        Ok(())
    }

    fn descriptor(&mut self, old: &'d Dictionary) -> Result<ObjectId, Refusal> {
        let mut new = self.values(old, DESCRIPTOR)?;
        for key in ["FontFile", "FontFile2", "FontFile3"] {
            let Ok(object) = old.get(key.as_bytes()) else { continue };
            let file = self.once(object, Role::FontFile, |carrier, object| {
                let stream: &Stream = object.as_stream().map_err(|_| BROKEN)?;
                let dictionary = carrier.values(&stream.dict, &["Length1", "Length2", "Length3", "Subtype"])?;
                let bytes = carrier.plain(stream)?;
                carrier.stream(dictionary, bytes)
            })?;
            new.set(key, file);
        }
        Ok(self.new.add_object(new))
    }
}

/// How text is kept under an encoding that the standard knows by name.
fn codes(name: &[u8]) -> Codes {
    let name = String::from_utf8_lossy(name);
    if name.contains("RKSJ") {
        Codes::Text(SHIFT_JIS)
    } else if name.starts_with("EUC-") {
        Codes::Text(EUC_JP)
    } else if name.starts_with("UniJIS") && (name.contains("UCS2") || name.contains("UTF16")) {
        Codes::Text(UTF_16BE)
    } else if name == "H" || name == "V" {
        Codes::SevenBit
    } else {
        Codes::Pairs
    }
}

/// A program without what is written in it for people.
fn without_remarks(bytes: &[u8]) -> Vec<u8> {
    let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r'));
    let mut kept = Vec::with_capacity(bytes.len());
    for line in lines {
        kept.extend_from_slice(line.split(|byte| *byte == b'%').next().unwrap_or_default());
        kept.push(b'\n');
    }
    kept
}
