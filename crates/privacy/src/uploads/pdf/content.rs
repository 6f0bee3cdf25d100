//! What a page, a form, a pattern or a letter draws: each step is read, judged and written again.

use lopdf::{
    Dictionary, Object, ObjectId,
    content::{Content, Operation},
    dictionary,
};

use super::{
    BROKEN,
    carry::{Carrier, Role},
    state::{Matrix, Seen, State, UPRIGHT, Used, scale, times},
};
use crate::uploads::{Refusal, bounds};

/// So many states may be put aside at a time.
const STATES: usize = 500;

impl<'d> Carrier<'d, '_> {
    /// Reads what is drawn and writes it again; with it the resources that it uses.
    pub fn content(
        &mut self,
        bytes: &[u8],
        resources: Option<&'d Dictionary>,
        mut state: State,
        seen: &mut Seen,
    ) -> Result<(Vec<u8>, Dictionary), Refusal> {
        let mut states: Vec<State> = Vec::new();
        let mut used = Used::default();
        // For each mark that is open: whether it hides what is in it.
        let mut marks: Vec<bool> = Vec::new();
        let mut out = Vec::new();
        for operation in Content::decode_iter(bytes) {
            self.budget.operation()?;
            let mut operation = operation.map_err(|_| BROKEN)?;
            let name = operation.operator.clone();
            match name.as_str() {
                "BMC" => marks.push(false),
                "BDC" => {
                    let is_layer = matches!(operation.operands.first(), Some(Object::Name(tag)) if tag == b"OC");
                    let layer = match operation.operands.get(1) {
                        Some(Object::Name(name)) if is_layer => self.resource(resources, "Properties", name),
                        _ => None,
                    };
                    let hides = is_layer && self.is_hidden(layer);
                    marks.push(hides);
                }
                "EMC" => {
                    marks.pop();
                }
                "q" if states.len() >= STATES => return Err(BROKEN),
                "q" => states.push(state.clone()),
                "Q" => match states.pop() {
                    Some(known) => state = known,
                    None => continue,
                },
                _ => {}
            }
            if marks.len() > STATES {
                return Err(BROKEN);
            }
            let is_shown = !marks.contains(&true);
            if self.judge(&mut operation, resources, &mut state, &mut used, seen, is_shown)? {
                let one = Content { operations: [operation] };
                out.extend(one.encode().map_err(|_| BROKEN)?);
                out.push(b'\n');
            }
        }
        out.extend(b"Q\n".repeat(states.len()));
        Ok((out, used.dictionary()))
    }

    /// Judges a step: whether it is written again, perhaps in other words.
    fn judge(
        &mut self,
        operation: &mut Operation,
        resources: Option<&'d Dictionary>,
        state: &mut State,
        used: &mut Used,
        seen: &mut Seen,
        is_shown: bool,
    ) -> Result<bool, Refusal> {
        let name = operation.operator.clone();
        if name == "BI" {
            return Ok(is_shown && self.inline(operation, state, seen)?);
        }
        if !operation.operands.iter().all(is_plain) {
            return Ok(false);
        }
        let numbers: Vec<f64> = operation.operands.iter().filter_map(|operand| operand.as_float().ok()).map(f64::from).collect();
        match (name.as_str(), numbers.as_slice()) {
            ("cm", [a, b, c, d, e, f]) => state.matrix = times(&[*a, *b, *c, *d, *e, *f], &state.matrix),
            ("BT", _) => (state.text, state.line) = (UPRIGHT, UPRIGHT),
            ("Tm", [a, b, c, d, e, f]) => (state.text, state.line) = ([*a, *b, *c, *d, *e, *f], [*a, *b, *c, *d, *e, *f]),
            ("Td", [x, y]) => state.step(*x, *y),
            ("TD", [x, y]) => {
                state.leading = -y;
                state.step(*x, *y);
            }
            ("T*", _) => state.step(0.0, -state.leading),
            ("TL", [leading]) => state.leading = *leading,
            ("Tr", [mode]) => state.is_invisible = *mode == 3.0 || *mode == 7.0,
            ("Tj" | "TJ" | "'" | "\"", _) => {
                if matches!(name.as_str(), "'" | "\"") {
                    state.step(0.0, -state.leading);
                }
                if is_shown {
                    self.say(&operation.operands, state, seen)?;
                }
                return Ok(is_shown);
            }
            ("Tf", _) => {
                state.size = numbers.last().copied().unwrap_or(1.0);
                let font = self.used(operation, resources, used, "Font", Role::Font)?;
                state.font = font;
                return Ok(font.is_some());
            }
            ("gs", _) => return Ok(self.used(operation, resources, used, "ExtGState", Role::State)?.is_some()),
            ("sh", _) => return Ok(is_shown && self.used(operation, resources, used, "Shading", Role::Shading)?.is_some()),
            ("scn" | "SCN", _) if matches!(operation.operands.last(), Some(Object::Name(_))) => {
                return Ok(self.used(operation, resources, used, "Pattern", Role::Pattern)?.is_some());
            }
            ("cs" | "CS", _) => {
                let is_known = matches!(operation.operands.first(), Some(Object::Name(name)) if matches!(name.as_slice(), b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"Pattern"));
                return Ok(is_known || self.used(operation, resources, used, "ColorSpace", Role::Colours)?.is_some());
            }
            ("Do", _) => return if is_shown { self.draw(operation, resources, state, used, seen) } else { Ok(false) },
            ("S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*", _) => {
                seen.paths = seen.paths.saturating_add(1);
                if !is_shown {
                    *operation = Operation::new("n", Vec::new());
                }
            }
            _ => return Ok(is_known(&name)),
        }
        Ok(true)
    }

    /// Reads letters.
    fn say(&mut self, operands: &[Object], state: &State, seen: &mut Seen) -> Result<(), Refusal> {
        let at = times(&state.text, &state.matrix);
        let Some(font) = state.font.and_then(|id| self.fonts.get_mut(&id)) else {
            seen.unreadable = seen.unreadable.saturating_add(1);
            return Ok(());
        };
        let mut letters = String::new();
        for operand in operands.iter().flat_map(|operand| operand.as_array().map_or(std::slice::from_ref(operand), Vec::as_slice)) {
            match operand {
                Object::String(bytes, _) => seen.unreadable = seen.unreadable.saturating_add(font.read(bytes, &mut letters)),
                gap if gap.as_float().is_ok_and(|gap| gap < -220.0) && letters.ends_with(|letter: char| letter.is_ascii_alphanumeric()) => {
                    letters.push(' ');
                }
                _ => {}
            }
        }
        let count = letters.chars().filter(|letter| !letter.is_whitespace()).count();
        seen.letters = seen.letters.saturating_add(count);
        if state.is_invisible {
            seen.invisible = seen.invisible.saturating_add(count);
        }
        let along = if font.is_vertical() { [at[2], at[3]] } else { [at[0], at[1]] };
        let size = (state.size * scale(&at).sqrt()).abs();
        if self.words.text.len() + letters.len() > bounds::TEXT_BYTES {
            return Err(Refusal::TooMuch("文字が多すぎます"));
        }
        self.words.run(&letters, [at[4], at[5]], along, size);
        Ok(())
    }

    /// A form or a picture that is drawn.
    fn draw(
        &mut self,
        operation: &Operation,
        resources: Option<&'d Dictionary>,
        state: &State,
        used: &mut Used,
        seen: &mut Seen,
    ) -> Result<bool, Refusal> {
        let Some(Object::Name(name)) = operation.operands.first() else { return Ok(false) };
        let Some(object) = self.resource(resources, "XObject", name) else { return Ok(false) };
        let Some(stream) = self.dictionary(Some(object)) else { return Ok(false) };
        if self.is_hidden(stream.get(b"OC").ok()) {
            return Ok(false);
        }
        let id = match stream.get(b"Subtype").and_then(Object::as_name).unwrap_or_default() {
            b"Image" => {
                seen.pictures = seen.pictures.saturating_add(1);
                seen.largest_picture = seen.largest_picture.max(scale(&state.matrix));
                self.once(object, Role::Image, |carrier, object| carrier.image(object, 0))?
            }
            b"Form" => {
                let id = self.once(object, Role::Form, |carrier, object| carrier.form(object, state))?;
                if let Some(drawn) = self.forms.get(&id).copied() {
                    seen.add(&drawn, scale(&state.matrix));
                }
                id
            }
            _ => return Ok(false),
        };
        used.by_kind.insert(("XObject", name.clone()), Some(Object::Reference(id)));
        Ok(true)
    }

    /// A form: a page within a page.
    pub fn form(&mut self, object: &'d Object, state: &State) -> Result<ObjectId, Refusal> {
        let stream = object.as_stream().map_err(|_| BROKEN)?;
        let mut new = self.values(&stream.dict, &["BBox", "Matrix"])?;
        new.set("Type", "XObject");
        new.set("Subtype", "Form");
        if let Some(group) = self.dictionary(stream.dict.get(b"Group").ok()) {
            let mut kept = self.values(group, &["S", "I", "K"])?;
            if let Ok(space) = group.get(b"CS") {
                kept.set("CS", self.colours(space)?);
            }
            new.set("Group", kept);
        }
        let numbers: Vec<f64> = new
            .get(b"Matrix")
            .and_then(Object::as_array)
            .into_iter()
            .flatten()
            .filter_map(|number| number.as_float().ok())
            .map(f64::from)
            .collect();
        let own: Matrix = numbers.try_into().unwrap_or(UPRIGHT);
        let inner = State { matrix: times(&own, &state.matrix), ..State::default() };
        let bytes = self.plain(stream)?;
        let mut drawn = Seen::default();
        let resources = self.dictionary(stream.dict.get(b"Resources").ok());
        let (bytes, resources) = self.content(&bytes, resources, inner, &mut drawn)?;
        // The areas are in units of the page already: given back in those of the form, which may be drawn elsewhere too.
        drawn.largest_picture /= scale(&state.matrix).max(f64::MIN_POSITIVE);
        new.set("Resources", resources);
        let id = self.stream(new, bytes)?;
        self.forms.insert(id, drawn);
        Ok(id)
    }

    /// A resource by its kind and name.
    fn resource(&self, resources: Option<&'d Dictionary>, kind: &str, name: &[u8]) -> Option<&'d Object> {
        let of_kind = self.dictionary(resources?.get(kind.as_bytes()).ok())?;
        of_kind.get(name).ok()
    }

    /// Carries the resource over that a step names last or first, once for each name.
    fn used(
        &mut self,
        operation: &Operation,
        resources: Option<&'d Dictionary>,
        used: &mut Used,
        kind: &'static str,
        role: Role,
    ) -> Result<Option<ObjectId>, Refusal> {
        let Some(name) = operation.operands.iter().find_map(|operand| operand.as_name().ok()) else { return Ok(None) };
        let key = (kind, name.to_vec());
        if let Some(known) = used.by_kind.get(&key) {
            return Ok(known.as_ref().and_then(|known| known.as_reference().ok()));
        }
        let id = match self.resource(resources, kind, name) {
            None => None,
            Some(object) => Some(self.once(object, role, |carrier, object| match role {
                Role::Font => carrier.font(object, resources),
                Role::State => carrier.state(object),
                Role::Shading => carrier.shading(object),
                Role::Pattern => carrier.pattern(object),
                _ => carrier.colours(object).map(|colours| carrier.new.add_object(colours)),
            })?),
        };
        used.by_kind.insert(key, id.map(Object::Reference));
        Ok(id)
    }

    /// A state of drawing.
    fn state(&mut self, object: &'d Object) -> Result<ObjectId, Refusal> {
        const KEYS: &[&str] = &["LW", "LC", "LJ", "ML", "D", "RI", "OP", "op", "OPM", "FL", "SM", "SA", "BM", "CA", "ca", "AIS", "TK"];
        let old = self.dictionary(Some(object)).ok_or(BROKEN)?;
        let mut new = self.values(old, KEYS)?;
        match self.get(old, b"SMask") {
            Some(Object::Dictionary(mask)) => {
                let mut kept = self.values(mask, &["S", "BC"])?;
                let group = mask.get(b"G").map_err(|_| BROKEN)?;
                kept.set("G", self.once(group, Role::Form, |carrier, object| carrier.form(object, &State::default()))?);
                new.set("SMask", kept);
            }
            Some(Object::Name(_)) => new.set("SMask", "None"),
            _ => {}
        }
        Ok(self.new.add_object(new))
    }

    /// A pattern.
    fn pattern(&mut self, object: &'d Object) -> Result<ObjectId, Refusal> {
        if let Object::Stream(stream) = object {
            let new = self.values(&stream.dict, &["PatternType", "PaintType", "TilingType", "BBox", "XStep", "YStep", "Matrix"])?;
            let bytes = self.plain(stream)?;
            let resources = self.dictionary(stream.dict.get(b"Resources").ok());
            let mut drawn = Seen::default();
            let (bytes, resources) = self.content(&bytes, resources, State::default(), &mut drawn)?;
            if drawn.unreadable > 0 {
                return Err(Refusal::Unreadable { page: self.page });
            }
            let mut new = new;
            new.set("Resources", resources);
            return self.stream(new, bytes);
        }
        let old = object.as_dict().map_err(|_| BROKEN)?;
        let mut new = self.values(old, &["PatternType", "Matrix"])?;
        let shading = old.get(b"Shading").map_err(|_| BROKEN)?;
        new.set("Shading", self.once(shading, Role::Shading, |carrier, object| carrier.shading(object))?);
        Ok(self.new.add_object(new))
    }

    /// The letters of a font that are drawings themselves.
    pub fn letter(&mut self, object: &'d Object, resources: Option<&'d Dictionary>, used: &mut Dictionary) -> Result<ObjectId, Refusal> {
        let stream = self.follow(object)?.as_stream().map_err(|_| BROKEN)?;
        let bytes = self.plain(stream)?;
        let (bytes, own) = self.content(&bytes, resources, State::default(), &mut Seen::default())?;
        for (kind, names) in own {
            match (used.get_mut(&kind).and_then(Object::as_dict_mut), names) {
                (Ok(known), Object::Dictionary(names)) => known.extend(&names),
                (_, names) => used.set(kind, names),
            }
        }
        self.stream(dictionary! {}, bytes)
    }
}

/// Numbers, names, texts and lists of them.
fn is_plain(operand: &Object) -> bool {
    match operand {
        Object::Array(list) => list.iter().all(|inner| !matches!(inner, Object::Array(_)) && is_plain(inner)),
        Object::Dictionary(_) | Object::Stream(_) | Object::Reference(_) => false,
        _ => true,
    }
}

/// Steps that need no look at what they name.
fn is_known(name: &str) -> bool {
    const KNOWN: &[&str] = &[
        "q", "Q", "w", "J", "j", "M", "d", "ri", "i", "m", "l", "c", "v", "y", "h", "re", "n", "W", "W*", "ET", "Tc", "Tw", "Tz", "Ts",
        "SC", "sc", "SCN", "scn", "G", "g", "RG", "rg", "K", "k", "d0", "d1",
    ];
    KNOWN.contains(&name)
}
