//! The namespaces of office documents that are understood, and the prefix under which each is written.

macro_rules! namespaces {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal, $address:literal;)+) => {
        /// A namespace. What stands in another one is not carried over.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Space { $($(#[$doc])* $name,)+ }

        impl Space {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The prefix under which it is written.
            pub fn prefix(self) -> &'static str {
                match self { $(Self::$name => $prefix,)+ }
            }

            /// Its address.
            pub fn address(self) -> &'static str {
                match self { $(Self::$name => $address,)+ }
            }
        }
    };
}

namespaces! {
    /// Texts of Word.
    W = "w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    /// Where drawings stand in a text of Word.
    Wp = "wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";
    /// Shapes in a text of Word.
    Wps = "wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
    /// Groups of shapes in a text of Word.
    Wpg = "wpg", "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
    /// Formulas.
    M = "m", "http://schemas.openxmlformats.org/officeDocument/2006/math";
    /// Tables of Excel.
    X = "x", "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    /// Where drawings stand in a table of Excel.
    Xdr = "xdr", "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
    /// Slides.
    P = "p", "http://schemas.openxmlformats.org/presentationml/2006/main";
    /// Drawings.
    A = "a", "http://schemas.openxmlformats.org/drawingml/2006/main";
    /// Pictures.
    Pic = "pic", "http://schemas.openxmlformats.org/drawingml/2006/picture";
    /// References from one part to another.
    R = "r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    /// What to show where something is not understood.
    Mc = "mc", "http://schemas.openxmlformats.org/markup-compatibility/2006";
    /// Relationships of a package.
    Links = "rel", "http://schemas.openxmlformats.org/package/2006/relationships";
    /// Types of the parts of a package.
    Types = "ct", "http://schemas.openxmlformats.org/package/2006/content-types";
    /// The namespace of XML itself.
    Xml = "xml", "http://www.w3.org/XML/1998/namespace";
}

impl Space {
    /// The namespace at an address.
    pub fn at(address: &[u8]) -> Option<Self> {
        Self::ALL.iter().copied().find(|space| space.address().as_bytes() == address)
    }
}
