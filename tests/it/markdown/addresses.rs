//! Which addresses become links, and which do not.

use proptest::prelude::*;
use rill_chat::markdown::{Document, Kind, NodeId, host, is_misleading, safe_image, safe_link};

/// Returns the scheme by the URL standard: leading and trailing controls and spaces are stripped,
/// tabs and line breaks are removed everywhere.
fn scheme(address: &str) -> Option<String> {
    let address: String = address
        .trim_matches(|c| c <= ' ')
        .chars()
        .filter(|c| !"\t\n\r".contains(*c))
        .collect();
    let (scheme, _) = address.split_once(':')?;
    let in_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_scheme && scheme.chars().all(in_scheme)).then(|| scheme.to_ascii_lowercase())
}

#[test]
fn addresses_that_may_be_followed() {
    for address in [
        "https://example.com",
        "http://example.com/",
        "HTTPS://EXAMPLE.COM/a",
        "https://example.com:8080/a?b=c#d",
        "https://user:secret@example.com/",
        "https://[::1]:80/",
        "https://127.0.0.1/",
        "https://例え.jp/パス",
        "https://example.com/javascript:alert(1)",
        "https://example.com/?u=javascript:alert(1)",
        "https://example.com/a%20b",
        "mailto:name@example.com",
        "MAILTO:name@example.com?subject=a",
        "tel:+49-30-123",
    ] {
        assert_eq!(safe_link(address, &[]), Some(address), "{address}");
        let around = format!("  {address} ");
        assert_eq!(safe_link(&around, &[]), Some(address), "{address}");
    }
}

#[test]
fn addresses_that_may_not_be_followed() {
    for address in [
        "",
        " ",
        ":",
        "a",
        "#part",
        "?query",
        "/path",
        "./path",
        "../path",
        "path/to",
        "//evil.example",
        "\\\\evil.example",
        "/\\evil.example",
        "https:",
        "https:/",
        "https://",
        "https:///",
        "https:evil.example",
        "https:/evil.example",
        "https:\\\\evil.example",
        "https:/\\evil.example",
        "https://\\evil.example",
        "https://?a",
        "https://#a",
        "https://@",
        "https://:80",
        "https://user@",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "\tjavascript:alert(1)",
        "\u{1}javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "java\r\nscript:alert(1)",
        "java\0script:alert(1)",
        "javascript\t:alert(1)",
        "javascript:https://example.com",
        "javascript://example.com/%0aalert(1)",
        "java%73cript:alert(1)",
        "%6aavascript:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "ｊavascript:alert(1)",
        "java\u{200b}script:alert(1)",
        "\u{202e}javascript:alert(1)",
        "\u{feff}javascript:alert(1)",
        "\u{2028}javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "DATA:text/html;base64,AAAA",
        "data:image/png;base64,AAAA",
        "vbscript:msgbox(1)",
        "VbScript:msgbox(1)",
        "file:///etc/passwd",
        "blob:https://example.com/1",
        "filesystem:https://example.com/1",
        "view-source:https://example.com",
        "about:blank",
        "ftp://example.com",
        "ws://example.com",
        "intent://example.com",
        "mailto:",
        "tel:",
        "https://exa\tmple.com",
        "https://example.com/\u{202e}gpj.exe",
        "https://example.com/\u{200b}",
        "https://example.com/\u{7f}",
        "https://example.com/\u{85}",
        "://example.com",
        "1https://example.com",
        "-https://example.com",
        "ht tps://example.com",
    ] {
        assert_eq!(safe_link(address, &[]), None, "{address:?}");
    }
    let long = format!("https://example.com/{}", "a".repeat(9000));
    assert_eq!(safe_link(&long, &[]), None);
}

#[test]
fn a_host_page_may_allow_more_schemes_but_not_the_worst() {
    let more = [
        "ftp",
        "Geo",
        "javascript",
        "data",
        "blob",
        "file",
        "vbscript",
    ]
    .map(str::to_owned);
    assert_eq!(
        safe_link("ftp://example.com", &more),
        Some("ftp://example.com")
    );
    assert_eq!(safe_link("GEO:1,2", &more), Some("GEO:1,2"));
    for address in ["javascript:a", "DATA:a", "blob:a", "file:a", "vbscript:a"] {
        assert_eq!(safe_link(address, &more), None, "{address}");
    }
}

