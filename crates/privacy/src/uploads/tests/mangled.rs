//! Files that were whole once.

use proptest::prelude::*;

use model::files::FileKind;

use super::{build, clean, holds_marker};

fn files() -> Vec<Vec<u8>> {
    let body = format!(
        "<w:p><w:r><w:t>資料</w:t></w:r><w:del w:author=\"{m}\"><w:r><w:delText>{m}</w:delText></w:r></w:del></w:p>",
        m = super::MARKER
    );
    vec![
        build::photograph(),
        build::drawing(20, 10),
        build::word(&body, &[], &[]),
        build::excel(&[("一覧", "visible", "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>")], &["項目"], &[]),
        build::pdf(&[&build::line("Open meeting"), &build::line("Second page")], |_, _, _| {}),
        "項目,値\n費用,12\n".as_bytes().to_vec(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever happens to a file on its way: it is refused or clean, and the program lives on.
    #[test]
    fn a_mangled_file_is_refused_or_clean(which in 0_usize..6, cut in 0.0_f64..1.3, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)) {
        let mut bytes = files().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let length = ((bytes.len() as f64) * cut) as usize;
        bytes.truncate(length.max(1));
        if let Ok(file) = clean(&bytes) {
            // What lost its head may be plain text: that hides nothing, as all of it is read before it is shown.
            let hides_nothing = file.kind == FileKind::Text && file.bytes == file.text.as_bytes();
            prop_assert!(hides_nothing || !holds_marker(&file));
            let again = clean(&file.bytes);
            prop_assert_eq!(again.as_ref().map(|again| (again.kind, &again.text)), Ok((file.kind, &file.text)));
        }
    }

    /// Any bytes at all.
    #[test]
    fn any_bytes_are_refused_or_clean(head in prop::sample::select(vec![&b""[..], b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]), rest in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = clean(&[head, &rest].concat());
    }
}
