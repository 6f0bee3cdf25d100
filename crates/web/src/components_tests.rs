use super::*;

const COLUMNS: &[Column] =
    &[Column { key: "name", label: "名前" }, Column { key: "term", label: "任期" }, Column { key: "", label: "操作" }];

fn list(query: &[(&str, &str)]) -> ListFrame {
    ListFrame::read("/seats", COLUMNS, &Form::from_pairs(query.iter().copied()))
}

#[test]
fn a_list_without_query_is_in_the_order_of_its_first_column() {
    let list = list(&[]);
    assert_eq!((list.sort, list.descending, list.page), ("name", false, 1));
}

/// A column that does not exist, or cannot be sorted, never reaches a query of the database.
#[test]
fn an_unknown_order_is_not_taken() {
    for sort in ["password", "-password", "", "-", "name;drop"] {
        let list = list(&[("sort", sort)]);
        assert_eq!((list.sort, list.descending), ("name", false), "{sort}");
    }
}

#[test]
fn a_second_click_on_a_heading_turns_the_order_round() {
    let up = list(&[("sort", "term"), ("page", "3")]).with_total(500);
    assert_eq!(up.aria_sort(&COLUMNS[1]), "ascending");
    assert_eq!(up.sort_href(&COLUMNS[1]), "/seats?sort=-term");
    let down = list(&[("sort", "-term")]);
    assert_eq!(down.aria_sort(&COLUMNS[1]), "descending");
    assert_eq!(down.sort_href(&COLUMNS[1]), "/seats?sort=term");
    assert_eq!(down.aria_sort(&COLUMNS[2]), "");
}

#[test]
fn other_pages_keep_search_and_order() {
    let list = list(&[("q", "縁側 & 庭"), ("sort", "-term")]).with_total(120);
    assert_eq!(list.page_href(&2), "/seats?q=%E7%B8%81%E5%81%B4%20%26%20%E5%BA%AD&sort=-term&page=2");
}

#[test]
fn a_page_shows_at_most_fifty_rows() {
    let last = list(&[("page", "3")]).with_total(120);
    assert_eq!((last.first_row(), last.last_row(), last.pages()), (101, 120, 3));
    assert_eq!((last.previous(), last.next()), (Some(2), None));
}

#[test]
fn a_page_that_does_not_exist_becomes_the_nearest() {
    for (asked, shown) in [("0", 1), ("-4", 1), ("x", 1), ("99999999999999999999", 1), ("18446744073709551615", 3)] {
        let list = list(&[("page", asked)]);
        assert_eq!(list.with_total(120).page, shown, "{asked}");
    }
}

#[test]
fn an_empty_list_has_one_page() {
    let list = list(&[]).with_total(0);
    assert_eq!((list.pages(), list.previous(), list.next()), (1, None, None));
}

/// A2: options show the official words.
#[test]
fn choices_of_a_vocabulary_carry_codes_and_official_labels() {
    let choices = Choice::all::<model::seats::SeatCategory>();
    assert_eq!(choices[2], Choice::new("community", "地域の関係者"));
}

#[test]
fn steps_before_the_current_one_are_done() {
    let steps = Step::list(&["選ぶ", "確かめる", "送る"], 1);
    assert!(steps[0].is_done() && steps[1].is_current() && !steps[2].is_done());
    assert_eq!((steps[0].mark(&1), steps[2].mark(&3)), ("✓".to_owned(), "3".to_owned()));
}

/// Section 5: every list is searched, sorted and cut to pages of fifty, whatever its rows are.
#[test]
fn rows_at_hand_are_searched_sorted_and_cut() {
    const ORDERS: &[Column] = &[Column { key: "given", label: "記録した順" }, Column { key: "name", label: "名前の順" }];
    let rows: Vec<String> = (0..120).rev().map(|number| format!("記録{number:03}")).collect();
    let arranged = |query: &[(&'static str, &str)]| {
        let frame = ListFrame::read("/list", ORDERS, &Form::from_pairs(query.iter().map(|(name, value)| (*name, (*value).to_owned()))));
        frame.arrange(rows.clone(), Clone::clone, |row, sort| (sort == "name").then(|| row.clone()))
    };
    let (frame, shown) = arranged(&[]);
    assert_eq!((shown.len(), shown[0].as_str(), frame.pages()), (50, "記録119", 3), "as they were given");
    let (_, shown) = arranged(&[("sort", "name"), ("page", "3")]);
    assert_eq!((shown.len(), shown[0].as_str()), (20, "記録100"));
    let (_, shown) = arranged(&[("sort", "-given")]);
    assert_eq!(shown[0], "記録000", "turned round");
    let (frame, shown) = arranged(&[("q", "記録　００７")]);
    assert_eq!((shown, frame.total, frame.all), (vec!["記録007".to_owned()], 1, 120), "however the digits are written");
    let (frame, shown) = arranged(&[("q", "ない")]);
    assert!(shown.is_empty() && frame.has_tools() && frame.shows_tools());
}