#[test]
fn images_come_from_where_the_host_page_says() {
    let origins = [
        "https://images.example".to_owned(),
        "https://cdn.example:8443/".to_owned(),
    ];
    for address in [
        "https://images.example/a.png",
        "https://IMAGES.example/a.png",
        "https://cdn.example:8443/a?b",
        "data:image/png;base64,AAAA",
        "DATA:image/JPEG;base64,AA+/=",
    ] {
        assert_eq!(safe_image(address, &origins), Some(address), "{address}");
    }
    for address in [
        "",
        "a.png",
        "//images.example/a.png",
        "http://images.example/a.png",
        "https://images.example:444/a.png",
        "https://images.example.evil.example/a.png",
        "https://evil.example/https://images.example/a.png",
        "https://images.example@evil.example/a.png",
        "https://evil.example\\@images.example/a.png",
        "https://evil.example#@images.example/a.png",
        "https://cdn.example/a.png",
        "mailto:a@images.example",
        "javascript:alert(1)",
        "data:image/svg+xml;base64,AAAA",
        "data:image/svg+xml,<svg/>",
        "data:image/png,AAAA",
        "data:text/html;base64,AAAA",
        "data:image/png;base64,<script>",
        "data:image/png;base64,AA\nAA",
        "data:image/png;charset=a;base64,AAAA",
    ] {
        assert_eq!(safe_image(address, &origins), None, "{address:?}");
    }
    assert_eq!(safe_image("https://images.example/a.png", &[]), None);
}

#[test]
fn the_host_is_where_a_browser_finds_it() {
    for (address, expected) in [
        ("https://example.com", Some("example.com")),
        ("https://example.com:80/a", Some("example.com")),
        ("https://a:b@example.com/", Some("example.com")),
        ("https://a@b@example.com/", Some("example.com")),
        ("https://example.com\\@evil.example", Some("example.com")),
        ("https://example.com?@evil.example", Some("example.com")),
        ("https://example.com#@evil.example", Some("example.com")),
        ("https://[::1]:80/", Some("[::1]")),
        ("https://[::1]", Some("[::1]")),
        ("https://", None),
        ("https://@/", None),
        ("mailto:a@b.c", None),
        ("example.com", None),
    ] {
        assert_eq!(host(address), expected, "{address}");
    }
}

#[test]
fn a_text_that_names_another_host_is_misleading() {
    for (text, address) in [
        ("https://bank.example", "https://evil.example"),
        ("bank.example", "https://evil.example"),
        ("www.bank.example", "https://evil.example"),
        ("BANK.example/login", "https://evil.example"),
        ("log in at bank.example.", "https://evil.example"),
        ("(bank.example)", "https://evil.example"),
        ("ba\u{200b}nk.example", "https://evil.example"),
        ("bank.example", "https://bank.example@evil.example"),
        ("bank.example", "https://bank.example.evil.example"),
        ("https://evil.example bank.example", "https://evil.example"),
        ("name@bank.example", "https://evil.example"),
        // A false positive is acceptable here, a false negative is not.
        ("BÄNK.example", "https://bänk.example"),
    ] {
        assert!(is_misleading(text, address), "{text} → {address}");
    }
    for (text, address) in [
        ("the bank", "https://bank.example"),
        ("bank.example", "https://bank.example/login"),
        ("https://www.bank.example", "https://bank.example"),
        ("bank.example", "https://www.bank.example:443/"),
        ("Bank.Example.", "https://bank.example."),
        ("version 1.2.3", "https://example.com"),
        ("e.g. this", "https://example.com"),
        ("", "https://example.com"),
        ("bank.example", "mailto:a@evil.example"),
    ] {
        assert!(!is_misleading(text, address), "{text} → {address}");
    }
}

/// Collects the bare links of a text with their destinations.
fn links(document: &Document, id: NodeId, all: &mut Vec<(String, Option<String>)>) {
    let node = document.node(id).unwrap();
    if let Kind::Link(link) = &node.kind {
        assert!(link.bare);
        let destination = link.destination.as_deref().map(str::to_owned);
        all.push((document.plain_text(id), destination));
    }
    for child in &node.children {
        links(document, *child, all);
    }
}

