//! XML as a small tree that can be cut: read within bounds, without document types and entities, and written anew with prefixes of
//! our own. Comments, processing instructions and namespaces that are not understood do not come in.

mod names;
mod read;
mod write;

pub use names::Space;
pub use read::parse;
pub use write::write;

/// An element.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// Its namespace.
    pub space: Space,
    /// Its name.
    pub name: String,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// An attribute; one without a namespace belongs to its element.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Its namespace.
    pub space: Option<Space>,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What is in an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// An element without attributes.
    pub fn new(space: Space, name: &str, children: Vec<Node>) -> Self {
        Self { space, name: name.to_owned(), attributes: Vec::new(), children }
    }

    /// With another attribute that has no namespace.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.attributes.push(Attribute { space: None, name: name.to_owned(), value: value.to_owned() });
        self
    }

    /// Whether it is this one.
    pub fn is(&self, space: Space, name: &str) -> bool {
        self.space == space && self.name == name
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it, to be changed.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it with this name.
    pub fn child(&self, space: Space, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.is(space, name))
    }

    /// Whether an element anywhere in it fulfils a condition. The depth is bounded by the reading.
    pub fn any(&self, test: &impl Fn(&Element) -> bool) -> bool {
        test(self) || self.elements().any(|element| element.any(test))
    }

    /// The value of an attribute: one of its own, or in this namespace.
    pub fn attribute(&self, space: Option<Space>, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.space == space && attribute.name == name)
            .map(|attribute| attribute.value.as_str())
    }

    /// The value of an attribute without namespace.
    pub fn own(&self, name: &str) -> Option<&str> {
        self.attribute(None, name)
    }

    /// Whether an attribute without namespace, as a truth of office documents, says yes.
    pub fn says(&self, name: &str) -> bool {
        self.own(name).is_some_and(is_true)
    }

    /// Its text and that of everything in it.
    pub fn text(&self) -> String {
        self.children
            .iter()
            .map(|node| match node {
                Node::Text(text) => text.clone(),
                Node::Element(element) => element.text(),
            })
            .collect()
    }
}

/// How office documents write that something holds.
pub fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on" | "t")
}
