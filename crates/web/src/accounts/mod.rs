//! Signing in and out, passwords, colleagues.

mod colleagues;
mod join;
mod own;
mod password;
mod sign_in;

use crate::house::House;

pub(crate) fn rooms(house: House) -> House {
    house
        .get("/", sign_in::front_door)
        .get("/sign-in", sign_in::page)
        .post("/sign-in", sign_in::send)
        .get("/sign-in/link/{token}", sign_in::by_link_page)
        .post("/sign-in/link/{token}", sign_in::by_link)
        .post("/sign-out", sign_in::out)
        .get("/account", own::page)
        .post("/account/password", own::change_password)
        .post("/account/sign-out-everywhere", own::sign_out_everywhere)
        .get("/password/forgot", password::forgot_page)
        .post("/password/forgot", password::forgot)
        .get("/password/reset/{token}", password::reset_page)
        .post("/password/reset/{token}", password::reset)
        .get("/join/{token}", join::page)
        .post("/join/{token}", join::send)
        .get("/offices/{office}/staff", colleagues::page)
        .get("/offices/{office}/staff/invite", colleagues::invite_page)
        .post("/offices/{office}/staff/invite", colleagues::invite)
        .get("/offices/{office}/staff/{account}/disable", colleagues::disable_page)
        .post("/offices/{office}/staff/{account}/disable", colleagues::disable)
}
