//! Programs and their keys; errors as programs read them.

use axum::{
    Json,
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use service::{Actor, App, Fault, authorities, links::LinkError};
use utoipa::{
    Modify,
    openapi::{
        OpenApi,
        security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use super::answers::Problem;

/// A program that showed a key.
pub(super) struct Program {
    pub(super) actor: Actor,
}

impl FromRequestParts<App> for Program {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let shown = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let secret = shown.and_then(|value| value.strip_prefix("Bearer ")).ok_or(ApiError::NoKey)?;
        match authorities::reader(app, secret.trim()).await {
            Ok(actor) => Ok(Self { actor }),
            Err(LinkError::Limited) => Err(ApiError::Limited),
            Err(LinkError::Fault(fault)) => Err(fault.into()),
            Err(LinkError::Unknown | LinkError::Expired | LinkError::Revoked) => Err(ApiError::NoKey),
        }
    }
}

/// Why a program got nothing.
pub(super) enum ApiError {
    NoKey,
    Limited,
    NotFound,
    Failed(Fault),
}

impl From<Fault> for ApiError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Hidden => Self::NotFound,
            other => Self::Failed(other),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, error) = match self {
            Self::NoKey => (
                StatusCode::UNAUTHORIZED,
                "鍵がないか、正しくないか、期限が過ぎています。「Authorization: Bearer 鍵」で送り、鍵は縁側の「読み出し」の画面で作り直してください。",
            ),
            Self::Limited => (StatusCode::TOO_MANY_REQUESTS, "読み出しが多すぎます。10分ほどたってから、もう一度お試しください。"),
            Self::NotFound => (StatusCode::NOT_FOUND, "この事業所は管内にありません。"),
            Self::Failed(fault) => {
                tracing::error!(reason = %fault, "a program was not answered");
                (StatusCode::SERVICE_UNAVAILABLE, "いまは読み出せません。しばらくしてから、もう一度お試しください。")
            }
        };
        let mut response = (status, Json(Problem { error: error.to_owned() })).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Says in the description that a key is needed.
pub(super) struct Keyed;

impl Modify for Keyed {
    fn modify(&self, description: &mut OpenApi) {
        let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        description.components.get_or_insert_default().add_security_scheme("key", bearer);
    }
}