#[test]
fn bare_addresses_are_found_as_github_finds_them() {
    for (text, expected) in [
        ("https://example.com", &["https://example.com"][..]),
        ("HTTP://Example.com/A", &["HTTP://Example.com/A"]),
        ("see https://example.com.", &["https://example.com"]),
        ("https://example.com, and", &["https://example.com"]),
        ("https://example.com?!", &["https://example.com"]),
        (
            "https://example.com/a?b=c&d=e#f",
            &["https://example.com/a?b=c&d=e#f"],
        ),
        ("(https://example.com)", &["https://example.com"]),
        ("https://example.com/a_(b)", &["https://example.com/a_(b)"]),
        (
            "(https://example.com/a_(b))",
            &["https://example.com/a_(b)"],
        ),
        ("https://example.com/(((a", &["https://example.com/(((a"]),
        (
            "https://example.com:8080/a",
            &["https://example.com:8080/a"],
        ),
        ("\"https://example.com\"", &["https://example.com"]),
        ("**https://example.com**", &["https://example.com"]),
        ("https://example.com;", &["https://example.com"]),
        ("https://example.com<b", &["https://example.com"]),
        ("https://example.com。次", &["https://example.com"]),
        ("https://example.com、次", &["https://example.com"]),
        ("「https://example.com」", &["https://example.com"]),
        ("（https://example.com）", &["https://example.com"]),
        ("見るhttps://example.com", &["https://example.com"]),
        ("https://例え.jp/a", &["https://例え.jp/a"]),
        ("www.example.com", &["http://www.example.com"]),
        ("WWW.example.com/a", &["http://WWW.example.com/a"]),
        ("www.example", &["http://www.example"]),
        (
            "https://a.example https://b.example",
            &["https://a.example", "https://b.example"],
        ),
        (
            "- https://a.example\n- www.b.example\n",
            &["https://a.example", "http://www.b.example"],
        ),
        (
            "| a |\n|---|\n| https://a.example |",
            &["https://a.example"],
        ),
        ("https://localhost/a", &["https://localhost/a"]),
    ] {
        let mut all = Vec::new();
        links(&super::read(text), NodeId::ROOT, &mut all);
        let found: Vec<_> = all.iter().map(|(_, to)| to.as_deref().unwrap()).collect();
        assert_eq!(found, expected, "{text}");
        assert!(
            all.iter()
                .all(|(text, to)| to.as_deref().unwrap().ends_with(text))
        );
    }
}

#[test]
fn words_are_no_addresses() {
    for text in [
        "https://",
        "https:// example.com",
        "https:/example.com",
        "www.",
        "www",
        "www..com",
        "awww.example.com",
        "ahttps://example.com",
        "example.com",
        "name@example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "https://ex_ample.com",
        "https://a.ex_ample",
        "`https://example.com`",
        "```\nhttps://example.com\n```",
        "    https://example.com",
        "$https://example.com$",
    ] {
        let mut all = Vec::new();
        links(&super::read(text), NodeId::ROOT, &mut all);
        assert!(all.is_empty(), "{text}: {all:?}");
    }
}

/// An address has no destination before its end is known.
#[test]
fn half_an_address_leads_nowhere() {
    let whole = "see https://example.com/path?query=1";
    for end in 0..=whole.len() {
        let mut document = Document::default();
        document.push(&whole[..end]);
        let mut all = Vec::new();
        links(&document, NodeId::ROOT, &mut all);
        assert!(all.iter().all(|(_, to)| to.is_none()), "{all:?}");
    }
    for behind in [" ", "\n", " then"] {
        let mut document = Document::default();
        document.push(whole);
        document.push(behind);
        let mut all = Vec::new();
        links(&document, NodeId::ROOT, &mut all);
        let to = all.first().unwrap().1.as_deref();
        assert_eq!(to, Some("https://example.com/path?query=1"), "{behind:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_safe_has_an_allowed_scheme(
        address in "[ \\t\\n\\x00\u{200b}]{0,2}(?i:https?|javascript|data|mailto|java\\tscript|[a-z:/\\\\]{1,6})[:\\t &;%]{0,2}[:/\\\\@#?\\PC]{0,12}",
    ) {
        if let Some(safe) = safe_link(&address, &[]) {
            let scheme = scheme(safe);
            let allowed = ["http", "https", "mailto", "tel"];
            prop_assert!(scheme.as_deref().is_some_and(|it| allowed.contains(&it)), "{safe:?}");
            prop_assert!(!safe.chars().any(char::is_control));
        }
    }

    #[test]
    fn any_address_is_judged(address in any::<String>(), text in any::<String>()) {
        host(&address);
        is_misleading(&text, &address);
        safe_image(&address, std::slice::from_ref(&text));
        if let Some(safe) = safe_link(&address, &[text]) {
            prop_assert!(scheme(safe).is_some());
        }
    }
}
