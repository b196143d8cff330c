//! Values of MathML's attributes.

use pulldown_latex::event::{Dimension, Style};

/// Returns a CSS length, clamped so that it cannot disrupt the layout of the page.
pub(crate) fn length(dimension: Dimension) -> String {
    use pulldown_latex::event::DimensionUnit as Unit;
    const MAX_EM: f32 = 20.;
    const PARTS: f32 = 1000.;
    let (times, unit) = match dimension.unit {
        Unit::Em => (1., "em"),
        Unit::Mu => (1. / 18., "em"),
        Unit::Ex => (1., "ex"),
        // A TeX point is 1/72.27 inch. An em counts as ten points.
        Unit::Pt => (1. / 10., "em"),
        Unit::Bp => (72.27 / 720., "em"),
        Unit::Pc => (1.2, "em"),
        Unit::In => (7.227, "em"),
        Unit::Cm => (7.227 / 2.54, "em"),
        Unit::Mm => (0.7227 / 2.54, "em"),
        Unit::Dd => (0.107, "em"),
        Unit::Cc => (1.284, "em"),
        Unit::Sp => (1. / 655_360., "em"),
    };
    // The cast turns NaN into zero. Thousandths are written by hand, because the standard library's
    // code for formatting floats is larger than this module.
    let parts = (dimension.value * times).clamp(-MAX_EM, MAX_EM) * PARTS;
    let parts = parts as i32;
    let sign = if parts < 0 { "-" } else { "" };
    let (whole, part) = (parts.unsigned_abs() / 1000, parts.unsigned_abs() % 1000);
    if part == 0 {
        format!("{sign}{whole}{unit}")
    } else {
        format!("{sign}{whole}.{part:03}{unit}")
    }
}

/// Returns `displaystyle` and `scriptlevel` of a style of TeX.
pub(crate) const fn levels(style: Style) -> (&'static str, &'static str) {
    match style {
        Style::Display => ("true", "0"),
        Style::Text => ("false", "0"),
        Style::Script => ("false", "1"),
        Style::ScriptScript => ("false", "2"),
    }
}
