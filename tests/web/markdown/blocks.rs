//! The elements that each kind of block becomes, and how they are styled and labelled.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use super::{answered, attribute, pieces, style};
use crate::{
    page::{Page, frame},
    server::Server,
};

#[wasm_bindgen_test]
async fn headings_stand_below_those_of_the_page() {
    let page = answered("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f\n\ng\n=\n").await;
    let headings = page.all(".rill-text :is(h1, h2, h3, h4, h5, h6)");
    let levels = headings.iter().map(|heading| {
        let level = attribute(heading, "data-level");
        format!("{}{level}", heading.local_name())
    });
    let levels: Vec<_> = levels.collect();
    assert_eq!(levels, ["h31", "h42", "h53", "h64", "h65", "h66", "h31"]);
}

#[wasm_bindgen_test]
async fn code_is_what_was_written_however_it_came() {
    let source = "fn main() {\n\tlet 名 = \"a\\n\"; // <b> & [c](d)\n\n    /* two\n    lines */ r#\"\"#\n}\n";
    let long = source.repeat(15);
    for language in [
        "rust", "js", "python", "html", "json", "bash", "diff", "nobody", "",
    ] {
        for seed in 1..3 {
            let server = Server::new();
            let page = Page::new(&server).await;
            let text = format!("```{language}\n{long}```\n");
            page.tell(&server, pieces(&text, seed)).await;
            let code = page.one(".rill-text pre > code");
            assert_eq!(code.text_content().unwrap(), long, "{language}");
        }
    }
}

#[wasm_bindgen_test]
async fn code_says_its_language_and_is_coloured() {
    let page = answered("```rust ignore\nfn a() -> u8 { 1 } // b\n```\n\n    indented\n").await;
    assert_eq!(page.texts(".rill-code-language"), ["rust", "code"]);
    assert_eq!(page.texts(".rill-hl-keyword"), ["fn"]);
    assert_eq!(page.texts(".rill-hl-comment"), ["// b"]);
    let comment = page.one(".rill-hl-comment");
    let code = page.all(".rill-text code").remove(0);
    assert_ne!(style(&comment, "color"), style(&code, "color"));
    for frame in page.all(".rill-text pre") {
        assert_eq!(attribute(&frame, "dir"), "ltr");
        assert_eq!(frame.tab_index(), 0, "it can be scrolled with keys");
    }
}

#[wasm_bindgen_test]
async fn code_is_coloured_while_it_is_written() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Go").await;
    server.say("```rust\nlet a = 1;\nle");
    frame().await;
    assert_eq!(page.texts(".rill-hl-keyword"), ["let"]);
    assert_eq!(page.texts(".rill-text code"), ["let a = 1;\nle"]);
    server.say("t b = 2;\n");
    frame().await;
    assert_eq!(page.texts(".rill-hl-keyword"), ["let", "let"]);
}

#[wasm_bindgen_test]
async fn a_table_has_headers_and_columns() {
    let page = answered("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |\n| 5 |\n").await;
    let headers = page.all(".rill-text table > thead > tr > th");
    assert!(headers.iter().all(|th| attribute(th, "scope") == "col"));
    let classes = |cells: &[HtmlElement]| -> Vec<String> {
        cells.iter().map(|cell| cell.class_name()).collect()
    };
    let expected = ["", "rill-left", "rill-center", "rill-right"];
    assert_eq!(classes(&headers), expected);
    let cells = page.all(".rill-text table > tbody > tr:first-child > td");
    assert_eq!(classes(&cells), expected);
    let aligned: Vec<_> = cells.iter().map(|cell| style(cell, "textAlign")).collect();
    assert_eq!(aligned, ["start", "left", "center", "right"]);
    assert_eq!(page.texts("tbody td").join("|"), "1|2|3|4|5|||");
    assert!(page.all("table table, tbody th, thead td").is_empty());
}

#[wasm_bindgen_test]
async fn a_wide_table_scrolls_by_itself() {
    let row = format!("{}|\n", "| a_long_word_in_a_cell ".repeat(12));
    let page = answered(&format!("{row}{}|\n{row}", "|---".repeat(12))).await;
    let table = page.one(".rill-table");
    assert!(table.scroll_width() > table.client_width());
    assert!(table.client_width() <= page.one(".rill-scroller").client_width());
    table.set_scroll_left(50);
    assert_eq!(table.scroll_left(), 50);
    table.focus().unwrap();
    assert!(page.focused().is_same_node(Some(&table)));
    assert_eq!(attribute(&table, "aria-label"), "Table");
    assert_eq!(attribute(&table, "role"), "group");
}

#[wasm_bindgen_test]
async fn tasks_are_shown_and_not_asked() {
    let page = answered("- [ ] open\n- [x] done\n- neither\n\n1. [x] loose\n\n2. last\n").await;
    let marks = page.all(".rill-text li.rill-task > input[type=checkbox]");
    let said = marks.iter().map(|mark| {
        let mark: HtmlInputElement = mark.clone().unchecked_into();
        assert!(mark.disabled());
        (mark.checked(), mark.get_attribute("aria-label").unwrap())
    });
    let said: Vec<_> = said.collect();
    let expected = [
        (false, "Not completed"),
        (true, "Completed"),
        (true, "Completed"),
    ];
    assert_eq!(said, expected.map(|(done, label)| (done, label.to_owned())));
    assert_eq!(page.all(".rill-text li").len(), 5);
}

