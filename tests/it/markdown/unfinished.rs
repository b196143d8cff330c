//! What is shown of a text that is still being written.
//!
//! The text of each construct is pushed by character. What is shown must always be a prefix of the
//! final text, so that no mark flashes up and vanishes, and no node may be removed.

use rill_chat::markdown::{Change, Document, NodeId};

/// Constructs as a model writes them, which never show a mark or lose a node.
const CALM: &[&str] = &[
    "A plain sentence, and (another) one.",
    "**bold** word",
    "a __bold__ word",
    "*soft* word",
    "a _soft_ word",
    "***both*** at once",
    "**bold with *soft* inside** it",
    "*soft with **bold** inside* it",
    "**bold *and soft***, then",
    "a `code` word",
    "a ``co`de`` word",
    "`code` first, and `more **of** it` then",
    "**bold `code` in it**",
    "~~gone~~ word",
    "a ~~gone **and** bold~~ word",
    "a [link](https://example.com) word",
    "a [link](https://example.com \"with a title\") word",
    "a [link](<https://example.com/a b> 'title') word",
    "a [link (with) parentheses](https://example.com/a_(b)) word",
    "a [**bold** link](https://example.com) word",
    "**a [link](https://example.com) in bold**",
    "an ![image](https://example.com/a.png) here",
    "an ![image](https://example.com/a.png \"title\") here",
    "an <https://example.com/a> address",
    "a <name@example.com> address",
    "see https://example.com/a?b=c here",
    "see (https://example.com), or www.example.com/a.",
    "- see https://example.com/a here\n- and www.example.com\n",
    "> see https://example.com/a here",
    "# See https://example.com/a here\n\nWords",
    "**see https://example.com/a here**",
    "it costs $5 and $6, or 7 $",
    "snake_case and 2*3*4, 5 * 6, a_b_c",
    "1 < 2 and 3 > 2, a <b and c> d",
    "AT&T &amp; &copy; &#65; R&D",
    "a formula $x_1 + y$ in words",
    "a formula $$x^2$$ in words",
    "before\n\n$$\nx = \\frac{1}{2}\ny = 2\n$$\n\nafter",
    "# Heading\n\nwords",
    "### Heading with `code` and **bold**\nwords",
    "line one  \nline two\\\nline three",
    "escaped \\*stars\\* and \\_more\\_ and \\[this\\] and \\\\",
    "- one\n- two\n- three\n",
    "* one\n* two\n",
    "1. one\n2. two\n10. ten\n",
    "1) one\n2) two\n",
    "- one\n  - inner\n    1. first\n    2. second\n  - more\n- two\n",
    "- one\n\n- two\n\n  more of two\n",
    "- [ ] open\n- [x] done\n- words\n",
    "words\n\n- one\n- two\n\nmore words\n",
    "> quoted\n> words\n>\n> more\n\nwords",
    "> [!NOTE]\n> An alert.\n\nwords",
    "> - one\n> - **two**\n",
    "- > quoted\n  > more\n- two\n",
    "| a | b |\n|---|:-:|\n| 1 | `2` |\n| **3** | [x](https://example.com) |\n\nwords",
    "words\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
    "```rust\nfn main() {}\n```\n\nwords",
    "```\nplain\n\nlines\n```\nwords",
    "~~~\ntildes\n~~~\nwords",
    "- one\n\n  ```js\n  let a = 1;\n  ```\n\n- two\n",
    "words\n\n    indented\n    code\n\nwords",
    "words\n\n---\n\nwords",
    "***\n\nwords",
    "* * *\n\nwords",
    "words\n\n[ref]: https://example.com 'title'\n\nwords",
    "> words\n\n***bold and soft*** words",
    "1986 was a year.\n\n2. is a number",
    "a \"quoted\" word, and 'another'",
    "東京は**日本**の首都です。`code`もある。",
    "🦀 **crabs 🦀** and *more*",
];

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Pushes a text by character. Returns the states that are no prefix of the end, and how many nodes
/// were removed.
fn follow(text: &str) -> (Vec<String>, usize) {
    let mut whole = Document::default();
    whole.push(text);
    whole.finish();
    let whole = bare(&whole.plain_text(NodeId::ROOT));
    let mut document = Document::default();
    let mut flashes = Vec::new();
    let mut removed = 0;
    let mut count = |changes: &[Change]| {
        let is_removal = |change: &&Change| matches!(change, Change::Removed { .. });
        removed += changes.iter().filter(is_removal).count();
    };
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        count(&document.push(&text[at..end]));
        let shown = bare(&document.plain_text(NodeId::ROOT));
        if !whole.starts_with(&shown) {
            flashes.push(format!("{:?} shows {shown:?}", &text[..end]));
        }
    }
    count(&document.finish());
    (flashes, removed)
}

