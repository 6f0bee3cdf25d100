//! How a tree is cut: each element is judged before what is in it, and once more after.

use crate::uploads::{
    Refusal,
    xml::{Element, Node},
};

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It stays, and what is in it is judged.
    Keep,
    /// It goes, with everything in it.
    Drop,
    /// It goes; what is in it is judged and stands in its place.
    Unwrap,
}

/// Who judges.
pub trait Judge {
    /// Before what is in it.
    fn before(&mut self, element: &mut Element) -> Result<Verdict, Refusal>;

    /// After what is in it was cut: whether it stays.
    fn after(&mut self, element: &mut Element) -> Result<bool, Refusal>;
}

/// Cuts everything in an element. The depth is bounded by the reading.
pub fn cut(parent: &mut Element, judge: &mut impl Judge) -> Result<(), Refusal> {
    let mut kept = Vec::with_capacity(parent.children.len());
    for child in std::mem::take(&mut parent.children) {
        let mut element = match child {
            Node::Element(element) => element,
            text => {
                kept.push(text);
                continue;
            }
        };
        match judge.before(&mut element)? {
            Verdict::Drop => {}
            Verdict::Unwrap => {
                cut(&mut element, judge)?;
                kept.extend(element.children.into_iter().filter(|node| matches!(node, Node::Element(_))));
            }
            Verdict::Keep => {
                cut(&mut element, judge)?;
                if judge.after(&mut element)? {
                    kept.push(Node::Element(element));
                }
            }
        }
    }
    parent.children = kept;
    Ok(())
}
