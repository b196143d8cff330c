//! Lists and tables long enough to be split into parts.

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::{answered, attribute, style};

#[wasm_bindgen_test]
async fn a_long_list_is_one_to_those_who_listen() {
    let items: Vec<_> = (7..120).map(|number| format!("{number}. item\n")).collect();
    let page = answered(&items.concat()).await;
    assert_eq!(page.texts(".rill-text li").len(), 113);
    let list = page.one(".rill-list");
    assert_eq!(attribute(&list, "role"), "list");
    let parts = page.all(".rill-list > ol");
    assert!(parts.len() > 2);
    let mut number = 7;
    for part in &parts {
        assert_eq!(attribute(part, "role"), "none");
        assert_eq!(attribute(part, "start"), number.to_string());
        assert!(part.class_name().starts_with("rill-tight"));
        number += part.child_element_count();
    }
    let items = page.all(".rill-list > ol > li");
    assert!(items.iter().all(|li| attribute(li, "role") == "listitem"));
}

#[wasm_bindgen_test]
async fn a_short_list_is_what_it_is() {
    let page = answered("- one\n- two\n").await;
    assert!(
        page.all("[role=list], [role=none], [role=listitem]")
            .is_empty()
    );
}

#[wasm_bindgen_test]
async fn a_blank_line_far_down_makes_all_of_a_list_loose() {
    let page = answered(&format!("{}\n- last\n", "- item\n".repeat(100))).await;
    assert!(page.all(".rill-list > ul").len() > 2);
    assert!(page.all(".rill-tight").is_empty());
}

#[wasm_bindgen_test]
async fn the_columns_of_a_long_table_stand_in_line() {
    let rows = "| a word | b | many more words in here |\n".repeat(100);
    let page = answered(&format!("| one | two | three |\n|---|--:|---|\n{rows}")).await;
    let table = page.one(".rill-text table");
    assert_eq!(attribute(&table, "role"), "table");
    assert_eq!(style(&table, "display"), "block");
    assert!(page.all("tbody").len() > 2);
    let left = |selector: &str| -> Vec<i32> {
        let cells = page.all(selector);
        let left = |cell: &HtmlElement| cell.get_bounding_client_rect().left() as i32;
        cells.iter().map(left).collect()
    };
    let head = left("thead th");
    assert_eq!(head.len(), 3);
    assert!(head[0] < head[1] && head[1] < head[2]);
    assert_eq!(left("tbody:first-of-type > tr:first-child > td"), head);
    assert_eq!(left("tbody:last-of-type > tr:last-child > td"), head);
    for (selector, role) in [
        ("thead, tbody", "rowgroup"),
        ("tr", "row"),
        ("th", "columnheader"),
        ("td", "cell"),
    ] {
        let all = page.all(selector);
        assert!(all.iter().all(|element| attribute(element, "role") == role));
    }
}
