//! Pictures, texts, and what is neither.

use model::files::FileKind;

use super::{MARKER, Refusal, build, clean, cleaned};

/// H1: place, author, remark and what trails behind the end are gone; the picture stands upright.
#[test]
fn a_photograph_keeps_its_pixels_and_nothing_else() {
    let photograph = build::photograph();
    let file = cleaned(&photograph);
    assert_eq!((file.kind, file.pictures, file.text.as_str()), (FileKind::Jpeg, 1, ""));
    let pixels = image::load_from_memory(&file.bytes).unwrap().into_rgb8();
    assert_eq!(pixels.dimensions(), (20, 40), "turned as the camera was held");
    assert!(pixels.get_pixel(10, 5)[0] > 200 && pixels.get_pixel(10, 35)[0] < 50);
    assert!(file.bytes.ends_with(&[0xff, 0xd9]), "nothing trails");
}

#[test]
fn texts_beside_the_pixels_of_a_drawing_are_gone() {
    let plain = build::drawing(30, 20);
    let mut chunk = b"tEXtAuthor\0".to_vec();
    chunk.extend_from_slice(MARKER.as_bytes());
    let length = u32::try_from(chunk.len() - 4).unwrap().to_be_bytes();
    // The sum is not looked at for chunks that nobody needs; if it were, the file would be refused.
    let planted = [&plain[..33], &length, &chunk, &[0; 4], &plain[33..]].concat();
    match clean(&planted) {
        Ok(_) => assert_eq!(cleaned(&planted).kind, FileKind::Png),
        Err(refusal) => assert_eq!(refusal, Refusal::Broken("画像")),
    }
    assert_eq!(cleaned(&plain).kind, FileKind::Png);
}

/// Section 6: a picture of 100 megapixels is refused by its head, before a pixel is decoded.
#[test]
fn a_picture_that_is_too_large_is_refused_by_its_head() {
    let mut large = build::drawing(1, 1);
    large[16..20].copy_from_slice(&10_000_u32.to_be_bytes());
    large[20..24].copy_from_slice(&10_000_u32.to_be_bytes());
    let sum = crc32(&large[12..29]);
    large[29..33].copy_from_slice(&sum.to_be_bytes());
    assert_eq!(clean(&large), Err(Refusal::PictureTooLarge { width: 10_000, height: 10_000 }));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 })
    })
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    let photograph = build::photograph();
    for whole in [build::drawing(60, 60), build::word("<w:p><w:r><w:t>資料</w:t></w:r></w:p>", &[], &[])] {
        let half = &whole[..whole.len() / 2];
        assert!(matches!(clean(half), Err(Refusal::Broken(_))), "{:?}", clean(half));
    }
    assert!(clean(&photograph[..60]).is_err());
}

#[test]
fn one_file_that_is_two_things_is_refused() {
    let archive = build::package(&[("a.txt", b"x")]);
    let pdf = build::pdf(&[&build::line("x")], |_, _, _| {});
    let both = |first: &[u8], second: &[u8]| clean(&[first, second].concat()).unwrap_err();
    assert_eq!(both(&pdf, &archive), Refusal::TwoThings("ZIP"));
    assert_eq!(both(&build::photograph(), &archive), Refusal::TwoThings("ZIP"));
    assert_eq!(both(&build::photograph(), &pdf), Refusal::TwoThings("PDF"));
    assert_eq!(both("資料".as_bytes(), &pdf), Refusal::Broken("PDF"));
    // A web page behind a photograph does not come along.
    let file = cleaned(&[&build::photograph()[..], format!("<html><script>{MARKER}</script>").as_bytes()].concat());
    assert!(!file.bytes.windows(6).any(|window| window == b"<html>"));
}

/// Section 6: said clearly, with what to do instead.
#[test]
fn what_is_not_published_says_what_to_do_instead() {
    let cases: &[(&[u8], Refusal)] = &[
        (b"", Refusal::Empty),
        (b"MZ\x90\0\x03\0\0\0\x04\0\0\0", Refusal::Program),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0", Refusal::Program),
        (b"#!/bin/sh\nrm -rf x", Refusal::Program),
        (b"<html><script>alert(1)</script></html>", Refusal::Markup),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", Refusal::Markup),
        (b"  <?xml version='1.0'?><svg/>", Refusal::Markup),
        (b"{\\rtf1 x}", Refusal::Legacy),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 rest of a workbook of 1997", Refusal::Legacy),
        (b"GIF89a\x01\0\x01\0\0\0\0;", Refusal::PictureKind("GIF")),
        (b"RIFF\x24\0\0\0WEBPVP8 ", Refusal::PictureKind("WebP")),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Refusal::PictureKind("HEIC")),
        (b"\0\x01\x02\x03\x04\x05", Refusal::Unknown),
        (b"\xff\xff\xfe\xfd", Refusal::Encoding),
        (b"7z\xBC\xAF\x27\x1C\0\x04", Refusal::Archive),
    ];
    for (bytes, refusal) in cases {
        let found = clean(bytes).unwrap_err();
        assert_eq!(&found, refusal, "{bytes:?}");
        assert!(found.to_string().ends_with('。'), "{found}");
    }
    assert_eq!(clean(&build::package(&[("a.txt", b"x")])), Err(Refusal::Archive));
    assert_eq!(clean(&vec![b'a'; model::files::MAX_BYTES + 1]), Err(Refusal::TooLarge));
}

#[test]
fn text_is_read_in_every_encoding_of_japanese() {
    let text = "第１回の資料です。髙﨑ホームの会議は、十一月二十日に開きます。\n参加は七人でした。\n";
    let in_encoding = |encoding: &'static encoding_rs::Encoding, text: &str| encoding.encode(text).0.into_owned();
    let plain = text.replace('髙', "高").replace('﨑', "崎");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (bytes, wanted) in [
        (text.as_bytes().to_vec(), text),
        (utf16, text),
        (in_encoding(encoding_rs::SHIFT_JIS, text), text),
        (in_encoding(encoding_rs::EUC_JP, &plain), &plain),
        (in_encoding(encoding_rs::ISO_2022_JP, &plain), &plain),
    ] {
        let file = cleaned(&bytes);
        assert_eq!((file.kind, file.text.as_str()), (FileKind::Text, wanted));
    }
}

#[test]
fn a_table_of_text_stays_a_table_and_has_no_formulas() {
    let file = cleaned("項目,値\r\n費用,\"=HYPERLINK(\"\"x\"\")\"\r\n差,-12\r\n".as_bytes());
    assert_eq!((file.kind, file.text.as_str()), (FileKind::Csv, "項目,値\n費用,\"'=HYPERLINK(\"\"x\"\")\"\n差,-12\n"));
}

#[test]
fn letters_that_cannot_be_seen_are_taken_out() {
    assert_eq!(cleaned("田\u{200b}中\u{202e}です".as_bytes()).text, "田中です\n");
}
