//! What went wrong, as people read it: what happened, what was kept, what to do next.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use service::{Fault, links::LinkError};
use store_error::Kind;

use crate::frame::PageFrame;

/// A request could not be answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// Not there, or not for this person: the two look alike.
    #[error("not found")]
    NotFound,
    /// The form did not come from our own page, or the page was open too long.
    #[error("the form is not from our page")]
    Forged,
    /// A link for people without an account does not open.
    #[error(transparent)]
    Link(LinkError),
    /// Too much at once.
    #[error("{0}")]
    TooLarge(&'static str),
    /// A paper cannot be made; why, in words.
    #[error("{0}")]
    NoPaper(String),
    /// The same form is being worked on at this moment.
    #[error("the same form is being worked on")]
    Underway,
    /// An action or the database failed.
    #[error(transparent)]
    Fault(Fault),
    /// Something of ours is broken.
    #[error("{0}")]
    Broken(String),
}

impl From<Fault> for WebError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Hidden => Self::NotFound,
            other => Self::Fault(other),
        }
    }
}

impl From<LinkError> for WebError {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Fault(fault) => fault.into(),
            other => Self::Link(other),
        }
    }
}

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    page: PageFrame,
    heading: &'static str,
    happened: String,
    kept: &'static str,
    next: &'static str,
    again: bool,
}

impl WebError {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forged => StatusCode::FORBIDDEN,
            Self::Link(LinkError::Limited) => StatusCode::TOO_MANY_REQUESTS,
            Self::Link(LinkError::Unknown) => StatusCode::NOT_FOUND,
            Self::Link(_) => StatusCode::GONE,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoPaper(_) => StatusCode::CONFLICT,
            Self::Underway => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(fault) => match store_error::kind(fault) {
                Kind::Passing => StatusCode::SERVICE_UNAVAILABLE,
                Kind::Full => StatusCode::INSUFFICIENT_STORAGE,
                Kind::Other => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn page(&self) -> ErrorPage {
        let page = PageFrame::default();
        match self {
            Self::NotFound => ErrorPage {
                page,
                heading: "ページが見つかりません",
                happened: "お探しのページはないか、見ることができないページです。".to_owned(),
                kept: "保存してある内容は、何も変わっていません。",
                next: "アドレスをお確かめになるか、最初のページからお進みください。",
                again: false,
            },
            Self::Forged => ErrorPage {
                page,
                heading: "送信を受け付けられませんでした",
                happened: "ページを開いてから長い時間がたったか、別の画面でサインインし直したため、送信を受け付けませんでした。".to_owned(),
                kept: "今の送信は保存していません。",
                next: "前のページに戻って読み込み直し、もう一度送信してください。",
                again: true,
            },
            Self::Link(error) => ErrorPage {
                page,
                heading: "このご案内は開けません",
                happened: error.to_string(),
                kept: "これまでのお返事は、そのまま残っています。",
                next: "お困りのときは、ご案内をお送りした事業所にお電話ください。",
                again: false,
            },
            Self::NoPaper(why) => ErrorPage {
                page,
                heading: "書類を作れませんでした",
                happened: why.clone(),
                kept: "保存してある内容は、何も変わっていません。",
                next: "前のページに戻り、足りないところを用意してから、もう一度お試しください。",
                again: false,
            },
            Self::TooLarge(what) => ErrorPage {
                page,
                heading: "大きすぎて受け取れませんでした",
                happened: (*what).to_owned(),
                kept: "今の送信は保存していません。",
                next: "小さくしてから、もう一度送ってください。",
                again: true,
            },
            Self::Underway => ErrorPage {
                page,
                heading: "まだ処理しています",
                happened: "同じ内容を先に受け取り、処理しているところです。".to_owned(),
                kept: "先に送信した内容は、処理が済めば保存されます。",
                next: "少し待ってから、もう一度送信してください。二重に保存されることはありません。",
                again: true,
            },
            Self::Fault(fault) if store_error::kind(fault) == Kind::Passing => ErrorPage {
                page,
                heading: "ただいま混み合っています",
                happened: "データベースがしばらく応答しませんでした。".to_owned(),
                kept: "今の送信は保存していません。途中まで保存されていることもありません。",
                next: "少し待ってから、このページを読み込み直すか、前のページに戻ってもう一度送信してください。",
                again: true,
            },
            Self::Fault(fault) if store_error::kind(fault) == Kind::Full => ErrorPage {
                page,
                heading: "保存する場所がいっぱいです",
                happened: "サーバーの保存場所がいっぱいのため、保存できませんでした。".to_owned(),
                kept: "今の送信は保存していません。これまでの内容は残っています。",
                next: "この設置先の管理担当の方にご連絡ください。",
                again: true,
            },
            Self::Fault(_) | Self::Broken(_) => ErrorPage {
                page,
                heading: "うまく処理できませんでした",
                happened: "こちらの不具合で、処理を最後まで進められませんでした。".to_owned(),
                kept: "今の送信は保存していません。途中まで保存されていることもありません。",
                next: "もう一度お試しください。続くときは、この設置先の管理担当の方にご連絡ください。",
                again: true,
            },
        }
    }
}

/// Rides on an answer that says that a form was not taken, for [`crate::kept`].
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) heading: &'static str,
    pub(crate) happened: String,
    /// Whether sending the same once more may help.
    pub(crate) passing: bool,
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, status = status.as_u16(), "a request failed");
        }
        let page = self.page();
        let failure =
            page.again.then(|| Failure { heading: page.heading, happened: page.happened.clone(), passing: status.is_server_error() });
        let mut response = match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            // The page of last resort has no template that could fail.
            Err(_) => (status, "うまく処理できませんでした。もう一度お試しください。").into_response(),
        };
        if let Some(failure) = failure {
            response.extensions_mut().insert(failure);
        }
        response
    }
}

/// What kind of failure of the database lies behind a fault. `web` does not know the store; the fault tells.
mod store_error {
    use service::Fault;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(super) enum Kind {
        Passing,
        Full,
        Other,
    }

    pub(super) fn kind(fault: &Fault) -> Kind {
        match fault {
            fault if fault.is_passing() => Kind::Passing,
            fault if fault.is_full() => Kind::Full,
            _ => Kind::Other,
        }
    }
}
