//! The elements, attributes and style properties that may reach the page, as closed lists.
//!
//! Elements and attributes are those of MathML Core. No other name can be written, so no formula
//! can produce a link, a script or an event handler.

use std::borrow::Cow;

/// An element. One with text has no children.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its name.
    pub name: Name,
    /// Its attributes, each at most once.
    pub attributes: Vec<(Attribute, Cow<'static, str>)>,
    /// Its inline style. It is set through the CSS object model, since a strict Content Security
    /// Policy blocks `style` attributes.
    pub style: Vec<(Property, Cow<'static, str>)>,
    /// Its text.
    pub text: String,
    /// Its children.
    pub children: Vec<Element>,
}

impl Element {
    /// Returns an element with children.
    pub(crate) fn of(name: Name, children: Vec<Self>) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            style: Vec::new(),
            text: String::new(),
            children,
        }
    }

    /// Returns an element with text.
    pub(crate) fn leaf(name: Name, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::of(name, Vec::new())
        }
    }

    /// Returns a space of a fixed width.
    pub(crate) fn space(width: &'static str) -> Self {
        Self::of(Name::Mspace, Vec::new()).with(Attribute::Width, width)
    }

    pub(crate) fn with(
        mut self,
        attribute: Attribute,
        value: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.set(attribute, value);
        self
    }

    pub(crate) fn set(&mut self, attribute: Attribute, value: impl Into<Cow<'static, str>>) {
        self.attributes.retain(|(set, _)| *set != attribute);
        self.attributes.push((attribute, value.into()));
    }

    pub(crate) fn styled(
        mut self,
        property: Property,
        value: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.style.push((property, value.into()));
        self
    }
}

/// Declares an enum of names, each beside its variant.
macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type {
            $(#[doc = concat!("`", $name, "`")] $variant,)*
        }

        impl $type {
            /// All variants.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the name in the DOM.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

names! {
    /// The name of an element.
    Name {
        Annotation = "annotation",
        Math = "math",
        Mfrac = "mfrac",
        Mi = "mi",
        Mn = "mn",
        Mo = "mo",
        Mover = "mover",
        Mphantom = "mphantom",
        Mroot = "mroot",
        Mrow = "mrow",
        Mspace = "mspace",
        Msqrt = "msqrt",
        Mstyle = "mstyle",
        Msub = "msub",
        Msubsup = "msubsup",
        Msup = "msup",
        Mtable = "mtable",
        Mtd = "mtd",
        Mtext = "mtext",
        Mtr = "mtr",
        Munder = "munder",
        Munderover = "munderover",
        Semantics = "semantics",
    }
}

names! {
    /// The name of an attribute.
    Attribute {
        Accent = "accent",
        AccentUnder = "accentunder",
        Depth = "depth",
        Display = "display",
        DisplayStyle = "displaystyle",
        Encoding = "encoding",
        Form = "form",
        Height = "height",
        LargeOp = "largeop",
        LineThickness = "linethickness",
        LSpace = "lspace",
        MathColor = "mathcolor",
        MathVariant = "mathvariant",
        MaxSize = "maxsize",
        MinSize = "minsize",
        MovableLimits = "movablelimits",
        RSpace = "rspace",
        ScriptLevel = "scriptlevel",
        Stretchy = "stretchy",
        Symmetric = "symmetric",
        Width = "width",
    }
}

names! {
    /// A style property, for what MathML Core leaves to CSS: alignment, lines and strokes.
    Property {
        Background = "background-image",
        Border = "border",
        BorderBottom = "border-bottom",
        BorderLeft = "border-left",
        BorderRight = "border-right",
        BorderTop = "border-top",
        FontFamily = "font-family",
        FontStyle = "font-style",
        FontWeight = "font-weight",
        MarginLeft = "margin-left",
        Padding = "padding",
        PaddingBottom = "padding-bottom",
        PaddingLeft = "padding-left",
        PaddingRight = "padding-right",
        PaddingTop = "padding-top",
        TextAlign = "text-align",
    }
}
