//! A whole site for tests, and the clients who call it: anybody, somebody who signed in, somebody with a link.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot set its scene has failed")]

use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use http_body_util::BodyExt;
use model::{OfficeId, accounts::Role};
use service::testing::{PASSWORD, TestApp};
use tower::ServiceExt;

/// A site over a fresh installation. Ends with [`TestSite::finish`].
pub struct TestSite {
    /// The installation behind it.
    pub test: TestApp,
    router: Router,
}

impl TestSite {
    /// A fresh site.
    pub async fn new() -> Self {
        let mut test = TestApp::new().await;
        test.app.outputs = crate::outputs(&test.app.settings.base_url, &test.app.press);
        let router = crate::router(test.app.clone());
        Self { test, router }
    }

    /// A fresh site with an office, and one of its staff.
    pub async fn at_work() -> (Self, OfficeId, Client) {
        let site = Self::new().await;
        let office = site.test.office().await;
        let staff = site.signed_in(Role::OfficeStaff, Some(office)).await;
        (site, office, staff)
    }

    /// Whoever calls this site finds its database behind another address.
    pub async fn move_database(&mut self, url: &str) {
        self.router = crate::router(self.test.through(url).await);
    }

    /// Anybody.
    pub fn anon(&self) -> Client {
        Client { router: self.router.clone(), cookies: Vec::new(), csrf: String::new() }
    }

    /// Somebody who signed in with a new account of a role.
    pub async fn signed_in(&self, role: Role, office: Option<OfficeId>) -> Client {
        let email = format!("{}{}@example.jp", model::Vocabulary::code(role), office.map(|id| id.to_string()).unwrap_or_default());
        self.test.account(role, office, &email).await;
        self.with_password(&email).await
    }

    /// Somebody who signed in with a new account of an authority.
    pub async fn official(&self, role: Role, area: &str) -> Client {
        let email = format!("{}{area}@example.jp", model::Vocabulary::code(role));
        self.test.official(role, area, &email).await;
        self.with_password(&email).await
    }

    /// Somebody with an account who signs in once more, on another day.
    pub async fn again(&self, email: &str) -> Client {
        self.with_password(email).await
    }

    async fn with_password(&self, email: &str) -> Client {
        let mut client = self.anon();
        let answer = client.post("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        // Every page shown to somebody signed in carries the token of the session.
        let page = client.get("/account").await;
        let field = page.field("csrf").expect("a token");
        // Without the number of a page, the same form may be sent as often as a test likes; see [`Client::post_from`].
        client.csrf = crate::once::token(&field).to_owned();
        client
    }

    /// Verifies the whole database and closes.
    pub async fn finish(self) {
        self.test.finish().await;
    }
}

/// An invented neighbour, as the form for choosing a member asks for one (A7).
pub const NEIGHBOUR: [(&str, &str); 7] = [
    ("category", "community"),
    ("community_kind", "neighbour"),
    ("name", "隣野 三郎"),
    ("kana", "となりの さぶろう"),
    ("independence", "independent"),
    ("term_from", "2026-04-06"),
    ("term_until", "2028-03-31"),
];

/// A browser without a screen: keeps cookies, sends the token of its session with each form.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookies: Vec<(String, String)>,
    csrf: String,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// The same as text.
    pub body: String,
    /// Where it leads, if it leads on.
    pub location: String,
    /// All headers.
    pub headers: axum::http::HeaderMap,
}

impl Answer {
    /// The value of a hidden field.
    pub fn field(&self, name: &str) -> Option<String> {
        let rest = self.body.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
        rest.split('"').next().map(ToOwned::to_owned)
    }
}

impl Client {
    /// Reads a page, saying something more about the request.
    pub async fn get_with(&mut self, address: &str, headers: &[(&'static str, &str)]) -> Answer {
        let mut request = self.request("GET", address).body(Body::empty()).expect("a request");
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().expect("a header"));
        }
        self.send(request).await
    }

    /// Chooses somebody for a seat of an office where nobody else waits to be asked; the address below which the pages of the seat lie.
    pub async fn choose(&mut self, office: OfficeId, fields: &[(&str, &str)]) -> String {
        let seats = format!("/offices/{office}/seats");
        let answer = self.post(&format!("{seats}/new"), fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        let overview = self.get(&seats).await.body;
        let seat = overview.split("/invite\"").next().and_then(|before| before.rsplit('/').next()).expect("somebody to be asked");
        format!("{seats}/{seat}")
    }

    /// Reads a page.
    pub async fn get(&mut self, address: &str) -> Answer {
        let request = self.request("GET", address).body(Body::empty()).expect("a request");
        self.send(request).await
    }

    /// Sends a form, with the session's token.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let mut fields = fields.to_vec();
        let csrf = self.csrf.clone();
        fields.push(("csrf", &csrf));
        self.post_as_is(address, &fields).await
    }

    /// Reads an address as a program with a key does.
    pub async fn get_with_key(&mut self, address: &str, key: &str) -> Answer {
        let request = self.request("GET", address).header(header::AUTHORIZATION, format!("Bearer {key}"));
        self.send(request.body(Body::empty()).expect("a request")).await
    }

    /// Sends the form of a page that was read before, with its number.
    pub async fn post_from(&mut self, page: &Answer, address: &str, fields: &[(&str, &str)]) -> Answer {
        let mut fields = fields.to_vec();
        let csrf = page.field("csrf").expect("the page has a form");
        fields.push(("csrf", &csrf));
        self.post_as_is(address, &fields).await
    }

    /// Sends a form as another site could: only what is given.
    pub async fn post_as_is(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let encode = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let request = self.request("POST", address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.join("&"))).expect("a request")).await
    }

    /// Sends JSON, as a script does.
    pub async fn post_json(&mut self, address: &str, body: &str) -> Answer {
        let request = self.request("POST", address).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_owned())).expect("a request")).await
    }

    /// Sends a form from a page of another site, as a browser of our days tells it.
    pub async fn post_from_elsewhere(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.request("POST", address).header("sec-fetch-site", "cross-site");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body.join("&"))).expect("a request")).await
    }

    /// Sends a form with one file.
    pub async fn upload(&mut self, address: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Answer {
        const BOUNDARY: &str = "a-boundary-of-the-tests";
        let (field, name, content) = file;
        let csrf = self.csrf.clone();
        let mut body = Vec::new();
        for (name, value) in fields.iter().copied().chain([("csrf", csrf.as_str())]) {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
        }
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n").bytes());
        body.extend_from_slice(content);
        body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
        let request = self.request("POST", address).header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        self.send(request.body(Body::from(body)).expect("a request")).await
    }

    fn request(&self, method: &str, address: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder().method(method).uri(address).header(header::HOST, "engawa.example.jp").header(header::COOKIE, cookies.join("; "))
    }

    async fn send(&mut self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(value.to_str().expect("cookies are text"));
        }
        let bytes = body.collect().await.expect("a body").to_bytes();
        let location = parts.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        Answer {
            status: parts.status,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.into(),
            location,
            headers: parts.headers,
        }
    }

    fn keep(&mut self, cookie: &str) {
        let Some((name, value)) = cookie.split(';').next().and_then(|pair| pair.split_once('=')) else { return };
        self.cookies.retain(|(known, _)| known != name);
        if !cookie.contains("Max-Age=0") && !value.is_empty() {
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
    }
}
