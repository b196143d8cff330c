//! What a reader already sees stays in place while the answer grows.

use wasm_bindgen_test::wasm_bindgen_test;

use super::{pieces, watch::Watch};
use crate::{
    page::{Page, call, frame, task, until},
    server::Server,
};

const PROSE: &str = "Once there was a *small* tide pool.\nIt lay **between** two rocks.\n\n\
    Nobody knew it but the crabs, and they `said` ~~nothing~~ little.\\\nThe end.\n\n\
    And then it rained, for days and days, until nobody could say what was pool and what was sea.\n";
const MIXED: &str = "# A *day*\n\nIt began well.\n\n- tea\n- bread\n\n> And then?\n\n```rust\nlet tea = 1;\n\
    ```\n\n| a | b |\n|---|---|\n| c | d |\n\n---\n\nThat was it, see https://a.example/b for more.\n";
const LISTS: &str = "- one\n- two\n  - deep *down*\n  - and deeper\n    1. first\n    2. second\n- three\n\n\
    1. a\n2. b\n   more of b\n3. c\n\n* [ ] open\n* [x] done\n\nAfter.\n";
const LOOSE: &str = "- one\n\n- two\n\n  with a second paragraph\n\n  ```\n  code\n  ```\n- three\n\n\
    1. a\n\n   - b\n\n   - c\n\n2. d\n\nAfter.\n";
const TABLE: &str = "Look:\n\n| Planet | Moons | Day |\n|:-------|:-----:|----:|\n| Earth | 1 | 24 |\n\
    | *Mars* | 2 | `24.6` |\n| Jupiter | 95 | 9.9 |\n\nAfter | it.\n\n|a|\n|-|\n|b|\n";
const CODE: &str = "Some code:\n\n```rust\nfn main() {\n    let a = \"a string\"; // slowly\n    /* more\n\
       lines */\n    println!(\"{a}\");\n}\n```\n\n~~~python\ndef f(n: int) -> str:\n    \"\"\"Says.\"\"\"\n\
    return f'{n}'\n~~~\n\n```js\nconst a = `b ${c} d`;\n```\n\n```html\n<p class=\"a\">b</p>\n```\n\n    \
    indented();\n    twice();\n\n```nobody\nknows\n```\nAfter.\n";
const QUOTES: &str = "> one\n> two\nlazy\n\n> > deep *down*\n> >\n> > - list\n> > - more\n>\n> up again\n\n\
    > [!NOTE]\n> Mind **this**.\n>\n> And that.\n\n> [!WARNING]\n> - a\n> - b\n\nAfter.\n";
const NOTES: &str = "A mark[^one] and another[^two], and the first again[^one].\n\n[^one]: Says *this*.\n\
    [^two]: Says that.\n\n    And more.\n\nAfter.\n";
const MATH: &str = "Roots are $x_{1,2}$ and $\\sqrt{2}$, for 3$ and 4$.\n\n$$\n\\int_0^1 x^2 \\, dx\n$$\n\n\
    In a line $$a^2 + b^2 = c^2$$ of words.\n\nAfter.\n";
const LINKS: &str = "[here](https://a.example/b \"title\") and <https://c.example> and www.d.example/e, \
    [**bold**](https://f.example/), [www.bank.example](https://evil.example/), [bad](javascript:a).\n\n\
    ![a picture](https://images.example/a.png) in words [![b](https://b.example/b.png)](https://c.example)\n\n\
    [defined] before.\n\nAfter.\n";
const HTML: &str =
    "A <b>bold</b> word.\n\n<div onclick=\"a\">\nwords\n</div>\n\n<!-- a\ncomment -->\n\nAfter.\n";
const SCRIPTS: &str =
    "مرحبا **بكم** في\nالبركة.\n\n日本語の*文章*です。\n\n👩‍👩‍👧‍👦 and 👩🏽‍🚀 `👍`\n\nZ\u{301}\u{323}.\n";

const KINDS: [(&str, &str); 12] = [
    ("prose", PROSE),
    ("mixed", MIXED),
    ("lists", LISTS),
    ("loose lists", LOOSE),
    ("tables", TABLE),
    ("code", CODE),
    ("quotations", QUOTES),
    ("footnotes", NOTES),
    ("formulas", MATH),
    ("links", LINKS),
    ("HTML", HTML),
    ("scripts", SCRIPTS),
];

