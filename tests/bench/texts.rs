//! Documents of one kind each, and texts that are designed to be expensive.

/// Parts of documents, which are repeated. Text before a NUL occurs only at the start.
pub(crate) const KINDS: [(&str, &str); 8] = [
    (
        "prose",
        "The quick brown **fox** jumps over the `lazy` dog, and [goes](https://example.com/a) home. \
         It costs $5, not $6; see snake_case and *more* of it, twice.\n\n",
    ),
    ("mixed", include_str!("../data/markdown/answer.md")),
    (
        "one code block",
        "```rust\n\0    let x = vec![1, 2, 3].iter().map(|x| x * 2).collect::<Vec<_>>();\n",
    ),
    (
        "nested list",
        "- an item of a list with **strong** words\n  - an inner one, with `code`\n    1. deeper \
         still\n    2. and another\n  - more\n",
    ),
    (
        "one table",
        "| a | b | c |\n|---|:-:|--:|\n\0| one `code` | two **strong** | three words here |\n",
    ),
    (
        "one paragraph",
        "Once upon a time there was a **fox** that ran over the hills, with `code` in its bag (and \
         more), 1 + 1 = 2. ",
    ),
    (
        "footnotes",
        "A statement that has a source[^#], and another[^n#].\n\n[^#]: The note.\n\n",
    ),
    (
        "references",
        "A statement that has [a source][#], and [another].\n\n[#]: https://example.com/#\n\n",
    ),
];

/// Repeated, each of these makes a parser look far back or far ahead.
pub(crate) const HOSTILE: [&str; 40] = [
    "*",
    "_",
    "[",
    "]",
    "`",
    "~",
    "<",
    "\\",
    "&",
    "$",
    "|",
    "(",
    "{",
    "a",
    "\n",
    " ",
    "> ",
    "- ",
    "1. ",
    "![",
    "[](",
    "[a](",
    "[a][",
    "[^",
    "[^1]",
    "[^a]: ",
    "[a]: b\n",
    "[x]: y\n\n[x] ",
    "http://",
    "www.",
    "<http://",
    "<a ",
    "<!--",
    "**a ",
    "*a **b ",
    "`a ",
    "$a ",
    "a\n",
    "[a\n",
    "- a\n\n",
];

/// Repeats a part up to a size. In those with references, `#` becomes a unique number.
pub(crate) fn of_size(part: &str, size: usize) -> String {
    let (head, part) = part.split_once('\0').unwrap_or(("", part));
    let mut text = head.to_owned();
    for number in 0_usize.. {
        if text.len() >= size {
            break;
        }
        if part.contains("[^#]") || part.contains("[#]") {
            text.push_str(&part.replace('#', &number.to_string()));
        } else {
            text.push_str(part);
        }
    }
    text
}
