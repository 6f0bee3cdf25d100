//! The addresses of the house: a router that remembers what it was given, so that tests can try every door.

use axum::{
    Router,
    handler::Handler,
    routing::{get, post},
};
use service::App;

use crate::{assets, preferences};

/// One address that answers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Door {
    /// GET or POST.
    pub method: &'static str,
    /// The pattern, with `{names}` in it.
    pub pattern: &'static str,
}

/// The router and the list of its doors.
pub struct House {
    pub(crate) router: Router<App>,
    doors: Vec<Door>,
}

impl House {
    pub(crate) fn new() -> Self {
        Self { router: Router::new().merge(assets::routes()).merge(preferences::routes()), doors: Vec::new() }
            .get("/healthz", || async { "ok" })
    }

    /// A page to read.
    pub fn get<H, T>(mut self, pattern: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.doors.push(Door { method: "GET", pattern });
        self.router = self.router.route(pattern, get(handler));
        self
    }

    /// A form to send.
    pub fn post<H, T>(mut self, pattern: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.doors.push(Door { method: "POST", pattern });
        self.router = self.router.route(pattern, post(handler));
        self
    }

    /// Every door, sorted.
    pub fn doors(&self) -> Vec<Door> {
        let mut doors = self.doors.clone();
        doors.sort();
        doors
    }
}