#[wasm_bindgen_test]
async fn lists_keep_their_numbers_and_their_distance() {
    let page = answered("7. a\n8. b\n\ntext\n\n- c\n\n- d\n\ntext\n\n1. e\n").await;
    let lists = page.all(".rill-text :is(ol, ul)");
    let said = lists.iter().map(|list| {
        let (name, start) = (list.local_name(), attribute(list, "start"));
        format!("{name} {start} {}", list.class_name())
    });
    let said: Vec<_> = said.collect();
    assert_eq!(said, ["ol 7 rill-tight", "ul  ", "ol  rill-tight"]);
}

#[wasm_bindgen_test]
async fn alerts_say_what_they_are() {
    let kinds = ["Note", "Tip", "Important", "Warning", "Caution"];
    let text = kinds.map(|kind| format!("> [!{}]\n> about {kind}\n", kind.to_uppercase()));
    let page = answered(&text.join("\n")).await;
    assert_eq!(page.texts(".rill-alert > .rill-alert-title"), kinds);
    let words = kinds.map(|kind| format!("about {kind}"));
    assert_eq!(page.texts(".rill-alert > div > p"), words);
    for (alert, kind) in page.all(".rill-alert").iter().zip(kinds) {
        assert_eq!(attribute(alert, "data-alert"), kind.to_lowercase());
        assert_eq!(attribute(alert, "role"), "note");
    }
    assert!(page.all("blockquote").is_empty());
}

#[wasm_bindgen_test]
async fn without_its_module_a_formula_is_its_source() {
    let page = answered("A $x^2 < 3$ and\n\n$$\n\\sqrt{2}\n$$\n").await;
    assert_eq!(
        page.texts(".rill-math > code"),
        ["x^2 < 3", "\n\\sqrt{2}\n"]
    );
    let displayed = page.one(".rill-math[data-display]");
    assert_eq!(style(&displayed, "display"), "block");
    assert!(page.all("math").is_empty());
}

#[wasm_bindgen_test]
async fn each_block_has_a_direction_of_its_own() {
    let arabic = "هذه الفقرة تُقرأ من اليمين إلى اليسار.";
    let text = format!("Left.\n\n{arabic}\n\n# {arabic}\n\n- {arabic}\n\n> {arabic}\n\n`code`\n");
    let page = answered(&text).await;
    let of = |selector| style(&page.one(selector), "direction");
    assert_eq!(of(".rill-group > p:first-child"), "ltr");
    assert_eq!(of(".rill-group > p:nth-child(2)"), "rtl");
    assert_eq!(of(".rill-group > h3"), "rtl");
    assert_eq!(of(".rill-group ul"), "rtl");
    assert_eq!(of(".rill-group > blockquote"), "rtl");
    assert_eq!(of(".rill-group > p:last-child"), "ltr");
}

/// Blocks of many nodes have it as an attribute, not by `dir=auto`.
#[wasm_bindgen_test]
async fn a_long_block_keeps_its_direction() {
    let arabic = "هذه *الفقرة* تُقرأ\\\n";
    let (lines, words) = (arabic.repeat(100), "*Left* words\\\n".repeat(100));
    let items = "- *البند*\n".repeat(100);
    let rows = "| *صف* | b |\n".repeat(100);
    let text = format!("{lines}\n\n{words}\n\n{items}\n# End\n\n| *صف* | b |\n|---|---|\n{rows}\n");
    let page = answered(&text).await;
    for (selector, direction) in [
        (".rill-text p:has(> br)", ["rtl", "ltr"].as_slice()),
        (".rill-text .rill-list", &["rtl"]),
        (".rill-text table", &["rtl"]),
    ] {
        let all = page.all(selector);
        let of = |element| (style(element, "direction"), attribute(element, "dir"));
        let found: Vec<_> = all.iter().map(of).collect();
        let expected = direction
            .iter()
            .map(|it| ((*it).to_owned(), (*it).to_owned()));
        assert_eq!(found, expected.collect::<Vec<_>>(), "{selector}");
    }
}

#[wasm_bindgen_test]
async fn html_is_shown_as_it_is_written() {
    let block = "<div class=\"a\">\n  <b>bold</b>\n</div>";
    let page = answered(&format!("A <b>bold</b> word.\n\n{block}\n\nAfter.\n")).await;
    assert_eq!(page.answer()[0], "A <b>bold</b> word.");
    assert_eq!(page.one(".rill-html").text_content().unwrap().trim(), block);
    assert!(page.all(".rill-text b").is_empty());
}

#[wasm_bindgen_test]
async fn what_a_person_writes_is_shown_as_it_is() {
    let page = Page::new(&Server::new()).await;
    let text =
        "# Not *this*\n\n- [x] `or` that\n\n| a |\n|---|\n[b](https://c.example) $x$\n> d  e";
    page.send(text).await;
    assert_eq!(page.texts("[data-role=user] .rill-text"), [text]);
    assert_eq!(
        page.texts("[data-role=user] .rill-text > p.rill-plain"),
        [text]
    );
    assert_eq!(page.all("[data-role=user] .rill-text *").len(), 1);
    assert_eq!(
        style(&page.one(".rill-plain"), "whiteSpaceCollapse"),
        "preserve"
    );
}
