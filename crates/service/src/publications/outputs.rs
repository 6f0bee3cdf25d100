//! Every form in which published minutes are shown to everybody. What serves people adds its own forms here, and the gate looks at
//! the bytes of all of them before anything is published (invariant 4).

use std::{fmt, sync::Arc};

use privacy::{Format, Leak, Produced};
use store::publications;

use super::public::Seen;

/// Something that shows published minutes.
pub trait Output: Send + Sync {
    /// Every form of a publication, in the same number and order whatever it says. An error means that nothing is published.
    fn produce(&self, seen: &Seen) -> Result<Vec<Produced>, Leak>;
}

/// All of them.
#[derive(Clone)]
pub struct Outputs(Arc<Vec<Arc<dyn Output>>>);

impl Outputs {
    /// What is stored and given to programs. A site adds its pages.
    pub fn stored() -> Self {
        Self(Arc::new(vec![Arc::new(Stored)]))
    }

    /// These and one more.
    #[must_use]
    pub fn and(&self, output: impl Output + 'static) -> Self {
        let mut all = Vec::clone(&self.0);
        all.push(Arc::new(output));
        Self(Arc::new(all))
    }

    /// Every form of a publication.
    pub fn produce(&self, seen: &Seen) -> Result<Vec<Produced>, Leak> {
        let mut produced = Vec::new();
        for output in self.0.iter() {
            produced.extend(output.produce(seen)?);
        }
        Ok(produced)
    }
}

impl fmt::Debug for Outputs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Outputs({})", self.0.len())
    }
}

/// The content as it is stored, from which everything else is made.
struct Stored;

impl Output for Stored {
    fn produce(&self, seen: &Seen) -> Result<Vec<Produced>, Leak> {
        let name = "保存される内容".to_owned();
        let broken = |reason: String| Leak::Unreadable { output: name.clone(), reason };
        let content = seen.publication.content().ok_or_else(|| broken("内容がありません。".to_owned()))?;
        let (text, _) = publications::written(content).map_err(|error| broken(error.to_string()))?;
        Ok(vec![Produced { name: name.clone(), format: Format::Json, bytes: text.into_bytes() }])
    }
}
