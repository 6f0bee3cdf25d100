//! What was settled with authorities (D1–D4).

use super::{OfficeRows, Places, Reader};
use crate::StoreError;

impl Reader<'_> {
    pub(super) async fn matters(&mut self, _offices: &mut [OfficeRows], _places: &Places) -> Result<(), StoreError> {
        Ok(())
    }
}
