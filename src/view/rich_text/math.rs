//! Formulas.

use leptos::{task::spawn_local, web_sys::Element};

use super::elements::{instantiate, set};
use crate::browser::MathModule;

/// Creates the element of a formula, still empty.
pub(super) fn source(display: bool) -> Option<Element> {
    let attributes: &[_] = if display { DISPLAYED } else { &[] };
    instantiate("span", "rill-math", attributes)
}

const DISPLAYED: &[(&str, &str)] = &[("data-display", "")];

/// Shows a formula: at once if the module is loaded, else as soon as it is. Until then, and if it
/// cannot be rendered, its LaTeX source is shown.
pub(super) fn show(formula: &Element, latex: &str, display: bool, module: &MathModule) {
    set(formula, "data-latex", latex);
    if let Some(math) = module.mathml_now(latex, display) {
        put(formula, &math);
        return;
    }
    if let Some(code) = instantiate("code", "", &[]) {
        code.set_text_content(Some(latex));
        put(formula, &code);
    }
    if module.is_ready() || *module == MathModule::default() {
        return;
    }
    let (formula, latex, module) = (formula.clone(), latex.to_owned(), module.clone());
    spawn_local(async move {
        if let Some(math) = module.mathml(&latex, display).await
            // Its source may have changed by now.
            && formula.get_attribute("data-latex").as_deref() == Some(&*latex)
        {
            put(&formula, &math);
        }
    });
}

fn put(formula: &Element, content: &Element) {
    while let Some(old) = formula.first_child() {
        let _ = formula.remove_child(&old);
    }
    let _ = formula.append_child(content);
}
