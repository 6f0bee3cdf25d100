//! Keeping a view of the list under a name, and forgetting it.

use axum::extract::State;
use service::{
    App,
    authorities::{self, SaveError, SavedView},
};

use super::view_of;
use crate::{
    caller::Staff,
    forms::Form,
    frame::Tone,
    posted::Posted,
    render::{self, Page},
};

/// A view is named in a few words.
const LONGEST_NAME: usize = 40;

pub(super) async fn save(State(app): State<App>, staff: Staff, Posted(mut form): Posted) -> Page {
    // Whoever may not look at offices is told nothing about names either.
    authorities::rules(&app, &staff.actor)?;
    // Only what the list understands is kept.
    let asked: Vec<(String, String)> = form_urlencoded(form.value("query"));
    let (frame, _) = view_of(&Form::from_pairs(asked));
    let query = frame.query();
    let back = format!("/authority?{query}");
    let name = form.required("name", "条件の名前").filter(|name| name.chars().count() <= LONGEST_NAME);
    let Some(name) = name else {
        return render::told(&back, Tone::Warn, "条件に、40文字までの名前をつけてください。条件は保存していません。");
    };
    match authorities::save_view(&app, &staff.actor, SavedView { name, query }).await {
        Ok(()) => render::done(&back, "条件を保存しました。"),
        Err(error @ SaveError::TooMany) => render::told(&back, Tone::Warn, &error.to_string()),
        Err(SaveError::Fault(fault)) => Err(fault.into()),
    }
}

pub(super) async fn forget(State(app): State<App>, staff: Staff, Posted(form): Posted) -> Page {
    authorities::forget_view(&app, &staff.actor, form.value("name")).await?;
    render::done("/authority", "保存した条件を消しました。")
}

fn form_urlencoded(query: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    query.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (decoded(name), decoded(value))).collect()
}
