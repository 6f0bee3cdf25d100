//! What an authority sends to many offices at once, on paper (D2, D4, D6): all letters of a call or a reminder as one document, and
//! labels for their envelopes. The right is that of the call.

use model::{CallId, MatterId, vocabulary};
use paper::content::{AddressLabels, Addressee, AuthorityLetter, Label};

use super::{Error, Filled, particulars::given};
use crate::{
    Actor, App,
    matters::{
        Arrival, calls,
        oversee::{self, Addressee as Office},
    },
};

vocabulary! {
    /// What is printed of a call.
    CallPaper {
        /// A letter for each office.
        Letters = "letters", "書面";
        /// A label for each envelope.
        Labels = "labels", "宛名ラベル";
    }
}

/// For whom it is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Receivers {
    /// For every office that was asked.
    #[default]
    Everybody,
    /// For those whom no mail reached.
    Unreached,
}

/// Fills in the letters or the labels of a call of the actor's authority, for offices that are still on the list, in the order of
/// the call's page.
///
/// # Errors
/// [`Error::TooEarly`] when there is nobody to write to; [`Error::Fault`] when the call is not the authority's.
pub async fn of_call(app: &App, actor: &Actor, id: CallId, paper: CallPaper, to: Receivers) -> Result<Filled, Error> {
    let area = oversee::area_of(app, actor)?;
    let calls::View { call, matters, arrivals } = calls::view(app, actor, id).await?;
    let wanted = |matter: &MatterId| to == Receivers::Everybody || arrivals.get(matter).copied().is_none_or(Arrival::wants_letter);
    let offices: Vec<Office> = matters.into_iter().filter(|seen| wanted(&seen.matter.id)).filter_map(|seen| seen.office).collect();
    if offices.is_empty() {
        return Err(Error::TooEarly("書面を送る事業所はありません。"));
    }
    let honorific = || "御中".to_owned();
    match paper {
        CallPaper::Letters => Filled::new(
            offices
                .into_iter()
                .map(|office| AuthorityLetter {
                    written_on: call.opened_on,
                    sender: area.name.to_owned(),
                    addressee: Addressee { name: office.name, affiliation: None, honorific: honorific() },
                    address: given(&office.address),
                    number: Some(office.number.to_string()),
                    title: call.title.clone(),
                    text: call.text.clone(),
                    form_text: call.form_text.clone(),
                    form_url: given(&call.form_url),
                    due_on: call.due_on,
                    page: Some(app.settings.base_url.clone()),
                })
                .collect(),
        ),
        CallPaper::Labels => {
            let label = |office: Office| Label {
                postal_code: None,
                address: office.address,
                affiliation: None,
                name: office.name,
                honorific: honorific(),
            };
            Filled::one(AddressLabels { labels: offices.into_iter().map(label).collect(), skip: 0 })
        }
    }
}
