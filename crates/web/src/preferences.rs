//! How a reader wants pages to look: size of the letters and colours, kept in two cookies, set by a plain form (H3).

use axum::{
    Router,
    extract::Form as Body,
    response::{IntoResponse, Redirect},
    routing::post,
};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};

const TEXT_SIZE: &str = "text_size";
const THEME: &str = "theme";
/// 400 days: the longest that browsers keep a cookie.
const KEPT: std::time::Duration = std::time::Duration::from_secs(400 * 24 * 60 * 60);

/// 文字の大きさ
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    /// 標準
    #[default]
    Standard,
    /// 大
    Large,
    /// 特大
    ExtraLarge,
}

/// 配色
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device asks.
    #[default]
    Auto,
    /// 明
    Light,
    /// 暗
    Dark,
}

/// What a reader chose, or the defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReaderPreferences {
    /// 文字の大きさ
    pub text_size: TextSize,
    /// 配色
    pub theme: Theme,
}

impl TextSize {
    /// In the order of the form.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Large, Self::ExtraLarge];

    /// The value in form and cookie.
    pub fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Large => "large",
            Self::ExtraLarge => "xlarge",
        }
    }

    /// The word in the form.
    pub fn label(self) -> &'static str {
        match self {
            Self::Standard => "標準",
            Self::Large => "大",
            Self::ExtraLarge => "特大",
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

impl Theme {
    /// In the order of the form.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The value in form and cookie.
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The word in the form.
    pub fn label(self) -> &'static str {
        match self {
            Self::Auto => "自動",
            Self::Light => "明るい",
            Self::Dark => "暗い",
        }
    }

    fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.code() == code)
    }
}

impl ReaderPreferences {
    /// What the cookies of a request say; anything strange counts as not said.
    pub fn of_cookies(jar: &CookieJar) -> Self {
        let chosen = |name| jar.get(name).map(|cookie| cookie.value().to_owned());
        Self {
            text_size: chosen(TEXT_SIZE).and_then(|code| TextSize::of_code(&code)).unwrap_or_default(),
            theme: chosen(THEME).and_then(|code| Theme::of_code(&code)).unwrap_or_default(),
        }
    }

    /// The class of the `html` element, for templates.
    pub fn html_class(&self) -> &'static str {
        match self.text_size {
            TextSize::Standard => "text-standard",
            TextSize::Large => "text-large",
            TextSize::ExtraLarge => "text-xlarge",
        }
    }

    /// All sizes, for templates.
    pub fn text_sizes(&self) -> [TextSize; 3] {
        TextSize::ALL
    }

    /// All colour schemes, for templates.
    pub fn themes(&self) -> [Theme; 3] {
        Theme::ALL
    }
}

#[derive(serde::Deserialize)]
struct Submitted {
    #[serde(default)]
    text_size: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    back: String,
}

/// `POST /preferences`: keeps what was chosen and returns to the page it was chosen on. It needs no account and touches
/// nothing but the two cookies.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/preferences", post(choose))
}

async fn choose(jar: CookieJar, Body(submitted): Body<Submitted>) -> impl IntoResponse {
    let mut jar = jar;
    if let Some(size) = TextSize::of_code(&submitted.text_size) {
        jar = jar.add(kept(TEXT_SIZE, size.code()));
    }
    if let Some(theme) = Theme::of_code(&submitted.theme) {
        jar = jar.add(kept(THEME, theme.code()));
    }
    (jar, Redirect::to(local_path(&submitted.back)))
}

fn kept(name: &'static str, code: &'static str) -> Cookie<'static> {
    let mut cookie = Cookie::new(name, code);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    if let Ok(duration) = KEPT.try_into() {
        cookie.set_max_age(Some(duration));
    }
    cookie
}

/// The path if it stays on this site, else the start page: nobody may use this form to send a reader elsewhere.
/// Browsers read `\` as `/` and drop tabs and line ends, so only what is plainly a path passes.
fn local_path(back: &str) -> &str {
    let local = back.starts_with('/') && !back.starts_with("//") && back.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if local { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Request, StatusCode, header},
    };
    use tower::ServiceExt;

    use super::*;

    async fn submit(body: &'static str) -> axum::response::Response {
        let request =
            Request::post("/preferences").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(body)).unwrap();
        routes::<()>().oneshot(request).await.unwrap()
    }

    fn cookies(response: &axum::response::Response) -> Vec<&str> {
        response.headers().get_all(header::SET_COOKIE).iter().map(|v| v.to_str().unwrap()).collect()
    }

    /// H3: works without JavaScript and for people without an account.
    #[tokio::test]
    async fn a_choice_is_kept_and_leads_back_to_the_page() {
        let response = submit("text_size=xlarge&theme=dark&back=%2Fm%2Fanswer%3Fstep%3D2").await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(response.headers()[header::LOCATION], "/m/answer?step=2");
        let cookies = cookies(&response);
        assert!(cookies.iter().any(|c| c.starts_with("text_size=xlarge;")));
        assert!(cookies.iter().any(|c| c.starts_with("theme=dark;") && c.contains("Max-Age=34560000")));
    }

    /// H3
    #[test]
    fn cookies_become_the_class_and_theme_of_the_page() {
        let jar = CookieJar::new().add(Cookie::new(TEXT_SIZE, "large")).add(Cookie::new(THEME, "light"));
        let reader = ReaderPreferences::of_cookies(&jar);
        assert_eq!(reader.html_class(), "text-large");
        assert_eq!(reader.theme, Theme::Light);
    }

    #[test]
    fn a_strange_cookie_counts_as_no_choice() {
        let jar = CookieJar::new().add(Cookie::new(TEXT_SIZE, "\"><script>"));
        assert_eq!(ReaderPreferences::of_cookies(&jar), ReaderPreferences::default());
    }

    #[tokio::test]
    async fn a_value_that_was_not_offered_sets_no_cookie() {
        let response = submit("text_size=huge&theme=pink&back=%2F").await;
        assert_eq!(cookies(&response), Vec::<&str>::new());
    }

    /// Nobody is sent to another site by a forged form.
    #[test]
    fn a_return_address_elsewhere_is_refused() {
        for back in ["https://example.org/", "//example.org", "/\\example.org", "/\texample.org", "", "offices"] {
            assert_eq!(local_path(back), "/", "{back}");
        }
    }
}