#[test]
fn no_mark_is_shown_that_vanishes() {
    let flashes: Vec<_> = CALM.iter().flat_map(|text| follow(text).0).collect();
    assert!(flashes.is_empty(), "{}", flashes.join("\n"));
}

#[test]
fn nothing_is_taken_back() {
    let taken: Vec<_> = CALM
        .iter()
        .map(|text| (text, follow(text).1))
        .filter(|(_, removed)| *removed > 0)
        .collect();
    assert!(taken.is_empty(), "{taken:#?}");
}

/// Nodes that have to be removed, as the text could not be known earlier: how many, and why.
#[test]
fn what_is_taken_back_is_what_nobody_could_know() {
    let mut wrong = Vec::new();
    for (text, removed, why) in [
        (
            "Heading\n=======\n",
            1,
            "the line below makes a paragraph a heading",
        ),
        (
            "a [b] c\n\n[b]: /c\n",
            1,
            "a late definition makes words a link",
        ),
        (
            "a | b\n--|--\n1 | 2\n",
            1,
            "the line below makes words the head of a table",
        ),
        ("a **b c", 1, "the counterpart never came"),
        ("a [b](c", 1, "the target never ended"),
        ("a[^1]", 1, "nobody wrote the footnote"),
    ] {
        let actual = follow(text).1;
        if actual != removed {
            wrong.push(format!("{text:?}: {actual} ({why})"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The HTML of a text that ends here for now.
#[test]
fn what_is_shown_of_a_beginning() {
    for (text, shown) in [
        ("a *", "<p>a </p>"),
        ("a **", "<p>a </p>"),
        ("a **b", "<p>a <strong>b</strong></p>"),
        ("a **b*", "<p>a <strong>b</strong></p>"),
        ("a ***b", "<p>a <em><strong>b</strong></em></p>"),
        ("a ***b*", "<p>a <em><strong>b</strong></em></p>"),
        ("a ***b**", "<p>a <em><strong>b</strong></em></p>"),
        ("a _b", "<p>a <em>b</em></p>"),
        ("a_b", "<p>a_b</p>"),
        ("2*3", "<p>2<em>3</em></p>"),
        ("2 * 3", "<p>2 * 3</p>"),
        ("a ~~b", "<p>a <del>b</del></p>"),
        ("a ~~b~", "<p>a <del>b</del></p>"),
        ("a `b", "<p>a <code>b</code></p>"),
        ("a ``b`", "<p>a <code>b</code></p>"),
        ("a [", "<p>a </p>"),
        ("a [b", "<p>a <a href=\"\">b</a></p>"),
        ("a [b]", "<p>a <a href=\"\">b</a></p>"),
        ("a [b](http://c \"d", "<p>a <a href=\"\">b</a></p>"),
        ("a [b] c", "<p>a [b] c</p>"),
        ("a ![b](http://c", "<p>a </p>"),
        ("a [^1", "<p>a </p>"),
        ("a $x", "<p>a </p>"),
        ("a $$\nx", "<p>a </p>"),
        ("costs $5 and $6", "<p>costs $5 and $6</p>"),
        ("a &am", "<p>a </p>"),
        ("a <htt", "<p>a </p>"),
        ("a \\", "<p>a </p>"),
        ("a https:/", "<p>a </p>"),
        ("-", ""),
        ("1.", ""),
        ("#", ""),
        ("| a | b", ""),
        ("| a |\n|-", ""),
        ("```ru", ""),
        ("a\n==", "<p>a</p>"),
        ("a\n-", "<p>a</p>"),
        ("[a]: htt", ""),
        ("> [!NO", ""),
        ("- [", ""),
    ] {
        let mut document = Document::default();
        document.push(text);
        let html = super::html::actual(&document);
        let html = html.replace("\n</p>", "</p>").replace(" </p>", "</p>");
        let shown = shown.replace(" </p>", "</p>");
        assert_eq!(html.trim(), shown, "{text:?}");
    }
}

#[test]
fn rows_are_shown_cell_by_cell() {
    let mut document = Document::default();
    document.push("| a | b |\n|---|---|\n");
    let mut shown = Vec::new();
    for piece in ["| 1", " | ", "**2", "** |", "\n"] {
        document.push(piece);
        let table = document.node(NodeId::ROOT).unwrap().children[0];
        let row = *document.node(table).unwrap().children.last().unwrap();
        shown.push(document.plain_text(row));
    }
    assert_eq!(shown, ["1", "1", "1 2", "1 2", "1 2"]);
}
