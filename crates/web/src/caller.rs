//! Who is calling: somebody who signed in, somebody with a link, anybody; and how they like their pages.

use std::{convert::Infallible, net::SocketAddr};

use axum::{
    Extension,
    extract::{ConnectInfo, FromRequestParts, Path},
    http::{HeaderMap, Method, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use model::{OfficeId, accounts::Role};
use serde::de::DeserializeOwned;
use service::{
    Actor, App,
    accounts::session::{self, SignedIn},
    links, offices,
};

use crate::{
    errors::WebError,
    frame::{NavItem, Notice, PageFrame, Room, Tone},
    kept::SignedOut,
    once, posted,
    preferences::ReaderPreferences,
    publications::public::copy::ForCopy,
    render::NOTICE,
};

/// The session's cookie. With TLS it is bound to the host by its name.
const SESSION: &str = "engawa";
const SESSION_TLS: &str = "__Host-engawa";

/// Anybody, signed in or not.
pub struct Caller {
    /// Who signed in.
    pub signed_in: Option<SignedIn>,
    csrf: String,
    path: String,
    reader: ReaderPreferences,
    notice: Option<Notice>,
    copy: Option<ForCopy>,
}

impl FromRequestParts<App> for Caller {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let jar = CookieJar::from_headers(&parts.headers);
        let secret = session_secret(&parts.headers);
        let signed_in = match &secret {
            Some(secret) => session::resume(app, secret).await?,
            None => None,
        };
        Ok(Self {
            signed_in,
            csrf: secret.map(|secret| once::field(app, &session::form_token(app, &secret))).unwrap_or_default(),
            path: parts.uri.path_and_query().map(|path| path.as_str().to_owned()).unwrap_or_default(),
            reader: ReaderPreferences::of_cookies(&jar),
            notice: jar.get(NOTICE).and_then(|cookie| read_notice(cookie.value())),
            copy: parts.extensions.get::<ForCopy>().cloned(),
        })
    }
}

impl Caller {
    /// The actor, for actions.
    pub fn actor(&self) -> Actor {
        self.signed_in.as_ref().map_or(Actor::Anonymous, |signed_in| signed_in.actor.clone())
    }

    /// A frame without navigation.
    pub fn frame(&self) -> PageFrame {
        PageFrame {
            path: self.path.clone(),
            office_name: None,
            signed_in: self.signed_in.as_ref().map(|signed_in| signed_in.account.name.clone()),
            nav: Vec::new(),
            csrf: self.csrf.clone(),
            reader: self.reader,
            notice: self.notice.clone(),
            copy: self.copy.is_some(),
        }
    }

    /// A whole address, as it is called where the reader will find it: in a static copy it may be another.
    pub(crate) fn outside(&self, address: String) -> String {
        match &self.copy {
            Some(copy) => copy.outside(address),
            None => address,
        }
    }
}

/// Somebody who signed in; others are led to the sign-in page and back.
pub struct Staff {
    /// For actions.
    pub actor: Actor,
    /// Whose account it is.
    pub signed_in: SignedIn,
    caller: Caller,
}

/// Nobody is signed in.
pub enum NotSignedIn {
    /// To the sign-in page.
    Redirect(String),
    /// Something failed.
    Error(WebError),
}

impl IntoResponse for NotSignedIn {
    fn into_response(self) -> Response {
        match self {
            Self::Redirect(address) => (Extension(SignedOut), Redirect::to(&address)).into_response(),
            Self::Error(error) => error.into_response(),
        }
    }
}

impl FromRequestParts<App> for Staff {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotSignedIn> {
        let caller = Caller::from_request_parts(parts, app).await.map_err(NotSignedIn::Error)?;
        match &caller.signed_in {
            Some(signed_in) => Ok(Self { actor: signed_in.actor.clone(), signed_in: signed_in.clone(), caller }),
            None => {
                // Nobody can come back to an address that only takes forms: to the page with the form instead.
                let back = match parts.method {
                    Method::GET | Method::HEAD => caller.path.clone(),
                    _ => posted::page_of_form(&parts.headers).unwrap_or_else(|| "/".to_owned()),
                };
                let next = percent_encoding::utf8_percent_encode(&back, percent_encoding::NON_ALPHANUMERIC);
                Err(NotSignedIn::Redirect(format!("/sign-in?next={next}")))
            }
        }
    }
}

impl Staff {
    /// The frame of a page of an office, seen from one of its rooms. Hidden for everybody else.
    pub async fn office_frame(&self, app: &App, office: OfficeId, room: Room) -> Result<PageFrame, WebError> {
        let name = offices::name(app, &self.actor, office).await?;
        Ok(PageFrame { office_name: Some(name), nav: room.navigation(&format!("/offices/{office}")), ..self.caller.frame() })
    }

    /// The frame of a page that belongs to no office.
    pub fn frame(&self) -> PageFrame {
        let nav = match self.signed_in.account.role {
            Role::Administrator => rooms_of(&ADMINISTRATORS_ROOMS, &self.caller.path),
            Role::MunicipalityStaff => rooms_of(&AUTHORITIES_ROOMS, &self.caller.path),
            Role::PrefectureStaff => {
                let mut rooms = rooms_of(&AUTHORITIES_ROOMS, &self.caller.path);
                rooms.retain(|room| room.href != DESK);
                rooms
            }
            _ => Vec::new(),
        };
        PageFrame { nav, ..self.caller.frame() }
    }

    /// Where somebody begins after signing in.
    pub fn home(&self) -> String {
        home_of(&self.signed_in)
    }
}

/// Where somebody begins after signing in.
pub fn home_of(signed_in: &SignedIn) -> String {
    match (signed_in.account.role, signed_in.account.office) {
        (_, Some(office)) => format!("/offices/{office}"),
        (Role::Administrator, None) => "/admin/offices".to_owned(),
        (Role::MunicipalityStaff | Role::PrefectureStaff, None) => "/authority".to_owned(),
        _ => "/account".to_owned(),
    }
}

/// An address and what its room is called.
type NamedRoom = (&'static str, &'static str);

const ADMINISTRATORS_ROOMS: [NamedRoom; 5] = [
    ("/admin/offices", "事業所の一覧"),
    ("/admin/offices/import", "一覧の取り込み"),
    ("/admin/offices/new", "事業所の登録"),
    ("/admin/standing", "全体の数"),
    ("/account", "アカウント"),
];

/// Where abuse is reported is said by municipalities only.
const DESK: &str = "/authority/desk";

const AUTHORITIES_ROOMS: [NamedRoom; 9] = [
    ("/authority", "管内の事業所"),
    ("/authority/matters", "用件"),
    ("/authority/calls", "調査・報告"),
    ("/authority/reminders", "お知らせ"),
    ("/authority/visits", "訪問"),
    ("/authority/rules", "決まり"),
    (DESK, "虐待の窓口"),
    ("/authority/key", "読み出し"),
    ("/account", "アカウント"),
];

fn rooms_of(rooms: &[NamedRoom], path: &str) -> Vec<NavItem> {
    let here = path.split('?').next();
    rooms.iter().map(|(href, label)| NavItem { href: (*href).to_owned(), label, current: here == Some(*href) }).collect()
}

/// Somebody with a link (`/m/{token}/…`), already opened.
pub struct Member {
    /// For actions; always [`Actor::Link`].
    pub actor: Actor,
    /// The secret of the address, for links on the page.
    pub token: String,
    caller: Caller,
}

#[derive(serde::Deserialize)]
struct Token {
    token: String,
}

impl FromRequestParts<App> for Member {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let Path(Token { token }) = Path::from_request_parts(parts, app).await.map_err(|_| WebError::NotFound)?;
        let actor = links::open_by_token(app, &token).await?;
        let caller = Caller::from_request_parts(parts, app).await?;
        Ok(Self { actor, token, caller })
    }
}

