//! Untrusted text, hostile or not: it becomes allowed elements or nothing, and quickly.

use std::time::{Duration, Instant};

use proptest::prelude::{ProptestConfig, Strategy, any, prop_oneof, proptest};
use rill_math::{Element, tree};

/// Fails if a formula takes so long that a page would hang.
#[track_caller]
fn is_quick(latex: &str) -> Option<Element> {
    let start = Instant::now();
    let tree = tree(latex, true);
    let taken = start.elapsed();
    // The build is not optimised, and the machine may be busy.
    assert!(taken < Duration::from_secs(3), "{taken:?}");
    tree
}

#[test]
fn depth_is_refused() {
    for (open, close) in [
        ("{", "}"),
        (r"\left(", r"\right)"),
        (r"\frac{1}{", "}"),
        (r"\begin{matrix}", r"\end{matrix}"),
        (r"\sqrt[", "]x"),
        (r"\begingroup ", r"\endgroup "),
        ("'^{", "}"),
        (r"\text{$", "$}"),
        (r"\abs{", "}"),
        ("x^{", "}"),
        (r"{1\over ", "}"),
    ] {
        let levels = 20_000 / (open.len() + close.len());
        let latex = [open.repeat(levels), "x".to_owned(), close.repeat(levels)].concat();
        assert_eq!(is_quick(&latex), None, "{open}");
        assert_eq!(is_quick(&open.repeat(20_000 / open.len())), None, "{open}");
        is_quick(&close.repeat(20_000 / close.len()));
    }
}

#[test]
fn chains_of_arguments_are_refused() {
    for link in [
        r"\sqrt",
        r"\frac1",
        r"\frac{1}",
        r"\hat",
        r"\not",
        r"\mathbf",
        r"\overset a",
        r"\boxed",
        r"\binom a",
        r"\mathrel",
        r"\pmod",
        r"\sqrt[3]",
        r"\genfrac(){0pt}{}1",
        r"\textcolor{red}",
    ] {
        let latex = format!("{}x", link.repeat(20_000 / link.len()));
        assert_eq!(is_quick(&latex), None, "{link}");
    }
}

#[test]
fn a_long_flat_formula_is_quick() {
    for piece in [
        "x+", "1,", "{}", "%\n", "a&", r"\\", "'", "x^2", "~", "[", "|", "{a}", r"\ ",
    ] {
        is_quick(&piece.repeat(20_000 / piece.len()));
        let piece = piece.repeat(19_900 / piece.len());
        is_quick(&format!(r"\begin{{align}}{piece}\end{{align}}"));
    }
}

#[test]
fn what_is_too_long_is_refused() {
    assert!(is_quick(&"x".repeat(4000)).is_some());
    assert_eq!(is_quick(&"x".repeat(10_000)), None);
    assert!(is_quick(&format!("x{}", " ".repeat(20_000))).is_some());
    assert_eq!(is_quick(&format!("x{}", " ".repeat(30_000))), None);
}

#[test]
fn macros_are_refused() {
    assert_eq!(is_quick(r"\def\a{\a\a}\a"), None);
    assert_eq!(
        is_quick(r"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a}\def\c{\b\b\b\b}\c"),
        None
    );
    assert_eq!(is_quick(r"\newcommand{\a}[0]{\a}\a"), None);
    assert_eq!(is_quick(r"\let\a\frac\a12"), None);
}

#[test]
fn what_made_the_parser_panic() {
    for latex in [
        r"\char é",
        r"\color{#éab12}x",
        "\\kern1em\u{a0}x",
        "\\hspace{1em\u{3000}}x",
        r"\begin{alignat}{99999999999999999999999}a\end{alignat}",
        r"\begin{alignat}{40000}a&b\end{alignat}",
        r"\begin{array}{*{99999999}{c}}a\end{array}",
        r"\kern99999999999999999999999999999999999999999999999em",
        r"\kern.99999999999999999999999999999999999999999999999em",
        r"\",
        r"\left",
        r"\left\",
        r"\left{x\right}",
        r"\sqrt[",
        r"\mathop",
        r"\text",
    ] {
        is_quick(latex);
    }
}

#[test]
fn links_are_refused() {
    for latex in [
        r"\href{javascript:alert(1)}{x}",
        r"\url{https://example.com}",
        r"\includegraphics{x}",
        r"\class{a}{x}",
        r"\style{a}{x}",
        r"\htmlData{a=b}{x}",
        r"\unicode{x41}",
        r"\require{html}",
    ] {
        assert_eq!(tree(latex, true), None, "{latex}");
    }
}

