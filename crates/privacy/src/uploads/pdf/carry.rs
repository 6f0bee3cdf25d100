//! The old document, the new one, and how single objects get from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use model::files::FileKind;

use super::{BROKEN, font::Font, words::Words};
use crate::uploads::{Budget, Clean, Refusal, Removed};

/// So deep may values be nested.
const DEPTH: usize = 12;

/// Carries objects over.
pub struct Carrier<'d, 'b> {
    /// The old document.
    pub old: &'d Document,
    /// The new one.
    pub new: Document,
    /// What is left of the work.
    pub budget: &'b mut Budget,
    /// What was left behind.
    pub removed: BTreeSet<Removed>,
    /// What was carried over already, by the role it has: the new object, or `None` while it is being carried.
    pub carried: BTreeMap<(ObjectId, Role), Option<ObjectId>>,
    /// Layers that do not show.
    pub hidden: BTreeSet<ObjectId>,
    /// Fonts by their new object.
    pub fonts: BTreeMap<ObjectId, Font>,
    /// What forms draw, by their new object.
    pub forms: BTreeMap<ObjectId, super::state::Seen>,
    /// The text.
    pub words: Words,
    /// How many pictures.
    pub pictures: usize,
    /// The page that is being made, from 1.
    pub page: usize,
    depth: usize,
}

/// As what an object is carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A form.
    Form,
    /// A picture.
    Image,
    /// A font.
    Font,
    /// A state of drawing.
    State,
    /// A pattern.
    Pattern,
    /// A course of colours.
    Shading,
    /// A space of colours.
    Colours,
    /// A function.
    Function,
    /// A program of a font.
    FontFile,
}

impl<'d, 'b> Carrier<'d, 'b> {
    /// From a document into an empty one.
    pub fn new(old: &'d Document, budget: &'b mut Budget) -> Self {
        let mut carrier = Self {
            old,
            new: Document::with_version("1.7"),
            budget,
            removed: BTreeSet::from([Removed::Metadata]),
            carried: BTreeMap::new(),
            hidden: BTreeSet::new(),
            fonts: BTreeMap::new(),
            forms: BTreeMap::new(),
            words: Words::default(),
            pictures: 0,
            page: 0,
            depth: 0,
        };
        carrier.note_catalog();
        carrier
    }

    fn note_catalog(&mut self) {
        let Ok(catalog) = self.old.catalog() else { return };
        let names = self.dictionary(catalog.get(b"Names").ok());
        let has = |key: &[u8]| names.is_some_and(|names| names.has(key));
        if has(b"EmbeddedFiles") || catalog.has(b"AF") || catalog.has(b"Collection") {
            self.removed.insert(Removed::Embedded);
        }
        if has(b"JavaScript") || catalog.has(b"OpenAction") || catalog.has(b"AA") {
            self.removed.insert(Removed::Programs);
        }
        let Some(layers) = self.dictionary(catalog.get(b"OCProperties").ok()) else { return };
        let Some(shown) = self.dictionary(layers.get(b"D").ok()) else { return };
        let of = |dictionary: &Dictionary, key: &[u8]| -> Vec<ObjectId> {
            let list = dictionary.get_deref(key, self.old).and_then(Object::as_array);
            list.into_iter().flatten().filter_map(|object| object.as_reference().ok()).collect()
        };
        let is_off = shown.get(b"BaseState").and_then(Object::as_name).is_ok_and(|name| name == b"OFF");
        if is_off {
            self.hidden.extend(of(layers, b"OCGs"));
            of(shown, b"ON").iter().for_each(|shown| {
                self.hidden.remove(shown);
            });
        }
        self.hidden.extend(of(shown, b"OFF"));
    }