impl Member {
    /// The frame of a member's page: no navigation, no name at the top.
    pub fn frame(&self, office_name: impl Into<String>) -> PageFrame {
        PageFrame { office_name: Some(office_name.into()), signed_in: None, ..self.caller.frame() }
    }
}

/// The ids in an address. Anything that is not an id is a page that does not exist.
pub struct Ids<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Ids<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        Path::from_request_parts(parts, app).await.map(|Path(ids)| Self(ids)).map_err(|_| WebError::NotFound)
    }
}

/// Where a request comes from, for limits. Behind a proxy on the same machine, what the proxy says.
pub struct Remote(pub String);

impl FromRequestParts<App> for Remote {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let told = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        // The last entry is the proxy's own word; those before it are the caller's.
        let told = told.and_then(|list| list.rsplit(',').next()).map(|last| last.trim().to_owned());
        Ok(Self(match (peer, told) {
            (Some(peer), Some(told)) if peer.is_loopback() => told,
            (Some(peer), _) => peer.to_string(),
            (None, _) => "unknown".to_owned(),
        }))
    }
}

/// The secret in the session's cookie.
pub(crate) fn session_secret(headers: &HeaderMap) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(SESSION_TLS).or_else(|| jar.get(SESSION))?;
    (!cookie.value().is_empty()).then(|| cookie.value().to_owned())
}

/// The session's cookie with a secret in it.
pub(crate) fn session_cookie(app: &App, secret: String) -> Cookie<'static> {
    let tls = app.settings.base_url.starts_with("https://");
    Cookie::build((if tls { SESSION_TLS } else { SESSION }, secret)).path("/").http_only(true).secure(tls).same_site(SameSite::Lax).build()
}

/// The session's cookie, taken away.
pub(crate) fn no_session_cookie(app: &App) -> Cookie<'static> {
    let mut cookie = session_cookie(app, String::new());
    cookie.make_removal();
    cookie
}

/// Compares secrets in the same time whatever they are.
pub(crate) fn equal(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

fn read_notice(value: &str) -> Option<Notice> {
    let text = percent_encoding::percent_decode_str(value).decode_utf8().ok()?;
    let (tone, message) = text.split_once('.')?;
    let tone = [Tone::Info, Tone::Success, Tone::Warn, Tone::Danger].into_iter().find(|known| known.class() == tone)?;
    Some(Notice { tone, message: message.to_owned() })
}