#[test]
fn markup_is_text() {
    let tree = tree(
        r"\text{<img src=x onerror=alert(1)>} < \operatorname{<b>}",
        true,
    );
    let tree = tree.unwrap();
    check(&tree, 0);
    let row = &tree.children[0].children[0];
    assert_eq!(row.children[0].text, "<img src=x onerror=alert(1)>");
}

/// Fails if an element must not reach a page.
fn check(element: &Element, depth: usize) {
    assert!(depth < 400, "too deep");
    assert!(element.text.is_empty() || element.children.is_empty());
    for (at, (attribute, value)) in element.attributes.iter().enumerate() {
        let again = element.attributes[..at]
            .iter()
            .any(|(before, _)| before == attribute);
        assert!(!again, "{attribute:?} twice");
        assert!(
            value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-/#".contains(&byte)),
            "{value:?}"
        );
    }
    for (_, value) in &element.style {
        assert!(
            !value.contains("url") && !value.contains([';', ':', '"']),
            "{value:?}"
        );
    }
    for child in &element.children {
        check(child, depth + 1);
    }
}

/// Text that gets further into the parser than random letters would.
fn latex() -> impl Strategy<Value = String> {
    let words = proptest::sample::select(WORDS);
    let token = prop_oneof![
        6 => words.prop_map(str::to_owned),
        2 => "[a-zA-Z0-9 ]{1,3}",
        2 => any::<char>().prop_map(String::from),
        1 => "[{}\\[\\]()&^_'%#$~|<>.,;:!?*/+=-]",
        1 => "\\\\[a-zA-Z]{1,4}|\\\\.",
    ];
    proptest::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat())
}

const WORDS: &[&str] = &[
    r"\frac",
    r"\sqrt",
    r"\sqrt[3]",
    r"\left(",
    r"\right)",
    r"\left.",
    r"\right.",
    r"\left\{",
    r"\right\}",
    r"\middle|",
    r"\big(",
    r"\begin{matrix}",
    r"\end{matrix}",
    r"\begin{array}{c|c}",
    r"\end{array}",
    r"\begin{aligned}",
    r"\end{aligned}",
    r"\begin{cases}",
    r"\end{cases}",
    r"\begin{pmatrix*}[r]",
    r"\end{pmatrix*}",
    r"\begin{alignat}{2}",
    r"\end{alignat}",
    r"\hline",
    r"\\",
    r"\\[2pt]",
    "&",
    "{",
    "}",
    "{",
    "}",
    "^",
    "_",
    "'",
    r"\text{a $b$ c}",
    r"\text",
    r"\color{red}",
    r"\color{#12ab9f}",
    r"\textcolor{blue}",
    r"\mathbf",
    r"\mathbb{R}",
    r"\rm",
    r"\hat",
    r"\overline",
    r"\underbrace",
    r"\overset",
    r"\underset",
    r"\sum",
    r"\int",
    r"\lim",
    r"\limits",
    r"\nolimits",
    r"\operatorname{f}",
    r"\operatorname*{g}",
    r"\mathop{h}",
    r"\displaystyle",
    r"\scriptstyle",
    r"\not",
    r"\cancel",
    r"\boxed",
    r"\phantom",
    r"\tag{1}",
    r"\pmod",
    r"\binom",
    r"\genfrac()",
    r"\substack{a\\b}",
    r"\xrightarrow[a]{b}",
    r"\over",
    r"\choose",
    r"\kern",
    "1em",
    "-2.5mu",
    r"\hspace{1em}",
    r"\,",
    r"\!",
    r"\quad",
    r"\alpha",
    "=",
    "+",
    "-",
    "x",
    "12",
    "1,000.5",
    r"\|",
    r"\{",
    r"\}",
    r"\ ",
    "~",
    "\n",
    "%",
    r"\mathrm",
    r"\bra",
    r"\mod",
    r"\sideset",
    r"\stackrel",
    r"\surd",
    r"\big",
    r"\Space{1em}{1em}{1em}",
    r"\colorbox{red}{a}",
    r"\begingroup",
    r"\endgroup",
    r"\middle",
    r"\left",
    r"\right",
    r"\begin",
    r"\end",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_comes_out_allowed(text in any::<String>(), display in any::<bool>()) {
        if let Some(tree) = tree(&text, display) {
            check(&tree, 0);
        }
    }

    #[test]
    fn any_latex_comes_out_allowed(latex in latex(), display in any::<bool>()) {
        if let Some(tree) = tree(&latex, display) {
            check(&tree, 0);
        }
    }
}