/// Streams an answer, each piece in a task of its own, and checks that nodes are removed from the
/// open block only. Returns what was removed there.
async fn stream(name: &str, text: &str, seed: u32) -> String {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Go").await;
    let watch = Watch::of(&page.one("[data-role=model] .rill-text"));
    for piece in pieces(text, seed) {
        server.say(piece);
        task().await;
        watch.look(piece);
    }
    server.finish("STOP");
    until("the answer is over", || page.phase() == "over").await;
    frame().await;
    watch.look("the end");
    assert_eq!(watch.faults(), "", "{name}, cut by {seed}");
    watch.removed()
}

#[wasm_bindgen_test]
async fn nothing_is_taken_out_of_what_is_there() {
    for (name, text) in KINDS {
        for seed in [1, 2] {
            stream(name, text, seed).await;
        }
    }
}

#[wasm_bindgen_test]
async fn nothing_is_taken_out_of_prose_at_all() {
    for seed in 3..8 {
        assert_eq!(stream("prose", PROSE, seed).await, "", "cut by {seed}");
    }
}

#[wasm_bindgen_test]
async fn a_long_answer_of_every_kind_is_still() {
    let all = KINDS.map(|(_, text)| text).join("\n");
    stream("all", &all, 9).await;
}

#[wasm_bindgen_test]
async fn texts_grow_in_place() {
    let cases = [
        ("A word", " and more", ".rill-text p"),
        ("- a word", " and more", ".rill-text li p"),
        ("> a word", " and more", ".rill-text blockquote p"),
        ("# a word", " and more", ".rill-text h3"),
        ("*a word* and", " more", ".rill-text p"),
        ("|a|\n|-|\n|a word", " and more", ".rill-text td"),
        (
            "```\na word",
            " and more\nand more",
            ".rill-text code .rill-lines",
        ),
        ("> [!TIP]\n> a word", " and more", ".rill-alert div p"),
        ("[^1]\n\n[^1]: a\nword", " and more", ".rill-footnote div p"),
    ];
    for (first, more, selector) in cases {
        let server = Server::new();
        let page = Page::new(&server).await;
        page.send("Go").await;
        server.say(first);
        frame().await;
        let selector = format!("[data-role=model] {selector}");
        let node = page.one(&selector).last_child().unwrap();
        for word in more.split_inclusive(' ') {
            server.say(word);
            frame().await;
        }
        let now = page.one(&selector).last_child().unwrap();
        assert!(now.is_same_node(Some(&node)), "{first}");
        let text = node.node_value().unwrap();
        assert!(text.ends_with("more"), "{first}: {text}");
    }
}

const SELECTION: &str =
    "const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    return node === anchorNode && node === focusNode
        ? `${anchorOffset} ${focusOffset} ${getSelection()}` : 'elsewhere';";

#[wasm_bindgen_test]
async fn a_selection_survives_a_long_answer() {
    let server = Server::new();
    let page = Page::new(&server).await;
    page.send("Go").await;
    server.say("Select some words of this.\n\nAnd");
    frame().await;
    let node = page.all("[data-role=model] p")[0].first_child().unwrap();
    call(
        "node",
        "getSelection().setBaseAndExtent(node, 7, node, 17)",
        &node,
    );
    let all = KINDS.map(|(_, text)| text).join("\n");
    let long = all.repeat(100_000 / all.len() + 1);
    // Larger pieces than a model sends keep the test fast.
    let mut rest = &*long;
    while !rest.is_empty() {
        let end = (1000..rest.len()).find(|at| rest.is_char_boundary(*at));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        server.say(piece);
        rest = after;
    }
    server.finish("STOP");
    until("the answer is over", || page.phase() == "over").await;
    frame().await;
    let selected = call("node", SELECTION, &node);
    assert_eq!(selected, "7 17 some words");
}

#[wasm_bindgen_test]
async fn a_selection_in_code_survives_what_the_code_grows_by() {
    for language in ["", "rust", "python", "html", "yaml"] {
        let server = Server::new();
        let page = Page::new(&server).await;
        page.send("Go").await;
        server.say(&format!("```{language}\nselect some words\nand go on"));
        frame().await;
        let line = page.one("[data-role=model] code .rill-lines");
        let mut node = line.first_child().unwrap();
        while let Some(child) = node.first_child() {
            node = child;
        }
        let length = node.node_value().unwrap().encode_utf16().count().min(6);
        let select = format!("getSelection().setBaseAndExtent(node, 0, node, {length})");
        call("node", &select, &node);
        let before = call("node", SELECTION, &node);
        for line in 0..100 {
            server.say(&format!("\nlet line{line} = \"{line}"));
            server.say("\"; // and more");
        }
        server.say("\n```\n\nAfter.");
        server.finish("STOP");
        until("the answer is over", || page.phase() == "over").await;
        frame().await;
        assert_eq!(call("node", SELECTION, &node), before, "{language}");
    }
}
