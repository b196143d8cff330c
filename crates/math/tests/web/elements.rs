//! The DOM elements of a formula.

use rill_math::{Attribute, Name, mathml};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element, HtmlElement};

const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";

/// One formula of each kind.
const FORMULAS: [&str; 12] = [
    r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
    r"\sum_{i=1}^{n} i^2 + \int_0^\infty \sqrt[3]{x}\,dx",
    r"\lim_{x \to 0} \frac{\sin x}{x} = 1",
    r"\left( \begin{matrix} a & b \\ c & d \end{matrix} \right)",
    r"\begin{aligned} a &= b \\[2pt] &= -c \end{aligned}",
    r"\begin{array}{|c:r|} \hline 1 & 2 \\ \hline \end{array}",
    r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 \end{cases}",
    r"\hat{x} \overline{AB} \underbrace{a}_{n} \boxed{E} \cancel{y} \phantom{z} \! \kern-1em",
    r"\mathbb{R} \mathbf{x} \mathrm{kg} \text{a <b> & 'c'} \textbf{d}",
    r"\color{red} a \textcolor{blue}{b} \big( \Bigg| \displaystyle c \not= d",
    r"\operatorname*{argmax}_x f''(x) \binom{n}{k} a \bmod b",
    r"\xrightarrow[b]{a} \overset{!}{=} \surd \smallint",
];

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

#[wasm_bindgen_test]
fn a_formula_is_mathml_with_its_source() {
    let math = mathml(r"a < \text{b \& <i>c</i>}", true).unwrap();
    assert_eq!(math.local_name(), "math");
    assert_eq!(math.namespace_uri().as_deref(), Some(NAMESPACE));
    assert_eq!(math.get_attribute("display").as_deref(), Some("block"));
    let annotation = math.query_selector("semantics > annotation").unwrap();
    let annotation = annotation.unwrap();
    assert_eq!(
        annotation.text_content().unwrap(),
        r"a < \text{b \& <i>c</i>}"
    );
    assert_eq!(
        annotation.get_attribute("encoding").as_deref(),
        Some("application/x-tex")
    );
    assert!(math.query_selector("i").unwrap().is_none());
    let inline = mathml("x", false).unwrap();
    assert!(!inline.has_attribute("display"));
}

#[wasm_bindgen_test]
fn latex_that_cannot_be_read_is_none() {
    assert!(mathml(r"\unknown", false).is_none());
    assert!(mathml(r"\frac{a", false).is_none());
    assert!(mathml(r"\href{javascript:alert(1)}{x}", false).is_none());
}

#[wasm_bindgen_test]
fn nothing_but_what_is_allowed_comes_out() {
    for formula in FORMULAS {
        let math = mathml(formula, true).unwrap_or_else(|| panic!("{formula}"));
        check(&math);
        let all = math.query_selector_all("*").unwrap();
        for at in 0..all.length() {
            check(&all.get(at).unwrap().unchecked_into());
        }
    }
}

fn check(element: &Element) {
    assert_eq!(element.namespace_uri().as_deref(), Some(NAMESPACE));
    let name = element.local_name();
    assert!(
        Name::ALL.iter().any(|known| known.as_str() == name),
        "{name}"
    );
    let attributes = element.attributes();
    for at in 0..attributes.length() {
        let name = attributes.item(at).unwrap().name();
        let is_known = Attribute::ALL.iter().any(|known| known.as_str() == name);
        // The browser reflects here a style that was set through the object model.
        assert!(is_known || name == "style", "{name}");
    }
}

/// Nothing is parsed as markup, so formulas appear even in a page that forbids that.
#[wasm_bindgen_test]
fn it_works_under_a_strict_policy() {
    let policy = document().create_element("meta").unwrap();
    policy
        .set_attribute("http-equiv", "content-security-policy")
        .unwrap();
    let policies = "require-trusted-types-for 'script'; trusted-types 'none'; style-src 'self'";
    policy.set_attribute("content", policies).unwrap();
    document().head().unwrap().append_child(&policy).unwrap();

    for formula in FORMULAS {
        let math = mathml(formula, false).unwrap_or_else(|| panic!("{formula}"));
        let body = document().body().unwrap();
        body.append_child(&math).unwrap();
        assert!(math.client_height() > 0 || math.get_bounding_client_rect().height() > 0.0);
        math.remove();
    }
    // The policy blocks `style` attributes but not the object model.
    let math = mathml(r"\begin{aligned} a &= b \end{aligned}", true).unwrap();
    document().body().unwrap().append_child(&math).unwrap();
    let cell = math.query_selector("mtd").unwrap().unwrap();
    let cell: HtmlElement = cell.unchecked_into();
    assert_eq!(
        cell.style().get_property_value("text-align").unwrap(),
        "right"
    );
    math.remove();
}

/// Groups nested as deep as is allowed. Chains of bare arguments are shorter than allowed, because
/// the stack frames of a build without optimisation are many times as large.
#[wasm_bindgen_test]
fn depth_does_not_break_the_stack() {
    for (open, close) in [("{", "}"), (r"\frac{1}{", "}"), (r"\left(", r"\right)")] {
        for levels in [38, 1000] {
            let latex = [open.repeat(levels), "x".to_owned(), close.repeat(levels)].concat();
            assert_eq!(mathml(&latex, true).is_some(), levels == 38);
        }
    }
    assert!(mathml(&format!("{}x", r"\frac1".repeat(50)), true).is_some());
    assert!(mathml(&format!("{}x", r"\hat ".repeat(3000)), true).is_none());
}
