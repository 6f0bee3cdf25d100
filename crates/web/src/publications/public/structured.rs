//! Publications as data for machines: a schema.org Report about an Event, without anybody's name.

use model::{jurisdictions, publications::PublicMinutes};
use serde_json::{Value, json};
use service::{japan, publications::public::Seen};

use super::formats;

/// The data of a publication.
pub(super) fn of(base: &str, seen: &Seen, content: &PublicMinutes) -> Value {
    let publication = &seen.publication;
    let url = format!("{base}/p/{}", publication.address);
    let office = json!({
        "@type": "Organization", "name": content.office_name, "identifier": content.office_number,
        "url": format!("{base}/p/offices/{}", content.office_number),
    });
    let mut place = json!({ "@type": "Place", "address": { "@type": "PostalAddress", "addressCountry": "JP" } });
    if let Some(kind) = content.place_kind {
        place["name"] = json!(kind.to_string());
    }
    if let Some(known) = seen.place.and_then(jurisdictions::lookup) {
        let prefecture = jurisdictions::lookup(known.code.prefecture()).map(|prefecture| prefecture.name).unwrap_or_default();
        place["address"]["addressRegion"] = json!(prefecture);
        place["address"]["addressLocality"] = json!(known.name);
    }
    let forms = formats::formats(&publication.address);
    let encoding: Vec<Value> = forms
        .iter()
        .map(|form| json!({ "@type": "MediaObject", "name": form.label, "contentUrl": format!("{base}{}", form.href), "encodingFormat": form.kind }))
        .collect();
    let mut report = json!({
        "@context": "https://schema.org", "@type": "Report", "@id": url, "url": url, "inLanguage": "ja", "isAccessibleForFree": true,
        "name": format!("{}　{}　議事録", content.office_name, publication.title),
        "headline": format!("{}　議事録", publication.title),
        "version": publication.number, "datePublished": japan(publication.published_at).date().to_string(),
        "publisher": office, "encoding": encoding,
        "about": {
            "@type": "Event", "name": format!("{}　地域連携推進会議　{}", content.office_name, publication.title),
            "startDate": content.held_on.to_string(), "organizer": office, "location": place,
            "about": content.items.iter().map(|item| item.title.clone()).collect::<Vec<_>>(),
        },
    });
    if let Some(licence) = seen.licence.address() {
        report["license"] = json!(licence);
    }
    report
}

/// The data as it stands in a page. A block of data is no script for the content security policy; that it cannot end early is ours to see to.
pub(super) fn block(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_of_data_cannot_be_left_by_what_it_says() {
        let data = json!({ "name": "</script><script>alert(1)</script>" });
        let block = block(&data);
        assert!(!block.contains('<'));
        assert_eq!(serde_json::from_str::<Value>(&block).unwrap(), data);
    }
}