    /// What a reference leads to.
    pub fn follow(&self, object: &'d Object) -> Result<&'d Object, Refusal> {
        self.old.dereference(object).map(|(_, object)| object).map_err(|_| BROKEN)
    }

    /// What a key of a dictionary leads to, if anything.
    pub fn get(&self, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
        dictionary.get_deref(key, self.old).ok().filter(|object| !object.is_null())
    }

    /// A dictionary behind an object.
    pub fn dictionary(&self, object: Option<&'d Object>) -> Option<&'d Dictionary> {
        match self.follow(object?).ok()? {
            Object::Dictionary(dictionary) => Some(dictionary),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The bytes of a stream without its filters.
    pub fn plain(&mut self, stream: &Stream) -> Result<Vec<u8>, Refusal> {
        if stream.filters().is_ok_and(|filters| filters.len() > 4) {
            return Err(Refusal::Bomb);
        }
        let bytes = stream.get_plain_content_with_limit(self.budget.part()).map_err(|error| match error {
            lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => Refusal::Bomb,
            _ => BROKEN,
        })?;
        self.budget.inflated(bytes.len())?;
        Ok(bytes)
    }

    /// A stream of the new document.
    pub fn stream(&mut self, dictionary: Dictionary, bytes: Vec<u8>) -> Result<ObjectId, Refusal> {
        let mut stream = Stream::new(dictionary, bytes);
        stream.compress().map_err(|_| BROKEN)?;
        Ok(self.new.add_object(stream))
    }

    /// Carries something over once: `make` fills the place, a circle is refused.
    pub fn once(
        &mut self,
        object: &'d Object,
        role: Role,
        make: impl FnOnce(&mut Self, &'d Object) -> Result<ObjectId, Refusal>,
    ) -> Result<ObjectId, Refusal> {
        let Ok(id) = object.as_reference() else { return make(self, object) };
        match self.carried.get(&(id, role)) {
            Some(Some(known)) => return Ok(*known),
            Some(None) => return Err(BROKEN),
            None => {}
        }
        if self.depth > DEPTH {
            return Err(BROKEN);
        }
        self.carried.insert((id, role), None);
        let target = self.follow(object)?;
        self.depth += 1;
        let made = make(self, target)?;
        self.depth -= 1;
        self.carried.insert((id, role), Some(made));
        Ok(made)
    }

    /// A value without streams, references followed: numbers, names, texts and lists of them.
    pub fn value(&mut self, object: &'d Object) -> Result<Object, Refusal> {
        self.value_at(object, DEPTH)
    }

    fn value_at(&mut self, object: &'d Object, depth: usize) -> Result<Object, Refusal> {
        self.budget.node()?;
        let deeper = depth.checked_sub(1).ok_or(BROKEN)?;
        match self.follow(object)? {
            Object::Array(list) => list.iter().map(|inner| self.value_at(inner, deeper)).collect::<Result<Vec<_>, _>>().map(Object::Array),
            Object::Dictionary(_) | Object::Stream(_) | Object::Reference(_) => Ok(Object::Null),
            plain => Ok(plain.clone()),
        }
    }

    /// Those of the keys of a dictionary that are there, with their values.
    pub fn values(&mut self, from: &'d Dictionary, keys: &[&str]) -> Result<Dictionary, Refusal> {
        let mut new = Dictionary::new();
        for key in keys {
            if let Some(object) = self.get(from, key.as_bytes()) {
                new.set(*key, self.value(object)?);
            }
        }
        Ok(new)
    }

    /// Whether something belongs to a layer that does not show.
    pub fn is_hidden(&mut self, layer: Option<&'d Object>) -> bool {
        let Some(object) = layer else { return false };
        let mut groups = vec![object];
        if let Some(member) = self.dictionary(Some(object)).and_then(|dictionary| dictionary.get(b"OCGs").ok()) {
            match member {
                Object::Array(list) => groups.extend(list),
                one => groups.push(one),
            }
        }
        let is_hidden = groups.iter().any(|group| group.as_reference().is_ok_and(|id| self.hidden.contains(&id)));
        if is_hidden {
            self.removed.insert(Removed::Hidden);
        }
        is_hidden
    }

    /// The clean file.
    pub fn finish(mut self) -> Result<Clean, Refusal> {
        let fonts = std::mem::take(&mut self.fonts);
        for (id, font) in fonts {
            if let Some(map) = font.map() {
                let map = self.stream(dictionary! {}, map)?;
                self.new.get_dictionary_mut(id).map_err(|_| BROKEN)?.set("ToUnicode", map);
            }
        }
        self.words.end_line();
        let mut bytes = Vec::new();
        self.new.save_to(&mut bytes).map_err(|_| BROKEN)?;
        Ok(Clean { kind: FileKind::Pdf, bytes, text: self.words.text, pictures: self.pictures, removed: self.removed })
    }
}
