//! D7, 4.1: the national list, loaded again and again. All offices are invented.

use model::accounts::Role;
use service::offices::import::{self, Error};
use service::offices::list::{self, Search};
use service::testing::{SYSTEM, TestApp};
use service::{Actor, Fault};

const HEADER: &str = "都道府県コード又は市区町村コード,NO（※システム内の固有の番号、連番）,指定機関名,法人の名称,法人の名称_かな,法人番号,法人住所（市区町村）,法人住所（番地以降）,法人電話番号,法人FAX番号,法人URL,サービス種別,事業所の名称,事業所の名称_かな,事業所番号,事業所住所（市区町村）,事業所住所（番地以降）,事業所電話番号,事業所FAX番号,事業所URL,事業所緯度,事業所経度,利用可能な時間帯（平日）,利用可能な時間帯（土曜）,利用可能な時間帯（日曜）,利用可能な時間帯（祝日）,定休日,利用可能曜日特記事項（留意事項）,定員";

fn row(no: &str, number: &str, name: &str) -> String {
    format!(
        "13120,{no},東京都,社会福祉法人見本会,しゃかいふくしほうじんみほんかい,,東京都練馬区,見本1-1,03-0000-0000,,,共同生活援助,{name},みほん,{number},東京都練馬区,見本1-2,03-0000-0001,,,,,,,,,,,"
    )
}

fn list(rows: &[String]) -> Vec<u8> {
    format!("{HEADER}\r\n{}\r\n", rows.join("\r\n")).into_bytes()
}

/// One office with two dwellings, one with one. The numbers are invented; their check digits are right.
fn edition() -> Vec<String> {
    vec![row("A0001", "9920000016", "見本ホーム一"), row("A0002", "9920000016", "見本ホーム二"), row("A0003", "9920000024", "別ホーム")]
}

/// D7
#[tokio::test]
async fn rows_with_one_number_are_one_office_with_several_dwellings() {
    let test = TestApp::new().await;
    let report = import::import(&test.app, &SYSTEM, &list(&edition()), false).await.unwrap();
    assert_eq!((report.rows, report.offices.new, report.dwellings.new), (3, 2, 3));
    let found = list::list(&test.app, &SYSTEM, &Search { text: "べつ".into(), ..Search::default() }).await.unwrap();
    assert_eq!(found.total, 0, "readings are searched as they are written");
    let found = list::list(&test.app, &SYSTEM, &Search { text: "別ホーム".into(), ..Search::default() }).await.unwrap();
    assert_eq!(found.total, 1);
    test.finish().await;
}

/// D7
#[tokio::test]
async fn a_second_import_changes_nothing() {
    let test = TestApp::new().await;
    import::import(&test.app, &SYSTEM, &list(&edition()), false).await.unwrap();
    let report = import::import(&test.app, &SYSTEM, &list(&edition()), false).await.unwrap();
    assert_eq!((report.offices.unchanged, report.dwellings.unchanged), (2, 3));
    assert_eq!((report.offices.new, report.offices.changed, report.gone.len()), (0, 0, 0));
    test.finish().await;
}

/// D7: a later edition updates, lists what disappeared, and what comes back is there again.
#[tokio::test]
async fn what_disappears_is_listed_and_kept_and_may_come_back() {
    let test = TestApp::new().await;
    import::import(&test.app, &SYSTEM, &list(&edition()), false).await.unwrap();
    let later = vec![row("A0001", "9920000016", "見本ホーム一（移転）"), row("A0003", "9920000024", "別ホーム")];
    let report = import::import(&test.app, &SYSTEM, &list(&later), false).await.unwrap();
    assert_eq!((report.gone, report.dwellings.changed), (vec!["A0002".to_owned()], 1));
    assert_eq!(test.database().tamper("UPDATE dwellings SET name = name").await, 3, "nothing was deleted");
    let report = import::import(&test.app, &SYSTEM, &list(&edition()), false).await.unwrap();
    assert_eq!((report.gone.len(), report.dwellings.changed), (0, 2));
    test.finish().await;
}

#[tokio::test]
async fn a_dry_run_writes_nothing() {
    let test = TestApp::new().await;
    let report = import::import(&test.app, &SYSTEM, &list(&edition()), true).await.unwrap();
    assert_eq!(report.offices.new, 2);
    assert_eq!(test.database().tamper("UPDATE offices SET name = name").await, 0);
    test.finish().await;
}

/// A1: what people registered is not overwritten by a list; it is reported.
#[tokio::test]
async fn an_office_registered_by_hand_is_doubted_and_left_alone() {
    let test = TestApp::new().await;
    test.office_with(|input| input.number = "9920000016".parse().unwrap()).await;
    let report = import::import(&test.app, &SYSTEM, &list(&edition()), false).await.unwrap();
    assert_eq!(report.offices.new, 1);
    assert!(report.doubts.iter().any(|doubt| doubt.value == "9920000016" && doubt.reason.contains("手で登録")));
    test.finish().await;
}

/// Bad input: each broken row is named, the others are taken.
#[tokio::test]
async fn a_broken_row_is_rejected_with_line_and_reason() {
    let test = TestApp::new().await;
    let mut rows = edition();
    rows.insert(1, "13120,A0009,東京都".to_owned());
    let report = import::import(&test.app, &SYSTEM, &list(&rows), false).await.unwrap();
    assert_eq!(report.rejected.len(), 1);
    assert_eq!(report.rejected[0].line, 3);
    assert_eq!(report.dwellings.new, 3);
    test.finish().await;
}

#[tokio::test]
async fn a_file_that_is_no_such_list_is_refused_whole() {
    let test = TestApp::new().await;
    for bytes in [b"a,b,c\n1,2,3\n".to_vec(), ",".repeat(1_000_000).into_bytes(), vec![0; 100], Vec::new()] {
        assert!(matches!(import::import(&test.app, &SYSTEM, &bytes, false).await, Err(Error::List(_))));
    }
    test.finish().await;
}

#[tokio::test]
async fn nobody_but_administrators_imports() {
    let test = TestApp::new().await;
    let office = test.office().await;
    for actor in [test.manager(office), test.staff(office), Actor::Anonymous] {
        assert!(matches!(import::import(&test.app, &actor, &list(&edition()), false).await, Err(Error::Fault(Fault::Hidden))));
    }
    let id = test.account(Role::Administrator, None, "a@example.jp").await;
    let administrator = Actor::Account { id, role: Role::Administrator, office: None, jurisdiction: None };
    assert!(import::import(&test.app, &administrator, &list(&edition()), false).await.is_ok());
    test.finish().await;
}
