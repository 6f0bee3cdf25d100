//! Pages, forms and sessions: speaks HTTP, decides nothing.
//!
//! A page is a handler and a template. The handler asks [`caller`] who is calling, reads the form ([`posted`]), calls one action
//! of `service`, and renders or redirects. All addresses are entered in the [`house::House`], so that tests can walk them all.

pub mod assets;
pub mod caller;
pub mod components;
pub mod errors;
pub mod forms;
pub mod frame;
pub mod house;
pub mod posted;
mod practice;
pub mod preferences;
mod preparations;
pub mod render;

mod accounts;
mod api;
mod authorities;
mod files;
mod findings;
mod home;
mod kept;
mod layers;
mod materials;
mod matters;
mod meetings;
mod member;
mod minutes;
mod offices;
mod once;
mod papers;
pub mod publications;
mod qr;
mod residents;
mod seats;
mod spreadsheet;
mod visits;

#[cfg(test)]
mod samples;
#[cfg(feature = "testing")]
pub mod testing;

use axum::Router;
use service::App;

use house::House;
pub use publications::{outputs, page_outputs};

/// The whole site.
pub fn router(app: App) -> Router {
    layers::around(house().router, &app).with_state(app)
}

/// Every column's addresses. Add a column here, and nowhere else.
pub fn house() -> House {
    let house = House::new();
    let house = accounts::rooms(house);
    let house = member::rooms(house);
    let house = offices::rooms(house);
    let house = authorities::rooms(house);
    let house = api::rooms(house);
    let house = home::rooms(house);
    let house = residents::rooms(house);
    let house = seats::rooms(house);
    let house = meetings::rooms(house);
    let house = materials::rooms(house);
    let house = matters::rooms(house);
    let house = files::rooms(house);
    let house = visits::rooms(house);
    let house = preparations::rooms(house);
    let house = minutes::rooms(house);
    let house = papers::rooms(house);
    let house = practice::rooms(house);
    publications::rooms(house)
}
